"""What importers give back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

THIS_FILE = "this file"  # stands for the digest of the imported file itself where a passage lies in it


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row and the line of the file it stands on."""

    line: int
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line, and what to do."""

    line: int
    field: str
    message: str

    def __str__(self) -> str:
        where = _("line %(line)d") % {"line": self.line}
        return f"{where}{', ' + self.field if self.field else ''}: {self.message}"


def json_lines(path: Path) -> Iterator[tuple[int, str, dict[str, Any] | Problem]]:
    """Number, text and object of each line that is not blank; a Problem where it is no JSON object in UTF-8."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            try:
                text = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError:
                yield number, "", Problem(number, "", _("This is not UTF-8. Save the file as UTF-8."))
                continue
            if not text.strip():
                continue
            try:
                value = json.loads(text)
            except (ValueError, RecursionError) as error:
                where = f"column {error.colno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else str(error)
                yield (
                    number,
                    text,
                    Problem(
                        number, "", _("This is not JSON (%(where)s). Write one JSON object a line.") % {"where": where}
                    ),
                )
                continue
            if isinstance(value, dict):
                yield number, text, value
            else:
                yield number, text, Problem(number, "", _("A JSON object is needed here."))
