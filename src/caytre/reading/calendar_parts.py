"""What the date rules of every language are made of: real days, open ends, and the day of publication."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["day", "month", "quarter", "year", "season", "interval", "term", "duration"]

_ANCHOR = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d/])")


@dataclass(frozen=True, slots=True)
class Anchor:
    """When the text was published, as precisely as that is known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, edtf: str | None) -> Anchor:
        """Read from a plain EDTF date; an interval or anything else anchors nothing."""
        match = _ANCHOR.match(edtf or "")
        if not match or "/" in (edtf or "") or "X" in (edtf or ""):
            return cls()
        year, month, day = (int(part) if part else None for part in match.groups())
        return cls(year, month, day)

    @property
    def date(self) -> datetime.date | None:
        if self.year and self.month and self.day:
            return datetime.date(self.year, self.month, self.day)
        return None

    def year_of(self, month: int, day: int | None = None) -> int | None:
        """The year that puts a day or month nearest to publication; none where that is not known well enough."""
        if self.year is None or self.month is None:
            return None
        middle = datetime.date(self.year, self.month, self.day or 15)

        def distance(year: int) -> int:
            in_month = min(day or 15, calendar.monthrange(year, month)[1])
            return abs((datetime.date(year, month, in_month) - middle).days)

        return min((self.year - 1, self.year, self.year + 1), key=distance)

    def months_away(self, months: int) -> str | None:
        """The month so many months after (before, where negative) that of publication."""
        if self.year is None or self.month is None:
            return None
        count = self.year * 12 + self.month - 1 + months
        return f"{count // 12:04}-{count % 12 + 1:02}"

    def days_away(self, days: int) -> str | None:
        return (self.date + datetime.timedelta(days=days)).isoformat() if self.date else None


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule read: EDTF, kind, whether anchored, and which group of the match is the date."""

    edtf: str
    kind: Kind
    relative: bool = False
    group: int | str = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over folded text and what it means; `numeric` where every match holds a digit."""

    name: str
    pattern: re.Pattern[str]
    build: Callable[[re.Match[str], Anchor], Found | None]
    numeric: bool = True


def day(year: int | str, month: int | str, day_of_month: int | str) -> str | None:
    """A day that exists, or nothing."""
    try:
        return datetime.date(int(year), int(month), int(day_of_month)).isoformat()
    except ValueError:
        return None


def month(year: int | str, number: int | str) -> str | None:
    return f"{int(year):04}-{int(number):02}" if 1 <= int(number) <= 12 else None


def months(year: int | str, first: int, last: int) -> str | None:
    """A run of months in one year: (2025, 1, 3) is 2025-01/2025-03."""
    if not 1 <= first <= last <= 12:
        return None
    return f"{int(year):04}-{first:02}/{int(year):04}-{last:02}"


def quarter(year: int | str, number: int) -> str | None:
    return months(year, 3 * number - 2, 3 * number) if 1 <= number <= 4 else None


def between(first: str | None, last: str | None) -> str | None:
    """A closed interval whose ends stand in order, or nothing."""
    if not first or not last:
        return None
    length = min(len(first), len(last))
    return f"{first}/{last}" if first[:length] <= last[:length] and first != last else None


def full_year(first: str, last: str) -> str:
    """The later year of a period, its century supplied by the earlier one: ("2022", "25") is 2025."""
    return last if len(last) == 4 else first[:2] + last
