"""What the API of the record gives out and takes in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import AwareDatetime, Field

from caytre.record.models import PREDICATES, Actor, Document, Evidence, Review, Statement

Key = Annotated[int, Path(ge=1, le=2**63 - 1)]
ActorKey = Annotated[str, Path(min_length=1, max_length=120, description="'state:KZ', 'org:asean'")]
Moment = Annotated[AwareDatetime, Field(ge=datetime(1900, 1, 1, tzinfo=UTC), le=datetime(2200, 1, 1, tzinfo=UTC))]
Day = Annotated[date, Field(ge=date(1000, 1, 1), le=date(2999, 12, 31))]
Level = Annotated[int, Field(ge=0, le=3, description="0 public, 1 internal, 2 restricted, 3 secret")]
Predicate = Literal[PREDICATES]  # type: ignore[valid-type]


class DocumentOut(Schema):
    id: int
    sha256: str
    name: str
    media_type: str
    size: int
    origin: str
    source: str | None
    received_at: datetime
    state: str
    problem: str
    title: str
    author: str
    publisher: str
    published: str  # EDTF
    language: str
    classification: int

    @staticmethod
    def resolve_source(document: Document) -> str | None:
        return document.source.name if document.source else None


class DocumentsOut(Schema):
    items: list[DocumentOut]
    next: str | None


class PassageOut(Schema):
    statement: int
    document: int
    start: int  # Unicode code points of the document's text
    end: int
    quote: str

    @staticmethod
    def resolve_statement(passage: Evidence) -> int:
        return passage.statement_id

    @staticmethod
    def resolve_document(passage: Evidence) -> int:
        return passage.document_id


class TextOut(Schema):
    id: int
    text: str
    body_start: int
    body_end: int
    passages: list[PassageOut]


class StatementOut(Schema):
    id: int
    status: str
    predicate: str
    subject: str | None  # key of the actor
    subject_text: str
    object: str | None
    object_text: str
    value_text: str
    value_number: float | None
    unit: str
    bound: str
    valid: str  # EDTF
    place: str
    modality: str
    countries: list[str]
    attributed_to: str | None
    confidence: float
    frame: str
    contested: bool
    supersedes: int | None
    proposed_at: datetime
    classification: int

    @staticmethod
    def resolve_subject(statement: Statement) -> str | None:
        return _key(statement.subject)

    @staticmethod
    def resolve_object(statement: Statement) -> str | None:
        return _key(statement.object)

    @staticmethod
    def resolve_attributed_to(statement: Statement) -> str | None:
        return _key(statement.attributed_to)

    @staticmethod
    def resolve_supersedes(statement: Statement) -> int | None:
        return statement.supersedes_id

    @staticmethod
    def resolve_value_number(statement: Statement) -> float | None:
        return None if statement.value_number is None else float(statement.value_number)


def _key(actor: Actor | None) -> str | None:
    return actor.key if actor else None


class StatementWithPassages(StatementOut):
    passages: list[PassageOut]


class StatementsOut(Schema):
    items: list[StatementOut]
    next: str | None


class Reason(Schema):
    reason: Annotated[str, Field(max_length=5000)] = ""


class Changes(Reason):
    """Only the fields that are given are changed."""

    predicate: Predicate | None = None
    subject: Annotated[str, Field(max_length=120)] | None = None
    subject_text: Annotated[str, Field(max_length=400)] | None = None
    object: Annotated[str, Field(max_length=120)] | None = None
    object_text: Annotated[str, Field(max_length=400)] | None = None
    value_text: Annotated[str, Field(max_length=20_000)] | None = None
    value_number: float | None = None
    unit: Annotated[str, Field(max_length=120)] | None = None
    bound: Literal["", "about", "at_least", "at_most", "nearly"] | None = None
    valid: Annotated[str, Field(max_length=60)] | None = None
    place: Annotated[str, Field(max_length=200)] | None = None
    modality: Literal["done", "ongoing", "planned", "proposed", "denied"] | None = None
    countries: list[Annotated[str, Field(pattern="^[A-Z]{2}$")]] | None = None
    attributed_to: Annotated[str, Field(max_length=120)] | None = None

    def given(self) -> dict[str, Any]:
        """The fields that were sent; a null empties a field that may be empty."""
        sent = self.dict(exclude_unset=True)
        sent.pop("reason", None)
        return sent


class StatementIn(Changes):
    predicate: Predicate
    document: Annotated[int, Field(ge=1, le=2**63 - 1)]
    start: Annotated[int, Field(ge=0, le=2**31)]
    end: Annotated[int, Field(ge=1, le=2**31)]


class ReviewOut(Schema):
    id: int
    statement: int
    decision: str
    by: str
    at: datetime
    reason: str
    changes: dict[str, Any]
    result: int | None  # edit: the new statement
    undoes: int | None

    @staticmethod
    def resolve_statement(review: Review) -> int:
        return review.statement_id

    @staticmethod
    def resolve_by(review: Review) -> str:
        return review.by.get_username()

    @staticmethod
    def resolve_result(review: Review) -> int | None:
        return review.result_id

    @staticmethod
    def resolve_undoes(review: Review) -> int | None:
        return review.undoes_id


def language_of(request: HttpRequest, asked: str | None) -> Literal["vi", "en"]:
    """The language asked for, else the user's own."""
    language = asked or getattr(request.user, "language", "vi")
    return "en" if language == "en" else "vi"
