"""What is asked of the documents: the list, one with its passages, how the reading goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from caytre.record.models import Document, Evidence

if TYPE_CHECKING:
    from caytre.accounts.models import User


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading of documents has come, over those the user may see."""

    waiting: int
    read: int
    failed: int

    @property
    def total(self) -> int:
        """All documents."""
        return self.waiting + self.read + self.failed

    @property
    def done(self) -> int:
        """Those that no longer wait."""
        return self.read + self.failed


def documents(user: User, *, state: str = "", source: int | None = None) -> QuerySet[Document]:
    """Documents the user may see, newest first, each with `facts`: how many passages carry a statement."""
    carried = (
        Evidence.objects.current()
        .filter(document=OuterRef("pk"), statement__classification__lte=user.clearance)
        .order_by()
        .values("document")
        .annotate(found=Count("statement", distinct=True))
        .values("found")
    )
    rows = Document.objects.visible_to(user).select_related("source", "received_by").defer("text")
    if state in Document.State.values:
        rows = rows.filter(state=state)
    if source is not None:
        rows = rows.filter(source=source)
    return rows.annotate(facts=Coalesce(Subquery(carried), 0)).order_by("-pk")


def document(user: User, pk: int) -> Document:
    """One document. Raises Document.DoesNotExist also where it is above the user's clearance."""
    return Document.objects.visible_to(user).select_related("source", "received_by").get(pk=pk)


def passages(user: User, document: Document) -> Sequence[Evidence]:
    """The document's passages that carry a statement the user may see, in order of the text."""
    return list(
        Evidence.objects.current()
        .filter(document=document, statement__classification__lte=user.clearance)
        .exclude(statement__status="superseded")
        .select_related("statement__subject", "statement__object")
        .order_by("start", "end", "pk")
    )


def progress(user: User) -> Progress:
    """Counts per state."""
    counts = Document.objects.visible_to(user).aggregate(
        **{state: Count("pk", filter=Q(state=state)) for state in Document.State.values}
    )
    return Progress(**counts)
