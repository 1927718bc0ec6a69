"""The rooms as the rail lists them, and what every page needs to know of its reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caytre.accounts import permissions


@dataclass(frozen=True, slots=True)
class Room:
    """One line of the rail. `act`: what a user must be allowed to do to be offered it."""

    view: str
    label: Any
    icon: str
    act: str = "record.read"
    on_phone: bool = False
    apart: bool = False  # a hairline above it
    about: Any = ""  # one sentence for the page that lists all rooms


ROOMS = (
    Room("front:home", _("Home"), "house", on_phone=True, about=_("The morning brief, what waits for you, search.")),
    Room(
        "record:review",
        pgettext_lazy("room", "Review"),
        "list-checks",
        "record.review",
        on_phone=True,
        about=_("Decide on what reading has proposed, passage by passage."),
    ),
    Room(
        "record:contradictions",
        _("Contradictions"),
        "scale",
        about=_("Statements that cannot both hold, side by side."),
    ),
    Room("record:documents", _("Documents"), "files", on_phone=True, about=_("What was published or received.")),
    Room(
        "record:actors", _("Actors"), "landmark", on_phone=True, about=_("States, bodies and people; their dossiers.")
    ),
    Room("record:brief", _("Brief"), "newspaper", about=_("What is new, what falls due, what cannot both hold.")),
    Room("record:sources", _("Sources"), "library", about=_("Who publishes, and how near they stand to the matter.")),
    Room("front:journal", _("Journal"), "scroll-text", "journal.read", apart=True, about=_("Who did what, and when.")),
    Room(
        "front:people",
        _("People and roles"),
        "users",
        "accounts.manage",
        about=_("Accounts, roles, missions and clearance."),
    ),
)


def rooms_for(request: HttpRequest) -> list[dict[str, Any]]:
    """The rooms this user may enter, with the one they stand in marked."""
    found = []
    for room in ROOMS:
        if not permissions.may(request.user, room.act):
            continue
        try:
            url = reverse(room.view)
        except NoReverseMatch:  # a room of another installation profile
            continue
        inside = request.path == url if room.view == "front:home" else request.path.startswith(url)
        found.append(
            {
                "url": url,
                "label": room.label,
                "icon": room.icon,
                "on_phone": room.on_phone,
                "apart": room.apart,
                "about": room.about,
                "current": inside,
                "here": request.path == url,
            }
        )
    return found


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the installation's name, the rooms, and where signing out is."""
    answer: dict[str, Any] = {"installation_name": settings.INSTALLATION_NAME, "rooms": []}
    if getattr(request, "user", None) is not None and request.user.is_authenticated:
        answer["rooms"] = rooms_for(request)
        answer["sign_out_url"] = reverse("account_logout")
    return answer
