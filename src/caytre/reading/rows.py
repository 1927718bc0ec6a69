"""A reading as the row that `caytre read --json` prints and other programs rely on."""

from __future__ import annotations

from typing import Any

from caytre.reading.model import Fact, Reading


def row_of(path: str, reading: Reading) -> dict[str, Any]:
    """One document as a JSON object; `text[start:end] == quote` holds for every fact in it."""
    extracted = reading.extracted
    return {
        "path": path,
        "title": extracted.title,
        "author": extracted.author,
        "publisher": extracted.publisher,
        "published": extracted.published,
        "language": extracted.language,
        "media_type": extracted.media_type,
        "warnings": list(extracted.warnings),
        "text": extracted.text,
        "body_start": extracted.body_start,
        "body_end": extracted.body_end,
        "body": extracted.body,
        "countries": list(reading.countries),
        "facts": [_fact(fact) for fact in reading.facts],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "type": fact.type,
        "subject": fact.subject,
        "object": fact.object,
        "value": fact.value,
        "unit": fact.unit,
        "bound": fact.bound,
        "date": fact.date,
        "place": fact.place,
        "modality": fact.modality,
        "countries": list(fact.countries),
        "confidence": fact.confidence,
        "quote": fact.quote,
        "start": fact.start,
        "end": fact.end,
        "subject_id": fact.subject_id,
        "object_id": fact.object_id,
        "frame": fact.frame,
    }
