"""Levels of classification, and the query set that hides what a user may not see."""

from __future__ import annotations

from typing import Protocol, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Classification(models.IntegerChoices):
    """From what anyone may read to what few may."""

    PUBLIC = 0, _("Public")
    INTERNAL = 1, _("Internal")
    RESTRICTED = 2, _("Restricted")
    SECRET = 3, _("Secret")


class Cleared(Protocol):
    """Whoever may see up to a level: a user."""

    @property
    def clearance(self) -> int:
        """The highest level that may be seen."""


class ClassifiedQuerySet(models.QuerySet):
    """Rows with a `classification` column."""

    def visible_to(self, user: Cleared) -> Self:
        """Rows whose level does not exceed the user's clearance."""
        return self.filter(classification__lte=user.clearance)


class Classified(models.Model):
    """Base of what carries a level of its own."""

    classification = models.PositiveSmallIntegerField(
        choices=Classification.choices, default=Classification.INTERNAL, db_index=True
    )

    objects = ClassifiedQuerySet.as_manager()

    class Meta:
        abstract = True
