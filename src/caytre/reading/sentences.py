"""Where sentences begin and end, by offsets, in Vietnamese and English text.

A line break ends a sentence unless the text was wrapped there (the next line goes on in lower case). Abbreviations
with a full stop ("TP.", "Mr.", "U.S."), initials and numbers end nothing. Time: linear.
"""

from __future__ import annotations

import re

LONGEST = 1500  # code points of one sentence
_END = re.compile(r"(?:[.!?…]+[\"”’')\]]*|[:;])(?=\s)|\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"])(?:(?:[A-ZĐ]\.){0,3}[A-ZĐ]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sen|Rep|Gov|St|No|Nos|vs|U\.S|U\.N|U\.K|E\.U|a\.m|p\.m|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Inc|Ltd|Co|Corp|TP|TS|PGS|GS|ThS|Th\.S|BS|LS|KS|Tr|ĐT|St|P|Q)$"
)
_WRAPPED = re.compile(r"[ \t]*[a-zà-ỹđ(]")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as spans of the text, blanks at their ends left out.

    >>> [("Hai bên hội đàm. Ông Vũ đã dự."[a:b]) for a, b in split_sentences("Hai bên hội đàm. Ông Vũ đã dự.")]
    ['Hai bên hội đàm.', 'Ông Vũ đã dự.']
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, stop):
        mark = match[0]
        if mark == "\n":
            if _WRAPPED.match(text, match.end(), stop) and match.start() - begin > 30:
                continue
        elif mark in ":;":
            continue
        elif mark == ".":
            if _ABBREVIATION.search(text, max(begin, match.start() - 8), match.start()):
                continue
            following = text[match.end() : match.end() + 2].lstrip(" \t\u00a0")
            if following[:1].islower():
                continue
        _add(spans, text, begin, match.end())
        begin = match.end()
    _add(spans, text, begin, stop)
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:  # no sentence of prose; cut, so that the work on one stays bounded
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut
        spans.append((start, cut))
        start = cut
    if start < end:
        spans.append((start, end))
