"""Files that arrive through the page: each is kept or refused by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from caytre.record import services
from caytre.record.errors import RecordError
from caytre.record.models import Document, Source

if TYPE_CHECKING:
    from caytre.accounts.models import User


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file: its document, or why it was refused. `known`: its bytes were here already."""

    name: str
    document: Document | None = None
    known: bool = False
    problem: str = ""


def receive_files(
    *, files: Sequence[UploadedFile], by: User, classification: int, origin: str = "", source: Source | None = None
) -> list[Received]:
    """Give every file to the record; a refusal of one does not touch the others."""
    return [_receive(file, by=by, classification=classification, origin=origin, source=source) for file in files]


def _receive(file: UploadedFile, *, by: User, classification: int, origin: str, source: Source | None) -> Received:
    name = file.name or _("unnamed")
    if file.size and file.size > settings.UPLOAD_LIMIT:
        return Received(
            name,
            problem=_("%(size)d MB; the limit is %(limit)d MB. Split it, or ask your operator to raise the limit.")
            % {"size": -(-file.size // 2**20), "limit": settings.UPLOAD_LIMIT // 2**20},
        )
    newest = Document.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    try:
        document = services.receive_document(
            file.read(), name=name, by=by, origin=origin, source=source, classification=classification
        )
    except RecordError as problem:
        return Received(name, problem=str(problem))
    return Received(name, document=document, known=document.pk <= newest)
