"""Home, search, the list of rooms, help, and the switches of the top bar."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from caytre.accounts.requests import SignedInRequest
from caytre.desk.front import preferences as choices
from caytre.desk.front.morning import morning
from caytre.desk.front.searching import found


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """The brief, my queue, search."""
    return render(request, "desk/front/home.html", morning(request.user, _language()))


@require_GET
def search(request: SignedInRequest) -> HttpResponse:
    """What the record holds about the words asked for; `?kind=` and `?page=` go further into one kind."""
    text = request.GET.get("q", "").strip()[:200]
    kind, page = request.GET.get("kind", ""), request.GET.get("page", "1")
    context = found(request.user, text, _language(), kind=kind, page=int(page) if page.isdecimal() else 1)
    return render(request, "desk/front/search.html", context)


@require_GET
def rooms(request: SignedInRequest) -> HttpResponse:
    """Every room with a sentence about it; where "More" leads on a phone."""
    return render(request, "desk/front/rooms.html")


@require_GET
@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    """What this is, and the keys."""
    return render(request, "desk/front/help.html")


@require_POST
@login_not_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Language, theme, width of the rail: the buttons of the top bar, also before signing in."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    response = redirect(target)
    choices.remember(request, response, {name: request.POST.get(name, "") for name in choices.NAMES})
    return response
