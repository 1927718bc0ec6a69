"""What makes the journal tamper-evident: each entry's hash covers its content and the hash before it.

The canonical form of an entry is a JSON array (RFC 8259), UTF-8, no spaces, keys of objects sorted by code point:

    [sequence, at, by, act, subject, detail, previous_hash]

`at` is UTC with microseconds, "2026-11-22T03:00:00.000000+00:00". `hash` is the SHA-256 of those bytes in lower-case
hexadecimal. The first entry's `previous_hash` is 64 zeros. Anyone can recompute it from an export with a dozen lines
in any language.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, free of any database."""

    sequence: int
    at: datetime
    by: str
    act: str
    subject: str
    detail: dict[str, Any]
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with the chain, and at which sequence number it shows."""

    sequence: int
    what: str


def canonical(
    sequence: int, at: datetime, by: str, act: str, subject: str, detail: dict[str, Any], previous_hash: str
) -> bytes:
    """The bytes that are hashed. Raises ValueError for a time without zone, a NaN or an infinity."""
    if at.tzinfo is None:
        raise ValueError("the time of an entry needs a zone")
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    row = [sequence, moment, by, act, subject, detail, previous_hash]
    return json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def digest(
    sequence: int, at: datetime, by: str, act: str, subject: str, detail: dict[str, Any], previous_hash: str
) -> str:
    """SHA-256 of the canonical form, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(sequence, at, by, act, subject, detail, previous_hash)).hexdigest()


def check(lines: Iterable[Line], *, anchors: dict[int, str] | None = None) -> Iterator[Fault]:
    """Every fault of a chain given in order of sequence.

    anchors: hashes written down elsewhere, by sequence. A journal cut off at its end, or wholly made anew, is
    consistent in itself; only an anchor shows it.
    """
    anchors = dict(anchors or {})
    expected, previous = 1, START
    for line in lines:
        if line.sequence > expected:
            missing = f"{expected}" if line.sequence == expected + 1 else f"{expected} to {line.sequence - 1}"
            yield Fault(expected, f"entry {missing} is missing")
        elif line.sequence < expected:
            yield Fault(line.sequence, "appears twice or out of order")
        if line.previous_hash != previous:
            yield Fault(line.sequence, "does not follow from the entry before it")
        if (
            digest(line.sequence, line.at, line.by, line.act, line.subject, line.detail, line.previous_hash)
            != line.hash
        ):
            yield Fault(line.sequence, "its content is not what was hashed")
        if anchors.pop(line.sequence, line.hash) != line.hash:
            yield Fault(line.sequence, "differs from the head that was written down")
        expected, previous = line.sequence + 1, line.hash
    for sequence in sorted(anchors):
        yield Fault(sequence, f"was written down as a head, but the journal ends at {expected - 1}")
