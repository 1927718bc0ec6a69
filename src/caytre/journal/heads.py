"""Heads of the chain, written down outside the database.

A chain cut off at its end, or made anew from the start, is consistent in itself. A head (sequence and hash of the
newest entry) that lies where the intruder cannot reach shows it. The worker adds one line to `journal.heads` in the
data folder whenever the journal has grown; copy that file, or a line of it, to another machine, a notary or a printed
page to be safe from whoever owns this machine too.
"""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from caytre.journal.models import Entry

LINE = re.compile(r"(\d+) ([0-9a-f]{64})(?: .*)?")


class HeadsUnreadable(Exception):
    """A file of heads has a line that is none."""


def own_file() -> Path:
    """Where this installation writes its heads down."""
    return Path(settings.DATA_DIR) / "journal.heads"


def write_down() -> str | None:
    """Add the newest head to the file if it is not there yet; returns the line, or None if nothing is new."""
    head = Entry.objects.order_by("-sequence").first()
    path = own_file()
    if head is None or ((known := read(path)) and head.sequence <= max(known)):
        return None
    line = f"{head.sequence} {head.hash} {head.at.isoformat(timespec='seconds')}"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as stream:
        stream.write(line + "\n")
    return line


def read(path: Path) -> dict[int, str]:
    """Heads by sequence; empty when there is no such file. Raises HeadsUnreadable, with the line."""
    if not path.exists():
        return {}
    heads: dict[int, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        match = LINE.fullmatch(line.strip())
        if not match:
            raise HeadsUnreadable(f"{path}, line {number}: expected 'SEQUENCE HASH', found '{line[:80]}'.")
        heads[int(match[1])] = match[2]
    return heads
