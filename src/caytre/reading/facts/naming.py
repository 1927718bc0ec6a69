"""Who and what a match names: what the slots hold, where a frame says to look, whom discourse.py says is meant."""

from __future__ import annotations

import re
from dataclasses import replace

from caytre.reading import gazetteer
from caytre.reading.facts import discourse
from caytre.reading.facts.discourse import Discourse, Party
from caytre.reading.facts.frames import Frame
from caytre.reading.facts.shape import DATE_SIGNS, KINDS, Shape, Things, Token
from caytre.reading.model import Extracted
from caytre.reading.names import find_names

NAMED = frozenset({"person", "holder", "state", "group", "international", "agency", "capital", "place", "office"})
_TAIL = re.compile(
    r"[\s,;:–—-]+(?:(?:vào|từ|tại|ở|trong|ngày|in|on|at|from|and|và|of|the|for|during|nhân dịp|as|that)\s*){0,3}$"
)
_WITH = re.compile(rf"(?<!\w)(?:với|with|cùng)(?: (?:the|nước|phía))?\s(?P<who>[{KINDS['state']}{KINDS['group']}])")
_WHERE = re.compile(
    r"(?<!\w)(?:với|with|cùng|sang|tại|ở|từ|tới|đến|to|from|in)(?: (?:the|nước|phía|thị trường))?"
    rf"\s(?P<who>[{KINDS['state']}{KINDS['group']}])"
)
_TOTAL = re.compile(r"(?<!\w)(?:xuất nhập khẩu|cả nước|tổng|total|overall|exports|imports)(?!\w)")
_OF_TWO = frozenset({"event", "meeting", "agreement", "partnership_level"})
_OF_STATES = frozenset({"membership_term", "election_to_body", "organisation_membership"})
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
_AUXILIARY = re.compile(
    rf"\s(?:đã|sẽ|vừa|được|có hiệu lực|chính thức|bắt đầu|dự kiến|which|was|were|is|are|has|have|had|will"
    rf"|entered|came|took|takes|enters)(?!\w)|[.;:!?(),\n{DATE_SIGNS}]"
)
_AUXILIARY_LAST = re.compile(r"\s(?:đã|sẽ|vừa|được|dự kiến|was|were|is|are|has|have|had|will)[ ]?$")


class Naming:
    """Names subjects and objects in one document."""

    def __init__(
        self, extracted: Extracted, things: Things, shapes: list[Shape], *, language: str, home_state: str
    ) -> None:
        self.extracted, self.things, self.shapes = extracted, things, shapes
        self.language, self.home = language, home_state
        self.text = extracted.text
        self.entries = gazetteer.load()
        home = self.entries.state(home_state)
        self.home_party = Party(home.name(language) if home else home_state, f"state:{home_state}", home_state)
        title = find_names(extracted.title, extracted.language, home_state=home_state) if extracted.title else []
        self.discourse = Discourse(shapes, title, home_state, language)

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
        if frame.type == "trade_figure" and _TOTAL.search(shape.text, *discourse.clause_of(shape, *core)):
            return False
        return self.discourse.about_two(at)

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
                if kind == "membership_term":  # "the Assembly elected Laos to the Council for the term": the last named
                    bodies = [
                        one
                        for one in range(inside[0], core[1])
                        if shape.text[one] in _BODY and shape.text[one - 1] != "("
                    ]
                    place = bodies[-1] if bodies and target else place
                return self._body(shape, place) or self._named(shape.tokens[place], place)
            words = self._words(shape, (span[0], whole_words(shape.text, span[1], core[1])))
            return Party(words) if words else None
        low, high = discourse.clause_of(shape, *core)
        for rank, direction in [(rank, way) for rank in ((2,) if target else (0, 1)) for way in where]:
            if rank == 0 and (direction.startswith("=") or direction == "home"):
                continue  # somebody named, even as an owner, goes before those who are only understood
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
                found = [place for place in found if discourse.bears_name_of_actor(shape, place) == rank]
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
            if more and not any(one.kind in NAMED - {"group", "international"} for one in within):
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


def whole_words(text: str, end: int, limit: int) -> int:
    """Where a phrase cut short by a gap ends: before the verb that follows, or the clause's next stop."""
    last = _AUXILIARY_LAST.search(text, max(0, end - 12), end)
    if last:
        return last.start()
    stop = _AUXILIARY.search(text, end - 1, limit) if end < limit else None
    return max(end, stop.start()) if stop else end


def _same(a: Party, b: Party) -> bool:
    """Whether two slots name one and the same."""
    return a.name == b.name or (a.id is not None and a.id == b.id)
