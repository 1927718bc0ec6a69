"""The shape of a sentence: its folded words, with every name, date and figure shrunk to one sign.

"Thủ tướng Phạm Minh Chính thăm Lào ngày 5/12/2022" has the shape "☻ thăm ⚑ ◷" (signs of the private use area in
truth). Patterns of frames run over shapes: short, fast, and free of how a name or a date is spelled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from caytre.reading.dates import find_dates
from caytre.reading.figures import find_figures
from caytre.reading.folding import Folded, fold, place_tones
from caytre.reading.model import DateMention, Figure, Mention

# One private sign per kind of thing; a kind of a pattern may stand for several of them.
_NAMES = "person holder state group organisation place office date years span count money percent rank code both we"
_SIGNS = {name: chr(0xE001 + number) for number, name in enumerate(_NAMES.split())}
KINDS: dict[str, str] = dict(_SIGNS)
KINDS |= {
    "person": _SIGNS["person"] + _SIGNS["holder"],
    "date": _SIGNS["date"] + _SIGNS["years"],
    "body": _SIGNS["organisation"] + _SIGNS["group"],
    "figure": _SIGNS["count"] + _SIGNS["money"] + _SIGNS["percent"],
    "amount": _SIGNS["count"] + _SIGNS["money"],
    "land": _SIGNS["state"] + _SIGNS["group"] + _SIGNS["place"],
    "party": _SIGNS["state"] + _SIGNS["group"] + _SIGNS["organisation"] + _SIGNS["both"] + _SIGNS["we"],
    "actor": "".join(
        _SIGNS[name] for name in ("person", "holder", "state", "group", "organisation", "office", "both", "we")
    ),
    "official": _SIGNS["person"] + _SIGNS["holder"] + _SIGNS["office"],
}
DATE_SIGNS = _SIGNS["date"] + _SIGNS["years"]

_CODE = re.compile(
    r"(?:số\s)?(?P<code>\d{1,4}(?:/\d{4})?\s?[-/]\s?(?:nq|ct|kl|qđ|nđ|qd|tt|cv|hd|lct|qh\d*|hđ|tb|ttg|tw|cp)"
    r"(?:[-/–][^\W\d_]{1,6}\d{0,2}){0,2}"
    r"|[as]/res/\d+(?:/\d+)?|resolution\s(?:no\.\s)?\d{1,4}(?:\s?\(\d{4}\)|/\d+)?"
    r"|(?<=nghị quyết\s)\d{3,4}(?:\s\(\d{4}\))?)(?!\w)"
)
_BOTH = {
    "vi": re.compile(
        place_tones(
            r"(?<!\w)(?:(?:lãnh đạo |nhân dân |chính phủ |phía )?hai (?:nước|bên|phía|quốc gia|chính phủ|đảng|bộ trưởng"
            r"|nhà lãnh đạo"
            r"|bộ|quốc hội|thủ tướng|vị lãnh đạo|nền kinh tế)|song phương)(?!\w)"
        )
    ),
    "en": re.compile(
        r"(?<!\w)(?:the two|both)\s(?:countries|sides|nations|governments|leaders|ministers|parties|states"
        r"|foreign ministers"
        r"|prime ministers|presidents|delegations)(?!\w)|(?<!\w)the two(?=\s(?:agreed|signed|discussed|also|held))"
    ),
}
_WE = {
    "vi": re.compile(
        r"(?<!\w)(?:chúng ta|chúng tôi|nước ta|đất nước ta|cả nước|(?<=[.!?]\s)ta(?=\s(?:đã|cũng|sẽ)))(?!\w)"
    ),
    "en": re.compile(r"(?<!\w)(?:we|my country|our country|my delegation)(?!\w)"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """A thing met in the text and where: a name, a date, a figure, a document number, "hai nước" or "we"."""

    kind: str
    start: int  # offsets in the folded text
    end: int
    mention: Mention | None = None
    date: DateMention | None = None
    figure: Figure | None = None


@dataclass(slots=True)
class Shape:
    """One sentence's shape. `at[i]` is the token at shape position i; `origins[i]` its place in the folded text."""

    text: str
    origins: list[int]
    tokens: dict[int, Token] = field(default_factory=dict)
    paragraph: int = 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The folded span of a part of the shape."""
        return self.origins[start], self.origins[end - 1] + 1 if end - 1 not in self.tokens else self.tokens[
            end - 1
        ].end


@dataclass(frozen=True, slots=True)
class Things:
    """All that was met in one text, in folded offsets, sorted and not overlapping."""

    folded: Folded
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]


def find_things(text: str, mentions: Iterable[Mention], *, language: str, anchor: str | None) -> Things:
    """Names, dates, figures and document numbers of a text; where they overlap, the first of that list stays."""
    folded = fold(text)
    known = tuple(mentions)
    candidates: list[tuple[int, Token]] = []
    for match in _CODE.finditer(folded.text):
        candidates.append((0, Token("code", *match.span())))
    for mention in known:
        start = mention.start if mention.office_start is None else min(mention.start, mention.office_start)
        kind: str = "holder" if mention.kind == "person" and mention.office else mention.kind
        candidates.append((1, Token(kind, folded.place(start), folded.place(mention.end), mention=mention)))
    for date in find_dates(text, language=language, anchor=anchor):
        candidates.append((2, Token(_date_kind(date), folded.place(date.start), folded.place(date.end), date=date)))
    for figure in find_figures(text, language=language):
        candidates.append(
            (3, Token(_figure_kind(figure), folded.place(figure.start), folded.place(figure.end), figure=figure))
        )
    for sign, pattern in (("both", _BOTH.get(language)), ("we", _WE.get(language))):
        if pattern is not None:
            candidates.extend((4, Token(sign, *match.span())) for match in pattern.finditer(folded.text))
    candidates.sort(key=lambda item: (item[0], item[1].start, -item[1].end))
    taken = bytearray(len(folded.text) + 1)
    kept = []
    for _, token in candidates:
        if token.start < token.end and not any(taken[token.start : token.end]):
            taken[token.start : token.end] = b"\x01" * (token.end - token.start)
            kept.append(token)
    kept.sort(key=lambda token: token.start)
    return Things(folded, tuple(kept), known)


def _date_kind(date: DateMention) -> str:
    if date.kind == "duration":
        return "span"
    return "years" if re.fullmatch(r"\d{4}/\d{4}", date.edtf) else "date"


def _figure_kind(figure: Figure) -> str:
    unit = figure.unit or ""
    if unit in ("%", "percentage points"):
        return "percent"
    if unit == "rank":
        return "rank"
    return "money" if re.fullmatch(r"[A-Z]{3}(?:/.*)?", unit) else "count"


def shape_of(things: Things, start: int, end: int, tokens: list[Token], paragraph: int = 0) -> Shape:
    """The shape of the folded span [start, end); `tokens` are those that lie in it."""
    pieces: list[str] = []
    origins: list[int] = []
    at: dict[int, Token] = {}
    cursor, length = start, 0
    for token in tokens:
        pieces.append(things.folded.text[cursor : token.start])
        origins.extend(range(cursor, token.start))
        length += token.start - cursor
        at[length] = token
        pieces.append(_SIGNS[token.kind])
        origins.append(token.start)
        length += 1
        cursor = token.end
    pieces.append(things.folded.text[cursor:end])
    origins.extend(range(cursor, end))
    return Shape("".join(pieces), origins, at, paragraph)
