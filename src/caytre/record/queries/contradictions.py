"""Contradictions side by side, each statement with its passages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caytre.record.models import Contradiction, Statement
from caytre.record.queries.review import Passage, passages_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from caytre.accounts.models import User


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two statements, with the passages that carry it."""

    statement: Statement
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two statements that cannot both hold, and what was decided about them, if anything."""

    contradiction: Contradiction
    left: Side
    right: Side


def contradictions(user: User, *, decided: bool = False, limit: int = 50, offset: int = 0) -> list[Clash]:
    """The open contradictions, newest first; or those decided, latest decision first. Both sides must be visible."""
    rows = _rows(user, decided=decided)
    return _clashes(user, list(rows[offset : offset + limit]))


def contradiction(user: User, pk: int) -> Clash:
    """One contradiction. Raises Contradiction.DoesNotExist, also for what the user may not see."""
    row = Contradiction.objects.visible_to(user).select_related(*_JOINED).get(pk=pk)
    return _clashes(user, [row])[0]


def contradictions_count(user: User) -> int:
    """How many are open."""
    return _rows(user, decided=False).count()


_JOINED = ("left__subject", "left__object", "right__subject", "right__object", "decided_by", "kept")


def _rows(user: User, *, decided: bool) -> QuerySet[Contradiction]:
    rows = Contradiction.objects.visible_to(user).select_related(*_JOINED)
    if decided:
        return rows.filter(decided_at__isnull=False, undone_at__isnull=True).order_by("-decided_at", "-pk")
    return rows.open().order_by("-found_at", "-pk")


def _clashes(user: User, rows: list[Contradiction]) -> list[Clash]:
    passages, _counts = passages_of(user, [pk for row in rows for pk in (row.left_id, row.right_id)])
    return [
        Clash(row, Side(row.left, tuple(passages[row.left_id])), Side(row.right, tuple(passages[row.right_id])))
        for row in rows
    ]
