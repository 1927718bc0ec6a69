"""The shape of a sentence: its folded words, with every name, date and figure shrunk to one sign.

"Thủ tướng Phạm Minh Chính thăm Lào ngày 5/12/2022" has the shape "☻ thăm ⚑ ◷" (signs of the private use area in
truth). Patterns of frames run over shapes: short, fast, and free of how a name or a date is spelled.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from caytre.reading import gazetteer
from caytre.reading.dates import find_dates
from caytre.reading.figures import find_figures
from caytre.reading.folding import Folded, fold, place_tones
from caytre.reading.model import DateMention, Figure, Mention

# One private sign per kind of thing; a kind of a pattern may stand for several of them.
_NAMES = (
    "person holder state group international treaty agency capital place office day month date years span count money "
    "percent rank code both we"
)
_SIGNS = {name: chr(0xE001 + number) for number, name in enumerate(_NAMES.split())}
KINDS: dict[str, str] = dict(_SIGNS)
KINDS |= {
    "person": _SIGNS["person"] + _SIGNS["holder"],
    "place": _SIGNS["place"] + _SIGNS["capital"],  # a capital also speaks for its government
    "date": _SIGNS["day"] + _SIGNS["month"] + _SIGNS["date"] + _SIGNS["years"],
    "moment": _SIGNS["day"] + _SIGNS["month"],
    "organisation": _SIGNS["international"] + _SIGNS["agency"] + _SIGNS["treaty"],  # an agency is a body of one state
    "body": _SIGNS["international"] + _SIGNS["group"] + _SIGNS["treaty"],
    "figure": _SIGNS["count"] + _SIGNS["money"] + _SIGNS["percent"],
    "amount": _SIGNS["count"] + _SIGNS["money"],
    "land": _SIGNS["state"] + _SIGNS["group"] + _SIGNS["place"] + _SIGNS["capital"],
    "party": "".join(_SIGNS[name] for name in ("state", "group", "international", "agency", "both", "we")),
    "actor": "".join(
        _SIGNS[name]
        for name in ("person", "holder", "state", "group", "international", "agency", "capital", "office", "both", "we")
    ),
    "official": _SIGNS["person"] + _SIGNS["holder"] + _SIGNS["office"],
}
DATE_SIGNS = KINDS["date"]

_CODE = re.compile(
    r"(?:số\s)?(?P<code>\d{1,4}(?:/\d{4})?\s?[-/]\s?(?:nq|cđ|nd|ct|kl|qđ|nđ|qd|tt|cv|hd|lct|qh\d*|hđ|tb|ttg|tw|cp)"
    r"(?:[-/–][^\W\d_]{1,6}\d{0,2}){0,2}"
    r"|[as]/res/\d+(?:/\d+)?|resolution\s(?:no\.\s)?\d{1,4}(?:\s?\(\d{4}\)|/\d+)?"
    r"|(?<=nghị quyết\s)\d{3,4}(?:\s\(\d{4}\))?)(?!\w)"
)
_BOTH = {
    "vi": re.compile(
        place_tones(
            r"(?<!\w)(?:(?:lãnh đạo |nhân dân |chính phủ |phía )?hai (?:nước|bên|phía|quốc gia|chính phủ|đảng"
            r"|bộ trưởng|ngoại trưởng"
            r"|nhà lãnh đạo"
            r"|bộ|quốc hội|thủ tướng|tổng thống|chủ tịch|thứ trưởng"
            r"|vị lãnh đạo|lãnh đạo|đoàn|trưởng đoàn|nền kinh tế)|song phương)(?!\w)"
        )
    ),
    "en": re.compile(
        r"(?<!\w)(?:the two|both)\s(?:countries|sides|nations|governments|leaders|ministers|parties"
        r"|states|foreign ministries|delegations"
        r"|foreign ministers"
        r"|prime ministers|presidents|delegations)(?!\w)|(?<!\w)the two(?=\s(?:agreed|signed|discussed|also|held))"
    ),
}
_WE = {
    "vi": re.compile(
        r"(?<!\w)(?:chúng ta|chúng tôi|"
        r"(?<!người )(?<!anh )(?<!chị )(?<!cô )(?<!ông )(?<!bà )(?<!hắn )(?<!họ )ta"
        r"|nước ta|đất nước ta|cả nước)(?!\w)"
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
    reach: int = 0  # folded offset where the unit of a count ends; its words stay in the shape


@dataclass(slots=True)
class Shape:
    """One sentence's shape. `at[i]` is the token at shape position i; `origins[i]` its place in the folded text."""

    text: str
    origins: list[int]
    tokens: dict[int, Token] = field(default_factory=dict)
    paragraph: int = 0
    signs: frozenset[str] = frozenset()
    acting: str = ""  # the text with those who only invite, or are only there, made mute

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The folded span of a part of the shape."""
        last = self.tokens.get(end - 1)
        return self.origins[start], max(last.end, last.reach) if last is not None else self.origins[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Things:
    """All that was met in one text, in folded offsets, sorted and not overlapping."""

    folded: Folded
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]


def find_things(
    text: str, mentions: Iterable[Mention], *, language: str, anchor: str | None, offices: re.Pattern[str]
) -> Things:
    """Names, offices, dates, figures and document numbers of a text; of two that overlap the surer one stays.

    offices: the titles of offices, as frames.office_titles gives them; a title with the state after it ("Thủ tướng
    Nhật Bản") or before it ("Japan's Prime Minister") is one thing.
    """
    folded = fold(text)
    known = tuple(mentions)
    taken = _Taken(len(folded.text))
    for match in _CODE.finditer(folded.text):
        taken.put(Token("code", *match.span()))
    figures = [_counted(folded, figure) for figure in find_figures(text, language=language)]
    dates = [
        Token(_date_kind(date), folded.place(date.start), folded.place(date.end), date=date)
        for date in find_dates(text, language=language, anchor=anchor)
    ]
    for token in dates:
        taken.put(token)
    for token in figures:  # "US$" and "Canadian dollars" name money, not states
        if token.kind == "money":
            taken.put(token)
    names = [_named(folded, mention) for mention in known]
    for token in names:
        if token.kind in ("person", "holder"):
            taken.put(token)
    _put_all(taken, "both", _BOTH.get(language), folded.text)
    for token in _titles(
        folded.text,
        [name for name in names if name.kind in ("state", "agency", "group", "international")],
        offices,
        language,
    ):
        taken.put(token)
    for token in names:
        taken.put(token)
    for office in [token for token in taken.tokens if token.kind == "office"]:
        if holder := _NAME_AFTER.match(folded.cased, office.end):
            taken.put(Token("person", *holder.span("name")))
    for visited in _VISITED.finditer(folded.cased):
        taken.put(Token("place", *visited.span("name")))
    for token in figures:
        if token.kind != "money":
            taken.put(token)
    _put_all(taken, "we", _WE.get(language), folded.text)
    return Things(folded, tuple(sorted(taken.tokens, key=lambda token: token.start)), known)


def _put_all(taken: _Taken, kind: str, pattern: re.Pattern[str] | None, text: str) -> None:
    for match in pattern.finditer(text) if pattern is not None else ():
        taken.put(Token(kind, *match.span()))


# Where somebody went, where the gazetteer does not know the place: "visited Pakse", "thăm Bến Tre".
_VISITED = re.compile(
    r"\b(?:visit(?:ed|s|ing)?(?:\sto)?|travell?(?:ed|s|ing)?\sto|thăm(?:\s(?:chính thức|làm việc|và làm việc tại))?"
    r"|lên thăm)\s"
    r"(?P<name>[^\W\d_a-zà-ỹ][^\W\d_]+(?:\s[^\W\d_a-zà-ỹ][^\W\d_]+){0,2})(?![^\W_])"
)
# A name right behind an office, where names.find_names knew neither: "Spokesperson Mac Thanh Thuy", "the Minister of
# Foreign Affairs, H.E. Mr. Le Quang Tuong". Two capitalised words at least, and no word that begins a body.
_NAME_AFTER = re.compile(
    r",?\s(?:(?:H\.E\.|HE|Mr|Mrs|Ms|Dr|Hon|Ông|Bà)\.?\s){0,2}"
    r"(?!(?:Sở|Bộ|Ban|Vụ|Cục|Viện|Trung|Ủy|Hội|Tập|Ngân|Công|Học|Đại|Văn|Quỹ|Cơ|Tổng|Phòng|Trường|Liên|Chi|Báo|Khu|Thành"
    r"|Tỉnh|Thường|Điều|Mặt|Tòa|Đảng|Quốc|Chính|Nhà|The|In|On|At|House|National|Foreign|State|Party|General|Committee)\s)"
    r"(?P<name>[^\W\d_a-zà-ỹ][^\W\d_]*(?:[-’'][^\W\d_]+)?(?:\s[^\W\d_a-zà-ỹ][^\W\d_]*(?:[-’'][^\W\d_]+)?){1,4})(?![^\W_])"
)


class _Taken:
    """The tokens put so far, and which characters they cover."""

    def __init__(self, length: int) -> None:
        self.covered = bytearray(length + 1)
        self.tokens: list[Token] = []

    def put(self, token: Token) -> None:
        if token.start < token.end and not any(self.covered[token.start : token.end]):
            self.covered[token.start : token.end] = b"\x01" * (token.end - token.start)
            self.tokens.append(token)


def _counted(folded: Folded, figure: Figure) -> Token:
    """A figure's token covers the number; the unit's words stay in the shape, where patterns see them."""
    start, end = folded.place(figure.start), folded.place(figure.end)
    kind = _figure_kind(figure)
    if kind != "count" or not figure.unit:
        return Token(kind, start, end, figure=figure)
    stop = end - len(figure.unit)
    while stop > start + 1 and folded.text[stop - 1] == " ":
        stop -= 1
    return Token(kind, start, max(start + 1, stop), figure=figure, reach=end)


@lru_cache(maxsize=1)
def _treaties() -> frozenset[str]:
    """Keys of the gazetteer that name an agreement rather than a body."""
    sorts = ("trade_agreement", "treaty_body")
    names = ("Hiệp định", "Công ước", "Hiệp ước", "Agreement", "Convention", "Treaty")
    return frozenset(
        entry.key for entry in gazetteer.load() if entry.sort in sorts and entry.names[0].text.startswith(names)
    )


def _named(folded: Folded, mention: Mention) -> Token:
    start = mention.start if mention.office_start is None else min(mention.start, mention.office_start)
    kind: str = mention.kind
    if kind == "person" and mention.office:
        kind = "holder"
    elif kind == "place" and (mention.id or "").startswith("capital:"):
        kind = "capital"
    elif kind == "organisation":
        kind = "agency" if mention.country else "treaty" if mention.id in _treaties() else "international"
    return Token(kind, folded.place(start), folded.place(mention.end), mention=mention)


def _titles(text: str, names: list[Token], offices: re.Pattern[str], language: str) -> Iterator[Token]:
    """Offices named without their holder, with the state or body they belong to."""
    starts = [name.start for name in names]
    for match in offices.finditer(text):
        start, end = match.span()
        owner: Mention | None = None
        at = bisect_right(starts, end) if names else 0
        for name in names[max(0, at - 2) : at + 1]:
            between = text[end : name.start]
            if name.start < end < name.end or (
                name.start >= end and between in (" ", " of ", " của ", " nước ", " of the ")
            ):
                end, owner = name.end, name.mention
            elif name.end <= start and text[name.end : start] in ("’s ", "'s ") + ((" ",) if language == "en" else ()):
                start, owner = name.start, name.mention
            elif start < name.start and name.end <= end:
                owner = name.mention
        yield Token("office", start, end, mention=owner)


def _date_kind(date: DateMention) -> str:
    if date.kind == "duration":
        return "span"
    if re.fullmatch(r"\d{4}/\d{4}", date.edtf):
        return "years"
    if re.fullmatch(r"[\d-]{10}(?:/[\d-]{10})?", date.edtf):
        return "day"
    return "month" if re.fullmatch(r"\d{4}-\d\d", date.edtf) else "date"


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
    words = "".join(pieces)
    return Shape(words, origins, at, paragraph, frozenset(_SIGNS[token.kind] for token in tokens), _acting(words))


_SIGN = f"[{_SIGNS['person']}-{_SIGNS['we']}]"
_GUEST_OF = re.compile(
    r"(?<!\w)(?:(?:theo|nhân|đáp|nhận) (?:lời|thư) mời(?: của)?"
    r"|(?:at|upon|on|following|accepting) (?:the |an )?(?:\w+ )?invitation (?:of|from|by))"
    rf"(?:(?!\b(?:đã|sẽ|thăm|tới|paid|pays|will|visited)\b)[^.;,{_SIGNS['person']}-{_SIGNS['we']}]){{0,40}}{_SIGN}"
    rf"(?:[ ,]{{1,2}}(?:(?:h\.e\.|mr\.?|mrs\.?|ms\.?|ông|bà|ngài)\s){{1,3}}{_SIGN}"
    rf"|\s(?:(?:và|and|of|nước|the)\s){{0,2}}{_SIGN}(?!\w)){{0,4}}"
    rf"(?: (?:và|and) (?:phu nhân|phu quân|spouse|his wife|her husband))?"
)


def _acting(words: str) -> str:
    """A shape in which the inviter is nobody: who comes at an invitation acts, and "mời" asks for nothing."""
    return _GUEST_OF.sub(lambda match: "~" * len(match[0]), words) if _GUEST_OF.search(words) else words
