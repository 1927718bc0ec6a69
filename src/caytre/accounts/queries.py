"""What is asked about accounts."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from caytre.accounts.models import ApiToken, User


def tokens(user: User) -> QuerySet[ApiToken]:
    """The user's own tokens, newest first."""
    return ApiToken.objects.filter(user=user).order_by("-pk")


def token(user: User, key: int) -> ApiToken:
    """One of the user's own tokens. Raises Http404 for anybody else's."""
    found = tokens(user).filter(pk=key).first()
    if found is None:
        raise Http404("You have no token with this number.")
    return found
