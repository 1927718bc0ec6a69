"""From the match of a frame to a fact: slots filled, dates and modality chosen, the quote cut to its clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from caytre.reading.facts import discourse
from caytre.reading.facts.frames import Frame, modality_cues, office_titles
from caytre.reading.facts.naming import NAMED, Naming, whole_words
from caytre.reading.facts.patterns import Pattern
from caytre.reading.facts.shape import DATE_SIGNS, KINDS, Shape, Things, Token
from caytre.reading.model import DateMention, Extracted, Fact, Modality
from caytre.reading.names import OfficeHeld

_COMPARISON = re.compile(
    r"(?:so với|cùng kỳ|mức của|hơn mức|compared (?:with|to)|than in|from|over|against|year-on-year|than)"
    r"(?:\s(?:cùng kỳ|của|the|same|period|last|with|in|of|năm|mức|cả)){0,4}\s?$"
)
# What is counted without being a figure anyone would look up: spans of time, points of a list, sides of a talk.
_IDLE = re.compile(
    r"(?:năm|tháng|ngày|tuần|giờ|phút|thập|bên|phía|trụ cột|nội dung|điểm|vấn đề|lĩnh vực|mục tiêu|nguyên tắc|trọng tâm"
    r"|phần|bước|mặt|cấp|kênh|nhóm vấn đề|câu hỏi|cụm|chữ|từ|dòng|khía cạnh|phương diện|giải pháp|nhiệm vụ|định hướng"
    r"|yếu tố"
    r"|years?|months?|days?|weeks?|hours?|minutes?|decades?|pillars?|areas?|points?|sides?|parts?|goals?|priorit|steps?"
    r"|issues?|items?|questions?|ways|things|of them|centur|reasons?|elements?|principles?)\b"
)
_BUILDING = re.compile(r"(?:Phủ|Văn phòng|Trụ sở|Nhà khách|Nhà|Dinh|Cung|Điện)\s$", re.IGNORECASE)
_ROLE = re.compile(
    r"(?<!\w)(?:ủy viên không thường trực|thành viên không thường trực|phó chủ tịch|chủ tịch|ủy viên|thành viên"
    r"|non-permanent member|vice-president|vice-chair|president|chair|member)(?!\w)"
)
_TERM = re.compile(r"(?<!\w)(?:nhiệm kỳ|khóa|giai đoạn|terms?|period)(?: of)?(?:\s|$)")
_TERM_AFTER = re.compile(r" term(?!\w)")
_VERB_TAIL = re.compile(
    r"(?<=\w)\s(?:(?:are|were|is|was|have|has|had|live|lives|living|came|went|took|will|who|that|which)\b.*|\w+ed(?:\s(?:[A-Z]|(?:the|an?|in|to|from|at|by|for|with)\b).*)?)$"
)
_VERB_TAIL_VI = re.compile(
    r"(?<=\w)\s(?:cam kết|tham (?:gia|dự)|tham$|ủng|đã|đang|sẽ|được|tại|ở|đến|cho|có|trong|với|vào|đạt|tăng|giảm"
    r"|sinh sống|sống|đặt|chi)(?!\w).*$"
)
_DIGIT = re.compile(r"\d")
_PROPER = re.compile(r"[^.!?:\n]\s[A-ZĐ][^\W\d]*\s$")  # "tàu cá Hải Yến 27": a name, not a count
_HEADER = 400  # how far above the body the byline is looked for
_NEXT_LINE = re.compile(r"[ \t|]*\n[ \t|]*(?P<line>[^\n|]{4,120}[^\s|])")
_NEAR = 45  # how far before a match its subject may stand to be taken into the quote
_PHRASE = 24  # signs of a value that hold its verb, the rest being what it is about
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


class Filler(Naming):
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
        super().__init__(extracted, things, shapes, language=language, home_state=home_state)
        self.cues = modality_cues(language)
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
        words = shape.text if frame.type == "position_held" else shape.acting
        for pattern in frame.patterns:
            if any(signs.isdisjoint(needed) for needed in pattern.needs):
                continue
            for match in pattern.expression.finditer(words):
                if match.start() == match.end() or any(s < match.end() and match.start() < e for s, e in taken):
                    continue
                told = match.start("value") if match.groupdict().get("value") else match.end()
                if frame.without and frame.without.search(words, max(0, match.start() - 14), told):
                    continue
                if frame.unless and frame.unless.search(words, 0, match.end()):
                    continue
                if frame.rest and frame.type == "event" and not self._tells_an_act(shape, match):
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

    def _tells_an_act(self, shape: Shape, match: re.Match[str]) -> bool:
        """Whether the words of a dated event hold more than names, titles and places, and begin with a whole word."""
        start, end = match.span("value") if "value" in match.re.groupindex else (-1, -1)
        if start < 0:
            return True
        words = shape.text[start:end]
        if self.language != "en":
            return not re.match(r"(?:tại|ở|trong|của|từ)\s[^,]*$", words)
        return not re.match(r"s\s", words) and any(not _NO_ACT.fullmatch(word) for word in _LETTERS.findall(words))

    def _worth_telling(self, candidate: Candidate, shape: Shape) -> bool:
        """Whether a figure that no frame asked for says something: it counts a thing, is not nothing, names nothing."""
        if candidate.fact.type == "event":
            low, high = candidate.core  # somebody or some place known is named in it
            named = any(low <= token.start < high and token.kind in NAMED for token in shape.tokens.values())
            return named or bool(candidate.fact.countries or candidate.fact.subject_id)
        value, unit = candidate.fact.value, candidate.fact.unit
        if not candidate.fact.quote or (not _DIGIT.search(candidate.fact.quote) and float(value or 0) <= 10):
            return False
        if _CELL.search(candidate.fact.quote):
            return False  # a number at the end of a line, and the next line
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
            if _BUILDING.search(self.text, max(0, office.office_start - 12), office.office_start):
                continue  # "tại Phủ Chủ tịch": a place, no office
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
        subject, target = self._parties(frame, at, core, slots)
        value, unit, bound, figure = self._value(frame, shape, core, slots)
        date_place = self._date(frame, shape, core, quote, slots)
        date = shape.tokens[date_place].date if date_place is not None else None
        start, end = quote
        if frame.widen and "subject" not in slots:
            told = [one.place for one in (subject, target) if one is not None and one.place is not None]
            before = min((place for place in told if start - _NEAR <= place < start), default=None)
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
        where = self._party(frame.place, slots.get("place"), at, core) if frame.place or "place" in slots else None
        passage = self.text[low:high]
        fact = Fact(
            type=frame.type,
            subject=subject.name if subject else None,
            quote=passage,
            start=low,
            end=high,
            object=target.name if target else None,
            value=value,
            unit=unit,
            bound=bound,  # type: ignore[arg-type]
            date=self._edtf(frame, date),
            place=(where.name if where else None) or self._place(shape, core, quote),
            modality=self._modality(frame, shape, core, slots),
            countries=self._countries(shape, (start, end), subject, target),
            confidence=frame.confidence,
            subject_id=subject.id if subject else None,
            object_id=target.id if target else None,
            frame=frame.id,
        )
        return Candidate(fact, shape.span(*core), figure, frame.rest, frame.beside, order)

    # --- who and what ------------------------------------------------------

    # --- how much ----------------------------------------------------------

    def _value(
        self, frame: Frame, shape: Shape, core: tuple[int, int], slots: dict[str, tuple[int, int]]
    ) -> tuple[str | float | None, str | None, str | None, int | None]:
        span = slots.get("value")
        if span is None:
            seats = frame.type in ("membership_term", "election_to_body")
            seat = self._seat(shape, core, term=frame.type == "membership_term") if seats else None
            return seat or frame.value, None, None, None
        tokens = [shape.tokens[place] for place in range(*span) if place in shape.tokens]
        if len(tokens) == 1 and tokens[0].figure is not None and span[1] - span[0] <= 3:
            figure = tokens[0].figure
            tail = _VERB_TAIL if self.language == "en" else _VERB_TAIL_VI
            unit = tail.sub("", figure.unit) if figure.unit else None
            return figure.value, unit, figure.bound, tokens[0].start
        taken = next((token.start for token in tokens if token.figure is not None), None)
        target = slots.get("object")
        if frame.type == "event" and target and span[1] <= target[0] < span[1] + 60 and target[1] - target[0] > 3:
            span = (span[0], target[1])  # the act with what was held, attended, opened
        elif span[1] < core[1] and taken is None:
            span = (span[0], whole_words(shape.text, span[1], core[1]))
        return self._words(shape, span) or frame.value, None, None, taken

    def _seat(self, shape: Shape, core: tuple[int, int], *, term: bool) -> str | None:
        """The seat a clause speaks of: the role and the term, as far as it names them."""
        low, _ = discourse.clause_of(shape, *core)
        words, last = self.things.folded.text, shape.span(*core)[1]
        roles = list(_ROLE.finditer(words, shape.origins[low], last))
        said = [self._folded(*roles[-1].span())] if roles else []
        for place in range(*core) if term else ():
            token = shape.tokens.get(place)
            if token is not None and token.date is not None:
                lead = _TERM.search(words, max(0, token.start - 12), token.start)
                tail = _TERM_AFTER.match(words, token.end)
                if lead or tail or _TERM.match(words, token.start):
                    said.append(self._folded(lead.start() if lead else token.start, tail.end() if tail else token.end))
                break
        return " ".join(said) or None

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
        dates = [place for place in dates if _bracket_belongs(shape.text, place, core)]
        if frame.date in ("event", "seen"):  # terms and far-off aims are no dates of something that took place
            dates = [place for place in dates if not self._is_term(shape.tokens[place])]
        if frame.date == "seen":
            dates = [place for place in dates if self._was_seen(shape, shape.tokens[place].date)]
        inside = [place for place in dates if core[0] <= place < core[1] or quote[0] <= place < quote[1]]
        if inside or frame.date == "inside":
            return inside[0] if inside else None
        after = [place for place in dates if place >= core[1] and not _parted(shape.text, core[1], place)]
        earlier = [place for place in dates if place < core[0]]
        if earlier and after and _NEXT_OF_LIST.match(shape.text, core[1], after[0]):
            after = []  # "năm 2023 đạt 45 tỷ USD và năm 2024 đạt …": the second date leads to the second figure
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

    def _modality(
        self, frame: Frame, shape: Shape, core: tuple[int, int], slots: dict[str, tuple[int, int]]
    ) -> Modality:
        if frame.type == "membership_term":
            return self._term_modality(frame, shape, core, slots)
        if frame.fixed:
            return frame.modality
        low = max(0, core[0] - 24)
        window = shape.acting[low : core[1]]
        for name, (start, end) in slots.items():  # what an act is about is no cue of how sure it is
            start += _PHRASE if name == "value" else 0
            if name in ("object", "value", "date") and core[0] < start < end:
                window = window[: start - low] + "~" * (end - start) + window[end - low :]
        clause = max(window.rfind(mark, 0, min(24, core[0])) for mark in ";.") + 1
        for modality, pattern in self.cues:
            if pattern.search(window, clause):
                return modality
        return frame.modality

    def _term_modality(
        self, frame: Frame, shape: Shape, core: tuple[int, int], slots: dict[str, tuple[int, int]]
    ) -> Modality:
        """A term gone by when the text was published is done, one to come is planned."""
        places = range(*slots.get("date", core))
        dates = [shape.tokens[place].date for place in places if place in shape.tokens]
        told = next((date.edtf for date in dates if date is not None), "")
        begin, _, end = told.partition("/")
        today = self.extracted.published
        if not today or not begin[:4].isdigit() or frame.modality != "ongoing":
            return frame.modality
        if end[:4].isdigit() and end[:4] < today[:4]:
            return "done"
        return "planned" if begin[:4] > today[:4] else frame.modality


def _parted(text: str, start: int, end: int) -> bool:
    """Whether a clause ends between two places of a shape."""
    return ";" in text[start:end] or ". " in text[start:end]


def _bracket_belongs(text: str, place: int, core: tuple[int, int]) -> bool:
    """Whether a date in brackets speaks of a match: both stand in them, or they open where the match ends.

    Brackets that hold a figure of their own date that figure.
    """
    opened = text.rfind("(", 0, place)
    if opened < 0 or ")" in text[opened:place] or opened < core[0] < place:
        return True
    closed = text.find(")", place)
    if opened < core[0]:  # the match is in the brackets, or stands behind them
        return closed < 0 or core[0] < closed
    if opened < core[1]:
        return True
    between = text[core[1] : opened]
    inside = text[opened : closed if closed >= 0 else len(text)]
    return len(between) < 40 and not _OTHER_SUM.search(between) and not _OTHER_SUM.search(inside)


_NEXT_OF_LIST = re.compile(r"\s?(?:,\s|;\s)?(?:và|and|còn)\s(?:năm|in|tháng)?\s?")
_OTHER_SUM = re.compile(rf"[{KINDS['figure']};]|,\s")


_CELL = re.compile(r"\d\s*\n\s*[A-ZĐ]")
_LETTERS = re.compile(r"[^\W\d_\ue000-\uf8ff]+")
_NO_ACT = re.compile(
    r"(?:the|a|an|of|in|on|at|by|to|for|and|or|from|with|his|her|its|their|s|mr|mrs|ms|dr|late|former|new|next|last"
    r"|minister|foreign|president|prime|ambassador|deputy|vice|secretary|general|state)"
)
