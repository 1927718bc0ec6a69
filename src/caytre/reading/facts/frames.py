"""The frames: what words carry what kind of fact, read from `data/frames/LANGUAGE/TYPE.toml`.

docs/rooms/reading.md tells how to add one; patterns.py tells the language of the patterns.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import ahocorasick

from caytre.reading.facts.patterns import BadPattern, Pattern, compile_pattern
from caytre.reading.facts.shape import KINDS
from caytre.reading.folding import place_tones
from caytre.reading.model import FactType, Modality

DATA = Path(__file__).parents[1] / "data" / "frames"
LANGUAGES = ("vi", "en")
_FIELDS = {
    "name", "triggers", "patterns", "subject", "object", "value", "place", "date", "modality", "fixed", "confidence",
    "without", "example", "counter_example", "finds", "never", "rest", "widen", "unless", "beside",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """One way in which a language says one kind of fact."""

    id: str  # "vi/visit#paid"
    type: FactType
    language: str
    triggers: tuple[str, ...]  # the sentence must hold one of them
    patterns: tuple[Pattern, ...]
    example: str
    counter_example: str
    finds: Mapping[str, Any]  # what the example must give
    subject: tuple[str, ...] = ()  # where to look for it when the pattern does not hold it
    object: tuple[str, ...] = ()
    value: str | None = None
    place: tuple[str, ...] = ()
    date: str = "near"  # near, inside (only within the match), after, none; event, seen, point: see filling.py
    modality: Modality = "done"
    fixed: bool = False  # the modality is as given, whatever the words around
    confidence: float = 0.8
    without: re.Pattern[str] | None = None  # words that, in or right before the match, forbid the fact
    unless: re.Pattern[str] | None = None  # words that forbid it anywhere before in the sentence
    beside: bool = False  # stands beside another fact of its type from the same words
    rest: bool = False  # only for figures that no other frame took
    widen: bool = True  # the quote grows to the subject before the match and to its date
    never: frozenset[str] = frozenset()  # subjects of whom the frame never speaks


@dataclass(frozen=True)
class Frames:
    """All frames of a language, with the automaton that finds their triggers in one pass."""

    frames: tuple[Frame, ...]
    automaton: Any
    always: tuple[int, ...]  # frames whose trigger is "*"

    def triggered(self, folded: str) -> list[tuple[int, tuple[int, ...]]]:
        """(place, numbers of frames) for every trigger met as a whole word."""
        found: list[tuple[int, tuple[int, ...]]] = []
        if not len(self.automaton):
            return found
        last = len(folded)
        for end, (length, numbers) in self.automaton.iter(folded):
            start = end - length + 1
            if (start and folded[start - 1].isalnum()) or (end + 1 < last and folded[end + 1].isalnum()):
                continue
            found.append((start, numbers))
        return found


@lru_cache(maxsize=4)
def load(language: str) -> Frames:
    """The frames of a language ("vi" or "en").

    Raises: ValueError naming file and frame where one cannot be understood.
    """
    folder = DATA / language
    words = _toml(folder / "words.toml")
    frames: list[Frame] = []
    for path in sorted(folder.glob("*.toml")):
        if path.stem in ("words", "modality"):
            continue
        if path.stem not in get_args(FactType):
            raise ValueError(
                f"{path}: no type of fact is called {path.stem!r}. Types: {', '.join(get_args(FactType))}."
            )
        for number, row in enumerate(_toml(path).get("frame", []), 1):
            frames.append(_frame(row, words, language, path, number))
    automaton = ahocorasick.Automaton()
    by_trigger: dict[str, list[int]] = {}
    for number, frame in enumerate(frames):
        for trigger in frame.triggers:
            if trigger == "*":
                continue
            by_trigger.setdefault(trigger, []).append(number)
    for trigger, numbers in by_trigger.items():
        automaton.add_word(trigger, (len(trigger), tuple(numbers)))
    automaton.make_automaton()
    always = tuple(number for number, frame in enumerate(frames) if "*" in frame.triggers)
    return Frames(tuple(frames), automaton, always)


@lru_cache(maxsize=4)
def office_titles(language: str) -> re.Pattern[str]:
    """The titles of offices of a language, each with the portfolio that may follow it."""
    words = _toml(DATA / language / "words.toml")
    titles, portfolios = (
        "|".join(re.escape(place_tones(entry.lower())) for entry in sorted(words[name], key=len, reverse=True))
        for name in ("office", "portfolio")
    )
    return re.compile(rf"(?<!\w)(?:{titles})s?(?: (?:{portfolios}))?(?!\w| quán)")


@lru_cache(maxsize=4)
def modality_cues(language: str) -> tuple[tuple[Modality, re.Pattern[str]], ...]:
    """For each modality but "done", the words that tell it, strongest first."""
    cues = _toml(DATA / language / "modality.toml")
    return tuple(
        (modality, re.compile(r"(?<!\w)(?:" + "|".join(map(place_tones, cues[modality])) + r")(?!\w)"))
        for modality in ("denied", "proposed", "planned", "ongoing")
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path}: {error}. Correct the file and start again.") from error


def _frame(row: dict[str, Any], words: dict[str, list[str]], language: str, path: Path, number: int) -> Frame:
    where = f"{path.name}, frame {number} ({row.get('name', 'without a name')})"
    unknown = set(row) - _FIELDS
    missing = {"name", "triggers", "patterns", "example", "counter_example"} - set(row)
    if unknown or missing:
        raise ValueError(f"{where}: unknown fields {sorted(unknown)}, missing fields {sorted(missing)}.")
    for direction in [way for slot in ("subject", "object", "place") for way in _several(row.get(slot, ()))]:
        side, _, kinds = direction.partition(":")
        known = side in ("before", "after", "inside") and set(kinds.split("|")) <= KINDS.keys()
        if not (known or direction in ("home", "partner") or direction.startswith("=")):
            ways = "home, partner, =words, or before:, after:, inside: with kinds"
            raise ValueError(f"{where}: {direction!r} leads nowhere. Say {ways}.")
    try:
        patterns = tuple(compile_pattern(pattern, words) for pattern in row["patterns"])
    except BadPattern as error:
        raise ValueError(f"{where}: {error}") from error
    return Frame(
        id=f"{language}/{path.stem}#{row['name']}",
        type=path.stem,  # type: ignore[arg-type]
        language=language,
        triggers=tuple(place_tones(trigger.lower()) for trigger in _expanded(row["triggers"], words)),
        patterns=patterns,
        example=row["example"],
        counter_example=row["counter_example"],
        finds=row.get("finds", {}),
        subject=_several(row.get("subject", ())),
        object=_several(row.get("object", ())),
        value=row.get("value"),
        place=_several(row.get("place", ())),
        date=row.get("date", "near"),
        modality=row.get("modality", "done"),
        fixed=row.get("fixed", False),
        confidence=row.get("confidence", 0.8),
        without=re.compile(place_tones(row["without"])) if "without" in row else None,
        unless=re.compile(place_tones(row["unless"])) if "unless" in row else None,
        beside=row.get("beside", False),
        rest=row.get("rest", False),
        widen=row.get("widen", True),
        never=frozenset(row.get("never", ())),
    )


def _expanded(triggers: list[str], words: dict[str, list[str]]) -> list[str]:
    return [entry for trigger in triggers for entry in (words[trigger[1:]] if trigger.startswith("@") else [trigger])]


def _several(given: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
