"""From what a person calls an actor to its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caytre.record.engine.text import identity
from caytre.record.models import Actor
from caytre.record.queries.actors import NoSuchActor
from caytre.record.queries.search import search

if TYPE_CHECKING:
    from caytre.accounts.models import User


def find_key(user: User, name: str) -> str:
    """The key of the one actor that `name` means: its key, a state's ISO code, or a name, tone marks as written.

    Raises NoSuchActor, with what comes near.
    """
    actors = Actor.objects.visible_to(user)
    for key in (name, f"state:{name.upper()}"):
        if actors.filter(key=key).exists():
            return key
    hits = search(user, name, kinds=["actor"], limit=8).hits
    whole = [hit for hit in hits if identity(hit.snippet) == identity(name)]
    if len(whole) == 1:
        return whole[0].key
    near = "; ".join(f"{hit.snippet} ({hit.key})" for hit in whole or hits)
    if not near:
        raise NoSuchActor(f"The record knows no actor called '{name}'. See who there is with: caytre search '{name}'")
    which = "Several actors are" if whole else "No actor is"
    raise NoSuchActor(f"{which} called '{name}'. Ask for one by its key: {near}")
