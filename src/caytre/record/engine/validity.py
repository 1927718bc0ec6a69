"""Validity: from an EDTF text to its earliest and latest day, and to the days on which it holds for certain.

Extended Date/Time Format, ISO 8601-2:2019 (Library of Congress specification, levels 0 to 2 as far as reading
writes them): days, months, years, seasons and quarters, unspecified digits, qualifiers, intervals with open or
unknown ends. Seasons 21 to 24 are those of the northern hemisphere, as the Python package `edtf` takes them.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

_DATE = re.compile(r"^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([?~%])?$")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2), 25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 2)}
_PARTS = {
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    37: (1, 4),
    38: (5, 8),
    39: (9, 12),
    40: (1, 6),
    41: (7, 12),
}
_OPEN = ("..", "")


@dataclass(frozen=True, slots=True)
class Validity:
    """When something holds. `first` and `last` bound it (None: open or unknown).

    `sure_first` and `sure_last` bound the days on which it holds whatever the imprecise ends turn out to be; both are
    None where no day is certain. "2023" says that it held at some time in 2023 and so is certain of no day;
    "2023/2025" is certain from the last day of 2023 to the first of 2025; "2023-05-04" is certain of that day.
    """

    edtf: str
    first: dt.date | None
    last: dt.date | None
    sure_first: dt.date | None
    sure_last: dt.date | None
    interval: bool

    def sure_on(self, other: Validity) -> bool:
        """Whether some day is certain for both."""
        if not (self.sure_first and self.sure_last and other.sure_first and other.sure_last):
            return False
        return self.sure_first <= other.sure_last and other.sure_first <= self.sure_last


NEVER = Validity("", None, None, None, None, False)


@lru_cache(maxsize=65536)
def parse(edtf: str) -> Validity:
    """Read an EDTF text; "" is the unknown validity `NEVER`.

    Raises ValueError for what is not EDTF, for impossible days, and for an interval that ends before it begins.
    """
    edtf = edtf.strip()
    if not edtf:
        return NEVER
    if "/" not in edtf:
        return _single(edtf)
    left, right = edtf.split("/", 1)
    first: dt.date | None = None
    last: dt.date | None = None
    late_start: dt.date | None = None
    early_end: dt.date | None = None
    if left not in _OPEN:
        first, late_start = _bounds(left)
    if right not in _OPEN:
        early_end, last = _bounds(right)
    if first and last and first > last:
        raise ValueError(f"'{edtf}' ends before it begins. Write the earlier date first, as in 2023/2025.")
    if right == ".." and late_start:
        early_end = dt.date.max
    if left == ".." and early_end:
        late_start = dt.date.min
    certain = late_start is not None and early_end is not None and late_start <= early_end
    return Validity(edtf, first, last, late_start if certain else None, early_end if certain else None, interval=True)


def _single(edtf: str) -> Validity:
    first, last = _bounds(edtf)
    day = first if first == last else None
    return Validity(edtf, first, last, day, day, interval=False)


def _bounds(text: str) -> tuple[dt.date, dt.date]:
    """Earliest and latest day of one EDTF date."""
    match = _DATE.match(text)
    if not match:
        raise ValueError(f"'{text}' is not an EDTF date. Write 2023, 2023-09, 2023-09-19, 2023/2025 or 2023/..")
    year, month, day, _qualifier = match.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if low < 1:
        raise ValueError(f"'{text}' has no year that a calendar can hold (0001 to 9999).")
    if month is None or month == "XX":
        return dt.date(low, 1, 1), dt.date(high, 12, 31)
    number = int(month)
    if number in _PARTS or number in _SEASONS:
        begin, end = _PARTS.get(number) or _SEASONS[number]
        if end < begin:  # a winter runs into the next year
            return dt.date(low, begin, 1), _last_day(min(high + 1, 9999), end)
        return dt.date(low, begin, 1), _last_day(high, end)
    if not 1 <= number <= 12:
        raise ValueError(f"'{text}' has no month {month}.")
    if day is None or day == "XX":
        return dt.date(low, number, 1), _last_day(high, number)
    try:
        return dt.date(low, number, int(day)), dt.date(high, number, int(day))
    except ValueError:
        raise ValueError(f"'{text}' is no day of the calendar.") from None


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
