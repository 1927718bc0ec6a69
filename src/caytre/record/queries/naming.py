"""Names of actors in a reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from caytre.record.models import Actor, Name

RANK = {Name.Kind.PREFERRED: 0, Name.Kind.OFFICIAL: 1, Name.Kind.ALIAS: 2, Name.Kind.ACRONYM: 3}  # the best first


def names_of(actors: Iterable[Actor | int | None], language: str) -> dict[int, str]:
    """Id of each actor and its best name: preferred before official before other, this language before any."""
    ids = {actor.pk if isinstance(actor, Actor) else actor for actor in actors if actor is not None}
    best: dict[int, tuple[tuple[bool, int, int], str]] = {}
    rows = Name.objects.filter(actor__in=ids).values_list("actor", "text", "language", "kind", "pk")
    for actor, text, spoken, kind, pk in rows:
        rank = (spoken != language, RANK[Name.Kind(kind)], pk)
        if actor not in best or rank < best[actor][0]:
            best[actor] = (rank, text)
    return {actor: text for actor, (_rank, text) in best.items()}
