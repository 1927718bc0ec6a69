"""The names of the gazetteer met in a folded text: one pass of an Aho-Corasick automaton, longest name first.

Comes in: `Folded`. Goes out: `Hit`s that stand at word boundaries in the case the name has; what the context says
is decided elsewhere.
Method: Aho and Corasick (1975), Communications of the ACM 18(6); pyahocorasick.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import ahocorasick

from caytre.reading.folding import Folded, fold_name, without_diacritics
from caytre.reading.gazetteer import DATA, Body, Entry, EntryName, load

_DASH = re.compile(r" ?[-–] ?")
_WORDS = frozenset(("WHO", "NAM"))  # acronyms that are words too
_PLAIN_LENGTH = 7  # code points; shorter names without diacritics are other words too


@dataclass(frozen=True, slots=True)
class Candidate:
    """One name of one entry, ready to be compared with a place in a text."""

    name: EntryName
    entry: Entry | None  # None: a body of no state in particular, or a word that holds a name without meaning it
    body: Body | None
    capitals: tuple[int, ...]  # places in the name that have to be upper-case
    exact: bool  # acronyms: as written


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate at a place of the folded text."""

    start: int
    end: int
    candidate: Candidate


@lru_cache(maxsize=1)
def context() -> dict[str, Any]:
    """The word lists that decide on short names."""
    return tomllib.loads((DATA / "context_vi.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def context_en() -> dict[str, Any]:
    """The word lists that decide on names which are also persons' or other places'."""
    return tomllib.loads((DATA / "context_en.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def careless() -> frozenset[str]:
    """Names also met with one capital only ("Hàn quốc"), and which are then no other words."""
    return frozenset(context()["careless"])


def _candidate(name: EntryName, entry: Entry | None = None, body: Body | None = None) -> Candidate:
    text = name.text
    capitals = tuple(at for at, letter in enumerate(text) if letter.isupper() and (at == 0 or text[at - 1] in " ("))
    if entry is None or entry.kind in ("organisation", "group") or text in careless():
        capitals = capitals[
            :1
        ]  # "Liên Hợp Quốc", "Hội đồng nhân quyền": bodies are written with more or fewer capitals
    return Candidate(name, entry, body, capitals, exact=name.kind == "acronym")


@lru_cache(maxsize=4)
def automaton(home_state: str, plain: bool = False) -> Any:
    """All names of the gazetteer; built on first use, kept in memory.

    plain: for Vietnamese typed without diacritics; then only long names of several words, which nothing else equals.
    """
    by_form: dict[str, list[Candidate]] = {}
    gazetteer = load(home_state)
    for body in gazetteer.bodies.values():
        for name in body.names:
            by_form.setdefault(fold_name(name.text), []).append(_candidate(name, body=body))
    for entry in gazetteer:
        if entry.kind == "region":
            continue
        for name in entry.names:
            free = entry.kind in ("organisation", "group")
            for form in _forms(name.text) if free else (fold_name(name.text),):
                by_form.setdefault(form, []).append(_candidate(name, entry))
    for word in context()["decoys"]["words"]:
        decoy = EntryName(word, "", "alias")
        by_form.setdefault(fold_name(word), []).append(_candidate(decoy))
    if plain:
        by_form = _plain(by_form)
    built = ahocorasick.Automaton()
    for form, candidates in by_form.items():
        capital = all(candidate.capitals and candidate.capitals[0] == 0 for candidate in candidates)
        built.add_word(form, (len(form), capital, tuple(candidates)))
    built.make_automaton()
    return built


def _forms(name: str) -> set[str]:
    """A name folded, in each way of writing the dash between its words: "Á-Âu", "Á - Âu", "Á – Âu"."""
    form = fold_name(name)
    if " " not in form or not _DASH.search(form):
        return {form}
    return {_DASH.sub(dash, form) for dash in ("-", " - ", "–", " – ")} | {form}


def _plain(by_form: dict[str, list[Candidate]]) -> dict[str, list[Candidate]]:
    found: dict[str, list[Candidate]] = {}
    weak = set(map(fold_name, context()["weak"]))
    for form, candidates in by_form.items():
        if form in weak:
            continue
        bare = form if form.isascii() else without_diacritics(form)
        if bare == form or (" " in form and len(form) >= _PLAIN_LENGTH):
            found.setdefault(bare, []).extend(candidates)
    return found


def hits(folded: Folded, language: str, home_state: str, plain: bool = False) -> list[Hit]:
    """Names at word boundaries, in the right case, longest first from the left, none overlapping.

    language: "vi" or "en", the language of the text.
    """
    text, cased = folded.text, folded.cased
    length = len(text)
    found: list[Hit] = []
    for last, (size, capital, candidates) in automaton(home_state, plain).iter(text):
        start, end = last - size + 1, last + 1
        if capital and cased[start].islower():
            continue
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            continue
        if end < length and (text[end].isalnum() or text[end] == "_"):
            continue
        for candidate in candidates:
            if _fits(cased, start, end, candidate, language):
                found.append(Hit(start, end, candidate))
                break
    found.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    reached = 0
    for hit in found:
        if hit.start >= reached:
            kept.append(hit)
            reached = hit.end
    return kept


def _fits(cased: str, start: int, end: int, candidate: Candidate, language: str) -> bool:
    name = candidate.name
    if language == "en" and name.language == "vi" and " " not in name.text:
        return False
    if language == "vi" and name.kind == "demonym":
        return False
    written = cased[start:end]
    if candidate.exact:
        if written == name.text:
            return len(written) > 4 or not _loud(cased, start, end)
        return len(written) >= 5 and written == name.text.capitalize()
    return all(written[at].isupper() for at in candidate.capitals)


def _loud(cased: str, start: int, end: int) -> bool:
    """Whether the words beside a place are all capitals too, so that an acronym cannot be told from a word."""
    before = cased[max(0, start - 16) : start].rsplit(maxsplit=1)
    after = cased[end : end + 16].split(maxsplit=1)
    beside = (before[-1] if before else "", after[0] if after else "")
    if cased[start:end] in _WORDS and any(len(word) > 1 and word.isalpha() and word.isupper() for word in beside):
        return True
    return any(word.isupper() and not word.isascii() for word in beside) or all(
        len(word) > 1 and word.isalpha() and word.isupper() for word in beside
    )
