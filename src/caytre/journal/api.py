"""/journal: who did what, and whether the chain holds."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from caytre.accounts import permissions
from caytre.journal import queries
from caytre.webapi.auth import asker
from caytre.webapi.paging import Paging, page

router = Router(tags=["journal"])


class EntryOut(Schema):
    sequence: int
    at: datetime
    by: str
    act: str
    subject: str
    detail: dict[str, Any]
    previous_hash: str
    hash: str


class Entries(Schema):
    items: list[EntryOut]
    next: str | None


class FaultOut(Schema):
    sequence: int
    what: str


class VerificationOut(Schema):
    intact: bool
    entries: int
    head: str
    anchors: int
    faults: list[FaultOut]


class EntryFilter(Paging):
    act: Annotated[str, Field(max_length=60, description="Acts that begin so: 'record.'")] = ""
    subject: Annotated[str, Field(max_length=120, description="'statement:12'")] = ""
    by: Annotated[str, Field(max_length=150, description="User name")] = ""


@router.get("/journal", response=Entries, summary="Entries, newest first")
def entries(request: HttpRequest, wanted: Query[EntryFilter]) -> dict[str, Any]:
    found = queries.entries(asker(request), act=wanted.act, subject=wanted.subject, by=wanted.by)
    items, following = page(found, wanted)
    return {"items": items, "next": following}


@router.get("/journal/verify", response=VerificationOut, summary="Check the whole chain")
def verify(request: HttpRequest) -> Any:
    permissions.require(asker(request), "journal.verify")
    return queries.verify()
