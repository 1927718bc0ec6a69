"""JSON Lines, as `exporters/jsonl.py` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from caytre.record.importers.base import Numbered, Problem, json_lines


def rows(path: Path) -> Iterator[Numbered | Problem]:
    """Each line as a row."""
    for number, _text, value in json_lines(path):
        yield value if isinstance(value, Problem) else Numbered(number, value)
