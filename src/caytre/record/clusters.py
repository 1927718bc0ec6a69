"""Clusters: actors that persons judged to be one, now or as the record knew it at any moment of system time.

Read only; `services/actors.py` writes the judgements from which clusters follow.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from caytre.record.clocks import in_force
from caytre.record.models import Actor, Judgement


def cluster(actor_id: int, *, at: datetime | None = None) -> list[int]:
    """Ids of all actors judged the same as this one, itself among them, sorted; now or as known at a moment."""
    standing = Q(undone_at__isnull=True) if at is None else in_force(at, start="at", end="undone_at")
    joined = Judgement.objects.filter(standing, verdict=Judgement.Verdict.SAME)
    found, fresh = {actor_id}, {actor_id}
    while fresh:
        pairs = joined.filter(Q(left_id__in=fresh) | Q(right_id__in=fresh)).values_list("left_id", "right_id")
        fresh = {pk for pair in pairs for pk in pair} - found
        found |= fresh
    return sorted(found)


def canonical(actor: Actor) -> Actor:
    """The actor it was judged to be the same as, or itself."""
    return actor.same_as or actor
