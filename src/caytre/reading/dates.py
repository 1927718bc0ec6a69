"""Dates met in a text, in EDTF, exactly as precise as the text: "tháng 9/2023" is 2023-09 and never a day of it.

What is read: days, months, quarters, halves, years, terms and periods, open intervals ("từ năm 2019" is 2019/..,
"đến năm 2030" is ../2030), and spans of time ("hơn 35 năm", kind "duration", given as ISO 8601 "P35Y" since EDTF
has no durations). Relative dates ("hôm qua", "năm nay", "yesterday") and dates without a year ("chiều 21/11") are
read only against the day of publication; without one they are left out, for a year is never invented.
A document number (81/2022/NĐ-CP), a score, a telephone number or a price is no date.

The rules of each language stand in dates_vi.py and dates_en.py; this file runs them. Time: linear in the text;
every pattern is bounded and is tried only in the neighbourhood of a digit or of a calendar word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from caytre.reading import dates_en, dates_vi
from caytre.reading.calendar_parts import Anchor, Found, Rule
from caytre.reading.folding import fold
from caytre.reading.model import DateMention

_DIGITS = re.compile(r"[0-9]+")
_RULES: dict[str, tuple[Rule, ...]] = {"vi": dates_vi.RULES, "en": dates_en.RULES}


def find_dates(text: str, *, language: str | None, anchor: str | None = None) -> list[DateMention]:
    """The dates of a text, sorted, not overlapping.

    language: "vi" or "en"; another language, or none, is read with the rules of both.
    anchor: EDTF of publication (day, month or year); what cannot be anchored on it is left out.
    """
    folded = fold(text)
    rules = _RULES.get(language or "", dates_vi.RULES + dates_en.RULES)
    reference = Anchor.of(anchor)
    found: list[tuple[int, int, Found]] = []
    windows = list(_windows(folded.text))
    for rule in rules:
        spans = windows if rule.numeric else [(0, len(folded.text))]
        for begin, end in spans:
            for match in rule.pattern.finditer(folded.text, begin, end):
                date = rule.build(match, reference)
                if date is not None:
                    found.append((*match.span(date.group), date))
    found.sort(key=lambda item: (item[0], -item[1]))
    mentions: list[DateMention] = []
    cursor = 0
    for start, end, date in found:
        if start < cursor:
            continue
        cursor = end
        first, last = folded.span(start, end)
        mentions.append(DateMention(first, last, text[first:last], date.edtf, date.kind, date.relative))
    return mentions


def _windows(text: str, *, before: int = 48, after: int = 64) -> Iterator[tuple[int, int]]:
    """The stretches of a text that lie near a digit, merged; a rule with digits needs no other."""
    begin, end = 0, -1
    for digits in _DIGITS.finditer(text):
        if digits.start() - before > end:
            if end > 0:
                yield begin, end
            begin = max(0, digits.start() - before)
        end = min(len(text), digits.end() + after)
    if end > 0:
        yield begin, end
