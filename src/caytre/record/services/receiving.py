"""Documents come in: the bytes are kept first and the row after, so that a row never points at nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caytre.accounts import permissions
from caytre.accounts.classification import Classification
from caytre.journal import services as journal
from caytre.record import store
from caytre.record.errors import EmptyDocument, NotYours
from caytre.record.models import Document, Origin, Source
from caytre.record.services import jobs
from caytre.record.services.access import check_may_see
from caytre.record.services.sources import source_of
from caytre.record.services.turn import in_turn

if TYPE_CHECKING:
    from caytre.accounts.models import User


def receive_document(
    data: bytes,
    *,
    name: str,
    by: User | None,
    origin: str = "",
    source: Source | None = None,
    classification: int = Classification.INTERNAL,
) -> Document:
    """Keep a document, to be read by a job; the same bytes are the same document, whoever sends them.

    name: its file name; origin: the address it came from. A second place of origin is kept beside the first. The level
    of a document already kept stays as it is. by: None for the system itself.
    Raises EmptyDocument, CannotKeep (disk full), NotAllowed, NotYours (kept already, above the sender's clearance).
    """
    permissions.require(by, "record.receive")
    if not data:
        raise EmptyDocument(_("%(name)s is empty. Choose a file with something in it.") % {"name": name})
    if by is not None and classification > by.clearance:
        raise NotYours(_("You cannot give a document a level above your own clearance."))
    name, origin = (each.replace("\x00", "").strip() for each in (name, origin))
    name, origin = (name or _("unnamed"))[:300], origin[:2000]
    sha256 = store.keep(data)
    return _keep_row(sha256, len(data), name=name, by=by, origin=origin, source=source, classification=classification)


@in_turn
def _keep_row(
    sha256: str, size: int, *, name: str, by: User | None, origin: str, source: Source | None, classification: int
) -> Document:
    source = source or source_of(address=origin)
    now = timezone.now()
    document, made = Document.objects.get_or_create(
        sha256=sha256,
        defaults={
            "size": size,
            "name": name,
            "origin": origin,
            "source": source,
            "received_at": now,
            "received_by": by,
            "classification": classification,
        },
    )
    check_may_see(by, document)
    _origin, another = Origin.objects.get_or_create(
        document=document,
        address=origin,
        name=name,
        defaults={
            "source": source,
            "received_at": now,
            "received_by": by,
            "classification": max(classification, document.classification),
        },
    )
    if made or another:
        journal.record(
            "record.receive" if made else "record.receive_again",
            by=by,
            subject=f"document:{document.pk}",
            sha256=sha256,
            name=name,
            origin=origin,
        )
    if made:
        transaction.on_commit(lambda: jobs.read_document.enqueue(document.pk))
    return document


@in_turn
def retry_document(document: Document, *, by: User | None) -> Document:
    """Put a document that could not be read back in the queue."""
    permissions.require(by, "record.receive")
    check_may_see(by, document)
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.state == Document.State.FAILED:
        document.state, document.problem = Document.State.WAITING, ""
        document.save(update_fields=["state", "problem"])
        journal.record("record.retry", by=by, subject=f"document:{document.pk}")
        transaction.on_commit(lambda: jobs.read_document.enqueue(document.pk))
    return document
