"""Bytes to text: Unicode where it is Unicode, Vietnamese legacy encodings where it is not, and saying so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from caytre.reading.errors import CannotRead
from caytre.reading.extract import legacy
from caytre.reading.syllables import is_syllable

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,30})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([a-z0-9_:.-]{2,30})""",
    re.I,
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x0b\x1a\x1b")
_SAMPLE = 60_000  # characters looked at when guessing
_FONT_SAMPLE = 6_000  # characters from the first that could be of such a font
_WORD = re.compile(r"[^\W\d_]+")
_LATIN1_HIGH = re.compile("[\x80-\xff]")
_BEYOND_LATIN1 = re.compile("[\u0180-\ud7ff]")
# Letters, other than Vietnamese ones, that the readers of western text meet.
_NOT_TEXT = "does not look like text in any encoding met in practice (UTF-8, UTF-16, Windows-1258, TCVN3, VNI, VISCII)"
_RESAVE = "Open it in the program it came from, save it as UTF-8 text, and try again"


def decode(data: bytes, *, name: str, html: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text of `data` and warnings about how it was got.

    A byte order mark decides, then valid UTF-8, then what an HTML page declares, then which of the Vietnamese
    encodings makes the words Vietnamese. Text that is Unicode but was typed in an ABC or VNI font is converted.
    Raises: CannotRead for binary data.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding, name)
    if unmarked := _utf16_without_mark(data):
        return _decode_marked(data, unmarked, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text, warnings = _decode_legacy(data, error, name=name, html=html)
        return text, warnings
    _check_text(data, name)
    return mend_fonts(text)


def mend_fonts(text: str) -> tuple[str, tuple[str, ...]]:
    """Unicode text typed in an ABC or VNI font, made readable; anything else as it is."""
    first = _LATIN1_HIGH.search(text)
    if first is None:
        return text, ()
    sample = text[max(0, first.start() - 200) : first.start() + _FONT_SAMPLE]
    high = _LATIN1_HIGH.findall(sample)
    # Real Vietnamese has letters beyond Latin-1 (ă đ ơ ư ạ …) in every line; text typed in such fonts has none.
    if len(high) < 4 or len(high) < len(sample) / 200:
        return text, ()
    beyond = len(_BEYOND_LATIN1.findall(sample))
    if beyond > len(high) / 4:
        return text, ()
    before = _vietnamese_share(sample)
    kinds: tuple[legacy.Legacy, ...] = ("TCVN3", "VNI")
    for kind in kinds:
        mended = legacy.from_latin1(sample, kind)
        if (share := _vietnamese_share(mended)) > 0.7 and share > before + 0.25:
            whole = legacy.from_latin1(text, kind)
            return whole, (_converted(f"{kind} ({'ABC' if kind == 'TCVN3' else 'VNI'} fonts)"),)
    return text, ()


def _decode_marked(data: bytes, encoding: str, name: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, "replace")
    if text.count("�") > 3 + len(text) / 100 or "\x00" in text[:_SAMPLE]:
        raise CannotRead(name, f"it begins like {encoding.upper()} text, but {_NOT_TEXT}", _RESAVE)
    broken = ("Some characters could not be decoded and stand as �.",) if "�" in text else ()
    mended, warnings = mend_fonts(text)
    return mended, broken + warnings


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 whose mark was lost: every other byte of western text is nought."""
    sample = data[:2000]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _check_text(data: bytes, name: str) -> None:
    """Refuse bytes that are a program's, not a person's."""
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > 2 + len(sample) / 200:
        raise CannotRead(
            name,
            "it holds binary data, not text",
            "Check that it is the file you meant; HTML, text, PDF, DOCX and EML are read",
        )


def _decode_legacy(data: bytes, error: UnicodeDecodeError, *, name: str, html: bool) -> tuple[str, tuple[str, ...]]:
    """Bytes that are not UTF-8: the declared encoding, a Vietnamese one, or UTF-8 with a few broken bytes."""
    sample = data[:_SAMPLE]
    mostly = sample.decode("utf-8", "replace")
    multibyte = sum(1 for letter in mostly if letter > "\x7f" and letter != "�")
    if mostly.count("�") <= max(1, multibyte // 20) and multibyte >= 1:
        _check_text(data, name)
        where = f"byte {error.start}"
        return data.decode("utf-8", "replace"), (f"Some bytes (the first at {where}) are not UTF-8 and stand as �.",)
    declared = _declared(data) if html else None
    candidates: dict[str, Callable[[bytes], str]] = {
        "Windows-1258": lambda raw: unicodedata.normalize("NFC", raw.decode("cp1258", "replace")),
        "TCVN3 (ABC fonts)": lambda raw: legacy.decode(raw, "TCVN3"),
        "VNI": lambda raw: legacy.decode(raw, "VNI"),
        "VISCII": lambda raw: legacy.decode(raw, "VISCII"),
    }
    shares = {label: _vietnamese_share(reader(sample)) for label, reader in candidates.items()}
    best = max(shares, key=lambda label: shares[label])
    if shares[best] > 0.7:
        if best != "VISCII":  # which alone has letters among the control codes
            _check_text(data, name)
        return candidates[best](data), (_converted(best),)
    _check_text(data, name)
    if declared:
        try:
            return data.decode(declared, "replace"), ()
        except (LookupError, UnicodeError):
            pass
    western = sample.decode("cp1252", "replace")
    high = [letter for letter in western if letter > "\x7f"]
    if len(high) > len(western) * 0.3 or sum(map(str.isalpha, high)) < len(high) * 0.4:
        raise CannotRead(name, _NOT_TEXT, _RESAVE)
    return data.decode("cp1252", "replace"), ("The encoding is not told; read as Windows-1252.",)


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def _vietnamese_share(text: str) -> float:
    """Of the words with a letter beyond ASCII, the share that can be Vietnamese syllables; 0 when there are none."""
    words = [word for word in _WORD.findall(text.lower()) if not word.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def _converted(encoding: str) -> str:
    return f"Converted to Unicode from {encoding}; check names and figures against the original."
