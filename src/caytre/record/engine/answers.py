"""What the record answers: dossiers, briefs, search results, as plain frozen dataclasses.

An answer is made of sections, a section of sentences, and a sentence of a message id with its values and the numbers
of the footnotes that carry it. Nothing here is in a language yet: `sentences.render` turns a sentence into Vietnamese
or English, so that page, Markdown, HTML, PDF, DOCX and API all say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["vi", "en"]
Standing: TypeAlias = Literal["held", "proposed", "note"]
"""held: accepted by an officer. proposed: read, not yet reviewed; always shown apart. note: said by the platform."""


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor under its preferred name in each language; `key` opens its dossier."""

    key: str
    vi: str
    en: str
    kind: str = ""  # state, group, organisation, person
    country: str = ""  # ISO 3166-1 alpha-2 of a state itself, of a body or person where it is certain


@dataclass(frozen=True, slots=True)
class Words:
    """Words as the passage has them, in the passage's language; never translated unless the glossary knows them."""

    text: str
    language: str = ""  # ISO 639-1, empty when unknown


@dataclass(frozen=True, slots=True)
class When:
    """A date as read: EDTF, as precise as the text was."""

    edtf: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit and how exact it claims to be."""

    number: Decimal
    unit: str = ""
    bound: str = ""  # about, at_least, at_most, nearly
    language: str = ""  # of the unit's words


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the platform's own vocabulary: a message id without values ("predicate.visit", "level.secret")."""

    id: str


Value: TypeAlias = "ActorRef | Words | When | Amount | Term | Sentence | datetime | int | str"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in no language yet.

    footnotes: numbers into the answer's `footnotes`. statement: id of the statement it says, so that a page can
    offer its review; None for what the platform says itself.
    """

    message: str
    values: tuple[tuple[str, Value], ...] = ()
    footnotes: tuple[int, ...] = ()
    standing: Standing = "note"
    statement: int | None = None
    when: str = ""  # EDTF of what it says, for time lines
    classification: int = 0

    def value(self, name: str) -> Value | None:
        """The value called `name`, None when it has none."""
        return dict(self.values).get(name)


@dataclass(frozen=True, slots=True)
class Footnote:
    """The passage that carries a sentence: `document.text[start:end] == quote`."""

    number: int  # 1, 2, 3 … in order of first use
    document: int
    start: int
    end: int
    quote: str
    title: str
    publisher: str = ""
    published: str = ""  # EDTF, as the document gives it
    language: str = ""
    origin: str = ""  # address it came from
    classification: int = 0

    @property
    def path(self) -> str:
        """Where the passage opens in the document, relative to the installation's address."""
        return f"/record/documents/{self.document}/?start={self.start}&end={self.end}#passage"


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series. `period`: EDTF."""

    period: str
    value: Decimal
    bound: str = ""
    footnotes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A small chart, always shown with its table. One unit; at least one point; points in order of time."""

    title: Sentence
    unit: str
    points: tuple[Point, ...]
    language: str = ""  # of the unit's words


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two statements that cannot both hold, side by side."""

    contradiction: int  # id
    kind: Sentence  # why they cannot both hold
    left: Sentence
    right: Sentence
    found_on: str = ""  # ISO day


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences under one heading inside a section: an actor, an office, a kind of fact."""

    heading: Sentence
    sentences: tuple[Sentence, ...]
    more: int = 0  # how many further ones were left out


@dataclass(frozen=True, slots=True)
class Section:
    """One part of an answer. `id` names it ("relations", "people" …) and is its anchor; title is `section.<id>`.

    `empty` is what to say when there is nothing: always set where nothing else is.
    """

    id: str
    sentences: tuple[Sentence, ...] = ()
    groups: tuple[Group, ...] = ()
    charts: tuple[Chart, ...] = ()
    contrasts: tuple[Contrast, ...] = ()
    empty: Sentence | None = None
    more: int = 0  # how many further sentences were left out

    @property
    def is_empty(self) -> bool:
        """Whether it has nothing but its `empty` sentence."""
        return not (self.sentences or self.groups or self.charts or self.contrasts)


@dataclass(frozen=True, slots=True)
class Answer:
    """What dossier and brief have in common; the renderers take any of them.

    classification: of the gravest thing in it. known_on: what the record held at that moment speaks, nothing later.
    """

    title: Sentence
    subtitle: Sentence
    classification: int
    known_on: datetime
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]

    def section(self, name: str) -> Section:
        """The section called `name`. Raises KeyError."""
        for section in self.sections:
            if section.id == name:
                return section
        raise KeyError(name)

    def footnote(self, number: int) -> Footnote:
        """The footnote of that number; they are numbered from 1 without a gap."""
        return self.footnotes[number - 1]


@dataclass(frozen=True, slots=True)
class Dossier(Answer):
    """What the record knows of one actor, or of what two actors have with each other."""

    subject: ActorRef
    other: ActorRef | None
    as_of: date


@dataclass(frozen=True, slots=True)
class Brief(Answer):
    """The morning page: what is new since `since`, what comes, what waits."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `highlights`: spans of `snippet` that matched. `exact`: with the tone marks as asked.

    start, end: where the snippet stands in the document's text; the hit opens there.
    """

    kind: Literal["actor", "statement", "document"]
    id: int
    key: str  # actors: their key; else ""
    title: Sentence
    snippet: str = ""
    highlights: tuple[tuple[int, int], ...] = ()
    exact: bool = False
    document: int | None = None
    start: int = 0
    end: int = 0
    published: str = ""
    publisher: str = ""
    status: str = ""  # statements: proposed, accepted …
    classification: int = 0

    @property
    def path(self) -> str:
        """Where it opens, relative to the installation's address."""
        if self.kind == "actor":
            return f"/record/actors/{self.key}/"
        return f"/record/documents/{self.document}/?start={self.start}&end={self.end}#passage"


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What a search found: actors, then facts, then documents, each best first.

    counts: per kind, how many matched; `capped` kinds matched at least that many and were not counted further.
    """

    text: str
    hits: tuple[Hit, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    capped: tuple[str, ...] = ()
    offset: int = 0
    limit: int = 20

    def of(self, kind: str) -> tuple[Hit, ...]:
        """The hits of one kind."""
        return tuple(hit for hit in self.hits if hit.kind == kind)
