"""Forms of one text under which equal names are equal, with the way back to the original's code points.

Comes in: any str. Goes out: `Folded`, whose `span` turns a place in the folded text into offsets of the original.
May touch: the standard library.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

# Both styles of tone placement are in use ("hoà" and "hòa", "thuỷ" and "thủy"); for matching, all become the second.
_TONES = [
    (plain + toned, toned2 + plain2)
    for plain, toned_letters, plain2, toned2_letters in (
        ("o", "àáảãạ", "a", "òóỏõọ"),
        ("o", "èéẻẽẹ", "e", "òóỏõọ"),
        ("u", "ỳýỷỹỵ", "y", "ùúủũụ"),
    )
    for toned, toned2 in zip(toned_letters, toned2_letters, strict=True)
]

# What makes composed text differ in length from the original: combining marks, runs of blanks (a wrapped line counts
# as one blank, an empty line does not), and characters that are not seen.
_MARK = "[\u0300-\u036f]"
_BLANK = "[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_UNSEEN = "[\u00ad\u200b-\u200f\u2060\ufeff]"
_PIECE = re.compile(
    f"(?P<cluster>[^\\W\\d_]{_MARK}+)|(?P<unseen>{_UNSEEN}+)|(?P<line>{_BLANK}*+\\r?\\n{_BLANK}*+)|(?P<blank>{_BLANK}{{2,}})"
)
_WRAP = re.compile(r"(?<!\n)\n(?!\n)")
_ODD_BLANK = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_ODD = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff\r]")


_FEWEST_LINES = 6
_WIDEST = 140  # code points of a printed line


@dataclass(frozen=True, slots=True)
class Folded:
    """`cased` is the original composed and with single blanks; `text` is that lower-cased, tones placed one way.

    In `text` a single line break is a blank (names are met across wrapped lines), in `cased` it is kept.

    Both have the same length; `span` leads back to the original.
    """

    original: str
    cased: str
    text: str
    _starts: tuple[int, ...] = ()  # of pieces in `cased`
    _originals: tuple[tuple[int, int, bool], ...] = ()  # of each piece: start and end in the original, kept as it was

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of a non-empty place in `cased` or `text`."""
        if not self._starts:
            return start, end
        return self._edge(start, last=False), self._edge(end - 1, last=True)

    def place(self, offset: int) -> int:
        """Where in `text` an offset of the original stands: `span` read backwards."""
        if not self._starts:
            return offset
        at = bisect_right(self._originals, (offset, len(self.original) + 1, True)) - 1
        if at < 0:
            return 0
        start, end, kept = self._originals[at]
        ahead = offset - start if kept else (offset >= end) * (self._after(at) - self._starts[at])
        return min(self._starts[at] + ahead, self._after(at))

    def _after(self, at: int) -> int:
        return self._starts[at + 1] if at + 1 < len(self._starts) else len(self.text)

    def _edge(self, place: int, *, last: bool) -> int:
        at = bisect_right(self._starts, place) - 1
        start, end, kept = self._originals[at]
        if kept:
            return start + (place - self._starts[at]) + last
        return end if last else start


def fold(text: str) -> Folded:
    """Fold a text of any length, in time linear in it."""
    starts: list[int] = []
    originals: list[tuple[int, int, bool]] = []
    cased = _ODD_BLANK.sub(" ", text)
    if "  " in cased or " \n" in cased or "\n " in cased or _ODD.search(cased):
        cased, starts, originals = _composed(cased)
    cased = _unwrapped(cased)
    lower = cased.lower()
    if len(lower) != len(cased):  # a few letters, such as the Turkish capital i, grow when lower-cased
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in cased)
    lower = _WRAP.sub(" ", place_tones(lower))
    return Folded(text, cased, lower, tuple(starts), tuple(originals))


def _unwrapped(text: str) -> str:
    """The text with a blank for each break that only the width of the page made, as in text out of a PDF.

    A line is broken by the page when the next word would not have fitted. Text without lines of one width, such as a
    paragraph a line, is left as it is.
    """
    lines = text.split("\n")
    if len(lines) < _FEWEST_LINES:
        return text
    lengths = sorted(map(len, lines))
    width = lengths[-1 - len(lines) // 20]
    if width > _WIDEST or sum(length >= 0.8 * width for length in lengths) < _FEWEST_LINES:
        return text
    parts: list[str] = []
    for line, following in pairwise(lines):
        full = len(line) + 1 + len(following[:40].split(" ", 1)[0]) > width and following
        parts += [line, " " if full else "\n"]
    return "".join((*parts, lines[-1]))


def _composed(text: str) -> tuple[str, list[int], list[tuple[int, int, bool]]]:
    parts: list[str] = []
    starts: list[int] = []
    originals: list[tuple[int, int, bool]] = []
    length = cursor = 0

    def add(part: str, start: int, end: int, kept: bool) -> None:
        nonlocal length
        if part:
            starts.append(length)
            originals.append((start, end, kept))
            parts.append(part)
            length += len(part)

    for found in _PIECE.finditer(text):
        start, end = found.span()
        add(text[cursor:start], cursor, start, True)
        if found["cluster"]:
            add(unicodedata.normalize("NFC", found[0]), start, end, False)
        elif found["blank"]:
            add(" ", start, end, False)
        elif found["line"]:
            add("\n", start, end, False)
        cursor = end
    add(text[cursor:], cursor, len(text), True)
    return "".join(parts), starts, originals


def place_tones(words: str) -> str:
    """Words, or a pattern of lower-case words, with their tone marks placed as folded text has them."""
    for old, new in _TONES:
        words = words.replace(old, new)
    return words


def fold_name(name: str) -> str:
    """The form under which a name is looked up: as `fold` makes it, without the way back."""
    return fold(unicodedata.normalize("NFC", " ".join(name.split()))).text


def without_diacritics(text: str) -> str:
    """Lower case, no tone marks, đ as d: for search that forgives, never for telling names apart."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(letter for letter in plain if not unicodedata.combining(letter)))
