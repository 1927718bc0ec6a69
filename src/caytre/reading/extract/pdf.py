"""PDF: the text of its pages, by pypdf."""

from __future__ import annotations

import io

from caytre.reading.errors import CannotRead
from caytre.reading.extract.encoding import mend_fonts
from caytre.reading.extract.plain import from_text
from caytre.reading.extract.sniff import MEDIA_TYPES
from caytre.reading.model import Extracted


def read_pdf(data: bytes, name: str) -> Extracted:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    text, warnings = mend_fonts("\n".join(page.extract_text() for page in reader.pages))
    if not text.strip():
        raise CannotRead(name, "its pages hold pictures, no text", "Have it recognised (OCR) first")
    return from_text(text, media_type=MEDIA_TYPES["pdf"], warnings=warnings)
