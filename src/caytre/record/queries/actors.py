"""Actors as the record knew them at one moment: who was judged to be one with whom, and under which names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from caytre.accounts.models import User
from caytre.record.clocks import in_force
from caytre.record.engine.answers import ActorRef
from caytre.record.models import Actor, Judgement, Name
from caytre.record.queries.naming import RANK


class NoSuchActor(LookupError):
    """There is no actor with that key; the message says how to find one."""


@dataclass
class Identities:
    """Which actors were one at `known_on`. The first entered of them leads."""

    leader: dict[int, int] = field(default_factory=dict)
    members: dict[int, set[int]] = field(default_factory=dict)

    def of(self, actor: int) -> int:
        """The id under which the actor goes."""
        return self.leader.get(actor, actor)

    def group(self, actor: int) -> set[int]:
        """All ids that are one with the actor, itself among them."""
        return self.members.get(self.of(actor), {actor})


def identities(known_on: datetime) -> Identities:
    """What persons had judged to be the same by then and not undone. One query."""
    pairs = (
        Judgement.objects.filter(in_force(known_on, start="at", end="undone_at"), verdict=Judgement.Verdict.SAME)
        .order_by("id")
        .values_list("left_id", "right_id")
    )
    parent: dict[int, int] = {}

    def root(actor: int) -> int:
        while parent.setdefault(actor, actor) != actor:
            parent[actor] = parent[parent[actor]]
            actor = parent[actor]
        return actor

    for left, right in pairs:
        one, other = sorted((root(left), root(right)))
        parent[other] = one
    found = Identities()
    for actor in parent:
        found.leader[actor] = root(actor)
        found.members.setdefault(root(actor), set()).add(actor)
    return found


def references(ids: Iterable[int], known: Identities, known_on: datetime) -> dict[int, ActorRef]:
    """Every actor under its leader's key and preferred names at that moment. Two queries."""
    ids = set(ids)
    leaders = {known.of(actor) for actor in ids}
    keys = {row["id"]: row for row in Actor.objects.filter(id__in=leaders).values("id", "key", "kind", "country")}
    best: dict[tuple[int, str], tuple[int, int, str]] = {}
    names = Name.objects.known_on(known_on).filter(actor_id__in=leaders)
    for row in names.values_list("actor_id", "language", "kind", "id", "text"):
        actor, language, kind, number, text = row
        rank = (RANK[Name.Kind(kind)], number, text)
        for place in ((actor, language), (actor, "")):
            if place not in best or rank < best[place]:
                best[place] = rank
    made = {}
    for leader, found in keys.items():
        any_name = best.get((leader, ""), (0, 0, found["key"].partition(":")[2] or found["key"]))[2]
        vi, en = (best.get((leader, language), (0, 0, any_name))[2] for language in ("vi", "en"))
        made[leader] = ActorRef(found["key"], vi, en, found["kind"], found["country"])
    return {actor: made[known.of(actor)] for actor in ids if known.of(actor) in made}


def actor_id(user: User, key: str) -> int:
    """The id of the actor with that key. Raises NoSuchActor, also where it is above the user's clearance."""
    found = Actor.objects.visible_to(user).filter(key=key).values_list("id", flat=True).first()
    if found is None:
        raise NoSuchActor(f"No actor has the key '{key}'. Search for its name to find its key: caytre search NAME.")
    return found
