"""When a short Vietnamese name means a state.

"Anh", "Đức", "Nga", "Pháp", "Mỹ" are states, given names, pronouns and the first syllable of other words. A name is
accepted when the words around it say that a state is meant, and at the start of a sentence when the same state is
met elsewhere in the text beyond doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from caytre.reading.folding import Folded, fold_name
from caytre.reading.names.matching import Hit, context
from caytre.reading.names.offices import titles_of_states
from caytre.reading.names.tokens import is_syllable

_WORD = re.compile(r"[^\W_]+")
_WORDS_BEFORE = 4
_WINDOW = 48  # code points looked at on either side: four words
_PAIR = re.compile(r" ?[-–—] ?")
_LIST = re.compile(r"(?: ?\([^()]{1,20}\))?(?:,? (?:và|hay|hoặc|cùng|với|and) |, ?| ?[-–—/] ?| ?\()")


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of context_vi.toml in folded form."""

    weak: frozenset[str]
    faint: frozenset[str]
    plain: frozenset[str]
    acts: frozenset[str]
    soft: frozenset[str]
    paired: dict[str, str]
    bearers: frozenset[str]
    leads: frozenset[str]
    kin: frozenset[str]
    never_after: frozenset[str]
    compounds: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def words() -> Words:
    lists = context()
    around = lists["around"]

    def folded(values: list[str]) -> frozenset[str]:
        return frozenset(map(fold_name, values))

    return Words(
        weak=folded(lists["weak"]),
        faint=folded(lists["faint"]),
        plain=folded(lists["plain"]),
        acts=folded(around["acts"]),
        soft=folded(around["soft"]),
        paired={fold_name(short): code for short, code in lists["paired"].items()},
        bearers=folded(around["bearers"]) | titles_of_states(),
        leads=folded(around["leads"]),
        kin=folded(around["kin"]),
        never_after=folded(around["never_after"]),
        compounds={fold_name(name): folded(following) for name, following in lists["compounds"].items()},
    )


@dataclass(frozen=True, slots=True)
class Around:
    """The words beside a place, as far as they are parted from it by one blank."""

    before: tuple[str, ...]  # folded, nearest last; empty where punctuation or the start of the text stands before
    before_upper: bool  # the nearest begins with a capital
    opens: bool  # nothing but an end of sentence stands before
    after: str  # folded, the next word; "" where punctuation follows
    after_upper: bool
    capitals: bool  # all upper-case surroundings, where case says nothing


def around(folded: Folded, start: int, end: int) -> Around:
    """What stands around a place, within a window of fixed size."""
    cased, text = folded.cased, folded.text
    left = cased[max(0, start - _WINDOW) : start]
    before: list[str] = []
    nearest = ""
    if left.endswith(" ") and len(left) > 1 and left[-2].isalnum():
        low = text[max(0, start - _WINDOW) : start]
        # only words joined by single blanks count
        chunk = re.split(r"[^\w ]|  ", low)[-1]
        before = chunk.split()[-_WORDS_BEFORE:]
        nearest = left.rstrip().rsplit(" ", 1)[-1]
    stripped = left.rstrip(" \"'“”‘’«(")
    opens = not stripped or stripped[-1] in ".!?…:;\n-–—•*|"
    follows = _WORD.match(cased, end + 1) if cased[end : end + 1] == " " else None
    after = cased[end + 1 : min(follows.end(), end + 1 + _WINDOW)] if follows else ""
    lowered = text[end + 1 : end + 1 + len(after)]
    written = cased[start:end]
    loud = (
        written.isupper()
        and len(written) > 1
        and ((len(nearest) > 1 and nearest.isupper()) or (len(after) > 1 and after.isupper()))
    )
    return Around(tuple(before), nearest[:1].isupper(), opens, lowered, after[:1].isupper(), loud)


def is_weak(hit: Hit, folded: Folded) -> bool:
    """Whether the name needs its context looked at."""
    return folded.text[hit.start : hit.end] in words().weak


def is_faint(hit: Hit, folded: Folded) -> bool:
    """Whether even the same state elsewhere in the text does not help: "Anh nói"."""
    return folded.text[hit.start : hit.end] in words().faint


def beside_state(folded: Folded, hit: Hit, hits: list[Hit], at: int) -> bool:
    """Whether another state or place stands next to it in a list, a pair or brackets."""
    for step in (-1, 1):
        if 0 <= at + step < len(hits):
            other = hits[at + step]
            if other.candidate.entry is None or other.candidate.entry.kind not in (
                "state",
                "territory",
                "place",
                "group",
            ):
                continue
            gap = folded.cased[other.end : hit.start] if step < 0 else folded.cased[hit.end : other.start]
            if len(gap) <= 28 and _LIST.fullmatch(gap):
                return True
    return False


def verdict(folded: Folded, hit: Hit) -> bool | None:
    """True: a state. False: not one. None: the words around do not tell."""
    known = words()
    name = folded.text[hit.start : hit.end]
    near = around(folded, hit.start, hit.end)
    last = near.before[-1] if near.before else ""
    if last in known.never_after:
        return False
    following = _WORD.match(folded.text, hit.end + 2 + len(near.after)) if near.after else None
    both = folded.text[hit.end + 1 : following.end()] if following else ""
    compounds = known.compounds.get(name, frozenset())
    if both in compounds:
        return False
    if (
        near.after in compounds
        and both not in known.acts
        and (near.after not in known.soft or not last or near.before_upper)
    ):
        return _bears(near.before, known.bearers) and near.after in known.soft
    if _bears(near.before, known.bearers):
        return True
    if _bears(near.before, known.kin):
        return False
    if near.capitals:
        return True if last in known.leads and not near.after_upper else None
    if near.after_upper and near.after:
        # "của Nga Igor Sechin" tells of a state, "của Mỹ Tâm" of a singer
        return last in known.leads and not near.before_upper and not is_syllable(near.after)
    if last and near.before_upper:
        # "Tại Nga": the first word of a sentence has a capital of its own
        return last in known.leads
    if last:
        return None if name in known.faint and last not in known.leads else True
    if name in known.faint:
        return None
    if name in known.plain:
        return True
    return True if near.after in known.acts or both in known.acts else None


def _bears(before: tuple[str, ...], bearers: frozenset[str]) -> bool:
    return any(" ".join(before[-count:]) in bearers for count in range(1, len(before) + 1))
