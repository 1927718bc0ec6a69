"""FollowTheMoney JSON: one entity a line, for Aleph, OpenSanctions and their kin.

States and bodies become PublicBody or Organization, persons Person, offices Position with Occupancy, memberships
Membership, levels of relation UnknownLink, what happens Event, figures and aims Note, documents Document. What that
vocabulary has no word for (bounds, offsets, modality, imprecise dates) travels beside the properties, under the key
"caytre", which the followthemoney package carries along untouched: an import gets back exactly what was exported.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from caytre.record.exporters.rows import Row, Wanted, everything

_SCHEMATA = {
    "state": "PublicBody",
    "territory": "Territory",
    "region": "Territory",
    "group": "Organization",
    "organisation": "Organization",
    "person": "Person",
}
_NOTES = frozenset({"trade_figure", "statistic", "pledge", "directive", "policy_goal"})
_PLAIN_DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


def lines(wanted: Wanted) -> Iterator[str]:
    """Each entity as one line of JSON, without the line end."""
    positions: set[str] = set()
    for row in everything(wanted):
        for entity in _entities(row):
            if entity["schema"] == "Position":
                if entity["id"] in positions:
                    continue
                positions.add(entity["id"])
            entity["properties"] = {name: values for name, values in entity["properties"].items() if values}
            yield json.dumps(entity, ensure_ascii=False, separators=(",", ":"))


def _entities(row: Row) -> Iterator[dict[str, Any]]:
    if row["type"] == "document":
        yield _document(row)
    elif row["type"] == "actor":
        yield _actor(row)
    elif row["type"] == "statement":
        yield from _statement(row)
    else:  # a source has no schema of its own there; it rides on a Note
        yield {
            "id": f"source.{_short(row['name'])}",
            "schema": "Note",
            "properties": {"name": [row["name"]]},
            "caytre": row,
        }


def _document(row: Row) -> dict[str, Any]:
    return {
        "id": _document_id(row["sha256"]),
        "schema": "Document",
        "properties": {
            "title": _some(row["title"]),
            "fileName": _some(row["name"]),
            "mimeType": _some(row["media_type"]),
            "author": _some(row["author"]),
            "publisher": _some(row["publisher"] or row["source"]),
            "sourceUrl": _some(row["origin"]) if row["origin"].startswith(("http://", "https://")) else [],
            "publishedAt": _date(row["published"]),
            "bodyText": _some(row["text"]),
        },
        "caytre": row,
    }


def _actor(row: Row) -> dict[str, Any]:
    schema = _SCHEMATA[row["kind"]]
    main = [name["text"] for name in row["names"] if name["kind"] == "preferred"]
    other = [name["text"] for name in row["names"] if name["kind"] in ("official", "alias")]
    short = [name["text"] for name in row["names"] if name["kind"] == "acronym"]
    properties = {"name": main or other[:1], "country": _some(row["country"].lower())}
    if schema in ("PublicBody", "Organization"):
        properties |= {"alias": other, "abbreviation": short, "classification": [row["kind"]]}
        properties["parent"] = _end(row["parent"])
    else:
        properties |= {"alias": other + short}
    return {"id": _id(row["key"]), "schema": schema, "properties": properties, "caytre": row}


def _statement(row: Row) -> Iterator[dict[str, Any]]:
    schema, ends = "Event", {}
    both = row["subject"] and row["object"]
    if row["predicate"] == "position_held" and row["subject"] and row["value_text"]:
        schema = "Occupancy"
        place = row["object"] or row["object_text"]
        post = f"position.{_short(row['value_text'] + '|' + place)}"
        yield {
            "id": post,
            "schema": "Position",
            "properties": {"name": [row["value_text"]], "organization": _end(row["object"])},
        }
        ends = {"holder": _end(row["subject"]), "post": [post]}
    elif row["predicate"] in ("organisation_membership", "membership_term") and both:
        schema = "Membership"
        ends = {"member": _end(row["subject"]), "organization": _end(row["object"]), "role": _some(row["value_text"])}
    elif row["predicate"] == "partnership_level" and both:
        schema = "UnknownLink"
        ends = {"subject": _end(row["subject"]), "object": _end(row["object"]), "role": _some(row["value_text"])}
    elif row["predicate"] in _NOTES:
        schema = "Note"
        ends = {"name": [_in_words(row)], "entity": _end(row["subject"]) + _end(row["object"])}
    else:
        ends = {
            "name": [_in_words(row)],
            "involved": _end(row["subject"]) + _end(row["object"]),
            "location": _some(row["place"]),
        }
    properties: dict[str, list[str]] = {
        **ends,
        **({} if schema == "Note" else _dates(row["valid"])),
        **({} if schema == "Note" else {"recordId": [str(row["id"])]}),
        "proof": sorted({_document_id(passage["document"]) for passage in row["evidence"]}),
        "summary": list(dict.fromkeys(passage["quote"] for passage in row["evidence"])),
    }
    if schema in ("Event", "Note"):
        properties["country"] = [code.lower() for code in row["countries"]]
    yield {"id": f"statement.{row['id']}", "schema": schema, "properties": properties, "caytre": row}


def _in_words(row: Row) -> str:
    number = f"{row['value_number']} {row['unit']}".strip() if row["value_number"] else ""
    parts = [row["subject_text"], row["object_text"], row["value_text"], number, row["valid"]]
    return f"{row['predicate']}: " + ", ".join(part for part in parts if part)


def _dates(valid: str) -> dict[str, list[str]]:
    """startDate and endDate of an interval, or date; what is no plain date stays in the row beside."""
    if "/" in valid:
        start, end = valid.split("/", 1)
        return {"startDate": _date(start), "endDate": _date(end)}
    return {"date": _date(valid)}


def _date(text: str) -> list[str]:
    return [text] if _PLAIN_DATE.match(text) else []


def _some(value: str | None) -> list[str]:
    return [value] if value else []


def _end(key: str | None) -> list[str]:
    return [_id(key)] if key else []


def _id(key: str) -> str:
    """An actor's key in the letters that ids have there: those of ASCII, digits, full stop and hyphen."""
    return re.sub(r"[^0-9a-zA-Z.]+", "-", key.replace(":", ".")).strip("-.")


def _document_id(sha256: str) -> str:
    return f"document.{sha256}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
