"""What holds for every request of someone signed in: the session ends when idle, and nothing is kept in caches."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

NOTE_EVERY = 300  # seconds; so that not every look at a page writes to the database


class SessionLimits:
    """Ends a session that was idle for SESSION_IDLE_LIMIT seconds; its absolute end is SESSION_COOKIE_AGE."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            seen = request.session.get("seen", now)
            if now - seen > settings.SESSION_IDLE_LIMIT:
                logout(request)
            elif now - seen > NOTE_EVERY or "seen" not in request.session:
                request.session["seen"] = now
                # Keep the end that was set when signing in, instead of twelve hours from now.
                end = request.session.setdefault("ends", now + settings.SESSION_COOKIE_AGE)
                request.session.set_expiry(max(1, end - now))
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response
