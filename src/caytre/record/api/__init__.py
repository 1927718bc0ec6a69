"""The record over HTTP: /documents, /statements, /reviews, /contradictions, /actors, /pairs, /brief, /search.

Read first: documents.py, then statements.py (what a person decides), then answers.py (what the record says). Thin:
services and queries do the work; `REFUSALS` says which status each refusal gets.
"""

from __future__ import annotations

from ninja import Router

from caytre.record import errors
from caytre.record.api import actors, answers, contradictions, documents, statements
from caytre.record.queries.actors import NoSuchActor

router = Router()
for part in (documents, statements, contradictions, actors, answers):
    router.add_router("", part.router)

REFUSALS: dict[type[Exception], int] = {
    errors.NotYours: 404,
    NoSuchActor: 404,
    errors.AlreadyDecided: 409,
    errors.CannotUndo: 409,
    errors.CannotJudge: 409,
    errors.InvalidChange: 422,
    errors.NoPassage: 422,
    errors.EmptyDocument: 422,
    errors.CannotKeep: 507,
    errors.RecordError: 409,
}
