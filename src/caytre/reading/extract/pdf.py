"""PDF: the text of its pages by pypdf, in a process apart; a page's running head and number are left out."""

from __future__ import annotations

import re
from collections import Counter

from caytre.reading.errors import CannotRead
from caytre.reading.extract.apart import read_apart
from caytre.reading.extract.encoding import mend_fonts
from caytre.reading.extract.plain import from_text
from caytre.reading.extract.sniff import MEDIA_TYPES
from caytre.reading.metadata import says_title, says_writer
from caytre.reading.model import Extracted

_PAGE_NUMBER = re.compile(r"^\W*(?:page|trang|p\.)?\s*\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?\W*$", re.IGNORECASE)


def read_pdf(data: bytes, name: str) -> Extracted:
    """Text of all pages, lines as printed; title and author as the file notes them."""
    answer = read_apart(data, name)
    pages = [page.replace("\x00", "") for page in answer["pages"]]
    text, warnings = mend_fonts("\n".join(_without_running_heads(pages)))
    if not text.strip():
        raise CannotRead(name, "its pages hold pictures, no text", "Have it recognised (OCR) first")
    return from_text(
        text,
        media_type=MEDIA_TYPES["pdf"],
        warnings=warnings,
        title=says_title(answer["title"]),
        author=says_writer(answer["author"]),
    )


def _without_running_heads(pages: list[str]) -> list[str]:
    """Pages without their numbers and without first and last lines that most of them share."""
    split = [page.strip("\n").split("\n") for page in pages]
    edges = Counter(line.strip() for lines in split for line in {*lines[:1], *lines[-1:]} if line.strip())
    repeated = {line for line, times in edges.items() if times >= 3 and times > len(pages) / 2}
    kept = []
    for lines in split:
        while lines and (lines[0].strip() in repeated or _PAGE_NUMBER.match(lines[0])):
            lines = lines[1:]
        while lines and (lines[-1].strip() in repeated or _PAGE_NUMBER.match(lines[-1])):
            lines = lines[:-1]
        kept.append("\n".join(lines))
    return kept
