"""The phrases that stand around articles (data/furniture.toml), ready to be asked about a line."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Furniture = Literal["tail", "closing", "line", "pointer", "other_story", "credit"]
KINDS: tuple[Furniture, ...] = ("closing", "tail", "other_story", "pointer", "credit", "line")
_LONGEST = 240  # characters; a longer line is not furniture
_TRIM = " \t\xa0:|.•·-–—>»›▸▶+"
_PLAYER = re.compile(r"\d{1,2}:\d{2}(?:\s*/\s*\d{1,2}:\d{2})?")  # the clock of a sound or film
_RULE = re.compile(r"[-_=*~–—•\s]{2,}")  # a line drawn of signs
_TRAIL = re.compile(r"[^›»>.!?]{2,40}(?:\s[›»>]\s[^›»>.!?]{2,60}){1,5}")  # "Home > World > Asia"
_COUNT = re.compile(r"\s*[(\[]?\d{0,5}[)\]]?$")


def phrases() -> dict[Furniture, dict[str, list[str]]]:
    """The phrases as the data file has them: kind, language, phrases."""
    return tomllib.loads(files("caytre.reading").joinpath("data/furniture.toml").read_text("utf-8"))  # type: ignore[return-value]


def furniture_kind(line: str) -> Furniture | None:
    """Which kind of furniture a line is, None for anything else."""
    if len(line) > _LONGEST:
        return None
    exact, open_ended = _tables()
    folded = line.casefold().strip()
    trimmed = folded.strip(_TRIM)
    kind = exact.get(trimmed) or exact.get(folded) or exact.get(_COUNT.sub("", trimmed).strip(_TRIM))
    if kind:
        return kind
    if _RULE.fullmatch(folded):
        return "closing" if folded == "--" else "line"  # "--" alone opens the signature of a message
    if not trimmed:
        return None
    if _PLAYER.fullmatch(trimmed) or _TRAIL.fullmatch(folded):
        return "line"
    for first, pattern, of_kind in open_ended.get(folded[:1], ()):
        if folded.startswith(first) and pattern.fullmatch(folded) and (of_kind != "tail" or _is_heading(line)):
            return of_kind
    for first, pattern, of_kind in open_ended[""]:
        if first in folded and pattern.fullmatch(folded):
            return of_kind
    return None


def _is_heading(line: str) -> bool:
    """Short and no sentence: "Các tin khác" is one, "Các tin đồn đã bị bác bỏ." is none."""
    return len(line) <= 45 and line.rstrip()[-1:] not in ".!?"


@cache
def _tables() -> tuple[dict[str, Furniture], dict[str, list[tuple[str, re.Pattern[str], Furniture]]]]:
    """Whole-line phrases by their text; phrases with "…" by their first letter ("" where they open with it)."""
    exact: dict[str, Furniture] = {}
    open_ended: dict[str, list[tuple[str, re.Pattern[str], Furniture]]] = {"": []}
    told = phrases()
    for kind in KINDS:
        for group in told[kind].values():
            for phrase in group:
                folded = phrase.casefold()
                if "…" not in folded:
                    exact.setdefault(folded.strip(_TRIM) or folded, kind)
                    continue
                parts = folded.split("…")
                pattern = re.compile(".*?".join(re.escape(part) for part in parts), re.DOTALL)
                anchor = parts[0] or max(parts, key=len)
                open_ended.setdefault(parts[0][:1], []).append((anchor, pattern, kind))
    return exact, open_ended
