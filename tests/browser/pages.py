"""Every page there is, by name and address; the ones that need a number find it on another page."""

from __future__ import annotations

from typing import Any

FIXED = {
    "home": "/",
    "search": "/search/?q=viet+nam",
    "search of one kind": "/search/?q=viet+nam&kind=actor",
    "nothing found": "/search/?q=zzzz",
    "documents": "/record/documents/",
    "upload": "/record/documents/upload/",
    "review": "/record/review/",
    "repeats": "/record/review/repeats/",
    "contradictions": "/record/contradictions/",
    "contradictions decided": "/record/contradictions/?decided=1",
    "actors": "/record/actors/",
    "dossier": "/record/actors/state:KZ/",
    "dossier of another day": "/record/actors/state:KZ/?as_of=2024-01-01&known_on=2030-01-01",
    "pair": "/record/actors/state:VN/with/state:KZ/",
    "judge": "/record/actors/org:asean/judge/?text=asean",
    "brief": "/record/brief/",
    "sources": "/record/sources/",
    "journal": "/journal/?verify=1",
    "people": "/people/",
    "person": "/people/1/",
    "new mission": "/people/missions/new/",
    "profile": "/profile/",
    "rooms": "/rooms/",
    "help": "/help/",
    "keys": "/accounts/2fa/",
    "authenticator": "/accounts/2fa/totp/activate/",
    "add a key": "/accounts/2fa/webauthn/add/",
    "change password": "/accounts/password/change/",
    "sign out": "/accounts/logout/",
    "missing": "/nothing/here/",
}
FOLLOWED = {
    "document": ("/record/documents/", ".lines a.title"),
    "enter a fact": ("/record/documents/1/", "a[data-quote]"),
    "passage": ("/record/brief/", ".notes a"),
    "review of one": ("/", "#h-queue ~ ul a"),
    "contradiction": ("/record/contradictions/", ".lines a.title"),
}
OF_STRANGERS = {"sign in": "/accounts/login/", "help unsigned": "/help/", "asked to sign in": "/record/documents/"}


def addresses(page: Any) -> dict[str, str]:
    """All pages of a person who may do everything."""
    found = dict(FIXED)
    for name, (start, selector) in FOLLOWED.items():
        page.goto(start)
        found[name] = page.get_attribute(selector, "href")
    return found
