"""An answer laid out in one language: blocks of finished text that the renderers only escape and style."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from caytre.record.engine import sentences
from caytre.record.engine.answers import (
    Answer,
    Chart,
    Contrast,
    Footnote,
    Group,
    Language,
    Section,
    Sentence,
    When,
    Words,
)
from caytre.record.engine.sentences import Part, dates, numbers


@dataclass(frozen=True, slots=True)
class Heading:
    """rank 2: a section, rank 3: a group inside it. `anchor` is unique on the page, empty for groups."""

    text: str
    rank: int = 2
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with the numbers of its footnotes. mark: a word that must stand beside it ("not reviewed")."""

    parts: tuple[Part, ...]
    notes: tuple[int, ...] = ()
    mark: str = ""

    @property
    def text(self) -> str:
        """The sentence as plain text."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Remark:
    """What the platform says itself: nothing here, so many more, how to read this."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a chart's table; `number` is what is drawn."""

    period: str
    value: str
    number: Decimal
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """A small chart: drawn by the renderer where it can, its table always beside it."""

    title: str
    unit: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements side by side."""

    kind: str
    left: Line
    right: Line
    found: str = ""


Block: TypeAlias = Heading | Line | Remark | Plot | Pair


@dataclass(frozen=True, slots=True)
class Source:
    """One numbered source: the passage, and whence it is. link: an absolute address, or empty."""

    number: int
    quote: str
    title: str
    about: str  # publisher, date of publication
    link: str = ""
    quote_language: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A whole answer in one language."""

    language: Language
    title: str
    subtitle: str
    level: str  # classification as a word
    level_number: int
    blocks: tuple[Block, ...]
    sources_title: str
    sources: tuple[Source, ...]


def lay_out(answer: Answer, language: Language, *, address: str = "") -> Page:
    """The answer in `language`.

    address: of the installation ("https://record.example"); sources then open there with the passage highlighted,
    else at their own published address where they have one.
    """
    blocks = [block for section in answer.sections for block in _section(section, language)]
    return Page(
        language=language,
        title=sentences.render(answer.title, language),
        subtitle=sentences.render(answer.subtitle, language),
        level=sentences.term(f"level.{answer.classification}", language),
        level_number=answer.classification,
        blocks=tuple(blocks),
        sources_title=sentences.term("word.sources", language),
        sources=tuple(_source(note, language, address) for note in answer.footnotes),
    )


def _section(section: Section, language: Language) -> list[Block]:
    blocks: list[Block] = [Heading(sentences.term(f"section.{section.id}", language), 2, section.id)]
    if section.is_empty and section.empty:
        return [*blocks, Remark(sentences.render(section.empty, language))]
    blocks += [_line(sentence, language) for sentence in section.sentences]
    blocks += _more(section.more, language)
    blocks += [_contrast(contrast, language) for contrast in section.contrasts]
    for group in section.groups:
        blocks += _group(group, language)
    blocks += [_plot(chart, language) for chart in section.charts]
    return blocks


def _group(group: Group, language: Language) -> list[Block]:
    return [
        Heading(sentences.render(group.heading, language), 3),
        *(_line(sentence, language) for sentence in group.sentences),
        *_more(group.more, language),
    ]


def _more(count: int, language: Language) -> list[Block]:
    if not count:
        return []
    return [Remark(sentences.render(Sentence("word.more", (("count", count),)), language))]


def _line(sentence: Sentence, language: Language) -> Line:
    mark = sentences.term("word.unreviewed", language) if sentence.standing == "proposed" else ""
    return Line(sentences.parts(sentence, language), sentence.footnotes, mark)


def _contrast(contrast: Contrast, language: Language) -> Pair:
    found = ""
    if contrast.found_on:
        found = sentences.render(Sentence("word.found", (("when", When(contrast.found_on)),)), language)
    return Pair(
        sentences.render(contrast.kind, language),
        _line(contrast.left, language),
        _line(contrast.right, language),
        found,
    )


def _plot(chart: Chart, language: Language) -> Plot:
    unit, _ = sentences.translate(Words(chart.unit, chart.language), language)
    rows = []
    for point in chart.points:
        bound = numbers.BOUNDS[language].get(point.bound, "")
        value = f"{bound} {numbers.write_short(point.value, language)}".strip()
        rows.append(Row(dates.write(point.period, language), value, point.value, point.footnotes))
    return Plot(sentences.render(chart.title, language), unit, tuple(rows))


def _source(note: Footnote, language: Language, address: str) -> Source:
    published = (
        sentences.render(Sentence("word.published", (("when", When(note.published)),)), language)
        if note.published
        else sentences.term("word.undated", language)
    )
    link = address.rstrip("/") + note.path if address else note.origin
    if not link.startswith(("https://", "http://")):
        link = ""
    about = ", ".join(part for part in (note.publisher, published[:1].lower() + published[1:]) if part)
    return Source(note.number, _one_line(note.quote), _one_line(note.title), about, link, note.language)


def _one_line(text: str) -> str:
    return " ".join(text.split())
