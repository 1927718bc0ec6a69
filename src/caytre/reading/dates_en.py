"""How English writes dates: rules over folded text (lower case, composed). All-figure dates are day first."""

from __future__ import annotations

import datetime
import re

from caytre.reading.calendar_parts import Anchor, Found, Kind, Rule, between, day, full_year, month, months, quarter

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH_NUMBER = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
_MON = r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"  # noqa: E501
_D = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_Y = r"[12]\d{3}"
_TO = r"\s?[-–—]\s?"
_FREE = r"(?<![\w./,-])"
_STOP = r"(?![\w])(?![/-]\w)(?![.,]\d)"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = rf"(?:(?:{'|'.join(_WEEKDAYS)}),?\s)"
_NEAR = (
    r"(?:(?:at\s)?(?:the\s)?(?:early|mid|late|end|beginning|start|middle)"
    r"(?:[\s-](?:of\s)?(?:the\s)?(?:year\s)?(?:in\s)?))"
)
_SURE = r"(?:(?<=\bon\s)|(?<=\bfrom\s)|(?<=\bby\s)|(?<=day,\s)|(?<=\bto\s)|(?<=\buntil\s))"  # else "they may 5 times"
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
            "ten": 10, "eleven": 11, "twelve": 12, "a": 1}  # fmt: skip
_COUNT = "(?:1[01]|[1-9]|" + "|".join(list(_NUMBERS)[:11]) + ")"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
             "q1": 1, "q2": 2, "q3": 3, "q4": 4}  # fmt: skip


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _month_number(name: str) -> int:
    return _MONTH_NUMBER[name[:3]]


def _day_number(digits: str) -> int:
    return int(digits.rstrip("stndrh"))


def _found(edtf: str | None, kind: Kind, *, relative: bool = False) -> Found | None:
    return Found(edtf, kind, relative) if edtf else None


def _day(match: re.Match[str], anchor: Anchor) -> Found | None:
    number, digits = _month_number(match["m"]), _day_number(match["d"])
    year = match.groupdict().get("y")
    if year:
        return _found(day(year, number, digits), "day")
    near = anchor.year_of(number, digits)
    return _found(day(near, number, digits), "day", relative=True) if near else None


def _figures(match: re.Match[str], anchor: Anchor) -> Found | None:
    return _found(day(match["y"], match["m"], match["d"]), "day")


def _days(match: re.Match[str], anchor: Anchor) -> Found | None:
    groups = match.groupdict()
    month_last = _month_number(groups["m2"] or groups["m1"])
    month_first = _month_number(groups["m1"] or groups["m2"])
    year_last = groups.get("y2") or anchor.year_of(month_last, _day_number(match["d2"]))
    if not year_last:
        return None
    year_first = groups.get("y1") or int(year_last) - (month_first > month_last)
    edtf = between(
        day(year_first, month_first, _day_number(match["d1"])), day(year_last, month_last, _day_number(match["d2"]))
    )
    return _found(edtf, "interval", relative=not groups.get("y2"))


def _month(match: re.Match[str], anchor: Anchor) -> Found | None:
    number = _month_number(match["m"])
    year = match.groupdict().get("y")
    if year:
        return _found(month(year, number), "month")
    near = anchor.year_of(number)
    return _found(month(near, number), "month", relative=True) if near else None


def _months(match: re.Match[str], anchor: Anchor) -> Found | None:
    first, last = _month_number(match["m1"]), _month_number(match["m2"])
    year_first = match["y1"] or int(match["y2"]) - (first > last)
    return _found(between(month(year_first, first), month(match["y2"], last)), "interval")


def _month_run(match: re.Match[str], anchor: Anchor) -> Found | None:
    count = _number(match["n"])
    year: str | int | None = match["y"] or anchor.year
    if not year or count > 11:
        return None
    edtf = months(year, 1, count) if match["end"] in ("first", "opening") else months(year, 13 - count, 12)
    return _found(edtf, "interval", relative=not match["y"])


def _quarter(match: re.Match[str], anchor: Anchor) -> Found | None:
    year: str | int | None = match["y"] or anchor.year
    return _found(quarter(year, _ORDINALS[match["q"]]), "quarter", relative=not match["y"]) if year else None


def _half(match: re.Match[str], anchor: Anchor) -> Found | None:
    year: str | int | None = match["y"] or anchor.year
    first = match["half"] in ("first", "h1")
    return _found(months(year, *((1, 6) if first else (7, 12))), "interval", relative=not match["y"]) if year else None


def _years(match: re.Match[str], anchor: Anchor) -> Found | None:
    kind: Kind = "term" if re.match(r"\s(?:term|session)", match["tail"] or "") or match["lead"] else "interval"
    last = match["y2"] or match.groupdict().get("y3") or ""
    return _found(between(match["y1"], full_year(match["y1"], last)), kind)


def _since(match: re.Match[str], anchor: Anchor) -> Found | None:
    return _found(f"{_plain(match)}/..", "interval")


def _until(match: re.Match[str], anchor: Anchor) -> Found | None:
    plain = _plain(match)
    if match["word"] == "as of":
        return _found(plain, "month" if len(plain or "") == 7 else "year")
    return _found(f"../{plain}", "interval")


def _plain(match: re.Match[str]) -> str | None:
    return month(match["y"], _month_number(match["m"])) if match["m"] else match["y"]


def _year(match: re.Match[str], anchor: Anchor) -> Found | None:
    return _found(match["y"], "year")


def _decade(match: re.Match[str], anchor: Anchor) -> Found | None:
    return _found(f"{match['n'][:3]}X", "year")


def _duration(match: re.Match[str], anchor: Anchor) -> Found | None:
    unit = match["unit"]
    letter = "Y" if unit == "decade" else unit[0].upper()
    return _found(f"P{_number(match['n']) * (10 if unit == 'decade' else 1)}{letter}", "duration")


_DAYS_AWAY = {"today": 0, "yesterday": -1, "tomorrow": 1}
_MONTHS_AWAY = {"this month": 0, "last month": -1, "next month": 1}
_YEARS_AWAY = {"this year": 0, "last year": -1, "next year": 1}


def _relative_day(match: re.Match[str], anchor: Anchor) -> Found | None:
    return _found(anchor.days_away(_DAYS_AWAY[match["word"]]), "day", relative=True)


def _weekday(match: re.Match[str], anchor: Anchor) -> Found | None:
    """ "on Monday" in a report is the latest Monday, the day of publication included."""
    if anchor.date is None:
        return None
    back = (anchor.date.weekday() - _WEEKDAYS.index(match["word"])) % 7
    return _found((anchor.date - datetime.timedelta(days=back)).isoformat(), "day", relative=True)


def _relative_month(match: re.Match[str], anchor: Anchor) -> Found | None:
    return _found(anchor.months_away(_MONTHS_AWAY[match["word"]]), "month", relative=True)


def _month_told(match: re.Match[str], anchor: Anchor) -> Found | None:
    """ "last November" is the latest one before publication, "next May" the first one after."""
    if anchor.year is None or anchor.month is None:
        return None
    number = _month_number(match["m"])
    if match["word"] == "last":
        year = anchor.year - (number >= anchor.month)
    elif match["word"] == "next":
        year = anchor.year + (number <= anchor.month)
    else:
        year = anchor.year
    return _found(month(year, number), "month", relative=True)


def _next_weekday(match: re.Match[str], anchor: Anchor) -> Found | None:
    if anchor.date is None:
        return None
    ahead = (_WEEKDAYS.index(match["word"]) - anchor.date.weekday() - 1) % 7 + 1
    return _found((anchor.date + datetime.timedelta(days=ahead)).isoformat(), "day", relative=True)


def _relative_year(match: re.Match[str], anchor: Anchor) -> Found | None:
    if anchor.year is None:
        return None
    return _found(f"{anchor.year + _YEARS_AWAY[match['word']]:04}", "year", relative=True)


def _rule(name: str, pattern: str, build: object, *, numeric: bool = True) -> Rule:
    return Rule(name, re.compile(pattern), build, numeric)  # type: ignore[arg-type]


RULES: tuple[Rule, ...] = (
    _rule(
        "days, day first",  # 5-7 December 2022, from 30 September to 2 October 2025
        rf"{_FREE}(?:from\s)?(?P<d1>{_D})(?:\s(?:of\s)?(?P<m1>{_MON})(?:,?\s(?P<y1>{_Y}))?)?"
        rf"(?:{_TO}|\s(?:to|and|until|through)\s)(?P<d2>{_D})\s(?:of\s)?(?P<m2>{_MON})(?:,?\s(?P<y2>{_Y}))?{_STOP}",
        _days,
    ),
    _rule(
        "days, month first",  # December 5-7, 2022, September 30 - October 2, 2025
        rf"{_FREE}(?:from\s)?(?P<m1>{_MON})\s(?P<d1>{_D})(?:,?\s(?P<y1>{_Y}))?(?:{_TO}|\s(?:to|and|until|through)\s)"
        rf"(?:(?P<m2>{_MON})\s)?(?P<d2>{_D})(?:,?\s(?P<y2>{_Y}))?{_STOP}",
        _days,
    ),
    _rule("day first", rf"{_FREE}{_WEEKDAY}?(?:the\s)?(?P<d>{_D})\s(?:of\s)?(?P<m>{_MON}),?\s(?P<y>{_Y}){_STOP}", _day),
    _rule("month first", rf"{_FREE}{_WEEKDAY}?(?P<m>{_MON})\s(?P<d>{_D}),?\s(?P<y>{_Y}){_STOP}", _day),
    _rule("day in figures", rf"{_FREE}(?P<d>{_D})(?P<s>[/.-])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<y>{_Y}){_STOP}", _figures),
    _rule("ISO day", rf"{_FREE}(?P<y>{_Y})-(?P<m>\d\d)-(?P<d>\d\d)(?![\d/-])", _figures),
    _rule(
        "day first, without a year",
        rf"{_FREE}{_WEEKDAY}?(?:the\s)?(?P<d>{_D})\s(?:of\s)?(?P<m>{_MON}){_STOP}(?!,?\s[12]\d{{3}})",
        _day,
    ),
    _rule(
        "month first, without a year",
        rf"{_FREE}{_WEEKDAY}?(?P<m>(?!may\s|march\s){_MON}|{_SURE}(?:may|march))\s(?P<d>{_D}){_STOP}(?!,?\s[12]\d{{3}}|[-–]\d)",
        _day,
    ),
    _rule(
        "months",  # January-October 2025, from March 2024 to May 2025
        rf"{_FREE}(?:from\s)?(?P<m1>{_MON})(?:\s(?P<y1>{_Y}))?(?:{_TO}|\sto\s|\sthrough\s)(?P<m2>{_MON}),?\s(?P<y2>{_Y}){_STOP}",
        _months,
    ),
    _rule("month", rf"{_FREE}{_NEAR}?(?P<m>{_MON}),?\s(?:of\s)?(?P<y>{_Y}){_STOP}", _month),
    _rule(
        "month in figures",
        rf"(?<=\()(?P<n>0?[1-9]|1[0-2])/(?P<y>{_Y})(?=\))",
        lambda match, anchor: _found(month(match["y"], match["n"]), "month"),
    ),
    _rule(
        "month without a year",
        rf"(?<=\bin\s)(?:{_NEAR})?(?P<m>{'|'.join(_MONTHS)}){_STOP}(?!,?\s(?:of\s)?\d)",
        _month,
        numeric=False,
    ),
    _rule(
        "months from the start of a year",  # the first nine months of 2025
        rf"{_FREE}(?P<end>first|opening|last|final)\s(?P<n>{_COUNT})\smonths\s(?:of|in)\s"
        rf"(?:this year|the year|(?P<y>{_Y})){_STOP}",
        _month_run,
        numeric=False,
    ),
    _rule(
        "quarter",  # the first quarter of 2025, Q1 2025, Q1/2025
        rf"{_FREE}(?P<q>(?:first|second|third|fourth|1st|2nd|3rd|4th)(?=[\s-]quarter)|q[1-4](?=[\s/-]))"
        rf"(?:[\s-]quarter)?(?:\sof|\sin)?[\s/-](?:this year|(?P<y>{_Y}))(?!\w)",
        _quarter,
        numeric=False,
    ),
    _rule(
        "half of a year",  # the first half of 2025, H1 2025
        rf"{_FREE}(?P<half>(?:first|second)(?=\shalf)|h[12](?=[\s/]))(?:\shalf)?(?:\sof|\sin)?[\s/]"
        rf"(?:this year|(?P<y>{_Y}))(?!\w)",
        _half,
        numeric=False,
    ),
    _rule(
        "years",  # 2022-2023, the 2023–25 term, 2021 to 2026, from 2021 to 2026, between 2016 and 2020
        rf"{_FREE}(?P<lead>(?:term|tenure)\s(?:of\s)?)?(?:from\s|between\s)?(?P<y1>{_Y})"
        rf"(?:{_TO}(?P<y2>{_Y})|(?:(?<=from\s\d{{4}})|(?<=between\s\d{{4}}))\s(?:to|and|until)\s(?P<y3>{_Y}))"
        rf"(?P<tail>\s(?:term|session|period))?{_STOP}",
        _years,
    ),
    _rule(
        "years, the second short",
        rf"{_FREE}(?P<lead>(?:term|tenure)\s(?:of\s)?)?(?P<y1>{_Y})(?:–|-(?=\d\d\s(?:term|session|period|biennium)))(?P<y2>\d\d)"
        rf"(?P<tail>\s(?:term|session|period))?{_STOP}",
        _years,
    ),
    _rule("since", rf"{_FREE}since\s(?:{_NEAR}|the\s)?(?:(?P<m>{_MON})\s)?(?P<y>{_Y}){_STOP}", _since),
    _rule(
        "until",  # by 2030, until the end of 2027, as of June 2025
        rf"{_FREE}(?P<word>by|until|till|before|no later than|as of)\s(?:the\s)?(?:year\s|end\sof\s|late\s|early\s)?"
        rf"(?:(?P<m>{_MON})\s)?(?P<y>{_Y}){_STOP}",
        _until,
    ),
    _rule("decade", rf"{_FREE}(?P<n>[12]\d\d0)s(?!\w)", _decade),
    _rule(
        "year",  # in 2022, late 2021, the year 2024, of 2024, for 2025
        rf"{_FREE}(?:{_NEAR}|(?<=\bin\s)|(?<=\bof\s)|(?<=\bfor\s)|(?<=\bfrom\s)|(?<=\bto\s)|(?<=\bduring\s)|(?<=\bthroughout\s)"
        rf"|(?<=\bover\s)|year\s|fiscal\s)(?:year\s)?(?P<y>{_Y}){_STOP}(?!\s[-–]\s?\d)(?!\s(?:people|citizens|troops|personnel))",
        _year,
    ),
    _rule("year in brackets", rf"(?<=\()(?P<y>{_Y})(?=\))", _year),
    _rule(
        "span of time",
        rf"{_FREE}(?P<n>\d{{1,3}}|{'|'.join(_NUMBERS)})[\s-](?P<unit>year|month|week|day|decade)s?(?!\w)(?!-old)",
        _duration,
        numeric=False,
    ),
    _rule(
        "day told from publication",
        rf"{_FREE}(?P<word>{'|'.join(_DAYS_AWAY)})(?!\w|[’']s)",
        _relative_day,
        numeric=False,
    ),
    _rule(
        "weekday",
        rf"{_FREE}on\s(?P<word>{'|'.join(_WEEKDAYS)})(?!\w)(?!,?\s(?:\d|{_MON}\s\d))",
        _weekday,
        numeric=False,
    ),
    _rule(
        "named month told from publication",
        rf"{_FREE}(?P<word>last|this|next)\s(?P<m>{'|'.join(_MONTHS)})(?!\w)",
        _month_told,
        numeric=False,
    ),
    _rule("weekday to come", rf"{_FREE}next\s(?P<word>{'|'.join(_WEEKDAYS)})(?!\w)", _next_weekday, numeric=False),
    _rule(
        "month told from publication",
        rf"{_FREE}(?P<word>{'|'.join(_MONTHS_AWAY)})(?!\w)",
        _relative_month,
        numeric=False,
    ),
    _rule(
        "year told from publication", rf"{_FREE}(?P<word>{'|'.join(_YEARS_AWAY)})(?!\w)", _relative_year, numeric=False
    ),
)
