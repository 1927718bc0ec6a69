"""Folding for comparison and search: lower case, no diacritics, đ as d, one blank between words."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(r"[\u0300-\u036f]")


def fold(text: str) -> str:
    """The text for comparison: "Đối tác  chiến lược" and "doi tac chien luoc" fold alike."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text.casefold())).replace("đ", "d")
    return " ".join(plain.split())
