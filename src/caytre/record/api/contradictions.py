"""/contradictions: two statements that cannot both hold, side by side."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from caytre.record import queries, services
from caytre.record.api.shapes import Key, StatementOut
from caytre.record.api.statements import PassageInContext, one
from caytre.record.queries.contradictions import Clash, Side
from caytre.webapi.auth import asker

router = Router(tags=["contradictions"])


class ClashFilter(Schema):
    decided: bool = False
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    offset: Annotated[int, Field(ge=0, le=100_000)] = 0


class SideOut(Schema):
    statement: StatementOut
    passages: list[PassageInContext]


class ClashOut(Schema):
    id: int
    kind: str
    found_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    decision: str
    kept: int | None
    left: SideOut
    right: SideOut


class ClashesOut(Schema):
    items: list[ClashOut]
    open: int


class DecisionIn(Schema):
    keep: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None  # the statement that holds; null: both may stand
    reason: Annotated[str, Field(min_length=1, max_length=5000, pattern=r"\S")]


def _side(side: Side) -> dict[str, Any]:
    return {"statement": side.statement, "passages": [asdict(passage) for passage in side.passages]}


def _clash(clash: Clash) -> dict[str, Any]:
    row = clash.contradiction
    return {
        "id": row.pk,
        "kind": row.kind,
        "found_at": row.found_at,
        "decided_at": row.decided_at,
        "decided_by": row.decided_by.get_username() if row.decided_by else None,
        "decision": row.decision,
        "kept": row.kept_id,
        "left": _side(clash.left),
        "right": _side(clash.right),
    }


@router.get("/contradictions", response=ClashesOut, summary="Open contradictions, or those decided")
def contradictions(request: HttpRequest, wanted: Query[ClashFilter]) -> dict[str, Any]:
    found = queries.contradictions(asker(request), decided=wanted.decided, limit=wanted.limit, offset=wanted.offset)
    return {"items": [_clash(clash) for clash in found], "open": queries.contradictions_count(asker(request))}


@router.get("/contradictions/{int:key}", response=ClashOut, summary="One of them")
def contradiction(request: HttpRequest, key: Key) -> dict[str, Any]:
    return _clash(queries.contradiction(asker(request), key))


@router.post("/contradictions/{int:key}/decide", response=ClashOut, summary="Say which one holds, and why")
def decide(request: HttpRequest, key: Key, wanted: DecisionIn) -> dict[str, Any]:
    clash = queries.contradiction(asker(request), key)
    keep = one(request, wanted.keep) if wanted.keep else None
    services.decide_contradiction(clash.contradiction, by=asker(request), keep=keep, reason=wanted.reason)
    return _clash(queries.contradiction(asker(request), key))
