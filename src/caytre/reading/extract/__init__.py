"""Text out of documents: bytes of HTML, text, PDF, DOCX or EML in, `Extracted` out.

Read first: sniff.py (what kind it is), then the file of that kind; body.py beside this package finds the article.
Heavy libraries are imported by the kind that needs them, when it is met.
"""

from __future__ import annotations

from dataclasses import replace

from caytre.reading.errors import CannotRead
from caytre.reading.extract import limits, sniff
from caytre.reading.model import Extracted

__all__ = ["CannotRead", "extract"]


def extract(data: bytes, *, name: str) -> Extracted:
    """The text of one document and what it says of itself.

    data: the file's bytes. name: its file name, used in messages and to tell saved HTML from text.
    Raises: CannotRead, one sentence saying what is wrong and what to do; nothing else.
    """
    if len(data) > limits.MAX_BYTES:
        raise too_large(name, len(data))
    if not data.strip():
        raise CannotRead(name, "the file is empty", "Check that it was saved or sent whole")
    if kind := sniff.unread_kind(data):
        raise CannotRead(name, f"it is {kind}, which is not read", "Give it as HTML, text, PDF, DOCX or EML")
    try:
        extracted = _reader(sniff.kind_of(data, name))(data, name)
    except CannotRead:
        raise
    except (MemoryError, RecursionError) as error:
        raise CannotRead(
            name, "it is too large or too deeply nested to be read", "Split it or save it as text"
        ) from error
    except Exception as error:  # a library's own surprise: the officer is told which file, the log has the rest
        raise CannotRead(
            name,
            f"it is damaged or not what its form says ({type(error).__name__})",
            "Open it where it came from and save it again",
        ) from error
    if len(extracted.text) > limits.MAX_TEXT:
        raise CannotRead(name, f"it holds more than {limits.MAX_TEXT:,} characters of text", "Split it into parts")
    return _without_surrogates(extracted)


def too_large(name: str, size: int) -> CannotRead:
    """The refusal of a file of `size` bytes; readers of paths ask before they read."""
    most = limits.mebibytes(limits.MAX_BYTES)
    return CannotRead(
        name, f"it is {limits.mebibytes(size)}, more than the {most} that are read", "Split it, or save its text alone"
    )


def _reader(kind: sniff.Kind):  # type: ignore[no-untyped-def]
    if kind == "html":
        from caytre.reading.extract.html import read_html as reader
    elif kind == "pdf":
        from caytre.reading.extract.pdf import read_pdf as reader
    elif kind == "docx":
        from caytre.reading.extract.docx import read_docx as reader
    elif kind == "eml":
        from caytre.reading.extract.eml import read_eml as reader
    else:
        from caytre.reading.extract.plain import read_plain as reader
    return reader


def _without_surrogates(extracted: Extracted) -> Extracted:
    """Lone surrogates, which no database or JSON file takes, as �: the same number of characters."""
    if extracted.text.isascii():
        return extracted
    try:
        extracted.text.encode("utf-8")
        return extracted
    except UnicodeEncodeError:
        clean = "".join("�" if "\ud800" <= letter <= "\udfff" else letter for letter in extracted.text)
        return replace(extracted, text=clean)
