"""What is asked of the sources: who publishes, how near they stand, how much of theirs is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from caytre.record.models import Document, Source

if TYPE_CHECKING:
    from caytre.accounts.models import User


def sources(user: User) -> QuerySet[Source]:
    """Sources, nearest first, each with `documents`: how many of its documents the user may see."""
    kept = (
        Document.objects.visible_to(user)
        .filter(source=OuterRef("pk"))
        .order_by()
        .values("source")
        .annotate(found=Count("pk"))
        .values("found")
    )
    return Source.objects.annotate(documents=Coalesce(Subquery(kept), 0)).order_by("tier", "name")
