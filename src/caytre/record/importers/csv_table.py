"""CSV tables of statements, as `exporters/csv_table.py` writes them, or made by hand with the same columns.

Needed: predicate, document (SHA-256 of one the record has), and quote or start and end. Lines with the same id are
passages of one statement; a line without an id is a statement of its own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from caytre.record.engine.csv_columns import COLUMNS, FORMULA, WORDS
from caytre.record.importers.base import Numbered, Problem

_NEEDED = ("predicate", "document")
_OF_PASSAGE = ("document", "start", "end", "quote")
_NOT_READ = ("document_title", "published", "id")
_LONGEST = 1_000_000  # characters of one cell


def rows(path: Path) -> Iterator[Numbered | Problem]:
    """Each statement as a row, in the order of its first line."""
    csv.field_size_limit(_LONGEST)
    found: dict[str, Numbered] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            header = reader.fieldnames or []
            if missing := [column for column in _NEEDED if column not in header]:
                yield Problem(
                    1,
                    missing[0],
                    _("The header has no column '%(column)s'. The columns are: %(columns)s.")
                    % {"column": missing[0], "columns": ", ".join(COLUMNS)},
                )
                return
            for line in reader:
                if None in line or None in line.values():
                    yield Problem(
                        reader.line_num,
                        "",
                        _("%(count)d columns are expected here, as in the header.") % {"count": len(header)},
                    )
                    continue
                number = reader.line_num
                row = _row({column: _cell(column, text) for column, text in line.items()})
                passage, name = row.pop("passage"), line.get("id") or f"line {number}"
                if name in found:
                    found[name].row["evidence"].append(passage)
                else:
                    found[name] = Numbered(number, row | {"evidence": [passage]})
    except UnicodeDecodeError:
        yield Problem(1, "", _("This is not UTF-8. Save the table as “CSV UTF-8”."))
        return
    except csv.Error as error:
        yield Problem(1, "", _("This is not a CSV table (%(why)s).") % {"why": error})
        return
    yield from found.values()


def _cell(column: str, text: str) -> str:
    return text[1:] if column in WORDS and text.startswith("'") and text[1:].startswith(FORMULA) else text


def _row(cells: dict[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {
        column: text
        for column, text in cells.items()
        if column not in (*_OF_PASSAGE, *_NOT_READ) and (text != "" or column == "frame")
    }
    if "countries" in row:
        row["countries"] = [code for code in row["countries"].split(";") if code]
    return {"type": "statement", "passage": {part: cells.get(part, "") for part in _OF_PASSAGE}, **row}
