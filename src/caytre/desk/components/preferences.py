"""Language, theme and width of the rail: a signed-in person's own choice first, then the browser's cookie."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

THEMES = ("auto", "light", "dark")
RAILS = ("wide", "narrow")
YEAR = 365 * 24 * 3600  # seconds

Answer = Callable[[HttpRequest], HttpResponse]


class PreferencesMiddleware:
    """Speaks the user's language and sets `request.theme` and `request.rail`. Stands after authentication."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Settle the choices before the page is made."""
        theme, rail = request.COOKIES.get("theme"), request.COOKIES.get("rail")
        user = request.user
        if user.is_authenticated:
            theme = getattr(user, "theme", theme)
            language = getattr(user, "language", "")
            if language in dict(settings.LANGUAGES) and language != translation.get_language():
                translation.activate(language)
                request.LANGUAGE_CODE = language
        request.theme = theme if theme in THEMES else "auto"  # type: ignore[attr-defined]
        request.rail = rail if rail in RAILS else "wide"  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        return response
