"""Three ways to compare words, from strict to forgiving.

`nfc` is what is kept and shown. `identity` decides whether two names are the same name: it forgives case, blanks,
Unicode composition and the two places a tone mark may be written (hoà, hòa), and nothing else: "Hùng" is not "Hưng".
`search_key` forgives every mark, and serves search alone, never merging.
"""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"\s+")
_OLD_TONE = re.compile(r"o[àáảãạèéẻẽẹ](?!\w)|(?<!q)u[ỳýỷỹỵ](?!\w)")
_NEW_TONE = dict(
    zip(
        ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"),
        ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"),
        strict=True,
    )
)
_STROKES = str.maketrans({"đ": "d", "Đ": "d", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ı": "i"})


def nfc(text: str) -> str:
    """Composed form, blanks of any kind as one space, none at the ends."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def identity(text: str) -> str:
    """Equal for two spellings of one name; tone marks keep their weight."""
    lowered = unicodedata.normalize("NFC", nfc(text).casefold())
    return _OLD_TONE.sub(lambda match: _NEW_TONE[match[0]], lowered)


def search_key(text: str) -> str:
    """Lower case without any diacritic; đ becomes d. For search only."""
    decomposed = unicodedata.normalize("NFKD", nfc(text).translate(_STROKES).casefold())
    return _BLANKS.sub(" ", "".join(character for character in decomposed if not unicodedata.combining(character)))


def slug(text: str, *, limit: int = 60) -> str:
    """Letters, digits and hyphens of a text, for readable keys; never the only thing that tells two keys apart."""
    return re.sub(r"[^a-z0-9]+", "-", search_key(text)).strip("-")[:limit].rstrip("-")
