"""Names that need a second look in any language: "Michael Jordan", the American state of Georgia, "Việt-Trung"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from caytre.reading.folding import Folded, fold_name
from caytre.reading.gazetteer import load
from caytre.reading.names.matching import Candidate, Hit, context_en
from caytre.reading.names.states import words
from caytre.reading.names.tokens import is_surname, is_syllable

_NEAREST = re.compile(r"([^\W\d_][\w.'’-]*) $")
_NEXT = re.compile(r" ([^\W\d_][\w'’-]*)")
_REACH = 24


@dataclass(frozen=True, slots=True)
class _Lists:
    ambiguous: frozenset[str]
    heads: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    lists = context_en()
    return _Lists(
        frozenset(lists["ambiguous"]),
        frozenset(lists["heads"]),
        tuple(f"{fold_name(words)} " for words in lists["elsewhere_before"]),
        tuple(map(fold_name, lists["elsewhere_after"])),
    )


def is_ambiguous(hit: Hit, folded: Folded) -> bool:
    return folded.text[hit.start : hit.end] in _lists().ambiguous


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


@lru_cache(maxsize=1)
def _short() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    shorts = [name.capitalize() for name in words().paired]
    every = sorted({*shorts, *(name.capitalize() for name in words().weak)})
    joint = r" ?[-–—] ?"
    return (
        re.compile(rf"(?<![\w])(?:{'|'.join(shorts)})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{'|'.join(every)}){joint}$"),
        re.compile(rf"{joint}(?:{'|'.join(every)})(?!\w)"),
    )


def pairs(folded: Folded, hits: list[Hit], home_state: str) -> list[Hit]:
    """Short forms that name a state only beside another: both of "Việt-Trung", the second of "Mỹ - Triều"."""
    short, left, right = _short()
    gazetteer = load(home_state)
    starts = {hit.start for hit in hits}
    ends = {hit.end for hit in hits}
    found: list[Hit] = []
    for place in short.finditer(folded.cased):
        start, end = place.span()
        if start in starts or end in ends:
            continue
        window = max(0, start - 12)
        partner = right.match(folded.cased, end)
        beside = left.search(folded.cased[window:start]) or (
            partner and not _goes_on(folded, partner.end(), partner[0].lstrip(" -–—").lower())
        )
        name = folded.text[start:end]
        nearest = _NEAREST.search(folded.cased[max(0, start - _REACH) : start])
        if not beside or _goes_on(folded, end, name) or (nearest and is_surname(nearest[1])):
            continue
        entry = gazetteer.state(words().paired[name])
        if entry is not None:
            found.append(Hit(start, end, Candidate(entry.names[0], entry, None, (), False)))
    return found


def _goes_on(folded: Folded, end: int, name: str) -> bool:
    """Whether the next word makes another one of it: "Trung tâm"."""
    following = _NEXT.match(folded.text, end)
    return bool(
        following and folded.cased[end + 1].islower() and following[1] in words().compounds.get(fold_name(name), ())
    )
