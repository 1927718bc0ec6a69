"""HTML pages: the article, found by trafilatura."""

from __future__ import annotations

from caytre.reading.errors import CannotRead
from caytre.reading.extract.encoding import decode
from caytre.reading.extract.sniff import MEDIA_TYPES
from caytre.reading.language import tell_language
from caytre.reading.model import Extracted


def read_html(data: bytes, name: str) -> Extracted:
    markup, warnings = decode(data, name=name, html=True)
    text = html_text(markup, name)
    return Extracted(
        text=text, media_type=MEDIA_TYPES["html"], language=tell_language(text), body_end=len(text), warnings=warnings
    )


def html_text(markup: str, name: str) -> str:
    import trafilatura

    text = trafilatura.extract(markup, fast=True, include_comments=False)
    if not text:
        raise CannotRead(
            name, "the page holds no readable text", "Save the page again once it is fully shown, or save it as text"
        )
    return text
