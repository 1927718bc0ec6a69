"""From the match of a frame to a fact: slots filled, dates and modality chosen, the quote cut to its clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from caytre.reading import gazetteer
from caytre.reading.facts import discourse
from caytre.reading.facts.discourse import Discourse, Party
from caytre.reading.facts.frames import Frame, modality_cues, office_titles
from caytre.reading.facts.patterns import Pattern
from caytre.reading.facts.shape import DATE_SIGNS, KINDS, Shape, Things, Token
from caytre.reading.model import DateMention, Extracted, Fact, Modality
from caytre.reading.names import OfficeHeld, find_names

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
_WITH = re.compile(rf"(?<!\w)(?:với|with|cùng)(?: (?:the|nước|phía))?\s(?P<who>[{KINDS['state']}{KINDS['group']}])")
_BUILDING = re.compile(r"(?:Phủ|Văn phòng|Trụ sở|Nhà khách|Nhà|Dinh|Cung|Điện)\s$", re.IGNORECASE)
_ROLE = re.compile(
    r"(?<!\w)(?:ủy viên không thường trực|thành viên không thường trực|phó chủ tịch|chủ tịch|ủy viên|thành viên"
    r"|non-permanent member|vice-president|vice-chair|president|chair|member)(?!\w)"
)
_TERM = re.compile(r"(?<!\w)(?:nhiệm kỳ|khóa|giai đoạn|terms?|period)(?: of)?(?:\s|$)")
_TERM_AFTER = re.compile(r" term(?!\w)")
_OF_STATES = frozenset({"membership_term", "election_to_body", "organisation_membership"})
_OF_TWO = frozenset({"event", "meeting", "agreement", "partnership_level"})
_POSSESSED = re.compile(rf"[’']s (?:[a-z]+ ){{0,2}}[{KINDS['official']}]")
_BODY = KINDS["body"]
# "AU Peace and" before "Security Council": a body of another name, not the one the list knows.
_LONGER = re.compile(r"(?<!\w)(?!(?:The|In|At|On|A|An|Its|Our|And) )[A-Z][\w-]*(?: [A-Z][\w-]*)*(?: (?:and|for|on))? $")
_PART_OF = re.compile(
    r"(?<!\w)(?:(?:ủy ban|hội đồng|đại hội đồng|ban|committee|council|commission|board)\s"
    rf"[^.;:!?(){DATE_SIGNS}]{{2,120}}?"
    rf"|[{_BODY}])\s(?:của|of|of the)\s$"
)
_WHOLE = re.compile(rf"\s(?:của|of|of the)\s[{_BODY}]")
_ORDINAL = re.compile(r"(?<!\w)(?:khóa|khóa họp|thứ|lần|lần thứ|kỳ|số|no\.|session)$")
_VERB_TAIL = re.compile(
    r"(?<=\w)\s(?:(?:are|were|is|was|have|has|had|live|lives|living|came|went|took|will|who|that|which)\b.*|\w+ed(?:\s(?:[A-Z]|(?:the|an?|in|to|from|at|by|for|with)\b).*)?)$"
)
_WHERE = re.compile(
    r"(?<!\w)(?:với|with|cùng|sang|tại|ở|từ|tới|đến|to|from|in)(?: (?:the|nước|phía|thị trường))?"
    rf"\s(?P<who>[{KINDS['state']}{KINDS['group']}])"
)
_DIGIT = re.compile(r"\d")
_NAMED = frozenset({"person", "holder", "state", "group", "international", "agency", "capital", "place", "office"})
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
        self.home_party = Party(home.name(language) if home else home_state, f"state:{home_state}", home_state)
        title = find_names(extracted.title, extracted.language, home_state=home_state) if extracted.title else []
        self.discourse = Discourse(shapes, title, home_state, language)
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

    def _parties(
        self, frame: Frame, at: int, core: tuple[int, int], slots: dict[str, tuple[int, int]]
    ) -> tuple[Party | None, Party | None]:
        """Subject and object: those the pattern holds; of two sides the clause's pair, or those its words point to."""
        shape = self.shapes[at]
        subject = self._party(frame.subject, slots.get("subject"), at, core, kind=frame.type)
        two_sided = "partner" in frame.object
        if "object" in slots or not two_sided:
            target = self._party(
                frame.object, slots.get("object"), at, core, kind=frame.type, besides=subject, target=True
            )
            if frame.type in _OF_TWO and "object" not in slots and (chain := self._together(shape, subject, slots)):
                subject, target = chain
            if frame.type == "visit" and target is not None:
                target = self._visited(subject, target)
        else:
            clause = discourse.clause_of(shape, *core)
            chain = self._together(shape, subject, slots)
            pair = discourse.paired(shape, *core) or discourse.paired(shape, core[0], clause[1])
            if chain:
                subject, target = chain
            elif pair and (subject is None or subject.kind in ("state", "both", "we", "")):
                first, second = (self._named(shape.tokens[place], place) for place in pair)
                swapped = subject is not None and subject.country == second.country
                subject, target = (second, first) if swapped else (first, second)
            else:
                target = self._beside(frame, shape, core, clause, subject)
                target = target or self._party(
                    frame.object, None, at, core, kind=frame.type, besides=subject, target=True
                )
        if target is not None and subject is not None and _same(subject, target):
            target = None
        if target is None and two_sided and "object" not in slots:
            target = self.discourse.meant(at, *discourse.clause_of(shape, *core))
            target = None if target is not None and subject is not None and _same(subject, target) else target
        both = subject is not None and subject.kind == "both"
        if both and target is None and (others := self.discourse.foreign_pair(at)):
            return others
        if subject is None and target is None and two_sided and self._two_meant(frame, at, core):
            subject = self.home_party
        if target is None and "object" not in slots and (both or (two_sided and self._two_meant(frame, at, core))):
            target = self._counterpart(at, core, subject)
        return subject, target

    def _visited(self, subject: Party | None, target: Party) -> Party:
        """The state of a city abroad: who goes to Toronto visits Canada."""
        state = self.entries.state(target.country or "")
        if target.kind != "place" or state is None or (subject is not None and subject.country == target.country):
            return target
        return Party(state.name(self.language), state.key, target.country, target.place, "state")

    def _two_meant(self, frame: Frame, at: int, core: tuple[int, int]) -> bool:
        """Whether a sentence, up to the end of a match's clause, or the title of the page, speaks of two."""
        shape = self.shapes[at]
        if discourse.points_back(shape, 0, discourse.clause_of(shape, *core)[1]):
            return True
        return frame.type != "trade_figure" and self.discourse.about_two(at)

    def _counterpart(self, at: int, core: tuple[int, int], subject: Party | None) -> Party | None:
        """The other of the two sides a clause points back to."""
        place = subject.place if subject is not None and subject.place is not None else core[0]
        other = self.discourse.counterpart(at, place)
        if other is None or subject is None or not _same(subject, other):
            return other
        return self.home_party if self.home != subject.country else None

    def _together(
        self, shape: Shape, subject: Party | None, slots: dict[str, tuple[int, int]]
    ) -> tuple[Party, Party] | None:
        """The two that act together: "Việt Nam và Lào đã nâng cấp quan hệ"."""
        if "subject" in slots or subject is None or subject.place is None or subject.kind not in ("state", "holder"):
            return None
        signs = KINDS["state"] + KINDS["both"] if subject.kind == "state" else KINDS["holder"] + KINDS["office"]
        chain = discourse.joined(shape, subject.place, signs)
        if len(chain) != 2:
            return None
        first, second = (self._named(shape.tokens[place], place) for place in chain)
        return first, second

    def _beside(
        self, frame: Frame, shape: Shape, core: tuple[int, int], clause: tuple[int, int], subject: Party | None
    ) -> Party | None:
        """The state with whom something is done, or to which it goes: "ký với Nhật Bản", "exports to Laos"."""
        leads = _WHERE if frame.type in ("trade_figure", "statistic") else _WITH
        for match in leads.finditer(shape.text, core[0], min(clause[1], core[1] + 60)):
            party = self._named(shape.tokens[match.start("who")], match.start("who"))
            if subject is None or not _same(subject, party):
                return party
        return None

    def _party(
        self,
        where: tuple[str, ...],
        span: tuple[int, int] | None,
        at: int,
        core: tuple[int, int],
        *,
        kind: str = "",
        besides: Party | None = None,
        target: bool = False,
    ) -> Party | None:
        """A subject or object: what the slot holds, else the first of the frame's directions that leads somewhere.

        kind: the type of the fact. besides: the subject, which is not its own object.
        """
        shape = self.shapes[at]
        if span is not None:
            inside = [place for place in range(*span) if place in shape.tokens]
            if len(inside) == 1 and span[1] - span[0] <= 3:
                place = self._holder_of(shape, inside[0])
                return self._body(shape, place) or self._named(shape.tokens[place], place)
            words = self._words(shape, span)
            return Party(words) if words else None
        low, high = discourse.clause_of(shape, *core)
        for direction in where:
            if direction.startswith("="):
                return Party(direction[1:])
            if direction == "home":
                if not target:
                    return self.home_party if len(where) == 1 else self._understood(at, core, kind)
                named = any(token.mention and token.mention.country == self.home for token in shape.tokens.values())
                return self.home_party if named else None
            if direction == "partner":
                continue
            side, _, kinds = direction.partition(":")
            signs = "".join(KINDS[kind] for kind in (kinds or "actor").split("|"))
            if side == "before":
                places = range(core[0] - 1, low - 1, -1)
            else:
                places = range(core[1], high) if side == "after" else range(*core)
            found = [place for place in places if place in shape.tokens and shape.acting[place] in signs]
            if side != "after" and not target:
                ranks = {place: discourse.bears_name_of_actor(shape, place) for place in found}
                found = sorted((place for place in found if ranks[place] < 2), key=lambda place: ranks[place])
            elif target and kind not in ("statistic", "trade_figure"):
                found = [place for place in found if not discourse.is_place(shape, place)]
            for place in found:
                party = self._named(shape.tokens[place], place)
                if besides is None or not _same(besides, party):
                    return party
        return None

    @staticmethod
    def _holder_of(shape: Shape, place: int) -> int:
        """Of "Vietnam's Deputy Prime Minister Le Van Binh" the holder, not the state that has him."""
        held = _POSSESSED.match(shape.text, place + 1) if shape.tokens[place].kind == "state" else None
        return held.end() - 1 if held else place

    def _body(self, shape: Shape, place: int) -> Party | None:
        """A body with the whole it is part of: "Ủy ban liên chính phủ … của UNESCO" is neither half of it."""
        if shape.text[place] not in _BODY:
            return None
        token = shape.tokens[place]
        if self.language == "en":
            more = _LONGER.search(self.things.folded.cased, max(0, token.start - 60), token.start)
            within = [one for one in shape.tokens.values() if more and more.start() <= one.start < token.start]
            if more and not any(one.kind in _NAMED - {"group", "international"} for one in within):
                return Party(self._folded(more.start(), token.end), None, None, place, "body")
        part = _PART_OF.search(shape.text, max(0, place - 140), place)
        whole = _WHOLE.match(shape.text, place + 1)
        if not part and not whole:
            return None
        start, end = part.start() if part else place, whole.end() if whole else place + 1
        first = shape.tokens.get(start)
        known = first.mention.id if first is not None and first.mention is not None else None
        name = self._words(shape, (start, end))
        return Party(name, known, None, start, "body") if name else None

    def _understood(self, at: int, core: tuple[int, int], kind: str) -> Party | None:
        """Who acts where a clause names nobody: whom "nước này" means, else the home state if that is understood."""
        shape = self.shapes[at]
        low, _ = discourse.clause_of(shape, *core)
        if meant := self.discourse.meant(at, low, core[1] if kind == "membership_term" else core[0]):
            return meant
        for place in range(core[0] - 1, -1, -1):  # who acts in the clauses before
            speaks = place in shape.tokens and shape.tokens[place].kind in ("state", "we", "both")
            if speaks and discourse.bears_name_of_actor(shape, place) == 0:
                return self._named(shape.tokens[place], place)
        if kind in _OF_STATES:  # only a state can: the one of the sentence before, as the home state
            return self.discourse.acted_before(at) or self.home_party
        if kind == "statistic" and self.discourse.of_two:
            return None  # either of the two may be meant
        return self.home_party if discourse.opens_clause(shape, core[0]) else None

    def _named(self, token: Token, place: int) -> Party:
        """A thing of a shape as a party; a capital speaks for its state."""
        mention = token.mention
        if token.kind in ("both", "we"):
            return replace(self.home_party, place=place, kind=token.kind)
        if token.kind == "office" or mention is None:
            name = self._folded(token.start, token.end)
            return Party(name, None, mention.country if mention else None, place, token.kind)
        if token.kind in ("state", "capital") and mention.country:
            return replace(discourse.state_of(mention, self.language), place=place, kind="state")
        entry = self.entries.get(mention.id) if token.kind == "agency" and mention.id else None
        return Party(
            entry.name(self.language) if entry else mention.text, mention.id, mention.country, place, token.kind
        )

    def _words(self, shape: Shape, span: tuple[int, int]) -> str | None:
        low, high = self._cut(shape, *span)
        return " ".join(self.text[low:high].split()).strip("“”\"' ") or None

    def _folded(self, start: int, end: int) -> str:
        low, high = self.things.folded.span(start, end)
        return self.text[low:high]

    def _countries(
        self, shape: Shape, span: tuple[int, int], subject: Party | None, target: Party | None
    ) -> tuple[str, ...]:
        """The codes of subject and object, then of all that the quote names."""
        found = [one.country for one in (subject, target) if one is not None]
        for place in range(*span):
            if place in shape.tokens:
                token = shape.tokens[place]
                found.append(self.home if token.kind == "both" else token.mention.country if token.mention else None)
        return tuple(dict.fromkeys(code for code in found if code))

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
            unit = _VERB_TAIL.sub("", figure.unit) if figure.unit and self.language == "en" else figure.unit
            return figure.value, unit, figure.bound, tokens[0].start
        taken = next((token.start for token in tokens if token.figure is not None), None)
        target = slots.get("object")
        if frame.type == "event" and target and span[1] <= target[0] < span[1] + 60 and target[1] - target[0] > 3:
            span = (span[0], target[1])  # the act with what was held, attended, opened
        elif span[1] < core[1] and taken is None:
            span = (span[0], _whole_words(shape.text, span[1], core[1]))
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
        if _ORDINAL.search(words, start, end) and (number := re.compile(r"\s\d{1,4}(?!\w)").match(words, end)):
            end = number.end()
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


def _same(a: Party, b: Party) -> bool:
    """Whether two slots name one and the same."""
    return a.name == b.name or (a.id is not None and a.id == b.id)


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


_OTHER_SUM = re.compile(rf"[{KINDS['figure']};]|,\s")


_AUXILIARY = re.compile(
    rf"\s(?:đã|sẽ|vừa|được|có hiệu lực|chính thức|bắt đầu|dự kiến|which|was|were|is|are|has|have|had|will"
    rf"|entered|came|took|takes|enters)(?!\w)|[.;:!?(),\n{DATE_SIGNS}]"
)


def _whole_words(text: str, end: int, limit: int) -> int:
    """Where a phrase cut short by a gap ends: before the verb that follows, or the clause's next stop."""
    stop = _AUXILIARY.search(text, end - 1, limit)
    return max(end, stop.start()) if stop else end


_LETTERS = re.compile(r"[^\W\d_\ue000-\uf8ff]+")
_NO_ACT = re.compile(
    r"(?:the|a|an|of|in|on|at|by|to|for|and|or|from|with|his|her|its|their|s|mr|mrs|ms|dr|late|former|new|next|last"
    r"|minister|foreign|president|prime|ambassador|deputy|vice|secretary|general|state)"
)
