"""Where the article lies in a text without tags.

Every line gets a weight: long prose speaks for the article, doubled headlines, section headings, share lines and
menus against it; the article is the run of lines with the greatest sum (Kadane's algorithm), so that one odd line
decides nothing. Then what is no part of it inside that run is marked: share lines, pointers to other stories, and
the first copy of captions and headlines that stand twice because a picture's description was saved as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from caytre.reading.dateline import is_dateline
from caytre.reading.furniture import Furniture, furniture_kind
from caytre.reading.lines import Line, split_lines

_PLAIN_LINE, _SHORT_PROSE, _PROSE, _LONG_PROSE = 0.1, 0.4, 1.5, 3.0
_WEIGHTS: dict[Furniture, float] = {
    "closing": -8.0,
    "tail": -5.0,
    "other_story": -3.0,
    "pointer": -0.2,
    "credit": -0.4,
    "line": -0.4,
}
_STRUCTURE = re.compile(
    r"[IVX]{1,5}[.)]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ][.)]\s|[-–—•*+]\s|(?:Điều|Chương|Mục|Phần) [\dIVX]"
)
_BOX = 10  # lines that a box of related stories in mid-article takes at most
_SUMMARY = 220  # characters; the summary under another story's headline is no longer


@dataclass(frozen=True)
class Body:
    """Bounds of the article in its text, spans inside it that are not of it, and its pictures' captions.

    `head` and `foot` are the lines before and after it, `lines` those within: who looks for title, author and date
    starts there.
    """

    start: int
    end: int
    boilerplate: tuple[tuple[int, int], ...] = ()
    captions: tuple[tuple[int, int], ...] = ()
    head: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    foot: tuple[Line, ...] = ()


def find_body(text: str, *, from_web: bool = True) -> Body:
    """The article in `text`; all of it where nothing sets an article apart. Linear in the length of the text.

    from_web: the text may be a page saved with all that stands around its article. A letter or a report has no menus,
    and a text in which nothing of the kind is found is taken as one: there short lines count for the body.
    """
    lines = split_lines(text)
    if not lines:
        return Body(0, 0)
    kinds = [None if line.is_long else furniture_kind(line.text) for line in lines]
    if not from_web:  # what a message quotes of the one it answers
        kinds = ["line" if line.text.startswith(">") else kind for line, kind in zip(lines, kinds, strict=True)]
    doubles = _doubles(lines)
    teasers = _teasers(lines, kinds, doubles)
    from_web = from_web and (len(doubles) > 1 or any(kind not in (None, "credit", "closing") for kind in kinds))
    weights = [
        _weight(line, kind, number in teasers, from_web)
        for number, (line, kind) in enumerate(zip(lines, kinds, strict=True))
    ]
    if not from_web:
        _leave_title_block(lines, weights)
    left_out = teasers | _inner_boxes(kinds, weights) | _pictures(lines, weights)
    first, last = _heaviest_run(weights)
    if first is None or last is None:
        return Body(lines[0].start, lines[-1].end, lines=tuple(lines))
    while not from_web and last > first and _is_signature(lines[last], weights[last]):
        last -= 1  # place, signature and seal
    boilerplate, captions = _inside(lines, kinds, doubles, left_out, first, last)
    return Body(
        start=lines[first].start,
        end=lines[last].end,
        boilerplate=tuple(boilerplate),
        captions=tuple(captions),
        head=tuple(lines[:first]),
        lines=tuple(lines[first : last + 1]),
        foot=tuple(lines[last + 1 :]),
    )


def _weight(line: Line, kind: Furniture | None, is_teaser: bool, from_web: bool) -> float:
    """How much one line speaks for being of the article; negative speaks against."""
    if is_teaser:
        return -1.5
    if kind:
        return _WEIGHTS[kind] if from_web or kind != "line" else -_PLAIN_LINE
    size = len(line.text)
    if line.has_credit:
        return 0.0
    if _is_picture_cell(line):
        return -0.1
    if is_dateline(line.text):
        return -0.5
    if not from_web and size < 120:
        return _SHORT_PROSE if line.ends_sentence else _PLAIN_LINE
    if line.ends_in_ellipsis and size <= _SUMMARY:
        return -0.3
    if line.ends_sentence:
        if size >= 300:
            return _LONG_PROSE
        if size >= 120:
            return _PROSE
        return _SHORT_PROSE if size >= 25 or " " in line.text else 0.0
    if size >= 250 or (size >= 80 and line.text[-1] in '”’»"'):
        return _PROSE
    if size >= 120:
        return 0.0  # a sentence that lost its full stop, or a long headline
    return -0.4 if size >= 25 else -0.5


def _is_signature(line: Line, weight: float) -> bool:
    """True for a short line at the end of a letter that is no item of a list."""
    text = line.text
    return weight == _PLAIN_LINE and len(text) < 80 and ";" not in text and not _STRUCTURE.match(text)


def _is_picture_cell(line: Line) -> bool:
    """True for a short line closed by a bar: the caption in a table that holds a picture."""
    return line.is_cell and len(line.text) <= _SUMMARY


def _doubles(lines: list[Line]) -> dict[int, int]:
    """Line number -> number of the next line when that says the same."""
    doubles = {}
    for number, (line, after) in enumerate(pairwise(lines)):
        if line.is_long and len(line.text) > 800:
            continue
        key, next_key = line.key, after.key
        if key and (
            key == next_key
            or (len(key) >= 30 and (next_key.startswith(key) or (key.startswith(next_key) and len(next_key) >= 30)))
        ):
            doubles[number] = number + 1
    return doubles


def _teasers(lines: list[Line], kinds: list[Furniture | None], doubles: dict[int, int]) -> set[int]:
    """Numbers of lines that advertise other stories: a headline twice and, below, a short summary."""
    teasers: set[int] = set()
    for number in doubles:
        if number in teasers or number - 1 in doubles:
            continue
        after = number + 2
        if lines[number].has_credit or lines[number + 1].has_credit:
            continue
        summary = lines[after] if after < len(lines) else None
        short = summary is not None and len(summary.text) <= _SUMMARY and after not in doubles and kinds[after] is None
        apart = lines[number + 1].after_blank
        ends = summary is None or after + 1 >= len(lines)
        chained = after + 1 in doubles or (after + 1 < len(lines) and kinds[after + 1] in ("tail", "closing"))
        in_chain = number - 1 in teasers
        if short and summary and (summary.ends_in_ellipsis or (apart and (chained or in_chain or ends))):
            teasers.update((number, number + 1, after))
        elif apart and (summary is None or in_chain or after in doubles):
            teasers.update((number, number + 1))
    return teasers


def _leave_title_block(lines: list[Line], weights: list[float]) -> None:
    """Letters and reports open with lines of title, up to the first sentence, item, numbered heading or address."""
    for number, line in enumerate(lines[:8]):
        if line.ends_sentence or len(line.text) > _SUMMARY or _STRUCTURE.match(line.text) or line.text.endswith(","):
            break
        if number == len(lines) - 1 or weights[number] > 1:
            break
        weights[number] = -0.1


def _inner_boxes(kinds: list[Furniture | None], weights: list[float]) -> set[int]:
    """Numbers of lines in boxes of "related stories" in mid-article: after such a heading and a few short lines the
    article goes on with two paragraphs in a row. They weigh nothing then."""
    inner: set[int] = set()
    number = 0
    while number < len(kinds):
        if kinds[number] == "tail":
            until = min(len(kinds) - 1, number + _BOX)
            for at in range(number + 1, until):
                if kinds[at] in ("tail", "closing"):
                    break
                if weights[at] >= _PROSE and weights[at + 1] >= _PROSE:
                    inner.update(range(number, at))
                    for line in range(number, at):
                        weights[line] = 0.0
                    number = at
                    break
        number += 1
    return inner


def _pictures(lines: list[Line], weights: list[float]) -> set[int]:
    """Numbers of lines that say again, above a caption, what was said before: the description of a picture."""
    said: set[str] = set()
    pictures = set()
    for number, line in enumerate(lines):
        if line.is_long:
            continue
        below = lines[number + 1] if number + 1 < len(lines) else None
        if line.key in said and below is not None and below.has_credit:
            pictures.add(number)
            weights[number] = 0.0
        said.add(line.key)
    return pictures


def _heaviest_run(weights: list[float]) -> tuple[int | None, int | None]:
    """First and last index of the run with the greatest sum (the earliest and shortest such); None without one."""
    best, best_first, best_last = 0.0, None, None
    total, first = 0.0, 0
    for number, weight in enumerate(weights):
        if total <= 0:
            total, first = 0.0, number
        total += weight
        if total > best:
            best, best_first, best_last = total, first, number
    return best_first, best_last


def _inside(
    lines: list[Line], kinds: list[Furniture | None], doubles: dict[int, int], left_out: set[int], first: int, last: int
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Boilerplate and captions between the first and the last line of the article."""
    title_keys = {line.key for line in lines[:first] if len(line.text) >= 25}
    boilerplate, captions = [], []
    for number in range(first, last + 1):
        line = lines[number]
        span = (line.start, line.end)
        if number in left_out or kinds[number] is not None:
            boilerplate.append(span)
        elif line.key in title_keys and not line.is_long:
            boilerplate.append(span)  # the headline again, as the description of a picture
        elif number in doubles:
            shorter = number if len(line.text) <= len(lines[number + 1].text) else number + 1
            kept = number + 1 if shorter == number else number
            boilerplate.append((lines[shorter].start, lines[shorter].end))
            captions.append((lines[kept].start, lines[kept].end))
        elif (line.has_credit or _is_picture_cell(line)) and number - 1 not in doubles:
            captions.append(span)
    return sorted(set(boilerplate)), sorted(set(captions))
