"""EDTF values as a reader of Vietnamese or English writes them. Partial dates stay partial.

Covers what reading gives: years, months, days, seasons and quarters, intervals with open or unknown ends, and the
qualifiers ?, ~ and %. Anything else is shown as it is: a strange date is better than a wrong one.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

_DATE = re.compile(r"(?P<year>-?\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}))?(?:-(?P<day>\d{2}))?(?P<mark>[?~%])?$")


def _months() -> list[str]:
    """Names of the months as they stand inside a date."""
    return [
        pgettext("month in a date", "January"),
        pgettext("month in a date", "February"),
        pgettext("month in a date", "March"),
        pgettext("month in a date", "April"),
        pgettext("month in a date", "May"),
        pgettext("month in a date", "June"),
        pgettext("month in a date", "July"),
        pgettext("month in a date", "August"),
        pgettext("month in a date", "September"),
        pgettext("month in a date", "October"),
        pgettext("month in a date", "November"),
        pgettext("month in a date", "December"),
    ]


def _part_of_year(code: int, year: str) -> str | None:
    """Seasons (21–24), quarters (33–36) and halves (40, 41) of ISO 8601-2."""
    words = {
        21: _("spring %(year)s"),
        22: _("summer %(year)s"),
        23: _("autumn %(year)s"),
        24: _("winter %(year)s"),
        33: _("first quarter of %(year)s"),
        34: _("second quarter of %(year)s"),
        35: _("third quarter of %(year)s"),
        36: _("fourth quarter of %(year)s"),
        40: _("first half of %(year)s"),
        41: _("second half of %(year)s"),
    }
    return words[code] % {"year": year} if code in words else None


def _one(value: str) -> str:
    match = _DATE.match(value)
    if not match:
        return value
    year, month, day, mark = match["year"], match["month"], match["day"], match["mark"]
    if "X" in year:
        said = _("the %(decade)s0s") % {"decade": year[:3]} if year[2] != "X" else value
    elif month is None:
        said = year
    elif int(month) > 12:
        said = _part_of_year(int(month), year) or value
    else:
        parts = {"year": year, "month": int(month), "name": _months()[int(month) - 1]}
        if day is None:
            # Translators: a month and its year. Vietnamese uses the number of the month.
            said = _("%(name)s %(year)s") % parts
        else:
            # Translators: a day, its month and year: 22 November 2026, 22/11/2026.
            said = _("%(day)s %(name)s %(year)s") % {**parts, "day": int(day)}
    if mark == "?":
        return _("%(date)s (uncertain)") % {"date": said}
    if mark == "~":
        return _("about %(date)s") % {"date": said}
    if mark == "%":
        return _("about %(date)s (uncertain)") % {"date": said}
    return said


def in_words(value: str) -> str:
    """An EDTF value in the active language: "2023-09" is "tháng 9/2023" or "September 2023"; "" stays ""."""
    if "/" not in value:
        return _one(value) if value else ""
    start, _slash, end = value.partition("/")
    if start in ("", ".."):
        return _("until %(date)s") % {"date": _one(end)}
    if end in ("", ".."):
        return _("since %(date)s") % {"date": _one(start)}
    if start == end:
        return _one(start)
    return _("%(start)s – %(end)s") % {"start": _one(start), "end": _one(end)}


def to_edtf(text: str) -> str:
    """A date as people here write it, in EDTF: "19/9/2022", "9/2023", "2023-2025"; anything else comes back as it is.

    Days come before months, in both languages of the platform.
    """
    text = text.strip()
    if match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text):
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    if match := re.fullmatch(r"(\d{1,2})[/.](\d{4})", text):
        return f"{match[2]}-{int(match[1]):02}"
    if match := re.fullmatch(r"(\d{4})\s*[-–]\s*(\d{4})", text):
        return f"{match[1]}/{match[2]}"
    return text
