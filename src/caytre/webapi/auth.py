"""Who asks: a token (`Authorization: Bearer …`) or the session of a page."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import AuthorizationError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.throttling import SimpleRateThrottle
from ninja.utils import check_csrf

from caytre.accounts import services
from caytre.accounts.models import ApiToken, User

READING = ("GET", "HEAD", "OPTIONS")


def asker(request: HttpRequest) -> User:
    """Who asks; every operation has been through TokenAuth or SessionAuth before."""
    return cast(User, request.user)


class TokenAuth(HttpBearer):
    """A token of `caytre token add` or POST /me/tokens. One of scope read may only read."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        found = services.use_token(token)
        if found is None:
            return None
        if request.method not in READING and found.scope != ApiToken.Scope.WRITE:
            raise AuthorizationError(message="This token may only read; make one of scope 'write'.")
        request.user = found.user
        return found.user


class SessionAuth(APIKeyCookie):
    """The session of someone who signed in on the pages; what changes something needs the CSRF token too."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)  # checked below, once it is known that there is a session to protect

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        user = request.user
        if not (user.is_authenticated and user.is_active):
            return None
        if request.method not in READING and check_csrf(request):
            raise AuthorizationError(message="The CSRF token is missing or wrong; send X-CSRFToken, or use a token.")
        return user


class PerUser(SimpleRateThrottle):
    """So many requests of one user, whatever they come through."""

    scope = "user"

    def get_cache_key(self, request: HttpRequest) -> str | None:
        return f"api-requests-{request.user.pk}" if request.user.is_authenticated else None
