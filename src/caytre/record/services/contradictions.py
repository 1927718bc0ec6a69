"""Contradictions are found when a statement is proposed or accepted; `deciding.py` settles them by a person's word."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone

from caytre.journal import services as journal
from caytre.record.clusters import cluster
from caytre.record.engine import validity
from caytre.record.engine.contradictions import FIGURES, Claim, compare
from caytre.record.models import Contradiction, Evidence, Statement
from caytre.record.services.saying import LIVE

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from caytre.accounts.models import User

_COMPARED = 500  # no statement is compared with more than this many, the latest first


def look_for(statement: Statement) -> list[Contradiction]:
    """Compare a statement with those that speak of the same thing, and note what cannot both hold."""
    candidates = _comparable(statement)
    if candidates is None:
        return []
    others = list(candidates.exclude(pk=statement.pk).order_by((F("pk") + 0).desc())[:_COMPARED])
    if not others:
        return []
    claims = _claims([statement, *others])
    found = []
    for other in others:
        finding = compare(claims[statement.pk], claims[other.pk])
        if finding is None:
            continue
        row, new = Contradiction.objects.get_or_create(
            kind=finding.kind,
            left_id=finding.left,
            right_id=finding.right,
            undone_at=None,
            defaults={"found_at": timezone.now()},
        )
        if new:
            set_contested([finding.left, finding.right])
            journal.record(
                "record.contradiction",
                by=None,
                subject=f"contradiction:{row.pk}",
                kind=finding.kind,
                left=finding.left,
                right=finding.right,
            )
            found.append(row)
    return found


def _comparable(statement: Statement) -> QuerySet[Statement] | None:
    """Live statements that may speak of the same thing, by index; None where nothing can be compared."""
    same = Statement.objects.filter(predicate=statement.predicate, status__in=LIVE)
    subject = _is(statement, "subject")
    about = _is(statement, "object")
    if statement.predicate == "position_held":
        return same.filter(about) if statement.object_id or statement.object_text else None
    if statement.predicate == "membership_term":
        if not (statement.object_id or statement.object_text):
            return None
        return same.filter(about).filter(subject | Q(valid_from=statement.valid_from))
    if statement.predicate == "partnership_level":
        return same.filter(
            (subject & about) | (_is(statement, "subject", "object") & _is(statement, "object", "subject"))
        )
    if statement.predicate in FIGURES:
        if statement.value_number is None or not statement.valid:
            return None
        return same.filter(subject & about, valid_from=statement.valid_from, valid_to=statement.valid_to)
    return same.filter(subject & about, valid=statement.valid)  # only a denial can contradict these


def _is(statement: Statement, side: str, column: str | None = None) -> Q:
    """Statements whose `column` is the actor (or, for want of one, the words) on this side of the statement."""
    column = column or side
    actor = getattr(statement, side)
    if actor is None:
        return Q(**{f"{column}__isnull": True, f"{column}_text": getattr(statement, f"{side}_text")})
    ids = cluster(actor.pk)
    return Q(**{f"{column}_id": ids[0]}) if len(ids) == 1 else Q(**{f"{column}_id__in": ids})


def _claims(statements: list[Statement]) -> dict[int, Claim]:
    """What the engine needs of each statement, with its current passages, in two queries."""
    quotes: dict[int, list[str]] = defaultdict(list)
    passages: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    seen: dict[int, list[dt.date]] = defaultdict(list)
    rows = (
        Evidence.objects.current()
        .filter(statement__in=[statement.pk for statement in statements])
        .values_list("statement_id", "document_id", "start", "end", "quote", "document__published")
    )
    for pk, document, start, end, quote, published in rows:
        quotes[pk].append(quote)
        passages[pk].append((document, start, end))
        if len(published) == len("2023-09-19"):
            day = validity.parse(published).first
            if day:
                seen[pk].append(day)
    clusters: dict[int, str] = {}

    def named(actor_id: int | None, words: str) -> str:
        if actor_id is None:
            return words
        return clusters.setdefault(actor_id, str(min(cluster(actor_id))))

    return {
        statement.pk: Claim(
            id=statement.pk,
            predicate=statement.predicate,
            subject=named(statement.subject_id, statement.subject_text),
            object=named(statement.object_id, statement.object_text),
            value_text=statement.value_text,
            value_number=statement.value_number,
            unit=statement.unit,
            bound=statement.bound,
            valid=validity.parse(statement.valid),
            modality=statement.modality,
            quotes=tuple(quotes[statement.pk]),
            passages=tuple(passages[statement.pk]),
            seen=tuple(seen[statement.pk]),
        )
        for statement in statements
    }


def set_contested(statement_ids: Iterable[int]) -> None:
    """Bring the flag that orders the review queue in line with the open contradictions."""
    for pk in statement_ids:
        open_ = Contradiction.objects.open().filter(Q(left=pk) | Q(right=pk)).exists()
        Statement.objects.filter(pk=pk).exclude(contested=open_).update(contested=open_)


def settle_moot(statement: Statement) -> None:
    """Recompute the flag of a statement and of those it was contested with, after its status changed."""
    pairs = Contradiction.objects.filter(Q(left=statement) | Q(right=statement), undone_at__isnull=True)
    ids = {pk for pair in pairs.values_list("left_id", "right_id") for pk in pair}
    set_contested(ids | {statement.pk})


def reopen(contradiction: Contradiction, *, by: User) -> Contradiction:
    """Close the decided row and open a new one, so that what was known in between can still be told."""
    now = timezone.now()
    contradiction.undone_at = now
    contradiction.save(update_fields=["undone_at"])
    again = Contradiction.objects.create(
        kind=contradiction.kind, left_id=contradiction.left_id, right_id=contradiction.right_id, found_at=now
    )
    set_contested([contradiction.left_id, contradiction.right_id])
    journal.record(
        "record.reopen_contradiction", by=by, subject=f"contradiction:{again.pk}", decided_as=contradiction.pk
    )
    return again
