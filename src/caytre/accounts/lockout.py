"""What happens after too many failed sign-ins, and whose address counts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def client_address(request: HttpRequest) -> str:
    """The address of whoever asks. Behind the proxy that ends TLS it is the last one the proxy added, which the
    client cannot choose; without a proxy, forwarding headers are not believed at all."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.HTTPS and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")


def tried_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The name that was tried, however it reaches us: allauth's form calls it `login`, its backend `username`.

    Case does not matter when signing in, so it must not matter when counting failures."""
    given = credentials or {}
    name = given.get("username") or given.get("login") or request.POST.get("login") or ""
    return str(name).strip().casefold()


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """The page for a name that is locked out: says for how long, and who can help."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "account/locked_out.html", {"minutes": minutes}, status=429)
