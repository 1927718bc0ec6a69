"""The lines of a text without tags, each with its place and what its form gives away."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_LINE = re.compile(r"[^\r\n\u2028\u2029\f\v\x85]+")
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)")
_EDGE = " \t\xa0|\u200b\ufeff\u3000"
_SENTENCE_END = re.compile(r"""[.!?…:;。！？]["'”’»)\]]*$|[.!?]["'”’»)\]]*\s?\(?[\w/+ -]{0,30}\)?$""")
_ELLIPSIS = re.compile(r"(?:\.\.\.|…)[\"'”’]?$")
_CREDIT_IN_BRACKETS = re.compile(
    r"[(\[（]\s*(?:ảnh|nguồn|nguồn ảnh|minh họa|đồ họa|photos?|image|credit|source|pool photo|file photo|getty"
    r"|ap photo|afp|reuters)\b[^()\[\]]{0,80}[)\]）]\W*$",
    re.IGNORECASE,
)
_CREDIT_AT_END = re.compile(
    r"(?:(?:[.!?–-]|\s)\s*(?:ảnh|nguồn ảnh|photo|photo by|photo credit|image|image credit|picture|credit|photograph)"
    r"\s*[:©]\s*[^.!?]{2,60}"
    r"|\b(?:REUTERS|AFP|AP|EPA|UN Photo|TTXVN|VGP|VNA|Xinhua|Getty Images|AFP via Getty Images|AP Photo|EPA-EFE"
    r"|Bloomberg|Kyodo|TASS|Sputnik)\s?/\s?[\w .,'&/-]{2,60})\W*$",
    re.IGNORECASE,
)
_PHOTO_LEAD = re.compile(
    r"^(?:\[?\d{1,2}\s?/\s?\d{1,2}\]|item \d+ of \d+|(?:file )?photo(?:graph)?\s*[:–-]|ảnh\s*[:–-]|caption\s*:"
    r"|image\s*:|chú thích ảnh\s*:?)",
    re.IGNORECASE,
)
_LONG = 400  # characters; furniture and captions are shorter


@dataclass
class Line:
    """One line that has something on it. `start` and `end` bound it without blanks and bars at its edges."""

    start: int
    end: int
    text: str
    after_blank: bool
    is_cell: bool = (
        False  # closed by a bar, as a table's cell (mostly a picture with its caption) is when saved as text
    )

    @cached_property
    def key(self) -> str:
        """What makes two lines the same: letters and digits in lower case, a picture credit left out."""
        text = _CREDIT_IN_BRACKETS.sub("", self.text)
        return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))

    @property
    def ends_sentence(self) -> bool:
        return bool(_SENTENCE_END.search(self.text[-60:]))

    @property
    def ends_in_ellipsis(self) -> bool:
        return bool(_ELLIPSIS.search(self.text[-5:]))

    @property
    def is_long(self) -> bool:
        return len(self.text) > _LONG

    @cached_property
    def has_credit(self) -> bool:
        """True for the caption of a picture that names who took it."""
        if len(self.text) > 2 * _LONG:
            return False
        tail = self.text[-120:]
        return bool(_PHOTO_LEAD.match(self.text) or _CREDIT_IN_BRACKETS.search(tail) or _CREDIT_AT_END.search(tail))


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that are not blank, in order; a paragraph wrapped at a margin is one line."""
    lines: list[Line] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        raw = match[0]
        start, end = match.span()
        cleaned = raw.rstrip(_EDGE)
        while cleaned.endswith(")") and (picture := _last_image(cleaned)) is not None:
            cleaned = cleaned[:picture].rstrip(_EDGE)
        shown = cleaned.lstrip(_EDGE)
        if not shown:
            continue
        first = start + len(cleaned) - len(shown)
        gap = text.count("\n", previous_end, start) if previous_end else 2
        lines.append(Line(first, first + len(shown), shown, gap > 1, raw.rstrip().endswith("|")))
        previous_end = end
    return _unwrap(lines, text)


def _last_image(line: str) -> int | None:
    """Where a Markdown picture at the very end of the line begins."""
    at = line.rfind("![", max(0, len(line) - 800))
    return at if at >= 0 and _IMAGE.fullmatch(line, at) else None


def _unwrap(lines: list[Line], text: str) -> list[Line]:
    """Join lines broken at a margin (mail, PDF): many of middle length that stop in mid-sentence."""
    joints = [
        (upper, lower) for upper, lower in pairwise(lines) if not lower.after_blank and 40 <= len(upper.text) <= 130
    ]
    broken = sum(
        1 for upper, lower in joints if not upper.ends_sentence and (lower.text[0].islower() or upper.text[-1] in ",-")
    )
    if len(joints) < 4 or broken < len(joints) * 0.3 or len(joints) < len(lines) * 0.3:
        return lines
    lengths = sorted(len(upper.text) for upper, _ in joints)
    margin = lengths[len(lengths) * 3 // 4]
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above and not line.after_blank and _runs_on(above, line, margin, text):
            joined[-1] = Line(above.start, line.end, text[above.start : line.end], above.after_blank)
        else:
            joined.append(line)
    return joined


def _runs_on(above: Line, line: Line, margin: int, text: str) -> bool:
    """True when `line` continues the paragraph above it: the line above is full, or stops in mid-sentence."""
    begin = text.rfind("\n", above.start, above.end) + 1
    last = above.end - max(begin, above.start)
    if last >= margin * 0.8:
        return True
    return not above.ends_sentence and line.text[0].islower()
