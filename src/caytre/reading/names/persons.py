"""Persons, found by the offices and titles that the text gives them.

Three forms are read: the name after its office ("Tổng thống Hàn Quốc Yoon Suk Yeol", also after several: "Phó Thủ
tướng, Bộ trưởng Ngoại giao Bùi Thanh Sơn"), before it ("Phan Hải Sen, Vụ trưởng Vụ ..."), and a byline, the office on
the line below the name. Every step looks at a window of fixed size, so the whole is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from caytre.reading.folding import Folded
from caytre.reading.names import tokens
from caytre.reading.names.matching import Hit
from caytre.reading.names.offices import Office, Title, Words, also_names, titles, words
from caytre.reading.names.tokens import Name

_WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
_STEPS = 24  # words and names looked at after a title
_LOOSE = 9
NO_OFFICE = ("courtesy", "counterpart")
_PORTFOLIO = 60  # code points
_ENDS = re.compile(r"[.;:!?\n()\"“”]")
_CONSORTS = ("phu nhân ", "phu quân ", "wife of ", "husband of ")
_OF = ("of", "of the", "to", "to the", "for", "the")  # a body or state follows, or the name of none
_HOSTS = ("tại", "ở", "bên cạnh", "to", "to the")
_BEFORE = re.compile(r"(?:, | - | – |\n| \(| là | nguyên | cựu |, nguyên |, cựu |, former |, then )$")


@dataclass(slots=True)
class Held:
    """One office as it stands in the folded text, before it is given to a person."""

    title: Title
    end: int  # of the title with its complement: "Vụ trưởng Vụ các Tổ chức quốc tế"
    states: list[int] = field(default_factory=list)  # indices of hits: whose office
    hosts: list[int] = field(default_factory=list)  # where it is exercised: "tại Việt Nam"
    bodies: list[int] = field(default_factory=list)  # organisations and ministries named with it
    lands: list[int] = field(default_factory=list)  # states within a body's name: "Chủ tịch Hội Luật gia Việt Nam"
    former: bool = False
    start: int = 0  # of the title, "nguyên" included


@dataclass(slots=True)
class Holding:
    """A name with the offices it bears here."""

    name: Name
    offices: list[Held]


class _Scanner:
    """One pass over the titles of one text."""

    def __init__(self, folded: Folded, hits: list[Hit], accepted: list[bool], language: str, plain: bool) -> None:
        self.cased, self.text = folded.cased, folded.text
        self.hits = hits
        self.accepted = accepted
        self.at = {hit.start: number for number, hit in enumerate(hits) if accepted[number]}
        self.starts = [hit.start for hit in hits]
        self.words: Words = words(language, plain)
        self.language = language
        self.titles = [title for title in titles(folded, language, plain) if self._may_stand(title)]
        self.title_at = {title.start: number for number, title in enumerate(self.titles)}

    def _may_stand(self, title: Title) -> bool:
        """Whether a title that is a family name too is one here: not in "Kevin King"."""
        number = bisect_right(self.starts, title.start) - 1
        if number >= 0 and self.accepted[number] and self.hits[number].end >= title.end:
            return False  # "General Assembly" holds no general
        if self.language != "en" or self.text[title.start : title.end] not in also_names():
            return True
        before = tokens.word_before(self.cased, title.start)
        return not before[:1].isupper() or title.start - len(before) - 1 in self.at or tokens.is_function_word(before)

    def taken(self, place: int) -> int | None:
        number = self.at.get(place)
        return None if number is None else self.hits[number].end

    def run(self) -> list[Holding]:
        found: list[Holding] = []
        number = 0
        while number < len(self.titles):
            chain, name, number = self._chain(number)
            chain = [held for held in chain if held.title.office.of != "none"]
            if not chain:
                continue
            if name is None or (name.words == 1 and chain[-1].title.office.of == "organisation"):
                # "Nguyễn Văn Biên, Phó Tổng Giám đốc Vinacomin": the one word is a company's
                earlier = self._name_before(chain) or (None if name else self._apposed(chain[-1]))
                if earlier is not None and name is not None:
                    chain[-1].end = name.end
                name = earlier or name
                if name is None:
                    continue
                if all(held.title.office.of in NO_OFFICE for held in chain):
                    continue
            if self.text[max(0, chain[0].title.start - 12) : chain[0].title.start].endswith(_CONSORTS):
                chain = [Held(Title(held.title.start, held.title.end, Office("courtesy")), held.end) for held in chain]
            self._look_back(chain, name)
            found.append(Holding(name, chain))
        return found

    def _chain(self, number: int) -> tuple[list[Held], Name | None, int]:
        """The offices from a title on as far as they follow each other, the name after them, the next title."""
        chain: list[Held] = []
        while True:
            title = self.titles[number]
            held = Held(title, title.end, start=title.start)
            chain.append(held)
            follows, name = self._after(held)
            if name is not None or follows is None or len(chain) >= 6:
                number += 1
                while name is not None and number < len(self.titles) and self.titles[number].start < name.end:
                    number += 1
                return chain, name, number
            number = follows

    def _after(self, held: Held) -> tuple[int | None, Name | None]:
        """Read on from a title: its complement, then another title or the name of who holds it."""
        cased = self.cased
        of = held.title.office.of
        place = held.title.end
        host = owned = awaited = False
        loose = unknown = 0  # words of a body's name that the gazetteer does not know; those since it last knew one
        if of == "none":
            return None, None
        if (body := self._body_within(held.title)) is not None:
            held.bodies.append(body)
            place = held.end = self.hits[body].end
        for _ in range(_STEPS):
            link = self._link(place)
            if link is None and of == "ministry" and (end := self._portfolio_end(place)):
                place = held.end = end
                continue
            if link is None:
                return None, None
            joined, place = link, place + len(link)
            if (follows := self.title_at.get(place)) is not None and (joined != " " or not loose):
                if joined == " " and of == "courtesy" and self.titles[follows].office.of != "courtesy":
                    return None, None
                return follows, None
            if of == "courtesy":
                return None, self._courteous(place) if joined == " " else None
            number = self.at.get(place)
            if number is not None:
                entry = self.hits[number].candidate.entry
                if entry is not None and entry.kind in ("state", "territory"):
                    (held.hosts if host else held.lands if loose else held.states).append(number)
                elif entry is None or entry.kind in ("organisation", "group"):
                    if joined != " " and of in ("state", "government"):
                        return None, None
                    held.bodies.append(number)
                place = held.end = self.hits[number].end
                awaited, unknown = False, 0
                continue
            if joined not in (" ",):
                return None, None
            word = _WORD.match(cased, place)
            if word is None:
                return None, None if awaited else tokens.name_at(cased, place, self.taken)
            joint = self._joint(place)
            if joint:
                host = host or joint.strip() in _HOSTS
                owned = joint == "của "
                awaited = self.language == "en" and joint.strip() in _OF
                place += len(joint) - 1  # up to the blank
                continue
            name = None if awaited else tokens.name_at(cased, place, self.taken)
            if name is not None and self._can_hold(name, of, loose=bool(unknown), owned=owned):
                return None, name
            if of in ("state", "government", "parliament") or self.language == "en" or loose > _LOOSE:
                return None, None
            if self._stops(word):
                return None, None
            loose, unknown = loose + 1, unknown + 1
            place = held.end = word.end()
        return None, None

    def _body_within(self, title: Title) -> int | None:
        """The body whose name the last word of a title begins: "Trưởng Ban Tổ chức Trung ương"."""
        number = self.at.get(self.text.rfind(" ", title.start, title.end) + 1)
        if number is None or self.hits[number].end <= title.end:
            return None
        entry = self.hits[number].candidate.entry
        return number if entry is None or entry.kind == "organisation" else None

    def _portfolio_end(self, place: int) -> int | None:
        """Where a list of portfolios ends that leads to the minister's state: "Ngoại giao, Hợp tác ... Maroc"."""
        if not self.cased.startswith(", ", place) or not self.cased[place + 2 : place + 3].isupper():
            return None
        number = bisect_right(self.starts, place)
        if number >= len(self.hits) or not self.accepted[number]:
            return None
        hit, entry = self.hits[number], self.hits[number].candidate.entry
        between = self.cased[place + 2 : hit.start]
        if entry is None or entry.kind != "state" or len(between) > _PORTFOLIO or _ENDS.search(between):
            return None
        return hit.start - 1 if tokens.name_at(self.cased, hit.end + 1, self.taken) else None

    def _courteous(self, place: int) -> Name | None:
        """The name after "ông" or "bà": none where a state or body is named ("ông Hàn Quốc")."""
        name = tokens.name_at(self.cased, place, self.taken)
        covered = self.taken(place)
        return None if name is None or (covered is not None and covered >= name.end) else name

    def _can_hold(self, name: Name, of: str, *, loose: bool, owned: bool) -> bool:
        """Whether what looks like a name is one: after words of a body's name only a full Vietnamese one is."""
        if loose:
            return name.vietnamese and name.words > 2
        if of == "organisation" and not name.vietnamese and self.language == "vi":
            parts = self.text[name.start : name.end].split(" ")
            if owned and len(parts) == 1:  # "chủ tịch của Vinacomin"
                return False
            return not all(map(tokens.is_syllable, parts))  # "Thị trưởng Nam Kinh"
        return True

    def _stops(self, word: re.Match[str]) -> bool:
        """Whether the clause goes on here with what the holder of the office does."""
        if word[0][0].isupper():
            return False
        second = _WORD.match(self.cased, word.end() + 1)
        both = self.text[word.start() : second.end()] if second else ""
        return self.text[word.start() : word.end()] in self.words.stops or both in self.words.stops

    def _link(self, place: int) -> str | None:
        """What parts a title from what follows it; None where the clause ends."""
        for link in (", ", " - ", " – "):
            if self.cased.startswith(link, place):
                after = place + len(link)
                number = self.at.get(after)
                if after in self.title_at or (number is not None and link == ", "):
                    return link
                if link == ", ":
                    return None
        for link in (" kiêm ", " và ", " and "):
            if self.cased.startswith(link, place) and place + len(link) in self.title_at:
                return link
        return " " if self.cased.startswith(" ", place) else None

    def _joint(self, place: int) -> str | None:
        if self.language == "en" and self.cased[place : place + 1].isupper():
            return None  # "General Secretary To Lam"
        ahead = self.text[place : place + 12]
        for count in (2, 1) if self.at.get(place + len(ahead.split(" ")[0]) + 1) is None else (1,):
            parts = ahead.split(" ")[:count]
            joint = " ".join(parts)
            if len(parts) == count and joint in self.words.joints and self.text.startswith(joint + " ", place):
                return joint + " "
        return None

    def _name_before(self, chain: list[Held]) -> Name | None:
        """ "Phan Hải Sen, Vụ trưởng Vụ ...", or the name on the line above."""
        start = self._former_start(chain[0])
        if self.language == "en" and (owner := self._owner_before(chain[0].title.start)) is not None:
            start = self.hits[owner].start  # "Wang Yi, China's foreign minister"
        found = _BEFORE.search(self.cased, max(0, start - 10), start)
        if found is None:
            return None
        name = tokens.name_before(self.cased, found.start())
        if name is None:
            return None
        if found[0] == "\n":
            line = self.cased.rfind("\n", max(0, name.start - 40), name.start) + 1
            courtesy = self.cased[line : name.start].strip()
            if self.cased[line : name.start] and len(courtesy) > 12:
                return None
        number = bisect_right(self.starts, name.start) - 1
        for near in range(max(0, number), min(len(self.hits), number + 3)):
            hit = self.hits[near]
            if self.accepted[near] and hit.start < name.end and hit.end > name.start and not name.vietnamese:
                return None
        return name

    def _apposed(self, held: Held) -> Name | None:
        """The name after an English office and a comma: "the Minister of Trade, Douglas McTavish"."""
        if self.language != "en" or not self.cased.startswith(", ", held.end):
            return None
        name = tokens.name_at(self.cased, held.end + 2, self.taken)
        return name if name is not None and name.words > 1 and self.taken(name.start) is None else None

    def _owner_before(self, start: int) -> int | None:
        """The state or body right before an English office: "South Korean President", "China's foreign minister"."""
        number = bisect_right(self.starts, start) - 1
        if number < 0 or not self.accepted[number]:
            return None
        entry = self.hits[number].candidate.entry
        gap = self.cased[self.hits[number].end : start]
        if entry is None:
            return None
        if entry.kind in ("state", "territory"):
            return number if gap in (" ", "'s ", "’s ", "’ ", "' ") else None
        return number if gap == " " and entry.kind in ("organisation", "group") else None

    def _former_start(self, held: Held) -> int:
        before = self.text[max(0, held.title.start - 8) : held.title.start].split(" ")
        if len(before) >= 2 and before[-1] == "" and re.sub(r"\W", "", before[-2]) in self.words.former:
            return held.title.start - 1 - len(before[-2])
        return held.title.start

    def _look_back(self, chain: list[Held], name: Name) -> None:
        """What stands before the office: "nguyên", or in English the state ("South Korean President")."""
        for held in chain:
            start = self._former_start(held)
            if start != held.title.start:
                held.former, held.start = True, start
        first = chain[0]
        if self.language == "en" and not first.states:
            number = self._owner_before(first.start)
            if number is not None:
                entry = self.hits[number].candidate.entry
                owners = first.states if entry is not None and entry.kind in ("state", "territory") else first.bodies
                owners.append(number)
        if self.language == "en" and name.start > first.start:
            for joint in (" of the ", " of "):
                number_after = self.at.get(name.end + len(joint))
                if number_after is not None and self.text.startswith(joint, name.end):
                    entry = self.hits[number_after].candidate.entry
                    if entry is not None and entry.kind in ("state", "territory") and not first.states:
                        first.states.append(number_after)


def find_holdings(
    folded: Folded, hits: list[Hit], accepted: list[bool], language: str, plain: bool = False
) -> list[Holding]:
    """Persons with their offices, sorted by where the name stands, each name once."""
    by_name: dict[int, Holding] = {}
    for holding in _Scanner(folded, hits, accepted, language, plain).run():
        known = by_name.get(holding.name.start)
        if known is None:
            by_name[holding.name.start] = holding
        else:
            known.offices += holding.offices
    found = [by_name[start] for start in sorted(by_name)]
    kept: list[Holding] = []
    for holding in found:
        if not kept or holding.name.start >= kept[-1].name.end:
            kept.append(holding)
    return kept
