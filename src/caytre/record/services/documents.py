"""Documents are read.

Reading computes outside any transaction and writes all it found in one: a worker killed in mid-read leaves the document
waiting, and two workers on one document write it once.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from caytre import __version__
from caytre.journal import services as journal
from caytre.record import store
from caytre.record.engine import validity
from caytre.record.models import Document
from caytre.record.services.access import check_may_see
from caytre.record.services.proposing import propose
from caytre.record.services.sources import source_of
from caytre.record.services.turn import in_turn

if TYPE_CHECKING:
    from caytre.accounts.models import User
    from caytre.reading.model import Reading

log = logging.getLogger(__name__)

READER = f"caytre {__version__}"


def read_document(document: Document, *, by: User | None = None) -> Document:
    """Read a document and propose what it says; a job calls it.

    Done once for each version of the reader: another call changes nothing. What cannot be read is marked as failed,
    with the reason in words, and may be tried again (`retry_document`).
    """
    check_may_see(by, document)
    document.refresh_from_db()
    if document.state == Document.State.READ and document.reader == READER:
        return document
    from caytre.reading.errors import CannotRead
    from caytre.reading.pipeline import read

    try:
        reading = read(store.read(document.sha256), name=document.name, home_state=settings.HOME_STATE)
    except CannotRead as problem:
        return mark_failed(document.pk, str(problem), by=by)
    except FileNotFoundError:
        missing = _("The stored bytes are missing. Restore them from a back-up, then try again.")
        return mark_failed(document.pk, missing, by=by)
    except ValueError as problem:
        log.exception("document %s could not be read", document.pk)
        return mark_failed(document.pk, str(problem), by=by)
    except Exception as problem:
        log.exception("document %s could not be read", document.pk)
        words = _("The reader stopped with an error of its own (%(kind)s). The bytes are safe. Tell the operator.")
        return mark_failed(document.pk, words % {"kind": type(problem).__name__}, by=by)
    return keep_reading(document, reading, by=by)


@in_turn
def keep_reading(document: Document, reading: Reading, *, by: User | None = None) -> Document:
    """Write text and proposals together, or neither; a second worker finds the work done and leaves it."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.state == Document.State.READ and document.reader == READER:
        return document
    first_time = document.state != Document.State.READ
    extracted = reading.extracted
    if first_time:
        document.text = _storable(extracted.text)
        document.body_start, document.body_end = extracted.body_start, extracted.body_end
        document.media_type = extracted.media_type[:100]
        document.language = (extracted.language or "")[:8]
        document.title, document.author = _storable(extracted.title or ""), _storable(extracted.author or "")
        document.publisher = _storable(extracted.publisher or "")
        document.published = (extracted.published or "")[:60]
        try:
            document.published_from = validity.parse(document.published).first
        except ValueError:
            document.published = ""
        document.read_at = timezone.now()
        document.source = document.source or source_of(address=document.origin, publisher=document.publisher)
    document.state, document.problem, document.reader = Document.State.READ, " ".join(extracted.warnings), READER
    document.save()
    statements = propose(document, reading)
    journal.record("record.read", by=by, subject=f"document:{document.pk}", reader=READER, statements=len(statements))
    return document


@in_turn
def mark_failed(pk: int, problem: str, *, by: User | None = None) -> Document:
    """Note that a document could not be read, and why, in words for its sender; one that was read stays read."""
    document = Document.objects.select_for_update().get(pk=pk)
    if document.state == Document.State.READ:
        return document
    document.state, document.problem, document.reader = Document.State.FAILED, problem, READER
    document.save(update_fields=["state", "problem", "reader"])
    journal.record("record.read_failed", by=by, subject=f"document:{document.pk}", problem=problem)
    return document


def _storable(text: str) -> str:
    """NUL is not text to PostgreSQL; it is replaced one for one, so that offsets stay true."""
    return text.replace("\x00", "\ufffd")
