"""What the search page shows: hits by kind, their titles in the reader's language, the words found marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caytre.desk.components.passages import Piece, Span, pieces
from caytre.record.engine import sentences
from caytre.record.engine.answers import Hit
from caytre.record.queries.search import KINDS, search

if TYPE_CHECKING:
    from caytre.accounts.models import User

FIRST, PER_PAGE = 6, 20


@dataclass(frozen=True, slots=True)
class Shown:
    """One hit ready for the page."""

    hit: Hit
    title: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Kind:
    """The hits of one kind. `at_least`: there are more than were counted."""

    name: str
    hits: list[Shown]
    count: int
    at_least: bool


def found(user: User, text: str, language: str, *, kind: str = "", page: int = 1) -> dict[str, Any]:
    """Context of the search page: some of each kind, or one page of one kind."""
    one = kind if kind in KINDS else ""
    limit = PER_PAGE if one else FIRST
    page = max(1, min(page, 50))
    answer = search(user, text, kinds=[one] if one else None, limit=limit, offset=(page - 1) * limit if one else 0)
    counts = dict(answer.counts)
    kinds = [
        Kind(
            name,
            [_shown(hit, language) for hit in answer.hits if hit.kind == name],
            counts.get(name, 0),
            name in answer.capped,
        )
        for name in KINDS
        if counts.get(name, 0)
    ]
    total = counts.get(one, 0)
    return {
        "search_text": text,
        "kinds": kinds,
        "one": one,
        "number": page,
        "more": bool(one) and page * limit < total,
    }


def _shown(hit: Hit, language: str) -> Shown:
    title = sentences.render(hit.title, "vi" if language == "vi" else "en")
    return Shown(hit, title, pieces(hit.snippet, [Span(start, end) for start, end in hit.highlights]))
