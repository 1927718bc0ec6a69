"""A statement as the answers need it, and the composer that turns statements into footnoted sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from caytre.record.engine.answers import ActorRef, Amount, Footnote, Sentence, Standing, Term, Value, When, Words
from caytre.record.engine.sentences import meaning
from caytre.record.engine.sentences.folding import fold

_JOINING = re.compile(r"gia nhập|kết nạp|trở thành thành viên|joined|acceded|admitted|became a member", re.IGNORECASE)
_TERM = re.compile(r"\s*(nhiệm kỳ|khóa|khoá|term)\b", re.IGNORECASE)
# A value that only repeats what the sentence's verb says.
_ACTS = frozenset(
    (
        *("gap", "tham", "dien dam", "ung cu", "thanh vien", "tham gia", "cam ket", "gap go", "tiep xuc"),
        *("visit", "visited", "met", "meet", "meeting", "call", "telephone call", "candidate", "member", "candidacy"),
    )
)
# Folded words that tell the kind of a trade figure; where two kinds are met the figure is not put in a series.
_TRADE = {
    "trade": (
        "xuat nhap khau", "hai chieu", "song phuong", "kim ngach thuong mai", "trao doi hang hoa",
        "two-way", "bilateral trade", "trade turnover", "total trade",
    ),
    "exports": ("xuat khau", "exports", "exported"),
    "imports": ("nhap khau cua", "nhap khau tu", "imports", "imported"),
}  # fmt: skip
SEEN = timedelta(days=31)  # an office of no longer a time is one that was seen, not a term
MOST_NOTES = 4  # footnotes under one sentence; further evidence stays a click away on the statement


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that carries a statement."""

    document: int
    start: int
    end: int
    quote: str
    title: str
    publisher: str = ""
    published: str = ""
    language: str = ""
    origin: str = ""
    classification: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement with its actors named and its passages; `valid_from` and `valid_to` bound `valid` to the day."""

    id: int
    predicate: str
    modality: str = "done"
    subject: ActorRef | None = None
    subject_text: str = ""
    object: ActorRef | None = None
    object_text: str = ""
    value: str = ""
    number: Decimal | None = None
    unit: str = ""
    bound: str = ""
    valid: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    place: str = ""
    passages: tuple[Passage, ...] = ()
    standing: Standing = "held"
    classification: int = 0
    known_from: datetime | None = None  # when the record began to hold it

    @property
    def language(self) -> str:
        """Of the words it was read in."""
        return self.passages[0].language if self.passages else ""

    @property
    def message(self) -> str:
        """The id of its sentence."""
        if self.predicate == "organisation_membership" and any(
            _JOINING.search(passage.quote) for passage in self.passages
        ):
            return f"joining.{self.modality}"
        only_amount = self.number is not None and not self.value and self.predicate in ("pledge", "policy_goal")
        return f"{self.predicate}{'_amount' if only_amount else ''}.{self.modality}"

    @property
    def label(self) -> Words | Term:
        """What is said of the subject: the value; for an office the words before the name; for trade its kind.

        Empty where the passage does not tell, so that the sentence falls back on the quote.
        """
        if self.predicate == "trade_figure" and not self.value:
            return self._kind_of_trade()
        text = self.value
        if self.predicate == "position_held" and not text:
            before = [
                passage.quote.removesuffix(self.subject_text).strip(" ,:-")
                for passage in self.passages
                if self.subject_text and passage.quote.endswith(self.subject_text)
            ]
            text = max(before, key=len, default="")
        elif self.predicate == "event" and self.object is None and self.object_text:
            text = f"{text} {self.object_text}".strip()
        elif fold(text) in _ACTS or self._repeats_its_term():
            text = ""
        return Words(text, self.language)

    def _kind_of_trade(self) -> Words | Term:
        if self.unit == "%":
            return Term("figure.growth")
        quote = fold(self.passages[0].quote) if self.passages else ""
        kinds = [kind for kind, words in _TRADE.items() if any(word in quote for word in words)]
        if "xuat nhap khau" in quote:  # both ways; what stands in it is neither exports nor imports alone
            kinds = ["trade"]
        return Term(f"figure.{kinds[0]}") if len(kinds) == 1 else Words("")

    @property
    def subject_name(self) -> ActorRef | Words:
        """The actor where it is resolved, else the passage's words."""
        return self.subject or Words(self.subject_text, "")

    @property
    def object_name(self) -> ActorRef | Words:
        """The actor where it is resolved, else the passage's words."""
        return self.object or Words(self.object_text, self.language)

    @property
    def subject_key(self) -> str:
        """Equal for facts with the same subject."""
        return self.subject.key if self.subject else fold(self.subject_text)

    @property
    def object_key(self) -> str:
        """Equal for facts with the same object."""
        return self.object.key if self.object else fold(self.object_text)

    def values(self) -> tuple[tuple[str, Value], ...]:
        """Its values by the names that the templates use."""
        amount = () if self.number is None else (("amount", Amount(self.number, self.unit, self.bound, self.language)),)
        return (
            ("predicate", Term(f"predicate.{self.predicate}")),
            ("subject", self.subject_name),
            *self._of_what(),
            ("value", self.label),
            *amount,
            ("when", When(self.valid)),
            ("place", Words(self.place, "")),
            ("quote", Words(self.passages[0].quote if self.passages else "", self.language)),
        )

    def _of_what(self) -> tuple[tuple[str, Value], ...]:
        """The object; of an office the state it belongs to stands beside the title, unless the title names it."""
        if self.predicate == "position_held" and self.object and self.object.kind == "state":
            title = self.label.text if isinstance(self.label, Words) else ""
            named = any(fold(name) in fold(title) for name in (self.object.vi, self.object.en))
            return () if named else (("state", self.object),)
        said_already = self.object_key == self.subject_key or (self.predicate == "event" and self.object is None)
        return () if said_already else (("object", self.object_name),)

    def _repeats_its_term(self) -> bool:
        """Whether the value is only "nhiệm kỳ 2024-2026", which the date says already."""
        return self.predicate == "membership_term" and bool(self.valid) and bool(_TERM.match(self.value))

    @property
    def has_term(self) -> bool:
        """Whether its dates tell from when until when; the few days on which an office was seen are no term."""
        if "/" not in self.valid:
            return False
        if self.predicate == "position_held" and self.valid_from and self.valid_to:
            return self.valid_to - self.valid_from > SEEN
        return True

    def began_by(self, day: date) -> bool:
        """Whether it holds, or had happened, by that day; what has no date is taken to."""
        return self.valid_from is None or self.valid_from <= day

    def open_on(self, day: date) -> bool:
        """Whether it had not ended before that day."""
        return self.valid_to is None or self.valid_to >= day


Telling: TypeAlias = "Callable[[], Sentence]"
"""A sentence yet to be said: only what is shown takes footnotes."""


@dataclass
class Composer:
    """Makes sentences out of facts and numbers their footnotes in order of first use."""

    footnotes: list[Footnote] = field(default_factory=list)
    statements: set[int] = field(default_factory=set)  # accepted ones that have spoken
    carrying: set[int] = field(default_factory=set)  # numbers of the footnotes that carry them
    classification: int = 0  # of the gravest thing said so far
    _numbers: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def say(self, fact: Fact, message: str = "", **values: Value) -> Sentence:
        """The fact as a sentence; `message` and `values` override its own."""
        merged = dict(fact.values()) | values
        notes = self.note(fact.passages)
        if fact.standing == "held":
            self.statements.add(fact.id)
            self.carrying.update(notes)
        self.classification = max(self.classification, fact.classification)
        return Sentence(
            message or fact.message,
            tuple(merged.items()),
            notes,
            fact.standing,
            fact.id,
            fact.valid,
            fact.classification,
        )

    def later(self, facts: Iterable[Fact]) -> list[Telling]:
        """Each fact as a sentence yet to be said, those that say the same once with all their passages."""
        return [partial(self.say, fact) for fact in alike_once(facts)]

    def note(self, passages: Iterable[Passage]) -> tuple[int, ...]:
        """The numbers of the footnotes for these passages; one source is quoted once under a sentence."""
        numbers = []
        for passage in list(passages)[:MOST_NOTES]:
            place = (passage.document, passage.start, passage.end)
            if place not in self._numbers:
                self._numbers[place] = len(self.footnotes) + 1
                self.classification = max(self.classification, passage.classification)
                self.footnotes.append(
                    Footnote(
                        self._numbers[place],
                        passage.document,
                        passage.start,
                        passage.end,
                        passage.quote,
                        passage.title,
                        passage.publisher,
                        passage.published,
                        passage.language,
                        passage.origin,
                        passage.classification,
                    )
                )
            numbers.append(self._numbers[place])
        return tuple(dict.fromkeys(numbers))


def alike_once(facts: Iterable[Fact], *, ignoring_date: bool = False) -> list[Fact]:
    """The facts in their order, those that say the same (to a reader) joined into the first with all passages."""
    joined: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        key = (
            fact.message,
            fact.subject_key,
            fact.object_key,
            meaning(fact.value),
            fact.number,
            fold(fact.unit),
            fact.standing,
            None if ignoring_date else fact.valid,
        )
        first = joined.get(key)
        joined[key] = replace(first, passages=first.passages + fact.passages) if first else fact
    return list(joined.values())


def newest_first(fact: Fact) -> tuple[int, int]:
    """Sort key: latest beginning first, undated last, then the latest known."""
    day = fact.valid_from or fact.valid_to
    return (-day.toordinal() if day else 0, -fact.id)
