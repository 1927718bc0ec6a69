"""Answers as Markdown, HTML, DOCX and PDF, in Vietnamese or English. All print what `engine.layout` laid out."""

from __future__ import annotations

from caytre.record.engine.answers import Answer, Language
from caytre.record.engine.layout import lay_out

FORMATS = ("md", "html", "pdf", "docx")
MEDIA_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def markdown(answer: Answer, *, language: Language, address: str = "") -> str:
    """The answer in Markdown (CommonMark with footnote marks as links to the list of sources)."""
    from caytre.record.render.in_markdown import print_page

    return print_page(lay_out(answer, language, address=address))


def html(answer: Answer, *, language: Language, address: str = "") -> str:
    """The answer as one HTML file that needs nothing beside it and prints well."""
    from caytre.record.render.in_html import print_page

    return print_page(lay_out(answer, language, address=address))


def docx(answer: Answer, *, language: Language, address: str = "") -> bytes:
    """The answer as a Word document, A4."""
    from caytre.record.render.in_docx import print_page

    return print_page(lay_out(answer, language, address=address))


def pdf(answer: Answer, *, language: Language, address: str = "") -> bytes:
    """The answer as a tagged PDF, A4; the same answer gives the same bytes."""
    from caytre.record.render.in_pdf import print_page

    return print_page(lay_out(answer, language, address=address))


def printed(answer: Answer, kind: str, *, language: Language, address: str = "") -> bytes:
    """The answer in one of `FORMATS`, as bytes. Raises KeyError for another."""
    if kind == "md":
        return markdown(answer, language=language, address=address).encode()
    if kind == "html":
        return html(answer, language=language, address=address).encode()
    return {"docx": docx, "pdf": pdf}[kind](answer, language=language, address=address)
