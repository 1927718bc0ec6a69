"""How much reading takes on: a document past these bounds is refused, not read slowly."""

from __future__ import annotations

MAX_BYTES = 50 * 1024 * 1024
"""Largest file, in bytes. A long report as PDF is a tenth of it."""

MAX_TEXT = 10_000_000
"""Longest text that one document may give, in characters: some three thousand pages."""

MAX_UNPACKED = 100 * 1024 * 1024
"""How far one part of a packed document (DOCX) may unfold, in bytes."""

MAX_DEPTH = 240
"""Deepest nesting of HTML elements; libxml2 silently drops what lies below 256."""

MAX_MARKUP = 20 * 1024 * 1024
"""Largest HTML page, in characters of markup."""

MAX_TAGS = 300_000
"""Most tags in an HTML page; the longest pages on the web stay under a tenth of it."""

MAX_SECONDS = 30.0
"""Longest time a PDF may take, in seconds of the reader's own process."""

MAX_MEMORY = 1024 * 1024 * 1024
"""How much memory the process that reads a PDF may take, in bytes."""


def mebibytes(size: int) -> str:
    """`size` bytes as an officer reads it: "200 MB"."""
    return f"{size / 1024 / 1024:.0f} MB"
