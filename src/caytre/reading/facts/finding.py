"""From a document to its facts: sentences, their shapes, the frames whose triggers they hold, and what they say."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from caytre.reading.dates import find_dates
from caytre.reading.facts import frames as frame_data
from caytre.reading.facts.filling import Candidate, Filler
from caytre.reading.facts.keeping import keep
from caytre.reading.facts.shape import Shape, Things, find_things, shape_of
from caytre.reading.model import Extracted, Fact, Mention
from caytre.reading.names import find_names, find_offices
from caytre.reading.sentences import split_sentences

_HEAD = 250  # characters of the body that still are its head
_FULL_DAY = re.compile(r"(?:[\d-]{10}/)?[\d-]{10}")


def find_facts(extracted: Extracted, *, home_state: str = "VN") -> tuple[list[Mention], list[Fact]]:
    """The names of a document and the facts of its body (with the byline above it), in the order of the text.

    home_state: ISO 3166-1 alpha-2 of the state for which "nước ta", "hai nước" and "we" speak.
    """
    language = extracted.language if extracted.language in frame_data.LANGUAGES else "en"
    text = extracted.text
    mentions = find_names(text, extracted.language, home_state=home_state)
    anchor = extracted.published or _date_in_head(extracted, language)
    things = find_things(text, mentions, language=language, anchor=anchor, offices=frame_data.office_titles(language))
    shapes = _shapes(extracted, things)
    frames = frame_data.load(language)
    offices = find_offices(text, mentions, extracted.language, home_state=home_state)
    filler = Filler(extracted, things, shapes, offices, language=language, home_state=home_state)
    candidates: list[Candidate] = filler.byline()
    starts = [shape.origins[0] for shape in shapes]
    by_shape = {at: set(frames.always) for at, shape in enumerate(shapes) if shape.tokens}
    for place, numbers in frames.triggered(things.folded.text):
        at = bisect_right(starts, place) - 1
        if at >= 0 and place <= shapes[at].origins[-1]:
            by_shape.setdefault(at, set()).update(numbers)
    for at in sorted(by_shape):
        for number in sorted(by_shape[at]):
            candidates.extend(filler.match(frames.frames[number], at))
    return list(mentions), [candidate.fact for candidate in keep(candidates)]


def _date_in_head(extracted: Extracted, language: str) -> str | None:
    """The month that a text of unknown publication names at its head ("Tuần 1-7/12/2025", "Sáng 7/5/2026, tại Hà Nội").

    It serves to tell the year of later dates without one; a month, so that no "yesterday" is read from it.
    """
    head = extracted.text[: extracted.body_start + _HEAD]
    for date in find_dates(head, language=language):
        if date.kind in ("day", "interval") and _FULL_DAY.fullmatch(date.edtf):
            return date.edtf[-10:-3]
    return None


def _shapes(extracted: Extracted, things: Things) -> list[Shape]:
    """The sentences facts are read from: those of the body, boilerplate and repeated captions left out."""
    text, folded = extracted.text, things.folded
    body_end = extracted.body_end or len(text)
    token_starts = [token.start for token in things.tokens]
    shapes: list[Shape] = []
    seen: list[str] = []
    paragraph = 0
    left_out = sorted(extracted.boilerplate)
    for start, end in _paragraphs(text, extracted.body_start, body_end):
        at = bisect_left(left_out, (end,)) - 1  # the last span that begins before this paragraph ends
        if at >= 0 and start < left_out[at][1]:
            continue
        words = text[start:end].strip()
        if len(words) > 40 and any(words.startswith(other[:-1]) or other.startswith(words[:-1]) for other in seen[-3:]):
            continue  # a caption printed twice
        seen.append(words)
        paragraph += 1
        for first, last in split_sentences(text, start, end):
            low, high = folded.place(first), folded.place(last)
            tokens = [
                token
                for token in things.tokens[bisect_left(token_starts, low) : bisect_left(token_starts, high)]
                if token.end <= high
            ]
            if low < high:
                shapes.append(shape_of(things, low, high, tokens, paragraph))
    return shapes


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans, cursor = [], start
    while cursor < end:
        stop = text.find("\n", cursor, end)
        stop = end if stop < 0 else stop
        while stop < end and stop - cursor > 30 and text[stop + 1 : stop + 2].islower():  # a wrapped line goes on
            following = text.find("\n", stop + 1, end)
            stop = end if following < 0 else following
        if text[cursor:stop].strip():
            spans.append((cursor, stop))
        cursor = stop + 1
    return spans
