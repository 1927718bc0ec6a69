"""CSV: a table of statements for a spreadsheet, one line for each passage that carries one.

A cell that a spreadsheet would take for a formula is written with an apostrophe before it, which the import takes off.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from caytre.record.engine.csv_columns import COLUMNS, FORMULA, WORDS
from caytre.record.exporters.rows import Wanted, statements
from caytre.record.models import Document


def lines(wanted: Wanted) -> Iterator[str]:
    """The header, then one line for each passage, without the line end."""
    yield _line(list(COLUMNS))
    titles = _Titles()
    for row in statements(wanted):
        for passage in row["evidence"]:
            title, published = titles.of(passage["document"])
            cells = row | passage | {"document_title": title, "published": published}
            cells["countries"] = ";".join(row["countries"])
            yield _line([_cell(column, cells[column]) for column in COLUMNS])


class _Titles:
    """Titles of the documents met, asked for once each."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}

    def of(self, sha256: str) -> tuple[str, str]:
        if sha256 not in self._known:
            title, name, published = Document.objects.values_list("title", "name", "published").get(sha256=sha256)
            self._known[sha256] = (title or name, published)
        return self._known[sha256]


def _cell(column: str, value: Any) -> str:
    text = "" if value is None else str(value)
    return "'" + text if column in WORDS and text.startswith(FORMULA) else text


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)  # the writer quotes a cell that has these in it
    return buffer.getvalue()[: -len("\r\n")]
