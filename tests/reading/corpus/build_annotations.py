"""Turn the hand-written `.ann` files into gold_facts.jsonl and gold_body.json, refusing what is not exact.

Usage: python tests/reading/corpus/build_annotations.py            writes both halves
An `.ann` file stands beside its text. Head: `key: value` lines (title, author, published, first, alt_first, last,
alt_last, boilerplate; the last may repeat). After `---` one fact a line, fields divided by ` | `:

    type | quote | subject | object | value | unit | date | words

A bar inside a field is written `\\|`. Words, all optional: a modality (done ongoing planned proposed denied former),
a zone (caption byline), `implied`, `ctx` (the date stands outside the quote), and `alt=a,b`, `place=…`, `approx=…`,
`note=…`, whose values may hold blanks. `start` is the first place of the quote from the body's beginning on.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import edtf

HERE = Path(__file__).parent
HALVES = ("dev", "held_out")
TYPES = frozenset(
    [
        "visit",
        "meeting",
        "call",
        "agreement",
        "partnership_level",
        "membership_term",
        "election_to_body",
        "candidacy",
        "trade_figure",
        "pledge",
        "directive",
        "position_held",
        "organisation_membership",
        "event",
        "statistic",
        "policy_goal",
    ]
)
MODALITIES = frozenset(["done", "ongoing", "planned", "proposed", "denied", "former"])
ZONES = frozenset(("caption", "byline"))
STATES = {
    "Việt Nam": "VN", "Viet Nam": "VN", "Vietnam": "VN", "Lào": "LA", "Nhật Bản": "JP", "Japan": "JP",
    "Philippines": "PH", "Hàn Quốc": "KR", "Bangladesh": "BD", "Fiji": "FJ", "Đức": "DE", "Chile": "CL",
    "Nam Phi": "ZA", "India": "IN", "Malaysia": "MY", "Thailand": "TH", "Timor-Leste": "TL", "Singapore": "SG",
    "Canada": "CA", "Alberta": "CA", "Brazil": "BR", "Vương quốc Anh": "GB", "Uzbekistan": "UZ", "Hungary": "HU",
    "Maroc": "MA", "Australia": "AU", "New Zealand": "NZ", "Norway": "NO", "Kenya": "KE", "Cambodia": "KH",
    "Campuchia": "KH", "Laos": "LA", "Mông Cổ": "MN", "Ai Cập": "EG", "Li-băng": "LB", "Algeria": "DZ",
    "Italy": "IT", "Italia": "IT", "Mexico": "MX", "Thái Lan": "TH", "Peru": "PE", "Ireland": "IE", "Qatar": "QA",
    "Hoa Kỳ": "US", "United States": "US", "Pháp": "FR", "France": "FR", "Nga": "RU", "Rwanda": "RW",
    "Myanmar": "MM", "China": "CN", "Trung Quốc": "CN", "Indonesia": "ID", "Spain": "ES", "Poland": "PL",
    "Ba Lan": "PL",
    "Argentina": "AR", "Đan Mạch": "DK", "Angola": "AO", "UAE": "AE", "Anh": "GB", "Sri Lanka": "LK",
    "Burkina Faso": "BF", "Pakistan": "PK", "Đài Loan": "TW", "Kuwait": "KW", "Ả-rập Xê-út": "SA", "Morocco": "MA",
    "Lao PDR": "LA", "Finland": "FI", "Estonia": "EE", "South Korea": "KR", "Netherlands": "NL",
}  # fmt: skip


class NotExact(ValueError):
    """An annotation that does not fit its text; the message names file, line and remedy."""


def countries_in(*fields: str | None) -> list[str]:
    """ISO alpha-2 codes of the states named in these fields, in order of first naming."""
    text = " ; ".join(field for field in fields if field)
    found = []
    for name, code in STATES.items():
        place = re.search(rf"(?<!\w){re.escape(name)}(?!\w| ngữ)", text)
        # "Pháp ngữ" is a language; "Nguyễn Đức Huy", "Mỹ Anh" and "Phùng Đức Nga" are persons.
        in_a_name = place and " " not in name and re.search(r"[^\W\d_]+ $", text[: place.start()])
        if place and not (in_a_name and in_a_name[0][0].isupper()):
            found.append((place.start(), code))
    return list(dict.fromkeys(code for _, code in sorted(found)))


def valid_date(date: str) -> bool:
    """EDTF level 0 and 1, with calendar days that exist."""
    try:
        edtf.parse_edtf(date)
    except edtf.EDTFParseException:
        return False
    return True


def words_of(text: str) -> dict[str, str]:
    """'planned ctx place=Ha Noi alt=event' -> {'planned': '', 'ctx': '', 'place': 'Ha Noi', 'alt': 'event'}."""
    pairs = re.findall(r"(alt|place|approx|note)=(.*?)(?=\s(?:alt|place|approx|note)=|$)", text)
    result = {}
    flags = re.sub(r"(alt|place|approx|note)=.*", "", text).split()
    for key, value in pairs:
        # Flags may follow a value: 'approx=hơn alt=event ongoing'.
        kept = value.split()
        while kept and kept[-1] in MODALITIES | ZONES | {"implied", "ctx"}:
            flags.append(kept.pop())
        result[key] = " ".join(kept)
    return result | dict.fromkeys(flags, "")


def number_or_text(value: str) -> float | int | str | None:
    if re.fullmatch(r"\d+", value):
        return int(value)
    if re.fullmatch(r"\d+\.\d+", value):
        return float(value)
    return value or None


def read_head(lines: list[str], where: str) -> dict[str, Any]:
    head: dict[str, Any] = {"boilerplate": []}
    for line in lines:
        if not line.strip():
            continue
        key, colon, value = line.partition(":")
        if not colon or key not in (
            "title",
            "author",
            "published",
            "first",
            "alt_first",
            "last",
            "alt_last",
            "boilerplate",
        ):
            raise NotExact(f"{where}: '{line}' is no known head line")
        if key == "boilerplate":
            head[key].append(value.strip())
        else:
            head[key] = value.strip() or None
    for key in ("title", "first", "last"):
        if not head.get(key):
            raise NotExact(f"{where}: the head lacks '{key}'")
    return head


def build_body(text: str, head: dict[str, Any], name: str) -> dict[str, Any]:
    for key in ("title", "author", "first", "alt_first", "last", "alt_last"):
        if head.get(key) and head[key] not in text:
            raise NotExact(f"{name}: {key} '{head[key]}' is not in the text")
    for line in head["boilerplate"]:
        if line not in text:
            raise NotExact(f"{name}: boilerplate '{line}' is not in the text")
    if head.get("published") and not valid_date(head["published"]):
        raise NotExact(f"{name}: published '{head['published']}' is no EDTF date")
    start = text.index(head["first"])
    return {
        "seed": name, "first": head["first"], "last": head["last"], "title": head["title"],
        "author": head.get("author"), "published": head.get("published"), "published_estimate": None,
        "alt_first": head.get("alt_first"), "alt_last": head.get("alt_last"),
        "inner_boilerplate": head["boilerplate"], "start": start,
        "end": text.index(head["last"], start) + len(head["last"]),
    }  # fmt: skip


def build_fact(line: str, text: str, body: dict[str, Any], where: str) -> dict[str, Any]:
    fields = [field.replace("\\|", "|").strip() for field in re.split(r"(?<!\\)\|", line)]
    if len(fields) != 8:
        raise NotExact(f"{where}: {len(fields)} fields, 8 are needed: {line}")
    kind, quote, subject, object_, value, unit, date, rest = fields
    words = words_of(rest)
    alternatives = [name for name in words.pop("alt", "").split(",") if name]
    unknown = ({kind, *alternatives} - TYPES) | (
        words.keys() - MODALITIES - ZONES - {"implied", "ctx", "place", "approx", "note"}
    )
    if unknown:
        raise NotExact(f"{where}: unknown {', '.join(sorted(unknown))}")
    start = text.find(quote, body["start"])
    if not quote or start < 0:
        raise NotExact(f"{where}: this quote is not in the text: {quote}")
    if date and not valid_date(date):
        raise NotExact(f"{where}: '{date}' is no EDTF date")
    modality = next((word for word in words if word in MODALITIES), "done")
    return {
        "seed": body["seed"], "quote": quote, "type": kind, "subject": subject or None, "object": object_ or None,
        "value": number_or_text(value), "unit": unit or None, "date": date or None, "place": words.get("place"),
        "countries": countries_in(subject, object_, words.get("place")),
        "date_basis": None if not date else "context" if "ctx" in words else "quote",
        "zone": next((word for word in words if word in ZONES), "body"),
        "strength": "implied" if "implied" in words else "explicit", "alt_types": alternatives,
        "modality": modality, "approx": words.get("approx"), "note": words.get("note"), "start": start,
    }  # fmt: skip


def later_mentions(rows: list[dict[str, Any]], text: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    """A holder of an office named again: implied, so that a reader may repeat the office or leave it."""
    holders = [row for row in rows if row["type"] == "position_held" and not countries_in(row["subject"])]
    spans = [(row["start"], row["start"] + len(row["quote"])) for row in holders]
    result = []
    for holder in {row["subject"]: row for row in reversed(holders) if row["strength"] == "explicit"}.values():
        mention = re.compile(rf"(?:\S+[ ]){{0,2}}{re.escape(holder['subject'])}(?:[ ]\S+)?")
        for found in mention.finditer(text, body["start"], body["end"]):
            if not any(start < found.end() and found.start() < end for start, end in spans):
                more = {"quote": found[0], "start": found.start(), "strength": "implied", "note": "repeat"}
                result.append(holder | more | {"date": None, "date_basis": None})
    return result


def build(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """All facts and bodies of one half. Raises NotExact at the first annotation that does not fit."""
    facts: list[dict[str, Any]] = []
    bodies = []
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        lines = path.with_suffix(".ann").read_text(encoding="utf-8").splitlines()
        divider = lines.index("---")
        body = build_body(text, read_head(lines[:divider], path.name), path.name)
        bodies.append(body)
        rows = [
            build_fact(line, text, body, f"{path.stem}.ann line {number}")
            for number, line in enumerate(lines[divider + 1 :], divider + 2)
            if line.strip()
        ]
        for row in [*rows, *later_mentions(rows, text, body)]:
            facts.append({"id": f"{folder.name[0]}{len(facts) + 1:03}"} | row)
    return facts, bodies


def as_text(facts: list[dict[str, Any]], bodies: list[dict[str, Any]]) -> dict[str, str]:
    """File name -> content of the two built files."""
    return {
        "gold_facts.jsonl": "".join(json.dumps(fact, ensure_ascii=False) + "\n" for fact in facts),
        "gold_body.json": json.dumps(bodies, ensure_ascii=False, indent=1) + "\n",
    }


def main() -> None:
    for half in HALVES:
        try:
            facts, bodies = build(HERE / half)
        except NotExact as error:
            sys.exit(str(error))
        for name, content in as_text(facts, bodies).items():
            (HERE / half / name).write_text(content, encoding="utf-8")
        explicit = sum(fact["strength"] == "explicit" and fact["type"] != "policy_goal" for fact in facts)
        print(f"{half}: {len(bodies)} texts, {len(facts)} facts, {explicit} explicit and no policy goal")


if __name__ == "__main__":
    main()
