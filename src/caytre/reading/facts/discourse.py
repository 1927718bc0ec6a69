"""Of whom a clause speaks when it does not name them: "hai nước", "bilateral", "nước này", and nobody at all.

A counterpart that a clause does not name is told only where a word of the clause points back ("hai bên", "song
phương", "the two sides"); then it is the state spoken of last before it: in the sentence, in the paragraph, in the
title where that names one, in the paragraphs before. Else nobody is meant and nobody is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from caytre.reading import gazetteer
from caytre.reading.facts.shape import KINDS, Shape, Token
from caytre.reading.folding import place_tones
from caytre.reading.model import Mention

_SIGN = "[\ue000-\uf8ff]"
_ANAPHOR = re.compile(
    KINDS["both"]
    + place_tones(
        r"|(?<!\w)(?:song phương|hai chiều|lẫn nhau|giữa hai|bilateral|two-way|mutual|each other|the two"
        r"|their (?:\w+ )?(?:relations|relationship|ties|partnership))(?!\w)"
    )
)
_BACK = re.compile(
    place_tones(
        r"(?<!\w)(?:(?:nước|thị trường|quốc gia|địa bàn) (?:này|bạn|đó|láng giềng|sở tại)"
        r"|(?:this|that) country|the country(?! of))(?!\w)"
    )
)
# Words after which a state is a place, a target or an owner, and not the one who acts.
_ASIDE = re.compile(
    r"(?<!\w)(?:tại|ở|với|sang|từ|đến|tới|sau|cho|trên|vào|giúp|in|at|with|to|from|against|towards?|into|near|off|via"
    r"|outside|across|visited|thăm|so với|over|than|người|công dân|du khách|sinh viên|thuyền viên|ngư dân|lao động)"
    r"(?: (?:the|các|nước|phía|khối|thị trường))?[ “\"]$"
)
_LOCATED = re.compile(r"(?<!\w)(?:tại|ở|in|at|near|off)(?: (?:the|nước))? $")
_OWNER = re.compile(r"(?<!\w)(?:của|of)(?: (?:the|nước))?[ “\"]$")
_JOINED = re.compile(r"(?:\s?,\s(?:và |and )?|\s(?:và|and|cùng|&)\s|\s?[-–—]\s?)(?:the )?$")
_PAIRED = re.compile(
    rf"(?P<a>{_SIGN})(?:\s?[-–—]\s?(?P<b>{_SIGN}))"
    rf"|(?:giữa|between)\s(?:the\s)?(?P<c>{_SIGN})\s(?:và|với|and)\s(?:the\s)?(?P<d>{_SIGN})"
)
_ENDS = re.compile(r";|[.!?]\s")
# What may stand between the beginning of a clause and an act without telling of another actor.
_FILLER = re.compile(
    place_tones(
        r"(?:đã|sẽ|đang|vừa|cũng|được|hiện|có|còn|với|theo|trong|tại|và|là|nhằm|hơn|gần|khoảng|trên|riêng|tính|đến|hết"
        r"|nay|cùng|tiếp|tục|nhiều|một|các|những|năm|tháng|ngày|qua|đó|này|về|vào|từ|đạt|chính|thức|lần|đầu|tiên|mới"
        r"|the|a|an|of|in|on|at|by|as|and|also|has|have|had|was|were|been|being|with|for|to|from|its|our|some|about|over"
        r"|more|than|nearly|total|tổng|mức|since|during|first|last|this|year|quarter|month|new|which|that"
        r"|it|they|he|she|will|would|is|are|but|while|\d+)"
    )
)


@dataclass(frozen=True, slots=True)
class Party:
    """Who a slot names: the name as it is told, its key, its state, and the place in the shape where it stands."""

    name: str
    id: str | None = None
    country: str | None = None
    place: int | None = None
    kind: str = ""  # of the thing in the shape; "" where the text names it only in words or not at all


def clause_of(shape: Shape, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence between semicolons that holds a match."""
    low = max((mark.end() for mark in _ENDS.finditer(shape.text, 0, start)), default=0)
    mark = _ENDS.search(shape.text, end)
    return low, mark.start() if mark else len(shape.text)


def points_back(shape: Shape, start: int, end: int) -> bool:
    """Whether a clause speaks of two sides without need to name them."""
    return _ANAPHOR.search(shape.text, start, end) is not None


def bears_name_of_actor(shape: Shape, place: int) -> int:
    """0 where a thing may be who acts, 1 where it owns or qualifies another, 2 where it is a place or a target."""
    before = shape.text[max(0, place - 24) : place]
    if _ASIDE.search(before):
        return 2
    token = shape.tokens[place]
    return 1 if _OWNER.search(before) or _qualifies(shape, place, token) else 0


def is_place(shape: Shape, place: int) -> bool:
    """Whether a thing is only where something happens."""
    return _LOCATED.search(shape.text, max(0, place - 16), place) is not None


def _qualifies(shape: Shape, place: int, token: Token) -> bool:
    """ "Kazakh tourists", "Vietnamese seafood": a state's adjective before another noun."""
    if token.kind != "state" or token.mention is None or not is_demonym(token.mention):
        return False
    return re.match(r"\s(?!side|government|authorit|leader|parliament|and\b)[a-z]", shape.text[place + 1 :]) is not None


def is_demonym(mention: Mention) -> bool:
    """Whether a state is named by its adjective ("Kazakh") or the name of its people."""
    entry = gazetteer.load().get(mention.id or "")
    if entry is None or entry.kind not in ("state", "territory"):
        return False
    return any(name.kind == "demonym" and name.text == mention.text for name in entry.names)


def joined(shape: Shape, place: int, signs: str) -> list[int]:
    """The places of things told together with one, it last or among them: "A, B và C"."""
    chain = [place]
    while True:
        link = _JOINED.search(shape.text, max(0, chain[0] - 8), chain[0])
        before = link.start() - 1 if link else -1
        if before < 0 or shape.text[before] not in signs or before not in shape.tokens:
            break
        chain.insert(0, before)
    return chain


def paired(shape: Shape, start: int, end: int) -> tuple[int, int] | None:
    """The places of two states told as a pair within a stretch: "Việt Nam - Lào", "between Laos and Japan"."""
    for match in _PAIRED.finditer(shape.text, start, end):
        a, b = (match.start(name) for name in (("a", "b") if match["a"] else ("c", "d")))
        kinds = {shape.tokens[place].kind for place in (a, b) if place in shape.tokens}
        if kinds and kinds <= {"state", "group", "international"} and "state" in kinds:
            return a, b
    return None


def opens_clause(shape: Shape, place: int) -> bool:
    """Whether nothing that could be an actor stands before a match in its clause, so that who acts is understood."""
    low, _ = clause_of(shape, place, place)
    words = shape.text[low:place]
    for mark in (",", ":", "–", "—", "•", "("):
        words = words.rsplit(mark, 1)[-1]
    return all(_FILLER.fullmatch(word) or re.fullmatch(_SIGN, word) for word in words.split())


class Discourse:
    """Which states a text has spoken of before each of its sentences."""

    def __init__(self, shapes: Sequence[Shape], title: Iterable[Mention], home: str, language: str) -> None:
        self.shapes, self.home, self.language = shapes, home, language
        self.latest: list[Party | None] = []  # before each sentence: the foreign state its paragraph named last
        self.carried: list[Party | None] = []  # before each sentence: the one named last in the paragraphs before
        title = list(title)
        of_title = {mention.country: mention for mention in title if mention.country and mention.country != home}
        self.title = state_of(next(iter(of_title.values())), language) if len(of_title) == 1 else None
        self.of_two = self.title is not None and any(mention.country == home for mention in title)
        last: Party | None = None
        here: Party | None = None
        paragraph = -1
        for shape in shapes:
            if shape.paragraph != paragraph:
                paragraph, last, here = shape.paragraph, here or last, None
            self.latest.append(here)
            self.carried.append(last)
            here = self.last_of(shape, len(shape.text)) or here

    def last_of(self, shape: Shape, end: int) -> Party | None:
        """The foreign state that a sentence speaks of last before a place, not counting mere places and targets."""
        found: Party | None = None
        for place in sorted(shape.tokens):
            token = shape.tokens[place]
            mention = token.mention
            if place >= end or mention is None or not mention.country or mention.country == self.home:
                continue
            if token.kind in ("place", "capital"):
                continue
            if is_place(shape, place):
                continue
            found = state_of(mention, self.language)
        return found

    def counterpart(self, at: int, place: int) -> Party | None:
        """The other of "the two", seen from one place of a sentence; None where the text has named none."""
        shape = self.shapes[at]
        own = self.last_of(shape, place) or self.latest[at] or self.title or self.carried[at]
        return own or self.last_of(shape, len(shape.text))

    def about_two(self, at: int) -> bool:
        """Whether a page is titled with the home state and one other, and a sentence on it names no third."""
        if not self.of_two or self.title is None:
            return False
        named = {token.mention.country for token in self.shapes[at].tokens.values() if token.mention is not None}
        return named <= {None, self.home, self.title.country}

    def meant(self, at: int, start: int, end: int) -> Party | None:
        """The state that "nước này" or "the country" means in a stretch of a sentence."""
        found = _BACK.search(self.shapes[at].text, start, end)
        if found is None:
            return None
        return self.last_of(self.shapes[at], found.start()) or self.latest[at] or self.title or self.carried[at]

    def foreign_pair(self, at: int) -> tuple[Party, Party] | None:
        """The two sides where the sentence before speaks of two states, none of them the home state."""
        before = self.shapes[at - 1] if at else None
        if before is None or before.paragraph != self.shapes[at].paragraph:
            return None
        named: dict[str, Mention] = {}
        for place in sorted(before.tokens):
            mention = before.tokens[place].mention
            if mention is not None and mention.country and before.tokens[place].kind not in ("place", "capital"):
                named.setdefault(mention.country, mention)
        if len(named) != 2 or self.home in named:
            return None
        first, second = (state_of(mention, self.language) for mention in named.values())
        return first, second

    def acted_before(self, at: int) -> Party | None:
        """The state that acts in the sentence before, where that is of the same paragraph."""
        before = self.shapes[at - 1] if at else None
        if before is None or before.paragraph != self.shapes[at].paragraph:
            return None
        for place in sorted(before.tokens):
            token = before.tokens[place]
            if token.kind in ("state", "we", "both") and bears_name_of_actor(before, place) == 0:
                return state_of(token.mention, self.language) if token.mention is not None else None
        return None


def state_of(mention: Mention, language: str) -> Party:
    """The state that a name is of, called as the text calls it where it does so by a noun."""
    entry = gazetteer.load().state(mention.country or "")
    known = entry is not None and any(
        name.text == mention.text and name.kind not in ("demonym", "capital") for name in entry.names
    )
    noun = mention.kind == "state" and known
    name = mention.text if noun or entry is None else entry.name(language)
    return Party(name, entry.key if entry else f"state:{mention.country}", mention.country)
