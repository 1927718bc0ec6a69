"""Levels of classification, and the query set that hides what a user may not see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from caytre.accounts.models import User


class Classification(models.IntegerChoices):
    """From what anyone may read to what few may."""

    PUBLIC = 0, _("Public")
    INTERNAL = 1, _("Internal")
    RESTRICTED = 2, _("Restricted")
    SECRET = 3, _("Secret")


class ClassifiedQuerySet(models.QuerySet):
    """Rows with a `classification` column."""

    def visible_to(self, user: User) -> Self:
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
