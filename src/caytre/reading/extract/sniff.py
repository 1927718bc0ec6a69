"""What kind of document these bytes are: told from the bytes, the name only breaks ties."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["html", "text", "pdf", "docx", "eml"]

MEDIA_TYPES: dict[Kind, str] = {
    "html": "text/html",
    "text": "text/plain",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "eml": "message/rfc822",
}

# What people send that is not read, by its first bytes.
_NOT_READ = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls or .ppt)"),
    (b"{\\rtf", "a Rich Text file"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "a sound recording"),
)
_HTML = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<div[\s>]|<p[\s>]|<meta\s|<title>|<table[\s>]",
    re.IGNORECASE,
)
_HTML_OPENS = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype|[a-z])", re.I | re.S)
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?[^\r\n]*\r?\n")
_MAIL_HEADERS = re.compile(
    rb"^(?:from|to|subject|date|message-id|mime-version|received|return-path|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)


def unread_kind(data: bytes) -> str | None:
    """What these bytes are, in words, when they are of a kind known not to be read."""
    for mark, words in _NOT_READ:
        if data.startswith(mark):
            return words
    if data[:4] == b"RIFF":
        return "a sound, film or picture file"
    if data[4:8] == b"ftyp":
        return "a film"
    return None


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of document, from its bytes; `name` decides only between HTML and text saved from a page."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "docx"
    head = data[:8192].lstrip(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[2:].replace(b"\x00", b"")
    if _looks_like_mail(head):
        return "eml"
    marks = len({match.lower().split()[0] for match in _HTML.findall(head)})
    called_html = name.lower().endswith((".html", ".htm", ".xhtml", ".mht"))
    if marks and (_HTML_OPENS.match(head) or (called_html and marks >= 1) or marks >= 3):
        return "html"
    return "text"


def _looks_like_mail(head: bytes) -> bool:
    """A block of header lines at the very top, at least two of them of mail."""
    end = 0
    if head.startswith(b"From ") and b"\n" in head:  # mbox line
        end = head.index(b"\n") + 1
    start = end
    while match := _HEADER.match(head, end):
        end = match.end()
        while head[end : end + 1] in (b" ", b"\t") and b"\n" in head[end:]:  # folded lines
            end = head.index(b"\n", end) + 1
    if end == start or head[end : end + 1] not in (b"\r", b"\n", b""):
        return False
    found = {match.lower() for match in _MAIL_HEADERS.findall(head[start:end])}
    return len(found) >= 2 and b"from:" in found
