"""Statements with their passages as plain facts, in a fixed number of queries however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from caytre.accounts.models import User
from caytre.record.engine.answers import Standing
from caytre.record.engine.facts import Fact, Passage
from caytre.record.models import Evidence, Statement
from caytre.record.queries.actors import Identities, references


def load(
    user: User,
    ids: Iterable[int],
    *,
    known: Identities,
    known_on: datetime,
    standing: Standing = "held",
    known_from: dict[int, datetime] | None = None,
) -> dict[int, Fact]:
    """The statements by id, without those the user may not see or no passage of which the user may see.

    Four queries: statements, passages, actors, names. Evidence that came after `known_on` is left out.
    """
    statements = list(Statement.objects.filter(id__in=set(ids)).visible_to(user))
    passages = _passages(user, [statement.id for statement in statements], known_on)
    actors = {actor for row in statements for actor in (row.subject_id, row.object_id) if actor}
    named = references(actors, known, known_on)
    return {
        row.id: Fact(
            id=row.id,
            predicate=row.predicate,
            modality=row.modality,
            subject=named.get(row.subject_id) if row.subject_id else None,
            subject_text=row.subject_text,
            object=named.get(row.object_id) if row.object_id else None,
            object_text=row.object_text,
            value=row.value_text,
            number=row.value_number,
            unit=row.unit,
            bound=row.bound,
            valid=row.valid,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            place=row.place,
            passages=tuple(passages[row.id]),
            standing=standing,
            classification=row.classification,
            known_from=(known_from or {}).get(row.id),
        )
        for row in statements
        if row.id in passages
    }


_COLUMNS = {
    "document": "document_id",
    "start": "start",
    "end": "end",
    "quote": "quote",
    "title": "document__title",
    "publisher": "document__publisher",
    "published": "document__published",
    "language": "document__language",
    "origin": "document__origin",
    "classification": "document__classification",
}


def _passages(user: User, ids: Sequence[int], known_on: datetime) -> dict[int, list[Passage]]:
    rows = (
        Evidence.objects.visible_to(user)
        .known_on(known_on)
        .filter(statement_id__in=ids)
        .order_by("since", "id")
        .values("statement_id", "document__name", "document__source__name", *_COLUMNS.values())
    )
    found: dict[int, list[Passage]] = defaultdict(list)
    for row in rows:
        values = {name: row[column] for name, column in _COLUMNS.items()}
        values["title"] = values["title"] or row["document__name"]
        values["publisher"] = values["publisher"] or row["document__source__name"] or ""
        found[row["statement_id"]].append(Passage(**values))
    return found
