"""Names that need a second look in any language: "Michael Jordan", the American state of Georgia, "Việt-Trung"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from caytre.reading.folding import Folded, fold_name
from caytre.reading.gazetteer import load
from caytre.reading.names.matching import Candidate, Hit, context_en
from caytre.reading.names.states import Words, words
from caytre.reading.names.tokens import is_surname, is_syllable

_NEAREST = re.compile(r"([^\W\d_][\w.'’-]*) $")
_NEXT = re.compile(r" ([^\W\d_][\w'’-]*)")
_DASH = re.compile("[-–—]")
_REACH = 24


@dataclass(frozen=True, slots=True)
class _Lists:
    ambiguous: frozenset[str]
    heads: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    instruments_before: tuple[str, ...]
    instruments_after: frozenset[str]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    lists = context_en()
    return _Lists(
        frozenset(lists["ambiguous"]),
        frozenset(lists["heads"]),
        tuple(f"{fold_name(words)} " for words in lists["elsewhere_before"]),
        tuple(map(fold_name, lists["elsewhere_after"])),
        tuple(f"{fold_name(words)} " for words in lists["instruments_before"]),
        frozenset(lists["instruments_after"]),
    )


def is_ambiguous(hit: Hit, folded: Folded) -> bool:
    return folded.text[hit.start : hit.end] in _lists().ambiguous


def names_an_instrument(folded: Folded, hit: Hit) -> bool:
    """Whether a city here stands in the name of a treaty: "Thỏa thuận Paris", "the Geneva Conventions"."""
    entry = hit.candidate.entry
    if entry is None or entry.kind != "place":
        return False
    lists = _lists()
    if folded.text[max(0, hit.start - _REACH) : hit.start].endswith(lists.instruments_before):
        return True
    follows = _NEXT.match(folded.text, hit.end)
    return follows is not None and follows[1] in lists.instruments_after


def means_a_state(folded: Folded, hit: Hit, hits: list[Hit], at: int, language: str) -> bool:
    """Whether a name that is also a person's or another place's means the state or capital here."""
    lists = _lists()
    text, cased = folded.text, folded.cased
    before = text[max(0, hit.start - _REACH) : hit.start]
    after = text[hit.end : hit.end + _REACH]
    if before.endswith(lists.before) or after.lstrip(" ").startswith(lists.after):
        return False
    follows = _NEXT.match(cased, hit.end)
    if follows and follows[1][0].isupper() and not (at + 1 < len(hits) and hits[at + 1].start == follows.start(1)):
        word = follows[1].lower().removesuffix("'s").removesuffix("’s")
        if word not in lists.heads and not (language == "vi" and is_syllable(word)) and not follows[1].isupper():
            return _borne(before, language)
    nearest = _NEAREST.search(cased[max(0, hit.start - _REACH) : hit.start])
    if nearest and nearest[1][0].isupper() and not (at and hits[at - 1].end == hit.start - 1):
        word = nearest[1].lower().rstrip(".")
        if word not in lists.heads and not (language == "vi" and is_syllable(word)) and not nearest[1].isupper():
            return _borne(before, language)
    return True


def _borne(before: str, language: str) -> bool:
    """In Vietnamese an office or noun before the name says that a state is meant: "Quốc vương Jordan Abdullah"."""
    parts = before.split()
    return language == "vi" and any(" ".join(parts[-count:]) in words().bearers for count in (1, 2, 3))


def pairs(folded: Folded, hits: list[Hit], home_state: str) -> list[Hit]:
    """Short forms that name a state only beside another: both of "Việt-Trung", the second of "Mỹ - Triều"."""
    cased, text = folded.cased, folded.text
    known = words()
    gazetteer = load(home_state)
    starts, ends = {hit.start for hit in hits}, {hit.end for hit in hits}
    found: dict[int, Hit] = {}
    for dash in _DASH.finditer(cased):
        before = _NEAREST.search(cased[max(0, dash.start() - _REACH) : dash.start()].rstrip(" ") + " ")
        after = _NEXT.match(" " + cased[dash.end() : dash.end() + _REACH].lstrip(" "))
        if before is None or after is None:
            continue
        left_end = dash.start() - (cased[dash.start() - 1] == " ")
        right_start = dash.end() + (cased[dash.end()] == " ")
        sides = [(left_end - len(before[1]), left_end), (right_start, right_start + len(after[1]))]
        if not all(_may_pair(folded, start, end, known) for start, end in sides):
            continue
        for start, end in sides:
            entry = gazetteer.state(known.paired.get(text[start:end], ""))
            if entry is not None and start not in starts and end not in ends:
                found[start] = Hit(start, end, Candidate(entry.names[0], entry, None, (), False))
    return list(found.values())


def _may_pair(folded: Folded, start: int, end: int, known: Words) -> bool:
    """Whether a short form of a state stands here that no other word or family name makes another one of."""
    name = folded.text[start:end]
    if start < 0 or folded.cased[start : start + 1].islower() or (name not in known.paired and name not in known.weak):
        return False
    nearest = _NEAREST.search(folded.cased[max(0, start - _REACH) : start])
    return not _goes_on(folded, end, name) and not (nearest and is_surname(nearest[1]))


def _goes_on(folded: Folded, end: int, name: str) -> bool:
    """Whether the next word makes another one of it: "Trung tâm"."""
    following = _NEXT.match(folded.text, end)
    return bool(
        following and folded.cased[end + 1].islower() and following[1] in words().compounds.get(fold_name(name), ())
    )
