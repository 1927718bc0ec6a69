"""/documents: give one to the record, see what became of it, read its text."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from caytre.record import services
from caytre.record.api.shapes import DocumentOut, DocumentsOut, Key, Level, TextOut
from caytre.record.models import Document
from caytre.record.queries import documents as queries
from caytre.webapi.auth import asker
from caytre.webapi.paging import Paging, page
from caytre.webapi.problems import Refused

router = Router(tags=["documents"])


class DocumentFilter(Paging):
    state: Literal["", "waiting", "read", "failed"] = ""


class UploadForm(Schema):
    classification: Level = 1
    origin: Annotated[str, Field(max_length=2000, description="The address it came from")] = ""


@router.get("/documents", response=DocumentsOut, summary="Documents, newest first")
def documents(request: HttpRequest, wanted: Query[DocumentFilter]) -> dict[str, Any]:
    items, following = page(queries.documents(asker(request), state=wanted.state), wanted)
    return {"items": items, "next": following}


@router.post(
    "/documents",
    response={200: DocumentOut, 201: DocumentOut},
    summary="Give a document to the record; a job reads it. 200: its bytes were here already",
)
def upload(request: HttpRequest, file: File[UploadedFile], form: Form[UploadForm]) -> Status[Document]:
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise Refused(413, f"The document is larger than {settings.UPLOAD_LIMIT // 2**20} MB, which is the limit here.")
    newest = Document.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    received = services.receive_document(
        file.read(),
        name=file.name or "",
        by=asker(request),
        origin=form.origin,
        classification=form.classification,
    )
    return Status(201 if received.pk > newest else 200, received)


@router.get("/documents/{int:key}", response=DocumentOut, summary="One document")
def document(request: HttpRequest, key: Key) -> Document:
    return queries.document(asker(request), key)


@router.get("/documents/{int:key}/text", response=TextOut, summary="Its text, and the passages that carry statements")
def text(request: HttpRequest, key: Key) -> dict[str, Any]:
    found = queries.document(asker(request), key)
    return {
        "id": found.pk,
        "text": found.text,
        "body_start": found.body_start,
        "body_end": found.body_end,
        "passages": queries.passages(asker(request), found),
    }
