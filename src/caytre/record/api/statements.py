"""/statements, /review-queue, /reviews: what was read, and what a person decides on it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from caytre.record import queries, services
from caytre.record.api.shapes import (
    Changes,
    Key,
    Predicate,
    Reason,
    ReviewOut,
    StatementIn,
    StatementOut,
    StatementsOut,
    StatementWithPassages,
)
from caytre.record.models import Document, Evidence, Review, Statement
from caytre.webapi.auth import asker
from caytre.webapi.paging import Paging, page

router = Router(tags=["statements"])
JOINED = ("subject", "object", "attributed_to")


class StatementFilter(Paging):
    status: Literal["", "proposed", "accepted", "rejected", "superseded"] = ""
    predicate: Predicate | Literal[""] = ""
    actor: Annotated[str, Field(max_length=120, description="Key of an actor it is about")] = ""
    document: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None


class QueueFilter(Schema):
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    offset: Annotated[int, Field(ge=0, le=100_000)] = 0
    predicate: Predicate | Literal[""] = ""
    actor: Annotated[str, Field(max_length=120)] = ""
    document: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None
    contested: bool = False
    repeats: bool = False


class PassageInContext(Schema):
    document_id: int
    document_title: str
    source: str
    tier: int
    published: str
    start: int
    end: int
    before: str
    quote: str
    after: str


class OpposedOut(Schema):
    contradiction: int
    kind: str
    statement: StatementOut


class QueueItemOut(Schema):
    statement: StatementOut
    passages: list[PassageInContext]
    sources: int
    repeats: int | None  # an accepted statement that it says again
    alike: int
    contradictions: list[OpposedOut]


class QueueOut(Schema):
    items: list[QueueItemOut]
    waiting: int


class HistoryOut(Schema):
    items: list[ReviewOut]


class Repeats(Schema):
    statements: Annotated[list[Annotated[int, Field(ge=1, le=2**63 - 1)]], Field(min_length=1, max_length=500)]


class Decided(Schema):
    review: ReviewOut
    statement: StatementOut
    at: datetime


def one(request: HttpRequest, key: int) -> Statement:
    return Statement.objects.visible_to(asker(request)).select_related(*JOINED).get(pk=key)


def _decided(review: Review) -> dict[str, Any]:
    statement = Statement.objects.select_related(*JOINED).get(pk=review.result_id or review.statement_id)
    return {"review": review, "statement": statement, "at": review.at}


@router.get("/statements", response=StatementsOut, summary="Statements, newest first")
def statements(request: HttpRequest, wanted: Query[StatementFilter]) -> dict[str, Any]:
    rows = Statement.objects.visible_to(asker(request)).select_related(*JOINED)
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.predicate:
        rows = rows.filter(predicate=wanted.predicate)
    if wanted.actor:
        rows = rows.filter(about__actor__key=wanted.actor)
    if wanted.document is not None:
        rows = rows.filter(pk__in=Evidence.objects.current().filter(document=wanted.document).values("statement"))
    items, following = page(rows, wanted)
    return {"items": items, "next": following}


@router.post("/statements", response={201: StatementOut}, summary="Enter by hand what a passage says")
def enter(request: HttpRequest, wanted: StatementIn) -> Status[Statement]:
    fields = wanted.given()
    document = Document.objects.visible_to(asker(request)).get(pk=fields.pop("document"))
    return Status(201, services.enter_statement(by=asker(request), document=document, **fields))


@router.get("/statements/{int:key}", response=StatementWithPassages, summary="One statement with its passages")
def statement(request: HttpRequest, key: Key) -> Statement:
    found = one(request, key)
    passages = Evidence.objects.current().visible_to(asker(request)).filter(statement=found).order_by("pk")
    found.passages = list(passages)  # type: ignore[attr-defined]  # read by StatementWithPassages
    return found


@router.get("/statements/{int:key}/history", response=HistoryOut, summary="Every decision on it, oldest first")
def history(request: HttpRequest, key: Key) -> dict[str, Any]:
    return {"items": queries.history(asker(request), key)}


@router.post("/statements/{int:key}/accept", response=Decided, summary="Hold it to be true")
def accept(request: HttpRequest, key: Key, wanted: Reason) -> dict[str, Any]:
    return _decided(services.accept(one(request, key), by=asker(request), reason=wanted.reason))


@router.post("/statements/{int:key}/reject", response=Decided, summary="Set it aside")
def reject(request: HttpRequest, key: Key, wanted: Reason) -> dict[str, Any]:
    return _decided(services.reject(one(request, key), by=asker(request), reason=wanted.reason))


@router.post("/statements/{int:key}/edit", response=Decided, summary="Accept a corrected form of it")
def edit(request: HttpRequest, key: Key, wanted: Changes) -> dict[str, Any]:
    found = one(request, key)
    return _decided(services.edit(found, by=asker(request), changes=wanted.given(), reason=wanted.reason))


@router.post("/statements/accept-repeats", response=HistoryOut, summary="Accept proposals that repeat what is held")
def accept_repeats(request: HttpRequest, wanted: Repeats) -> dict[str, Any]:
    found = list(Statement.objects.visible_to(asker(request)).filter(pk__in=wanted.statements))
    return {"items": services.accept_repeats(by=asker(request), statements=found)}


@router.post("/reviews/{int:key}/undo", response=ReviewOut, summary="Take a decision back")
def undo(request: HttpRequest, key: Key) -> Review:
    visible = Statement.objects.visible_to(asker(request)).values("pk")
    review = Review.objects.get(pk=key, statement__in=visible)
    return services.undo(review, by=asker(request))


@router.get("/review-queue", response=QueueOut, summary="What waits for a decision, most pressing first")
def review_queue(request: HttpRequest, wanted: Query[QueueFilter]) -> dict[str, Any]:
    narrow = wanted.dict(exclude={"limit", "offset"})
    items = queries.review_queue(asker(request), limit=wanted.limit, offset=wanted.offset, **narrow)
    return {
        "items": [
            {
                "statement": item.statement,
                "passages": [asdict(passage) for passage in item.passages],
                "sources": item.sources,
                "repeats": item.repeats.pk if item.repeats else None,
                "alike": item.alike,
                "contradictions": [
                    {"contradiction": other.contradiction_id, "kind": other.kind, "statement": other.statement}
                    for other in item.contradictions
                ],
            }
            for item in items
        ],
        "waiting": queries.waiting_count(asker(request), **narrow),
    }
