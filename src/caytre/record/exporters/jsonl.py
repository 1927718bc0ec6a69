"""JSON Lines: one row a line, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Iterator

from caytre.record.exporters.rows import Wanted, everything


def lines(wanted: Wanted) -> Iterator[str]:
    """Each row as one line of JSON, without the line end."""
    for row in everything(wanted):
        yield json.dumps(row, ensure_ascii=False, sort_keys=False, separators=(",", ":"))
