"""Titles and offices met in a folded text.

The lists are offices_vi.toml and offices_en.toml; "Bộ trưởng" and its like are joined with every portfolio of
bodies.csv, so that "Bộ trưởng Công Thương" is one office, of the Ministry of Industry and Trade.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import ahocorasick

from caytre.reading.folding import Folded, fold_name, without_diacritics
from caytre.reading.gazetteer import DATA, load

_PLAIN_LENGTH = 7


@dataclass(frozen=True, slots=True)
class Office:
    """What a title tells: of whom ("state", "government", "ministry", …) and, of a ministry, which body."""

    of: str
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A title at a place of the folded text."""

    start: int
    end: int
    office: Office


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists of one language, folded."""

    former: frozenset[str]
    joints: frozenset[str]
    stops: frozenset[str]
    surnames: frozenset[str]


def _read(language: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"offices_{language}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def words(language: str, plain: bool = False) -> Words:
    """plain: without diacritics."""
    lists = _read(language)["words"]
    form = without_diacritics if plain else fold_name
    return Words(*(frozenset(map(form, lists[name])) for name in ("former", "joints", "stops", "surnames")))


@lru_cache(maxsize=1)
def all_surnames() -> frozenset[str]:
    return words("vi").surnames | words("en").surnames


@lru_cache(maxsize=1)
def particles() -> frozenset[str]:
    """Words in lower case inside a foreign name: "de", "von der"."""
    return frozenset(_read("en")["words"]["particles"])


@lru_cache(maxsize=1)
def no_names() -> frozenset[str]:
    """Capitalised words that follow a title without naming anyone, in lower case."""
    return frozenset(_read("en")["words"]["no_names"])


@lru_cache(maxsize=1)
def also_names() -> frozenset[str]:
    """English titles that are family names too, in lower case."""
    return frozenset(_read("en")["words"]["also_names"])


@lru_cache(maxsize=4)
def automaton(language: str, plain: bool = False) -> Any:
    """All titles of a language; Vietnamese ones only in Vietnamese text, as "Anh" is no title in English."""
    built = ahocorasick.Automaton()
    for title, office in _titles(language):
        form = without_diacritics(title) if plain else fold_name(title)
        if plain and (" " not in title or len(form) < _PLAIN_LENGTH):
            continue
        built.add_word(form, (len(form), office))
    built.make_automaton()
    return built


def titles_of_states() -> frozenset[str]:
    """Vietnamese titles, folded, right after which a state's name may stand."""
    kinds = ("state", "government", "parliament", "party", "ministry", "mission", "counterpart")
    return frozenset(fold_name(title) for title, office in _titles("vi") if office.of in kinds)


def _titles(language: str) -> list[tuple[str, Office]]:
    found: list[tuple[str, Office]] = []
    joined = ("{} {}", "{} bộ {}") if language == "vi" else ("{} of {}", "{} for {}", "{1} {0}")
    for group in _read(language)["offices"]:
        of, _, body = group["of"].partition(":")
        found += [(title, Office(of, body or None)) for title in group["titles"]]
        if of == "ministry" and not body:
            for kind in load().bodies.values():
                portfolios = [name.text for name in kind.portfolios if name.language == language]
                found += [
                    (pattern.format(title, portfolio), Office(of, kind.slug))
                    for title in group["titles"]
                    for portfolio in portfolios
                    for pattern in joined
                ]
                if language == "en":  # the rank goes first: "Deputy Foreign Minister"
                    ranked = [title.rpartition(" ") for title in group["titles"] if " " in title]
                    found += [
                        (f"{rank} {portfolio} {head}", Office(of, kind.slug))
                        for rank, _, head in ranked
                        for portfolio in portfolios
                    ]
    return found


def titles(folded: Folded, language: str, plain: bool = False) -> list[Title]:
    """Titles at word boundaries, longest first from the left, none overlapping."""
    text = folded.text
    length = len(text)
    found: list[Title] = []
    for last, (size, office) in automaton(language, plain).iter(text):
        start, end = last - size + 1, last + 1
        if (start and text[start - 1].isalnum()) or (end < length and text[end].isalnum()):
            continue
        found.append(Title(start, end, office))
    found.sort(key=lambda title: (title.start, -title.end))
    kept: list[Title] = []
    reached = 0
    for title in found:
        if title.start >= reached:
            kept.append(title)
            reached = title.end
    return kept
