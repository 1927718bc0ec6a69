"""E-mail as saved by a mail program: headers say title, author and date; the text is the message itself."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from caytre.reading.errors import CannotRead
from caytre.reading.extract.encoding import decode
from caytre.reading.extract.plain import from_text
from caytre.reading.extract.sniff import MEDIA_TYPES
from caytre.reading.model import Extracted

_MAX_PARTS = 200


def read_eml(data: bytes, name: str) -> Extracted:
    """The text part of a message (the HTML part where there is no other); attachments are named, not read."""
    message = BytesParser(policy=policy.default).parsebytes(data)
    parts = [part for number, part in enumerate(message.walk()) if number < _MAX_PARTS and not part.is_multipart()]
    own = [part for part in parts if part.get_content_disposition() != "attachment"]
    plain = next((part for part in own if part.get_content_type() == "text/plain" and _payload(part).strip()), None)
    html = next((part for part in own if part.get_content_type() == "text/html" and _payload(part).strip()), None)
    warnings: tuple[str, ...] = ()
    attached = [
        part.get_filename() or part.get_content_type()
        for part in parts
        if part.get_content_disposition() == "attachment"
    ]
    if attached:
        warnings = (f"Attachments are not read with the message; give them as files: {', '.join(attached[:10])}.",)
    title, author, published = _header(message, "subject"), _author(message), _date(message)
    if plain is not None:
        text, told = _decode_part(plain, name)
        return from_text(
            text.replace("\r\n", "\n"),
            media_type=MEDIA_TYPES["eml"],
            warnings=warnings + told,
            title=title,
            author=author,
            published=published,
        )
    if html is not None:
        from caytre.reading.extract.html import html_text

        markup, told = _decode_part(html, name)
        return from_text(
            html_text(markup, name),
            media_type=MEDIA_TYPES["eml"],
            warnings=warnings + told,
            title=title,
            author=author,
            published=published,
        )
    raise CannotRead(name, "the message has no text of its own", "Save its attachments and give them as files")


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _decode_part(part: EmailMessage, name: str) -> tuple[str, tuple[str, ...]]:
    """Text of one part, by its declared charset when that fits, else told from the bytes."""
    data = _payload(part)
    charset = (part.get_content_charset() or "").lower()
    if charset and charset not in ("utf-8", "us-ascii", "unknown-8bit"):
        try:
            return data.decode(charset), ()
        except (LookupError, UnicodeError):
            pass
    return decode(data, name=name)


def _header(message: EmailMessage, header: str) -> str | None:
    try:
        value = str(message.get(header) or "")
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return None  # the standard library's header parser gives up on some broken headers
    return re.sub(r"\s+", " ", value).strip() or None


def _author(message: EmailMessage) -> str | None:
    sender = _header(message, "from")
    if not sender:
        return None
    named = re.match(r'"?([^"<@]{2,120}?)"?\s*<', sender)
    return named[1].strip() if named else sender.strip("<> ")


def _date(message: EmailMessage) -> str | None:
    """Day of sending, in the sender's own time."""
    value = _header(message, "date")
    if not value:
        return None
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
