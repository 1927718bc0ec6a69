"""How the day's reviewing goes: what finishing looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from caytre.record.models import Review
from caytre.record.queries.review import waiting_count

if TYPE_CHECKING:
    from caytre.accounts.models import User


@dataclass(frozen=True, slots=True)
class Tally:
    """Statements that wait, and the user's own decisions of today that still stand."""

    waiting: int
    decided: int

    @property
    def total(self) -> int:
        """The whole of the day's heap."""
        return self.waiting + self.decided


def tally(user: User) -> Tally:
    """The user's day so far, days as the installation's time zone has them."""
    morning = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    decided = Review.objects.filter(by=user, at__gte=morning, undone_by__isnull=True).exclude(
        decision=Review.Decision.UNDO
    )
    return Tally(waiting=waiting_count(user), decided=decided.count())
