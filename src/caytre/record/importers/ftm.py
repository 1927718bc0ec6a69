"""FollowTheMoney JSON, one entity a line: our own exports come back unchanged; entities of others are read too.

Of others' entities these are taken: persons and bodies with their names, and Occupancy and Membership as statements.
The passage that carries such a statement is its own line: the file is kept as a document, and says so itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from caytre.record.importers.base import THIS_FILE, Numbered, Problem, json_lines

_ORDER = {"source": 0, "document": 1, "actor": 2, "statement": 3}
_KINDS = {
    "Person": "person",
    "Organization": "organisation",
    "PublicBody": "organisation",
    "LegalEntity": "organisation",
    "Company": "organisation",
}
_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?")
_LONGEST_KEY = 100


def rows(path: Path) -> Iterator[Numbered | Problem]:
    """Rows in the order they can be written in: sources, documents, actors, statements."""
    entities: dict[str, tuple[int, dict[str, Any]]] = {}
    spans: dict[str, tuple[int, int, str]] = {}
    offset = 0
    for number, text, value in _with_offsets(path):
        start, offset = offset, offset + len(text)
        if not text.strip():
            continue
        if isinstance(value, Problem):
            yield value
            continue
        name = value.get("id")
        if not isinstance(name, str) or not isinstance(value.get("schema"), str):
            yield Problem(number, "id", _("An entity needs an 'id' and a 'schema'."))
            continue
        entities[name] = (number, value)
        line = text.rstrip("\r\n")
        spans[name] = (start, start + len(line), line)
    found = []
    for name, (number, value) in entities.items():
        row = value["caytre"] if isinstance(value.get("caytre"), dict) else _foreign(name, value, entities, spans)
        if row is not None:
            found.append(Numbered(number, row))
    yield from sorted(found, key=lambda each: (_ORDER.get(each.row.get("type", ""), 9), each.line))


def _with_offsets(path: Path) -> Iterator[tuple[int, str, dict[str, Any] | Problem]]:
    """Every line with its end, blank ones too, so that offsets into the whole text can be told."""
    values = {number: value for number, _text, value in json_lines(path)}
    with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
        for number, text in enumerate(file, 1):
            yield number, text, values.get(number, {})


def _foreign(
    name: str,
    value: dict[str, Any],
    entities: dict[str, tuple[int, dict[str, Any]]],
    spans: dict[str, tuple[int, int, str]],
) -> dict[str, Any] | None:
    """The row an entity of another house stands for; None for schemata that the record has no place for."""
    schema = value["schema"]
    if schema in _KINDS:
        return _actor(name, value)
    if schema not in ("Occupancy", "Membership"):
        return None
    start, end, line = spans[name]
    row: dict[str, Any] = {
        "type": "statement",
        "modality": "done",
        "confidence": 1.0,
        "frame": f"ftm/{schema}",
        "valid": _valid(value),
        "evidence": [{"document": THIS_FILE, "start": start, "end": end, "quote": line}],
    }
    if schema == "Membership":
        member, body = _one(value, "member"), _one(value, "organization")
        return row | {
            "predicate": "organisation_membership",
            "subject": _key_of(member, entities),
            "subject_text": _name_of(member, entities),
            "object": _key_of(body, entities),
            "object_text": _name_of(body, entities),
            "value_text": _one(value, "role"),
        }
    holder, post = _one(value, "holder"), _one(value, "post")
    _number, position = entities.get(post, (0, {}))
    body, country = _one(position, "organization"), _one(position, "country")
    return row | {
        "predicate": "position_held",
        "subject": _key_of(holder, entities),
        "subject_text": _name_of(holder, entities),
        "object": _key_of(body, entities) or (f"state:{country.upper()}" if len(country) == 2 else None),
        "object_text": _name_of(body, entities),
        "value_text": _one(position, "name") or post,
        "countries": [country.upper()] if len(country) == 2 else [],
    }


def _actor(name: str, value: dict[str, Any]) -> dict[str, Any]:
    country = _one(value, "country")
    names = [
        {"text": text, "language": "", "kind": kind, "valid": ""}
        for field, kind in (("name", "preferred"), ("alias", "alias"), ("abbreviation", "acronym"))
        for text in _all(value, field)
    ]
    return {
        "type": "actor",
        "key": _key(name, value["schema"]),
        "kind": _KINDS[value["schema"]],
        "country": country.upper() if len(country) == 2 else "",
        "provisional": True,
        "names": names or [{"text": name, "language": "", "kind": "preferred", "valid": ""}],
    }


def _key(name: str, schema: str) -> str:
    prefix = "person" if _KINDS[schema] == "person" else "org"
    return f"{prefix}:ftm:{name}"[:_LONGEST_KEY]


def _key_of(name: str, entities: dict[str, tuple[int, dict[str, Any]]]) -> str | None:
    """The key of an entity of this file."""
    _number, value = entities.get(name, (0, {}))
    own = value.get("caytre")
    if isinstance(own, dict) and isinstance(own.get("key"), str):
        return str(own["key"])
    return _key(name, value["schema"]) if value.get("schema") in _KINDS else None


def _name_of(name: str, entities: dict[str, tuple[int, dict[str, Any]]]) -> str:
    _number, value = entities.get(name, (0, {}))
    return _one(value, "name") or name


def _valid(value: dict[str, Any]) -> str:
    """EDTF of startDate and endDate; an end that is not given is unknown, not open."""
    start, end = (_date(_one(value, field)) for field in ("startDate", "endDate"))
    if start or end:
        return f"{start}/{end}"
    return _date(_one(value, "date"))


def _date(text: str) -> str:
    match = _DATE.match(text)
    return match[0] if match else ""


def _all(value: dict[str, Any], field: str) -> list[str]:
    values = (value.get("properties") or {}).get(field) or []
    return [text for text in values if isinstance(text, str) and text]


def _one(value: dict[str, Any], field: str) -> str:
    return next(iter(_all(value, field)), "")
