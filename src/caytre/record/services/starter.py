"""The starter record: states, territories, regions, groups and bodies with their names, and the publishers known.

No statement is among them: nothing is known without a passage.
"""

from __future__ import annotations

import csv
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from caytre.accounts.classification import Classification
from caytre.journal import services as journal
from caytre.reading import gazetteer
from caytre.record.engine.text import nfc, search_key
from caytre.record.models import Actor, Name, Source
from caytre.record.services.resolving import KEPT_NAMES
from caytre.record.services.turn import in_turn

SOURCES = Path(__file__).parent.parent / "data" / "sources.csv"
KINDS = frozenset({"state", "territory", "region", "group", "organisation"})


@in_turn
def load(*, only: frozenset[str] | None = None) -> dict[str, int]:
    """Bring actors, names and sources of the starter record in; what is there already stays as it is.

    only: keys of the actors to bring in, where not all are wanted.
    Returns how many of each were new. Run again after an upgrade, it adds what the upgrade brought.
    """
    known = gazetteer.load(settings.HOME_STATE)
    entries = [entry for entry in known if entry.kind in KINDS and (only is None or entry.key in only)]
    made = {"actors": _actors(entries), "names": _names(entries), "sources": _sources()}
    if any(made.values()):
        journal.record("record.starter", by=None, subject="record:starter", **made)
    return made


def _actors(entries: list[gazetteer.Entry]) -> int:
    now = timezone.now()
    known = _by_key(entries)
    fresh = [
        Actor(
            key=entry.key,
            kind=entry.kind,
            country=entry.country or "",
            region=entry.region or "",
            classification=Classification.PUBLIC,
            since=now,
        )
        for entry in entries
        if entry.key not in known
    ]
    Actor.objects.bulk_create(fresh)
    # An actor that reading met before the gazetteer knew it is provisional no longer.
    Actor.objects.filter(pk__in=known.values(), provisional=True).update(
        provisional=False, classification=Classification.PUBLIC
    )
    known = _by_key(entries)
    parents = {actor.pk: actor for actor in Actor.objects.filter(pk__in=known.values())}
    changed = []
    for entry in entries:
        actor = parents[known[entry.key]]
        parent_id = known.get(entry.parent or "")
        if actor.parent_id != parent_id and parent_id is not None:
            actor.parent_id = parent_id
            changed.append(actor)
    Actor.objects.bulk_update(changed, ["parent"])
    return len(fresh)


def _names(entries: list[gazetteer.Entry]) -> int:
    now = timezone.now()
    known = _by_key(entries)
    held: QuerySet[Name] = Name.objects.current().filter(actor__in=known.values())
    seen = set(held.values_list("actor_id", "text", "language", "kind"))
    fresh = []
    for entry in entries:
        for name in entry.names:
            row = (known[entry.key], nfc(name.text), name.language, name.kind)
            if name.kind not in KEPT_NAMES or row in seen:
                continue
            seen.add(row)
            actor_id, text, language, kind = row
            fresh.append(
                Name(actor_id=actor_id, text=text, folded=search_key(text), language=language, kind=kind, since=now)
            )
    Name.objects.bulk_create(fresh)
    return len(fresh)


def _sources() -> int:
    with SOURCES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    known = set(Source.objects.values_list("name", flat=True))
    fresh = [Source(**row) for row in rows if row["name"] not in known]
    Source.objects.bulk_create(fresh)
    return len(fresh)


def _by_key(entries: list[gazetteer.Entry]) -> dict[str, int]:
    wanted = {entry.key for entry in entries}
    return {key: pk for key, pk in Actor.objects.values_list("key", "pk") if key in wanted}
