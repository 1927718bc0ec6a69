"""How Vietnamese writes dates: rules over folded text (lower case, composed)."""

from __future__ import annotations

import re

from caytre.reading.calendar_parts import (
    Anchor,
    Found,
    Kind,
    Rule,
    between,
    day,
    full_year,
    month,
    months,
    quarter,
)
from caytre.reading.folding import place_tones

_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:0?[1-9]|1[0-2])"
_Y = r"[12]\d{3}"
_TO = r"\s?[-–—]\s?"
_FREE = r"(?<![\w./,-])"  # nothing that belongs to a number or a word stands before
_STOP = r"(?![\d])(?!/\w)(?![.,-]\d)(?!-[^\W\d])"  # ... nor after: no 81/2022/NĐ-CP, no 9/2023.5
_HOURS = r"(?:(?:rạng )?sáng|trưa|đầu giờ chiều|chiều tối|chiều|tối|đêm|hôm|khuya)"
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)"
_DAY_WORD = (
    rf"(?:(?:{_HOURS}\s)?(?:{_WEEKDAY},?\s)?(?:các\s)?ngày\s(?:mùng\s|mồng\s)?|{_HOURS}\s(?:mùng\s|mồng\s)?"
    rf"|{_WEEKDAY}\s)"
)
_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "mười hai": 12,
}  # fmt: skip
_WORD_MONTH = r"(?:một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười hai|mười một|mười)"
_COUNT = r"(?:1[01]|[1-9]|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười một|mười)"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NEAR = r"(?:(?:khoảng |vào |trong |tính )?(?:cuối|đầu|giữa|hết) )"
_YEAR_OF_MONTH = rf"(?:\s?[/-]\s?|\s(?:năm\s)?|,\s?năm\s)(?P<y>{_Y})"


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _found(edtf: str | None, kind: Kind, *, relative: bool = False, group: int | str = 0) -> Found | None:
    return Found(edtf, kind, relative, group) if edtf else None


def _day(match: re.Match[str], anchor: Anchor) -> Found | None:
    return _found(day(match["y"], match["m"], match["d"]), "day")


def _days(match: re.Match[str], anchor: Anchor) -> Found | None:
    """14-15/9/2025, 30/9-3/10/2025, từ ngày 29/12/2024 đến 2/1/2025; without a year near publication."""
    groups = match.groupdict()
    month_last = int(match["m2"])
    month_first = int(groups.get("m1") or month_last)
    year_last = groups.get("y2") or anchor.year_of(month_last, int(match["d2"]))
    if year_last is None:
        return None
    year_first = groups.get("y1") or (int(year_last) - (month_first > month_last))
    first, last = day(year_first, month_first, match["d1"]), day(year_last, month_last, match["d2"])
    return _found(between(first, last), "interval", relative=not groups.get("y2"))


def _day_near_publication(match: re.Match[str], anchor: Anchor) -> Found | None:
    year = anchor.year_of(int(match["m"]), int(match["d"]))
    return _found(day(year, match["m"], match["d"]), "day", relative=True) if year else None


def _month(match: re.Match[str], anchor: Anchor) -> Found | None:
    return _found(month(match["y"], _number(match["m"])), "month")


def _month_near_publication(match: re.Match[str], anchor: Anchor) -> Found | None:
    number = _number(match["m"])
    year = anchor.year_of(number)
    return _found(month(year, number), "month", relative=True) if year else None


def _month_run(match: re.Match[str], anchor: Anchor) -> Found | None:
    """ba tháng đầu năm 2025, 9 tháng năm 2025, 6 tháng cuối năm."""
    count = _number(match["n"])
    year: str | int | None = match["y"] or anchor.year
    if not year or count > 11:
        return None
    edtf = months(year, 13 - count, 12) if match["end"] == "cuối" else months(year, 1, count)
    return _found(edtf, "interval", relative=not match["y"])


def _months(match: re.Match[str], anchor: Anchor) -> Found | None:
    year_last = match["y2"] or anchor.year_of(int(match["m2"]))
    if not year_last:
        return None
    year_first = match["y1"] or int(year_last) - (int(match["m1"]) > int(match["m2"]))
    edtf = between(month(year_first, match["m1"]), month(year_last, match["m2"]))
    return _found(edtf, "interval", relative=not match["y2"])


def _quarter(match: re.Match[str], anchor: Anchor) -> Found | None:
    number = match["q"]
    year: str | int | None = match["y"] or anchor.year
    which = _ROMAN.get(number) or _NUMBERS.get(number) or int(number)
    return _found(quarter(year, which), "quarter", relative=not match["y"]) if year else None


def _half(match: re.Match[str], anchor: Anchor) -> Found | None:
    year: str | int | None = match["y"] or anchor.year
    first = match["half"] in ("đầu", "đầu của")
    return _found(months(year, *((1, 6) if first else (7, 12))), "interval", relative=not match["y"]) if year else None


def _years(match: re.Match[str], anchor: Anchor) -> Found | None:
    kind: Kind = "term" if match["lead"] and re.match(r"nhiệm|khóa|niên|năm học", match["lead"]) else "interval"
    return _found(between(match["y1"], full_year(match["y1"], match["y2"])), kind)


def _since(match: re.Match[str], anchor: Anchor) -> Found | None:
    return _found(f"{_plain(match)}/..", "interval")


def _until(match: re.Match[str], anchor: Anchor) -> Found | None:
    plain = _plain(match)
    if match["as_of"]:  # "tính đến tháng 9/2025" says when the count was taken, not until when it holds
        return _found(plain, "month" if len(plain or "") == 7 else "year")
    return _found(f"../{plain}", "interval")


def _until_day(match: re.Match[str], anchor: Anchor) -> Found | None:
    plain = day(match["y"], match["m"], match["d"])
    return _found(plain if match["as_of"] else plain and f"../{plain}", "day" if match["as_of"] else "interval")


def _since_day(match: re.Match[str], anchor: Anchor) -> Found | None:
    plain = day(match["y"], match["m"], match["d"])
    return _found(plain and f"{plain}/..", "interval")


def _plain(match: re.Match[str]) -> str | None:
    return month(match["y"], match["m"]) if match["m"] else match["y"]


def _year(match: re.Match[str], anchor: Anchor) -> Found | None:
    return _found(match["y"], "year")


def _decade(match: re.Match[str], anchor: Anchor) -> Found | None:
    digits = match["n"]
    return _found(f"{digits[:3]}X" if len(digits) == 4 else f"19{digits[0]}X", "year")


def _duration(match: re.Match[str], anchor: Anchor) -> Found | None:
    unit = {"năm": "Y", "tháng": "M", "tuần": "W", "ngày": "D", "thập kỷ": "Y"}[match["unit"]]
    count = _number(match["n"]) * (10 if match["unit"] == "thập kỷ" else 1)
    return _found(f"P{count}{unit}", "duration")


_DAYS_AWAY = {
    "sáng nay": 0,
    "trưa nay": 0,
    "chiều nay": 0,
    "tối nay": 0,
    "đêm qua": -1,
    "tối qua": -1,
    "chiều qua": -1,
    "sáng qua": -1,
    "sáng mai": 1,
    "hôm nay": 0,
    "hôm qua": -1,
    "hôm kia": -2,
    "ngày mai": 1,
    "ngày kia": 2,
}
_MONTHS_AWAY = {
    "tháng này": 0, "tháng trước": -1, "tháng qua": -1, "tháng vừa qua": -1, "tháng tới": 1, "tháng sau": 1,
}  # fmt: skip
_YEARS_AWAY = {"năm nay": 0, place_tones("năm ngoái"): -1, "năm tới": 1, "sang năm": 1}


def _relative_day(match: re.Match[str], anchor: Anchor) -> Found | None:
    return _found(anchor.days_away(_DAYS_AWAY[match["word"]]), "day", relative=True)


def _relative_month(match: re.Match[str], anchor: Anchor) -> Found | None:
    return _found(anchor.months_away(_MONTHS_AWAY[match["word"]]), "month", relative=True)


def _relative_year(match: re.Match[str], anchor: Anchor) -> Found | None:
    if anchor.year is None:
        return None
    return _found(f"{anchor.year + _YEARS_AWAY[match['word']]:04}", "year", relative=True)


def _month_of_year(match: re.Match[str], anchor: Anchor) -> Found | None:
    if anchor.year is None:
        return None
    return _found(month(anchor.year + _YEARS_AWAY[match["word"]], match["m"]), "month", relative=True)


def _rule(name: str, pattern: str, build: object, *, numeric: bool = True) -> Rule:
    return Rule(name, re.compile(place_tones(pattern)), build, numeric)  # type: ignore[arg-type]


_FROM_DAY = r"(?:(?:từ|trong)\s)?(?:(?:các|hai|ba)\s)?(?:ngày\s|(?<=từ\s))"
_WORDS = "|".join
_ALONE = r"(?<!\d\s)(?<!những\s)(?<!các\s)(?<!vài\s)(?<!mấy\s)(?<!nhiều\s)"  # "3-5 năm tới" is a span

RULES: tuple[Rule, ...] = (
    _rule(
        "days in one month",  # từ ngày 14-15/9/2025, các ngày 14 và 15 tháng 9 năm 2025, 14 - 15/9/2025
        rf"{_FREE}(?:{_FROM_DAY})?(?P<d1>{_D})(?:{_TO}|\s(?:đến|tới|và)\s(?:hết\s)?(?:ngày\s)?)(?P<d2>{_D})"
        rf"(?:\s?[/.]\s?|-|\stháng\s)(?P<m2>{_M})(?:[/.-]|\snăm\s|,\snăm\s)(?P<y2>{_Y}){_STOP}",
        _days,
    ),
    _rule(
        "days in one month, without a year",  # từ ngày 8-9/4
        rf"{_FREE}{_FROM_DAY}(?P<d1>{_D})(?:{_TO}|\s(?:đến|tới|và)\s(?:hết\s)?(?:ngày\s)?)(?P<d2>{_D})"
        rf"(?:/|\stháng\s)(?P<m2>{_M}){_STOP}(?!/|\snăm\s\d)",
        _days,
    ),
    _rule(
        "days in two months",  # từ ngày 30/9 đến 3/10/2025, 29/12/2024 - 2/1/2025
        rf"{_FREE}(?:{_FROM_DAY})?(?P<d1>{_D})(?:/|\stháng\s)(?P<m1>{_M})(?:(?:/|\snăm\s)(?P<y1>{_Y}))?"
        rf"(?:{_TO}|\s(?:đến|tới)\s(?:hết\s)?(?:ngày\s)?)(?P<d2>{_D})(?:/|\stháng\s)(?P<m2>{_M})"
        rf"(?:/|\snăm\s)(?P<y2>{_Y}){_STOP}",
        _days,
    ),
    _rule(
        "days in two months, without a year",
        rf"{_FREE}{_FROM_DAY}(?P<d1>{_D})(?:/|\stháng\s)(?P<m1>{_M})(?:{_TO}|\s(?:đến|tới)\s(?:hết\s)?(?:ngày\s)?)"
        rf"(?P<d2>{_D})(?:/|\stháng\s)(?P<m2>{_M}){_STOP}(?!/|\snăm\s\d)",
        _days,
    ),
    _rule(
        "day",  # ngày 19/9/2022, 19-9-2022, 05.12.2022
        rf"{_FREE}(?:{_DAY_WORD})?(?P<d>{_D})(?P<s>[/.-])(?P<m>{_M})(?P=s)(?P<y>{_Y}){_STOP}",
        _day,
    ),
    _rule(
        "day in words",  # ngày 5 tháng 12 năm 2022
        rf"{_FREE}(?:{_DAY_WORD})?(?P<d>{_D})\stháng\s(?P<m>{_M})(?:,?\snăm\s|/|-)(?P<y>{_Y}){_STOP}",
        _day,
    ),
    _rule("ISO day", rf"{_FREE}(?P<y>{_Y})-(?P<m>\d\d)-(?P<d>\d\d)(?![\d/-])", _day),
    _rule(
        "day without a year",  # chiều 21/11, ngày 5/12, ngày 5 tháng 12
        rf"{_FREE}{_DAY_WORD}(?P<d>{_D})(?:/|-|\stháng\s)(?P<m>{_M}){_STOP}(?!\s?(?:/|-)\s?\d|,?\snăm\s\d|\sâm lịch)",
        _day_near_publication,
    ),
    _rule("day in brackets, without a year", rf"(?<=\()(?P<d>{_D})/(?P<m>{_M})(?=\))", _day_near_publication),
    _rule("days in brackets, without a year", rf"(?<=\()(?P<d1>{_D})-(?P<d2>{_D})/(?P<m2>{_M})(?=\))", _days),
    _rule(
        "months",  # từ tháng 3 đến tháng 5/2025
        rf"{_FREE}(?:từ\s)?tháng\s(?P<m1>{_M})(?:(?:/|\snăm\s)(?P<y1>{_Y}))?(?:{_TO}|\s(?:đến|tới)\s(?:hết\s)?)"
        rf"(?:tháng\s)?(?P<m2>{_M})(?:(?:/|\snăm\s)(?P<y2>{_Y}))?{_STOP}",
        _months,
    ),
    _rule("month", rf"{_FREE}{_NEAR}?tháng\s(?P<m>{_M}){_YEAR_OF_MONTH}{_STOP}", _month),
    _rule(
        "month of a year told from publication",  # tháng 11 năm ngoái
        rf"{_FREE}{_NEAR}?tháng\s(?P<m>{_M})\s(?:của\s)?(?P<word>{_WORDS(_YEARS_AWAY)})(?!\w)",
        _month_of_year,
    ),
    _rule("month in words", rf"{_FREE}{_NEAR}?tháng\s(?P<m>{_WORD_MONTH})\snăm\s(?P<y>{_Y}){_STOP}", _month),
    _rule(
        "month and year alone",  # (9/2023), đến 9/2023
        rf"{_FREE}(?<!số\s)(?P<m>{_M})/(?P<y>{_Y}){_STOP}",
        _month,
    ),
    _rule(
        "month without a year",  # trong tháng 9, đầu tháng 12 tới
        rf"{_FREE}{_NEAR}?tháng\s(?P<m>{_M}){_STOP}(?!\s?[/-]\s?\d|,?\s(?:năm\s)?[12]\d{{3}})",
        _month_near_publication,
    ),
    _rule(
        "months from the start of a year",  # ba tháng đầu năm 2025, 9 tháng năm 2025, 6 tháng cuối năm
        rf"{_FREE}(?P<n>{_COUNT})\stháng(?:\s(?P<end>đầu|cuối))?(?:\scủa)?\snăm(?:\s(?:nay|(?P<y>{_Y})))?(?!\s\d){_STOP}",
        _month_run,
        numeric=False,
    ),
    _rule(
        "quarter",  # quý I/2025, quý 3 năm 2025, quý một năm nay
        rf"{_FREE}quý\s(?P<q>iv|i{{1,3}}|[1-4]|một|hai|ba|bốn|tư)"
        rf"(?:(?:\s?[/-]\s?|\snăm\s|,\snăm\s|\s)(?P<y>{_Y})|\snăm nay)(?![\w/])",
        _quarter,
        numeric=False,
    ),
    _rule(
        "half of a year",  # nửa đầu năm 2025
        rf"{_FREE}nửa\s(?P<half>đầu|cuối|sau)(?:\scủa)?\snăm(?:\s(?:nay|(?P<y>{_Y})))(?![\w/])",
        _half,
        numeric=False,
    ),
    _rule(
        "years",  # nhiệm kỳ 2023-2025, giai đoạn 2021 - 2025, (2022-2023), nhiệm kỳ 2023-25
        rf"{_FREE}(?P<lead>(?:nhiệm kỳ|giai đoạn|thời kỳ|khóa|niên khóa|năm học|trong năm|năm)\s)?"
        rf"(?P<y1>{_Y})(?:{_TO}|/(?=[12]\d{{3}}))(?P<y2>{_Y}){_STOP}",
        _years,
    ),
    _rule(
        "term with a short second year",
        rf"{_FREE}(?P<lead>(?:nhiệm kỳ|giai đoạn|niên khóa|năm học)\s)(?P<y1>{_Y})[-–](?P<y2>\d\d){_STOP}",
        _years,
    ),
    _rule(
        "years in words",  # từ năm 2019 đến (hết) năm 2023
        rf"{_FREE}(?P<lead>)từ\s(?:năm\s)?(?P<y1>{_Y})(?:\s(?:đến|tới)\s|{_TO})(?:hết\s)?(?:năm\s)?(?P<y2>{_Y}){_STOP}",
        _years,
    ),
    _rule(
        "since",  # từ năm 2019, kể từ tháng 3/2024
        rf"{_FREE}(?:kể\s|bắt đầu\s)?từ\s(?:{_NEAR}?tháng\s(?P<m>{_M})(?:/|\snăm\s)|{_NEAR}?(?:sau\s)?năm\s)(?P<y>{_Y})"
        rf"(?!\s(?:đến|tới)\s(?:hết |năm |tháng |\d)){_STOP}",
        _since,
    ),
    _rule(
        "until",  # đến năm 2030, trước năm 2030, tính đến tháng 9/2025
        rf"{_FREE}(?P<as_of>tính\s)?(?:đến|tới|vào trước|trước|chậm nhất|muộn nhất)\s(?:hết\s|cuối\s)?(?:vào\s)?"
        rf"(?:tháng\s(?P<m>{_M})(?:/|\snăm\s)|năm\s|(?=[12]\d{{3}}\W)(?<=đến\s))(?P<y>{_Y}){_STOP}(?!\s?[-–]\s?\d)",
        _until,
    ),
    _rule(
        "since a day",  # có hiệu lực từ ngày 1/8/2020
        rf"{_FREE}(?:kể\s|bắt đầu\s)?từ\s(?:ngày\s)?(?P<d>{_D})(?:/|-|\stháng\s)(?P<m>{_M})(?:/|-|,?\snăm\s)(?P<y>{_Y})"
        rf"(?!\s(?:đến|tới)\s|\s?[-–]\s?\d){_STOP}",
        _since_day,
    ),
    _rule(
        "until a day",  # trước ngày 30/9/2025
        rf"{_FREE}(?P<as_of>tính\s)?(?:đến|tới|trước|chậm nhất|muộn nhất)\s(?:hết\s|vào\s)?ngày\s(?P<d>{_D})"
        rf"(?:/|-|\stháng\s)(?P<m>{_M})(?:/|-|,?\snăm\s)(?P<y>{_Y}){_STOP}",
        _until_day,
    ),
    _rule("decade", rf"{_FREE}(?:những năm|thập niên|thập kỷ)\s(?P<n>[12]\d\d0|[1-9]0)(?![\w/.,-]\w)", _decade),
    _rule("year", rf"{_FREE}{_NEAR}?năm\s(?P<y>{_Y}){_STOP}(?!\s?[-–]\s?{_Y})", _year),
    _rule(
        "year of comparison",
        rf"{_FREE}(?:cùng kỳ|trong|cuối|đầu|giữa|hết|(?:năm\s)?tài khóa)\s(?P<y>{_Y}){_STOP}(?!\s[^\W\d]+/)",
        _year,
    ),
    _rule("year in brackets", rf"(?<=\()(?:năm\s)?(?P<y>{_Y})(?=\))", _year),
    _rule(
        "span of time",  # hơn 35 năm, 3 tháng
        rf"{_FREE}(?<!ngày\s)(?P<n>\d{{1,3}})\s(?P<unit>năm|tháng|tuần|ngày|thập kỷ)(?!\w)(?!\s(?:đầu|cuối|\d))",
        _duration,
    ),
    _rule(
        "day told from publication",
        rf"{_FREE}(?:(?:{_HOURS})\s)?(?P<word>{_WORDS(_DAYS_AWAY)})(?!\w)",
        _relative_day,
        numeric=False,
    ),
    _rule(
        "month told from publication",
        rf"{_FREE}{_ALONE}(?P<word>{_WORDS(_MONTHS_AWAY)})(?!\w)",
        _relative_month,
        numeric=False,
    ),
    _rule(
        "year told from publication",
        rf"{_FREE}{_ALONE}(?P<word>{_WORDS(_YEARS_AWAY)})(?!\w)",
        _relative_year,
        numeric=False,
    ),
)
