"""What is asked of the journal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from caytre.accounts import permissions
from caytre.journal import chain, heads
from caytre.journal.models import Entry

if TYPE_CHECKING:
    from caytre.accounts.models import User

MOST_FAULTS = 100  # one altered entry is as bad as a thousand; the list stops here


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of the whole chain found."""

    entries: int
    head: str  # hash of the newest entry; zeros when there is none
    anchors: int  # heads written down elsewhere that it was held against
    faults: tuple[chain.Fault, ...]

    @property
    def intact(self) -> bool:
        return not self.faults


def verify(*, heads_file: Path | None = None) -> Verification:
    """Check every entry of the chain, and the heads this installation wrote down (and those of `heads_file`).

    Raises heads.HeadsUnreadable when a file of heads cannot be read. Memory: one entry at a time."""
    own = heads.read(heads.own_file())
    given = heads.read(heads_file) if heads_file else {}
    disagree = [
        chain.Fault(sequence, "two files of heads disagree on it")
        for sequence in sorted(own.keys() & given.keys())
        if own[sequence] != given[sequence]
    ]
    rows = Entry.objects.order_by("sequence").iterator(chunk_size=2000)
    found = verify_lines((line(row) for row in rows), anchors=own | given)
    return Verification(found.entries, found.head, found.anchors, (*disagree, *found.faults)[:MOST_FAULTS])


def verify_export(path: Path, *, heads_file: Path | None = None) -> Verification:
    """Check a file made by `export_lines`, without any database. Raises ValueError with the line that is broken."""
    anchors = heads.read(heads_file) if heads_file else {}
    with path.open(encoding="utf-8") as stream:
        return verify_lines(_parsed(stream), anchors=anchors)


def verify_lines(lines: Iterable[chain.Line], *, anchors: dict[int, str]) -> Verification:
    count, head = 0, chain.START

    def counted() -> Iterator[chain.Line]:
        nonlocal count, head
        for one in lines:
            count, head = count + 1, one.hash
            yield one

    rows = counted()
    faults = tuple(islice(chain.check(rows, anchors=anchors), MOST_FAULTS))
    for _ in rows:  # count to the end, even when the list of faults is full
        pass
    return Verification(count, head, len(anchors), faults)


def line(entry: Entry) -> chain.Line:
    return chain.Line(
        entry.sequence, entry.at, entry.by, entry.act, entry.subject, entry.detail, entry.previous_hash, entry.hash
    )


def entries(
    user: User | None, *, act: str = "", subject: str = "", by: str = "", since: datetime | None = None
) -> QuerySet[Entry]:
    """Entries, newest first. Raises NotAllowed for whoever may not read the journal."""
    permissions.require(user, "journal.read")
    found = Entry.objects.order_by("-sequence")
    if act:
        found = found.filter(act__startswith=act)
    if subject:
        found = found.filter(subject=subject)
    if by:
        found = found.filter(by=by)
    if since:
        found = found.filter(at__gte=since)
    return found


def export_lines(user: User | None) -> Iterator[str]:
    """The whole journal as JSON Lines, oldest first; `verify_export` reads it back."""
    permissions.require(user, "journal.read")
    for entry in Entry.objects.order_by("sequence").iterator(chunk_size=2000):
        row: dict[str, Any] = {
            "sequence": entry.sequence,
            "at": entry.at.isoformat(timespec="microseconds"),
            "by": entry.by,
            "act": entry.act,
            "subject": entry.subject,
            "detail": entry.detail,
            "previous_hash": entry.previous_hash,
            "hash": entry.hash,
        }
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _parsed(stream: Iterable[str]) -> Iterator[chain.Line]:
    for number, text in enumerate(stream, start=1):
        try:
            row = json.loads(text)
            yield chain.Line(**{**row, "at": datetime.fromisoformat(row["at"])})
        except (ValueError, TypeError, KeyError) as problem:
            raise ValueError(f"line {number} is not an entry of the journal: {problem}") from problem
