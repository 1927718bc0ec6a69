"""Plain text, mostly saved from web pages: `text` is the file's content; the article in it is found by body.py."""

from __future__ import annotations

import re

from caytre.reading.body import find_body
from caytre.reading.extract.encoding import decode
from caytre.reading.extract.sniff import MEDIA_TYPES
from caytre.reading.language import tell_language
from caytre.reading.metadata import of_text
from caytre.reading.model import Extracted


def read_plain(data: bytes, name: str) -> Extracted:
    """The text of a file, exactly as it is, with the article's bounds in it."""
    text, warnings = decode(data, name=name)
    return from_text(text, media_type=MEDIA_TYPES["text"], warnings=warnings)


def from_text(
    text: str,
    *,
    media_type: str,
    warnings: tuple[str, ...] = (),
    title: str | None = None,
    author: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
) -> Extracted:
    """`Extracted` of a text without tags. What the document's form told of itself goes before what its lines tell."""
    body = find_body(text, from_web=media_type == MEDIA_TYPES["text"])
    lines = of_text(text, body)
    start = _past_title(text, body.start, body.end, title)
    return Extracted(
        text=text,
        media_type=media_type,
        language=tell_language(text[body.start : body.end]),
        title=title or lines.title,
        author=author or lines.author,
        publisher=publisher or lines.publisher,
        published=published or lines.published,
        body_start=start,
        body_end=body.end,
        boilerplate=tuple(span for span in body.boilerplate if span[0] >= start),
        captions=tuple(span for span in body.captions if span[0] >= start),
        warnings=warnings,
    )


def _past_title(text: str, start: int, end: int, title: str | None) -> int:
    """Where the body begins when its first words are the title, printed over one line or several."""
    if not title:
        return start
    words = r"\s+".join(map(re.escape, title.split()[:60]))
    match = re.compile(rf"{words}\s*\n\s*", re.IGNORECASE).match(text, start)
    return match.end() if match and match.end() < end else start
