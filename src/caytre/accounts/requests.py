"""The request as a view gets it: LoginRequiredMiddleware lets nobody through who is not signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from caytre.accounts.models import User


class SignedInRequest(HttpRequest):
    """For annotations only: a request whose user is one of ours, as it is in every view that asks for sign-in."""

    user: User  # type: ignore[assignment]  # narrower than Django's
