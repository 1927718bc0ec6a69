"""Give the record out, up to a level, in one of three formats; the journal keeps that it was done."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from caytre.accounts import permissions
from caytre.accounts.classification import Classification
from caytre.journal import services as journal
from caytre.record.errors import NotYours
from caytre.record.exporters import csv_table, ftm, jsonl
from caytre.record.exporters.rows import Wanted
from caytre.record.services.turn import in_turn

if TYPE_CHECKING:
    from caytre.accounts.models import User

FORMATS: dict[str, Callable[[Wanted], Iterator[str]]] = {
    "jsonl": jsonl.lines,
    "csv": csv_table.lines,
    "ftm": ftm.lines,
}


def export_lines(wanted: Wanted, *, format: str, by: User | None) -> Iterator[str]:
    """Lines without their ends, streamed. Raises NotAllowed, NotYours; ValueError for an unknown format."""
    permissions.require(by, "record.export")
    if by is not None and wanted.level > by.clearance:
        raise NotYours(_("You cannot export above your own clearance."))
    if format not in FORMATS:
        raise ValueError(f"'{format}' is no format; use one of {', '.join(FORMATS)}.")
    _note(wanted, format, by)
    return FORMATS[format](wanted)


def export_file(
    path: Path, wanted: Wanted, *, format: str, by: User | None, progress: Callable[[int], None] = lambda lines: None
) -> int:
    """Write an export to a file, which appears whole or not at all. Returns the number of lines."""
    lines = export_lines(wanted, format=format, by=by)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            count = 0
            for count, line in enumerate(lines, 1):
                file.write(line + "\n")
                progress(count)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return count


@in_turn
def _note(wanted: Wanted, format: str, by: User | None) -> None:
    journal.record(
        "record.export",
        by=by,
        subject="record:export",
        format=format,
        level=Classification(wanted.level).name.lower(),
        statuses=list(wanted.statuses),
        actor=wanted.actor,
        predicate=wanted.predicate,
    )
