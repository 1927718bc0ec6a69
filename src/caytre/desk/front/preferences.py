"""Keeps what a reader chose: in the browser for everyone, on the account for those who have one."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from caytre.accounts.people import keep_preferences
from caytre.desk.components.preferences import RAILS, THEMES, YEAR

NAMES: dict[str, tuple[str, ...]] = {
    "language": tuple(code for code, _name in settings.LANGUAGES),
    "theme": THEMES,
    "rail": RAILS,
}


def remember(request: HttpRequest, response: HttpResponse, chosen: Mapping[str, str]) -> None:
    """Keep the values that are known; others are ignored, so that an old bookmark does no harm."""
    valid = {name: value for name, value in chosen.items() if value in NAMES.get(name, ())}
    for name, value in valid.items():
        cookie = settings.LANGUAGE_COOKIE_NAME if name == "language" else name
        response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True, path="/")
    if request.user.is_authenticated:
        keep_preferences(request.user, **valid)
