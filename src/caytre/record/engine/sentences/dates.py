"""EDTF dates as Vietnamese and English write them; a partial date stays partial.

Forms: plain (22/11/2026; 22 November 2026), on (ngày 22/11/2026; on 22 November 2026), since, until, and recorded
(ghi nhận ngày 22/11/2026; as of 22 November 2026) for what was seen to hold on a day rather than from or until it.
What is not one of the EDTF shapes below is given back as it stands, so that no date is ever invented.
"""

from __future__ import annotations

import re
from datetime import datetime

from caytre.record.engine.answers import Language

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
ROMAN = {33: "I", 34: "II", 35: "III", 36: "IV"}
SEASONS_VI = {21: "mùa xuân", 22: "mùa hè", 23: "mùa thu", 24: "mùa đông", 40: "nửa đầu năm", 41: "nửa cuối năm"}
SEASONS_EN = {21: "spring", 22: "summer", 23: "autumn", 24: "winter", 40: "the first half of", 41: "the second half of"}
QUARTERS_EN = {33: "the first", 34: "the second", 35: "the third", 36: "the fourth"}

_ONE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<mark>[~?%]?)$")
_PLAIN = re.compile(r"\d{4}-\d{2}(-\d{2})?$")
_DECADE = re.compile(r"(\d{3})X([~?%]?)$")


def write(edtf: str, language: Language, form: str = "plain") -> str:
    """The date `edtf` in `language`. form: plain, on, since, until, recorded.

    Source of the shapes: Extended Date/Time Format, ISO 8601-2:2019, levels 0 to 2 as far as reading makes them.
    """
    start, slash, end = edtf.strip().partition("/")
    if not slash:
        return _single(start, language, form)
    start, end = start.removesuffix(".."), end.removeprefix("..")
    if start and end:
        return _interval(start, end, language, form)
    if start:
        return _single(start, language, "since")
    if end:
        return _single(end, language, "until")
    return ""


def write_moment(moment: datetime, language: Language) -> str:
    """A moment to the minute, in the time zone it carries: 08:30 ngày 22/11/2026; 08:30 on 22 November 2026."""
    return f"{moment:%H:%M} {write(moment.date().isoformat(), language, 'on')}"


def _interval(start: str, end: str, language: Language, form: str) -> str:
    if form in ("since", "until"):
        return _single(start if form == "since" else end, language, form)
    if short := _shortened(start, end, language):
        if form == "on":
            before = "" if language == "vi" else "in " if len(start) == 7 else "on "
            return before + short
        return f"ghi nhận {short}" if form == "recorded" and language == "vi" else short
    both_years = re.fullmatch(r"\d{4}", start) and re.fullmatch(r"\d{4}", end)
    if language == "vi":
        if both_years:
            return f"giai đoạn {start}–{end}" if form in ("on", "recorded") else f"{start}–{end}"
        if form in ("on", "recorded"):
            return f"từ {_single(start, 'vi', 'noun')} đến {_single(end, 'vi', 'noun')}"
        return f"{_single(start, 'vi', 'plain')} – {_single(end, 'vi', 'plain')}"
    if both_years:
        return f"{'in ' if form == 'on' else ''}{start}–{end}" if form in ("on", "recorded") else f"{start}–{end}"
    if form in ("on", "recorded"):
        return f"from {_single(start, 'en', 'plain')} to {_single(end, 'en', 'plain')}"
    return f"{_single(start, 'en', 'plain')} – {_single(end, 'en', 'plain')}"


def _shortened(start: str, end: str, language: Language) -> str:
    """Days of one month and months of one year, the month or year said once: 3-5/12/2026; January–October 2026."""
    if not (_PLAIN.match(start) and _PLAIN.match(end) and len(start) == len(end)) or start[:-3] != end[:-3]:
        return ""
    first, last = int(start[-2:]), int(end[-2:])
    if first >= last:
        return ""
    year, month = start[:4].lstrip("0"), int(start[5:7])
    if len(start) == 7:
        if last > 12:
            return ""
        return f"tháng {first}–{last}/{year}" if language == "vi" else f"{MONTHS[first - 1]}–{MONTHS[last - 1]} {year}"
    return f"ngày {first}–{last}/{month}/{year}" if language == "vi" else f"{first}–{last} {MONTHS[month - 1]} {year}"


def _single(edtf: str, language: Language, form: str) -> str:
    match = _ONE.match(edtf)
    if not match:
        return _decade(edtf, language, form)
    year, month, day = match["year"], int(match["month"] or 0), int(match["day"] or 0)
    known = 0 <= month <= 12 or month in ROMAN or month in SEASONS_VI
    if not known:
        return edtf
    noun, precise = (_vietnamese if language == "vi" else _english)(year.lstrip("0") or "0", month, day)
    return _dress(noun, precise, match["mark"], language, form, bool(day))


def _vietnamese(year: str, month: int, day: int) -> tuple[str, str]:
    """The date with its noun (tháng 9/2023) and without where it may go without (22/11/2026)."""
    if day:
        return f"ngày {day}/{month}/{year}", f"{day}/{month}/{year}"
    if month in ROMAN:
        return (f"quý {ROMAN[month]}/{year}",) * 2
    if month in SEASONS_VI:
        return (f"{SEASONS_VI[month]} {year}",) * 2
    if month:
        return f"tháng {month}/{year}", f"tháng {month}/{year}"
    return f"năm {year}", year


def _english(year: str, month: int, day: int) -> tuple[str, str]:
    if day:
        return (f"{day} {MONTHS[month - 1]} {year}",) * 2
    if month in QUARTERS_EN:
        return (f"{QUARTERS_EN[month]} quarter of {year}",) * 2
    if month in SEASONS_EN:
        return (f"{SEASONS_EN[month]} {year}",) * 2
    if month:
        return (f"{MONTHS[month - 1]} {year}",) * 2
    return year, year


def _decade(edtf: str, language: Language, form: str) -> str:
    match = _DECADE.match(edtf)
    if not match:
        return edtf
    noun = f"thập niên {match[1]}0" if language == "vi" else f"the {match[1]}0s"
    return _dress(noun, noun, match[2], language, form, False)


def _dress(noun: str, precise: str, mark: str, language: Language, form: str, is_day: bool) -> str:
    """Put preposition and doubt around a date. mark: "~" about, "?" uncertain, "%" both."""
    perhaps = ""
    if mark in ("~", "%"):
        about = "khoảng" if language == "vi" else "about"
        noun, precise = f"{about} {noun}", f"{about} {precise}"
    if mark in ("?", "%"):
        perhaps = "có thể " if language == "vi" else "perhaps "
    preposition = "on" if is_day and mark in ("", "?") else "in"
    return perhaps + _formed(noun, precise, preposition, language, form)


def _formed(noun: str, precise: str, preposition: str, language: Language, form: str) -> str:
    """The date in one form. noun: with its noun (ngày …), precise: without."""
    if form == "plain":
        return precise
    if form == "noun":
        return noun
    if form == "recorded":
        return f"ghi nhận {noun}" if language == "vi" else f"as of {noun}"
    if language == "vi":
        return {"on": noun, "since": f"từ {noun}", "until": f"đến {noun}"}[form]
    return {"on": f"{preposition} {noun}", "since": f"since {noun}", "until": f"until {noun}"}[form]
