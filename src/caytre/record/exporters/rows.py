"""The record as plain rows: dictionaries of strings, numbers and lists, in an order in which they can be read again.

Documents come first, then actors, then statements, each after what it points to. Only what the reader may see is
given: a statement above the level is left out, and so is a passage in a document above it.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet

from caytre.accounts.classification import Classification
from caytre.record import store
from caytre.record.clusters import cluster
from caytre.record.engine.fingerprint import plain_number
from caytre.record.models import Actor, Belief, Document, Evidence, Name, Source, Statement

Row = dict[str, Any]
_AT_ONCE = 500
STATUSES = ("accepted", "proposed", "rejected", "superseded")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to export. level: up to which classification; actor: key, and all judged the same; predicate: one kind."""

    level: int = Classification.PUBLIC
    statuses: tuple[str, ...] = ("accepted",)
    actor: str = ""
    predicate: str = ""
    contents: bool = True  # the bytes of documents, in base64


def statements_of(wanted: Wanted) -> QuerySet[Statement]:
    """The statements asked for."""
    rows = Statement.objects.filter(classification__lte=wanted.level, status__in=wanted.statuses)
    if wanted.predicate:
        rows = rows.filter(predicate=wanted.predicate)
    if wanted.actor:
        actor = Actor.objects.filter(key=wanted.actor).values_list("pk", flat=True).first()
        rows = rows.about_any(cluster(actor) if actor else [])
    return rows


def evidence_of(wanted: Wanted) -> QuerySet[Evidence]:
    """The passages that carry them, in documents of the level."""
    return Evidence.objects.current().filter(
        statement__in=statements_of(wanted), document__classification__lte=wanted.level
    )


def everything(wanted: Wanted) -> Iterator[Row]:
    """Sources, documents, actors and statements, one row each."""
    documents = Document.objects.filter(pk__in=evidence_of(wanted).values("document"))
    for source in Source.objects.filter(document__in=documents).distinct().order_by("pk"):
        yield {
            "type": "source", "name": source.name, "host": source.host, "tier": source.tier,
            "language": source.language, "country": source.country,
        }  # fmt: skip
    for document in documents.select_related("source").order_by("pk").iterator(chunk_size=50):
        yield _document(document, wanted)
    yield from _actors(wanted)
    yield from statements(wanted)


def statements(wanted: Wanted) -> Iterator[Row]:
    """The statements with their passages, each after the one it supersedes."""
    keys = dict(Actor.objects.values_list("pk", "key"))
    order = statements_of(wanted).order_by("pk").values_list("pk", flat=True).iterator()
    while ids := list(islice(order, _AT_ONCE)):
        passages: dict[int, list[Row]] = defaultdict(list)
        carrying = evidence_of(wanted).filter(statement__in=ids).order_by("pk")
        for pk, sha256, start, end, quote in carrying.values_list(
            "statement_id", "document__sha256", "start", "end", "quote"
        ):
            passages[pk].append({"document": sha256, "start": start, "end": end, "quote": quote})
        held: dict[int, list[list[str | None]]] = defaultdict(list)
        for pk, since, until in (
            Belief.objects.filter(statement__in=ids).order_by("pk").values_list("statement_id", "held_from", "held_to")
        ):
            held[pk].append([since.isoformat(), until.isoformat() if until else None])
        for statement in Statement.objects.filter(pk__in=ids).order_by("pk"):
            if passages[statement.pk]:
                yield _statement(statement, keys, passages[statement.pk], held[statement.pk])


def _statement(statement: Statement, keys: dict[int, str], evidence: list[Row], held: list[list[str | None]]) -> Row:
    return {
        "type": "statement",
        "id": statement.pk,
        "predicate": statement.predicate,
        "subject": keys.get(statement.subject_id or 0),
        "subject_text": statement.subject_text,
        "object": keys.get(statement.object_id or 0),
        "object_text": statement.object_text,
        "value_text": statement.value_text,
        "value_number": plain_number(statement.value_number) or None,
        "unit": statement.unit,
        "bound": statement.bound,
        "valid": statement.valid,
        "place": statement.place,
        "modality": statement.modality,
        "countries": statement.countries,
        "attributed_to": keys.get(statement.attributed_to_id or 0),
        "status": statement.status,
        "confidence": statement.confidence,
        "frame": statement.frame,
        "classification": Classification(statement.classification).name.lower(),
        "supersedes": statement.supersedes_id,
        "held": held,
        "evidence": evidence,
    }


def _document(document: Document, wanted: Wanted) -> Row:
    row: Row = {
        "type": "document",
        "sha256": document.sha256,
        "name": document.name,
        "media_type": document.media_type,
        "origin": document.origin,
        "source": document.source.name if document.source else None,
        "title": document.title,
        "author": document.author,
        "publisher": document.publisher,
        "published": document.published,
        "language": document.language,
        "classification": Classification(document.classification).name.lower(),
        "received_at": document.received_at.isoformat(),
        "reader": document.reader,
        "body_start": document.body_start,
        "body_end": document.body_end,
        "text": document.text,
    }
    if wanted.contents:
        row["contents"] = base64.b64encode(store.read(document.sha256)).decode("ascii")
    return row


def _actors(wanted: Wanted) -> Iterator[Row]:
    """Actors that the statements name, with those above them and those they were judged to be."""
    asked = statements_of(wanted)
    ids = set(
        Actor.objects.filter(Q(statements__in=asked) | Q(statements_about__in=asked) | Q(said__in=asked)).values_list(
            "pk", flat=True
        )
    )
    while (
        above := {
            pk
            for pair in Actor.objects.filter(pk__in=ids).values_list("parent_id", "same_as_id")
            for pk in pair
            if pk is not None
        }
        - ids
    ):
        ids |= above
    names: dict[int, list[Row]] = defaultdict(list)
    for name in Name.objects.current().filter(actor__in=ids).order_by("pk"):
        names[name.actor_id].append(
            {"text": name.text, "language": name.language, "kind": name.kind, "valid": name.valid}
        )
    for actor in Actor.objects.filter(pk__in=ids).select_related("parent", "same_as").order_by("pk"):
        yield {
            "type": "actor",
            "key": actor.key,
            "kind": actor.kind,
            "country": actor.country,
            "region": actor.region,
            "parent": actor.parent.key if actor.parent else None,
            "same_as": actor.same_as.key if actor.same_as else None,
            "provisional": actor.provisional,
            "names": names[actor.pk],
        }
