"""From the match of a frame to a fact: slots filled, dates and modality chosen, the quote cut to its clause."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from caytre.reading import gazetteer
from caytre.reading.facts.frames import Frame, modality_cues, office_titles
from caytre.reading.facts.patterns import Pattern
from caytre.reading.facts.shape import DATE_SIGNS, KINDS, Shape, Things, Token
from caytre.reading.model import DateMention, Extracted, Fact, Mention, Modality
from caytre.reading.names import OfficeHeld

_COMPARISON = re.compile(
    r"(?:so với|cùng kỳ|mức của|hơn mức|compared (?:with|to)|than in|from|over|against|year-on-year|than)"
    r"(?:\s(?:cùng kỳ|của|the|same|period|last|with|in|of|năm|mức|cả)){0,4}\s?$"
)
_TAIL = re.compile(
    r"[\s,;:–—-]+(?:(?:vào|từ|tại|ở|trong|ngày|in|on|at|from|and|và|of|the|for|during|nhân dịp|as|that)\s*){0,3}$"
)
# What is counted without being a figure anyone would look up: spans of time, points of a list, sides of a talk.
_IDLE = re.compile(
    r"(?:năm|tháng|ngày|tuần|giờ|phút|thập|bên|phía|trụ cột|nội dung|điểm|vấn đề|lĩnh vực|mục tiêu|nguyên tắc|trọng tâm"
    r"|phần|bước|mặt|cấp|kênh|nhóm vấn đề|câu hỏi|cụm|chữ|từ|dòng|khía cạnh|phương diện|giải pháp|nhiệm vụ|định hướng"
    r"|yếu tố"
    r"|years?|months?|days?|weeks?|hours?|minutes?|decades?|pillars?|areas?|points?|sides?|parts?|goals?|priorit|steps?"
    r"|issues?|items?|questions?|ways|things|of them|centur|reasons?|elements?|principles?)\b"
)
_DIGIT = re.compile(r"\d")
_NAMED = frozenset({"person", "holder", "state", "group", "international", "agency", "capital", "place", "office"})
_PROPER = re.compile(r"[^.!?:\n]\s[A-ZĐ][^\W\d]*\s$")  # "tàu cá Hải Yến 27": a name, not a count
_HEADER = 400  # how far above the body the byline is looked for
_NEXT_LINE = re.compile(r"[ \t|]*\n[ \t|]*(?P<line>[^\n|]{4,120}[^\s|])")
_NEAR = 45  # how far before a match its subject may stand to be taken into the quote
_REACH = 70  # how far a date may stand from the match to be taken into its quote


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact as one frame reads it, with what is needed to weigh it against other readings."""

    fact: Fact
    core: tuple[int, int]  # the matched words, in folded offsets
    figure: int | None = None  # folded offset of the figure it took
    rest: bool = False
    beside: bool = False
    order: int = 0  # position among the facts of one list


class Filler:
    """Fills frames from one document."""

    def __init__(
        self,
        extracted: Extracted,
        things: Things,
        shapes: list[Shape],
        offices: list[OfficeHeld],
        *,
        language: str,
        home_state: str,
    ) -> None:
        self.extracted, self.things, self.shapes = extracted, things, shapes
        self.language, self.home = language, home_state
        self.text = extracted.text
        self.cues = modality_cues(language)
        self.entries = gazetteer.load()
        home = self.entries.state(home_state)
        self.home_name = home.name(language) if home else home_state
        self._partners = self._partner_by_shape()
        self._offices: dict[int, list[OfficeHeld]] = {}
        for office in offices:
            self._offices.setdefault(office.person.start, []).append(office)

    def byline(self) -> list[Candidate]:
        """The offices of persons named above the body: the author with the office below, a portrait's caption."""
        begin = max(0, self.extracted.body_start - _HEADER)
        found: list[Candidate] = []
        for offices in self._offices.values():
            for order, office in enumerate(offices):
                if begin <= office.start and office.end <= self.extracted.body_start and not office.former:
                    found.append(self._office(office.start, office.end, office.person.text, office, order))
        author = self.extracted.author
        at = self.text.rfind(author, begin, self.extracted.body_start) if author else -1
        if author and at >= 0 and not any(one.fact.subject == author for one in found):
            line = _NEXT_LINE.match(self.text, at + len(author), self.extracted.body_start)
            if line and office_titles(self.language).match(line["line"].lower()):
                found.append(self._office(at, line.end("line"), author, None, 0, title=line["line"]))
        return found

    def _office(
        self, start: int, end: int, holder: str, office: OfficeHeld | None, order: int, title: str = ""
    ) -> Candidate:
        fact = Fact(
            type="position_held",
            subject=holder,
            quote=self.text[start:end],
            start=start,
            end=end,
            object=office.organisation if office else None,
            value=office.office if office else title,
            date=self.extracted.published,
            modality="ongoing",
            countries=(office.country,) if office and office.country else (),
            confidence=0.85,
            object_id=office.organisation_id if office else None,
            frame=f"{self.language}/position_held#byline",
        )
        place = self.things.folded.place(start)
        return Candidate(fact, (place, place + 1), None, order=order)

    def match(self, frame: Frame, at: int) -> Iterator[Candidate]:
        """Every fact that a frame finds in one sentence."""
        shape = self.shapes[at]
        taken: list[tuple[int, int]] = []
        signs = shape.signs
        for pattern in frame.patterns:
            if any(signs.isdisjoint(needed) for needed in pattern.needs):
                continue
            for match in pattern.expression.finditer(shape.text):
                if match.start() == match.end() or any(s < match.end() and match.start() < e for s, e in taken):
                    continue
                told = match.start("value") if match.groupdict().get("value") else match.end()
                if frame.without and frame.without.search(shape.text, max(0, match.start() - 14), told):
                    continue
                if frame.unless and frame.unless.search(shape.text, 0, match.end()):
                    continue
                taken.append(match.span())
                yield from self._fill(frame, at, match, pattern)

    def _fill(self, frame: Frame, at: int, match: re.Match[str], pattern: Pattern) -> Iterator[Candidate]:
        shape = self.shapes[at]
        groups = {name: match.span(name) for name, value in match.groupdict().items() if value}
        slots: dict[str, tuple[int, int]] = {}
        for name, span in groups.items():
            slots.setdefault(name.rstrip("0123456789"), span)
        quote = slots.pop("quote", match.span())
        for name in pattern.partners & groups.keys():
            partners = [(place, place + 1) for place in range(*groups[name]) if place in shape.tokens]
            slots[name.rstrip("0123456789")] = partners[0]
            if len(partners) > 1:
                slots.setdefault("object", partners[1])
        several = [name for name in pattern.lists if name in groups]
        options = [{**slots}]
        for name in several:
            slot = name.rstrip("0123456789")
            tokens = [(place, place + 1) for place in range(*groups[name]) if place in shape.tokens]
            options = [{**option, slot: span} for option in options for span in tokens]
        for order, option in enumerate(options):
            told = (quote[0], option["date"][1]) if "date" in several else quote  # each date with what leads to it
            candidate = self._fact(frame, at, match.span(), told, option, order)
            if candidate is None or candidate.fact.subject in frame.never:
                continue
            if frame.never and str(candidate.fact.value or "").lower().startswith(tuple(frame.never)):
                continue
            if frame.rest and not self._worth_telling(candidate, shape):
                continue
            if frame.type == "position_held":
                yield from self._positions(candidate, shape, option)
            else:
                yield candidate

    def _worth_telling(self, candidate: Candidate, shape: Shape) -> bool:
        """Whether a figure that no frame asked for says something: it counts a thing, is not nothing, names nothing."""
        if candidate.fact.type == "event":
            low, high = candidate.core  # somebody or some place known is named in it
            named = any(low <= token.start < high and token.kind in _NAMED for token in shape.tokens.values())
            return named or bool(candidate.fact.countries or candidate.fact.subject_id)
        value, unit = candidate.fact.value, candidate.fact.unit
        if not candidate.fact.quote or (not _DIGIT.search(candidate.fact.quote) and float(value or 0) <= 10):
            return False
        if not value or not unit or _IDLE.match(unit.lower()) or candidate.figure is None:
            return False
        if any(token.end + 1 == candidate.figure for token in shape.tokens.values()):
            return True  # "Nhật Bản 64.200 người"
        low, _ = self.things.folded.span(candidate.figure, candidate.figure + 1)
        return not _PROPER.search(self.text, max(0, low - 24), low)

    def _positions(self, candidate: Candidate, shape: Shape, slots: dict[str, tuple[int, int]]) -> Iterator[Candidate]:
        """One fact for each office that names.find_offices read with the person; else the fact as it is."""
        subject = slots.get("subject")
        token = shape.tokens.get(subject[0]) if subject else None
        held = self._offices.get(token.mention.start, []) if token is not None and token.mention is not None else []
        if "value" in slots:  # the frame names the office itself
            held = []
        held = [office for office in held if not office.former]
        if not held:
            if candidate.fact.value is not None:
                yield candidate
            return
        for order, office in enumerate(held):
            quote = self.text[office.start : office.end]
            fact = replace(
                candidate.fact,
                quote=quote,
                start=office.start,
                end=office.end,
                value=office.office,
                object=office.organisation,
                object_id=office.organisation_id,
                countries=(office.country,) if office.country else (),
            )
            yield replace(candidate, fact=fact, order=order)

    def _fact(
        self,
        frame: Frame,
        at: int,
        core: tuple[int, int],
        quote: tuple[int, int],
        slots: dict[str, tuple[int, int]],
        order: int,
    ) -> Candidate | None:
        shape = self.shapes[at]
        subject, subject_token = self._party(frame.subject, slots.get("subject"), at, core)
        other, object_token = self._party(frame.object, slots.get("object"), at, core)
        if subject_token is not None and subject_token.kind == "both" and other is None:
            other, object_token = self._partner(at), None
        if subject is not None and subject == other:
            other = self._partner(at) if self._partner(at) != subject else None
        value, unit, bound, figure = self._value(frame, shape, slots)
        date_place = self._date(frame, shape, core, quote, slots)
        date = shape.tokens[date_place].date if date_place is not None else None
        start, end = quote
        if frame.widen and subject_token is not None and "subject" not in slots:
            before = next(
                (place for place in range(max(0, start - _NEAR), start) if shape.tokens.get(place) is subject_token),
                None,
            )
            if before is not None and not _parted(shape.text, before, start):
                start = before
        if frame.widen and date_place is not None and not (start <= date_place < end):
            if end <= date_place <= end + _REACH:
                end = date_place + 1
            elif date_place < start <= date_place + _REACH:
                start = date_place
        low, high = self._cut(shape, start, end)
        if low >= high:
            return None
        place, _ = (
            self._party(frame.place, slots.get("place"), at, core) if frame.place or "place" in slots else (None, None)
        )
        passage = self.text[low:high]
        fact = Fact(
            type=frame.type,
            subject=subject,
            quote=passage,
            start=low,
            end=high,
            object=other,
            value=value,
            unit=unit,
            bound=bound,  # type: ignore[arg-type]
            date=self._edtf(frame, date),
            place=place or self._place(shape, core, quote),
            modality=self._modality(frame, shape, core),
            countries=self._countries(shape, (start, end), subject_token, object_token, other),
            confidence=frame.confidence,
            subject_id=self._id(subject_token, subject),
            object_id=self._id(object_token, other),
            frame=frame.id,
        )
        return Candidate(fact, shape.span(*core), figure, frame.rest, frame.beside, order)

    # --- who and what ------------------------------------------------------

    def _party(
        self, where: tuple[str, ...], span: tuple[int, int] | None, at: int, core: tuple[int, int]
    ) -> tuple[str | None, Token | None]:
        """A subject or object: what the slot holds, else the first of the frame's directions that leads somewhere."""
        shape = self.shapes[at]
        if span is not None:
            inside = [shape.tokens[place] for place in range(*span) if place in shape.tokens]
            if len(inside) == 1 and span[1] - span[0] <= 3:
                return self._name(inside[0], at), inside[0]
            return self._words(shape, span), None
        for direction in where:
            if direction.startswith("="):
                return direction[1:], None
            if direction == "home":
                return self.home_name, None
            if direction == "partner":
                if partner := self._partner(at):
                    return partner, None
                continue
            side, _, kinds = direction.partition(":")
            signs = "".join(KINDS[kind] for kind in (kinds or "actor").split("|"))
            places = sorted(shape.tokens)
            if side == "before":
                places = [place for place in reversed(places) if place < core[0]]
            elif side == "after":
                places = [place for place in places if place >= core[1]]
            else:
                places = [place for place in places if core[0] <= place < core[1]]
            for place in places:
                if shape.text[place] in signs:
                    return self._name(shape.tokens[place], at), shape.tokens[place]
        return None, None

    def _name(self, token: Token, at: int) -> str:
        if token.kind in ("both", "we"):
            return self.home_name
        if token.mention is not None and token.kind != "office":
            return token.mention.text
        return self._folded(token.start, token.end)

    def _words(self, shape: Shape, span: tuple[int, int]) -> str | None:
        low, high = self._cut(shape, *span)
        return " ".join(self.text[low:high].split()).strip("“”\"' ") or None

    def _folded(self, start: int, end: int) -> str:
        low, high = self.things.folded.span(start, end)
        return self.text[low:high]

    def _id(self, token: Token | None, name: str | None) -> str | None:
        if token is not None and token.mention is not None:
            return token.mention.id if token.kind != "office" else None
        if name == self.home_name:
            return f"state:{self.home}"
        return None

    def _partner_by_shape(self) -> list[str | None]:
        """For each sentence the state that "hai nước" means beside the home state: the last one named so far."""
        partners: list[str | None] = []
        named: Counter[str] = Counter()
        last: str | None = None
        for shape in self.shapes:
            for token in shape.tokens.values():
                mention = token.mention
                country = mention.country if mention is not None else None
                if token.kind == "state" and country and country != self.home:
                    last = mention.text if mention else None
                    named[country] += 1
            partners.append(last)
        first = next((partner for partner in partners if partner), None)
        return [partner or first for partner in partners]

    def _partner(self, at: int) -> str | None:
        return self._partners[at]

    def _countries(
        self,
        shape: Shape,
        span: tuple[int, int],
        subject: Token | None,
        target: Token | None,
        other: str | None,
    ) -> tuple[str, ...]:
        found: list[str] = []

        def add(mention: Mention | None) -> None:
            if mention is not None and mention.country and mention.country not in found:
                found.append(mention.country)

        for token in (subject, target):
            if token is not None and token.kind in ("both", "we"):
                found.append(self.home)
            elif token is not None:
                add(token.mention)
        for place in range(*span):
            if place in shape.tokens:
                token = shape.tokens[place]
                if token.kind == "both" and self.home not in found:
                    found.append(self.home)
                add(token.mention)
        return tuple(dict.fromkeys(found))

    # --- how much ----------------------------------------------------------

    def _value(
        self, frame: Frame, shape: Shape, slots: dict[str, tuple[int, int]]
    ) -> tuple[str | float | None, str | None, str | None, int | None]:
        span = slots.get("value")
        if span is None:
            return frame.value, None, None, None
        tokens = [shape.tokens[place] for place in range(*span) if place in shape.tokens]
        if len(tokens) == 1 and tokens[0].figure is not None and span[1] - span[0] <= 3:
            figure = tokens[0].figure
            return figure.value, figure.unit, figure.bound, tokens[0].start
        taken = next((token.start for token in tokens if token.figure is not None), None)
        return self._words(shape, span) or frame.value, None, None, taken

    # --- when --------------------------------------------------------------

    def _date(
        self,
        frame: Frame,
        shape: Shape,
        core: tuple[int, int],
        quote: tuple[int, int],
        slots: dict[str, tuple[int, int]],
    ) -> int | None:
        """The place of the date that belongs to a match: in it, else close after it, else before it in the clause."""
        if "date" in slots:
            return next((place for place in range(*slots["date"]) if shape.text[place] in DATE_SIGNS), None)
        if frame.date == "none":
            return None
        dates = [place for place in sorted(shape.tokens) if shape.text[place] in DATE_SIGNS]
        dates = [place for place in dates if not _COMPARISON.search(shape.text, max(0, place - 40), place)]
        if frame.date in ("event", "seen"):  # terms and far-off aims are no dates of something that took place
            dates = [place for place in dates if not self._is_term(shape.tokens[place])]
        if frame.date == "seen":
            dates = [place for place in dates if self._was_seen(shape, shape.tokens[place].date)]
        inside = [place for place in dates if core[0] <= place < core[1] or quote[0] <= place < quote[1]]
        if inside or frame.date == "inside":
            return inside[0] if inside else None
        after = [place for place in dates if place >= core[1] and not _parted(shape.text, core[1], place)]
        before = [place for place in dates if place < core[0] and not _parted(shape.text, place, core[0])]
        if after and (after[0] - core[1] < 30 or not before or frame.date == "after"):
            return after[0]
        if frame.date == "after":
            return None
        return before[-1] if before else after[0] if after else None

    @staticmethod
    def _edtf(frame: Frame, date: DateMention | None) -> str | None:
        """The date of a fact; where it tells a point in time, "từ tháng 10/2011" is that month and no open interval."""
        if date is None:
            return None
        reduced = {"point": "..", "event": "/..", "count": "../"}.get(frame.date)
        if reduced and reduced in date.edtf:
            return date.edtf.replace(reduced, "").strip("/")
        return date.edtf

    @staticmethod
    def _is_term(token: Token) -> bool:
        return token.date is not None and (token.date.kind == "term" or token.date.edtf.startswith(".."))

    def _was_seen(self, shape: Shape, date: DateMention | None) -> bool:
        """Whether an office that a sentence mentions was seen on that date: a day or month gone by, no time to come.

        A minister who "will visit in March" is minister today; nobody knows who will be in March.
        """
        if date is None or date.kind == "duration" or ".." in date.edtf:
            return False
        begin, _, end = date.edtf.partition("/")
        if end and len(begin) != len("2026-10-26"):
            return False  # "giai đoạn 2026-2028": the time of what is spoken of, not of the office
        if self.extracted.published:
            return begin <= self.extracted.published
        return not any(cue.search(shape.text) for modality, cue in self.cues if modality in ("planned", "proposed"))

    # --- where, how sure, which words ----------------------------------------

    def _place(self, shape: Shape, core: tuple[int, int], quote: tuple[int, int]) -> str | None:
        for place in range(quote[0], min(len(shape.text), quote[1] + 30)):
            token = shape.tokens.get(place)
            if token is not None and token.kind in ("place", "capital"):
                return self._folded(token.start, token.end)
        return None

    def _modality(self, frame: Frame, shape: Shape, core: tuple[int, int]) -> Modality:
        if frame.fixed:
            return frame.modality
        window = shape.text[max(0, core[0] - 24) : core[1]]
        clause = max(window.rfind(mark, 0, min(24, core[0])) for mark in ";.") + 1
        best: tuple[int, Modality] | None = None
        for modality, pattern in self.cues:
            for match in pattern.finditer(window, clause):
                if best is None or modality in ("denied", "proposed", "planned"):
                    best = (match.start(), modality)
                break
            if best is not None:
                break
        return best[1] if best else frame.modality

    def _cut(self, shape: Shape, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a part of a shape quotes, without ragged edges."""
        words = shape.text
        while start < end and words[start] in " ,;:.–—-)”\n":
            start += 1
        tail = _TAIL.search(words, start, end)
        if tail and tail.end() == end:
            end = tail.start()
        while end > start and words[end - 1] in " ,;:–—-(“\n":
            end -= 1
        if start >= end:
            return 0, 0
        opened = words.count("(", start, end) - words.count(")", start, end)
        if opened > 0 and end < len(words) and words[end] == ")":
            end += 1
        opened = words.count("“", start, end) - words.count("”", start, end)
        if opened > 0 and end < len(words) and words[end] == "”":
            end += 1
        if opened < 0 and start > 0 and words[start - 1] == "“":
            start -= 1
        return self.things.folded.span(*shape.span(start, end))


def _parted(text: str, start: int, end: int) -> bool:
    """Whether a clause ends between two places of a shape."""
    return ";" in text[start:end] or ". " in text[start:end]
