"""What reading gives back: plain frozen dataclasses, offsets in Unicode code points of `Reading.text`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

FactType = Literal[
    "visit",
    "meeting",
    "call",
    "agreement",
    "partnership_level",
    "membership_term",
    "election_to_body",
    "candidacy",
    "trade_figure",
    "pledge",
    "directive",
    "position_held",
    "organisation_membership",
    "event",
    "statistic",
    "policy_goal",
]
Modality = Literal["done", "ongoing", "planned", "proposed", "denied"]
MentionKind = Literal["state", "group", "organisation", "person", "office", "place"]
Bound = Literal["about", "at_least", "at_most", "nearly"]


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of one document and what the document says of itself; nothing is guessed."""

    text: str
    media_type: str
    language: str | None = None  # ISO 639-1, "vi" also when typed without diacritics
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None  # EDTF, with the precision the document gives
    body_start: int = 0
    body_end: int = 0
    boilerplate: tuple[tuple[int, int], ...] = ()  # spans inside the body that are not part of it
    captions: tuple[tuple[int, int], ...] = ()  # spans inside the body that caption its pictures
    warnings: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The article itself: the text between the bounds, boilerplate inside it left out."""
        kept, cursor = [], self.body_start
        for start, end in self.boilerplate:
            if self.body_start <= start < self.body_end:
                kept.append(self.text[cursor:start])
                cursor = end
        kept.append(self.text[cursor : self.body_end])
        return "".join(kept)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name met in the text. `id` is a key of the gazetteer ("state:VN", "org:asean"), None for a person."""

    start: int
    end: int
    text: str
    kind: MentionKind
    id: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2 of the state it is, or belongs to, where that is certain
    office: str | None = None  # persons: the office the text gives them, verbatim
    office_start: int | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date met in the text, in EDTF, as precise as the text and no more."""

    start: int
    end: int
    text: str
    edtf: str
    kind: Literal["day", "month", "quarter", "year", "season", "interval", "term", "duration"] = "day"
    relative: bool = False  # anchored on the publication date


@dataclass(frozen=True, slots=True)
class Figure:
    """A number met in the text with its unit and how exact it claims to be."""

    start: int
    end: int
    text: str
    value: float
    unit: str | None = None  # "USD", "%", "lượt khách" ...
    high: float | None = None  # upper end of a range whose lower end is `value`
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A candidate statement and the passage that carries it: `text[start:end] == quote`, always."""

    type: FactType
    subject: str | None
    quote: str
    start: int
    end: int
    object: str | None = None
    value: str | float | None = None
    unit: str | None = None
    bound: Bound | None = None
    date: str | None = None  # EDTF
    place: str | None = None
    modality: Modality = "done"
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2
    confidence: float = 0.5  # 0..1
    subject_id: str | None = None  # gazetteer key, where it resolved
    object_id: str | None = None
    frame: str = ""  # which frame found it, e.g. "vi/visit#state_visit"


@dataclass(frozen=True, slots=True)
class Reading:
    """One document read: its text with what it says of itself, the names in it, and the facts found."""

    extracted: Extracted
    countries: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = field(default_factory=tuple)
