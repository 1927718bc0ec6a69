"""Query sets that know the two clocks: when a thing holds in the world, and when the record held it.

`known_on(t)` looks at system time and gives, for the same `t`, the same rows for ever: nothing that happens after
`t` changes it. `holding_on(d)` and its sisters look at validity.

`models.py` stands on this file: other tables are reached by the name under which their rows point here.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from caytre.accounts.classification import ClassifiedQuerySet, Cleared


def in_force(at: dt.datetime, *, start: str = "since", end: str = "until") -> Q:
    """Rows whose half-open span of system time contains `at`."""
    return Q(**{f"{start}__lte": at}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": at}))


class StatementQuerySet(ClassifiedQuerySet):
    """Statements by what was believed, by what was waiting, and by when they hold."""

    def known_on(self, at: dt.datetime) -> Self:
        """What the record held to be true at this moment of system time."""
        believed = self._pointing_here("beliefs").filter(in_force(at, start="held_from", end="held_to"))
        return self.filter(Exists(believed.filter(statement=OuterRef("pk"))))

    def held(self) -> Self:
        """What the record holds to be true now; the same as `known_on(now)`, from the status column."""
        return self.filter(status="accepted")

    def waiting_on(self, at: dt.datetime) -> Self:
        """Proposals that no decision had settled at this moment of system time."""
        reviews = self._pointing_here("reviews")
        settled = reviews.filter(
            ~Q(decision="undo"),
            Q(undone_by__isnull=True) | Q(undone_by__at__gt=at),
            at__lte=at,
            statement=OuterRef("pk"),
        )
        made = reviews.filter(decision="edit", result=OuterRef("pk"))
        return self.filter(~Exists(settled), ~Exists(made), proposed_at__lte=at)

    def holding_on(self, day: dt.date) -> Self:
        """Statements whose validity may include the day: an open or unknown end excludes nothing."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )

    def begun_by(self, day: dt.date) -> Self:
        """Statements that had begun, or may have, by the day, whether or not they had ended."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))

    def about_any(self, actor_ids: list[int]) -> Self:
        """Statements about one of the actors (ids of one cluster of merged actors)."""
        about = self._pointing_here("about").filter(actor_id__in=actor_ids)
        return self.filter(pk__in=about.values("statement_id").distinct())

    def _pointing_here(self, related_name: str) -> models.QuerySet[Any]:
        """All rows of the table that points at statements under this name."""
        table: Any = self.model._meta.get_field(related_name).related_model
        return table._default_manager.all()


class EvidenceQuerySet(models.QuerySet):
    """Passages, hidden with the document they stand in."""

    def visible_to(self, user: Cleared) -> Self:
        """Passages of documents the user may see."""
        return self.filter(document__classification__lte=user.clearance)

    def known_on(self, at: dt.datetime) -> Self:
        """Passages that carried their statement at this moment of system time."""
        return self.filter(in_force(at))

    def current(self) -> Self:
        """Passages that carry their statement now."""
        return self.filter(until__isnull=True)


class NameQuerySet(models.QuerySet):
    """Names, by when the record knew them."""

    def known_on(self, at: dt.datetime) -> Self:
        """Names the record had at this moment of system time."""
        return self.filter(in_force(at))

    def current(self) -> Self:
        """Names the record has now."""
        return self.filter(until__isnull=True)


class ContradictionQuerySet(models.QuerySet):
    """Contradictions, open or settled."""

    def open(self) -> Self:
        """Not decided, and both statements still stand (proposed or accepted)."""
        live = ("proposed", "accepted")
        return self.filter(decided_at__isnull=True, left__status__in=live, right__status__in=live)

    def visible_to(self, user: Cleared) -> Self:
        """Those of which the user may see both statements."""
        return self.filter(left__classification__lte=user.clearance, right__classification__lte=user.clearance)

    def known_on(self, at: dt.datetime) -> Self:
        """Found and not yet decided at this moment of system time."""
        return self.filter(in_force(at, start="found_at", end="decided_at"))
