"""The line on which a page says when it was published: "Thứ Hai, 22/11/2026, 08:30 (GMT+7)", "November 22, 2026"."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"), 1
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATES = (
    re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d)(?![\d/])"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"ngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2}),?\s+năm\s+(?P<y>(?:19|20)\d\d)(?!\d)", re.I),
    re.compile(
        rf"\b(?P<n>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)(?!\d(?!\d?:\d\d))", re.I
    ),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<n>{_MONTH})\.?,?\s+(?P<y>(?:19|20)\d\d)(?!\d)", re.I),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2}),?\s+(?:năm\s+)?(?P<y>(?:19|20)\d\d)(?!\d)", re.I),
)
# What may stand beside the date on such a line, and nothing else.
_BESIDE = re.compile(
    r"\d{1,2}\s?[:hg]\s?\d{2}(?::\d{2})?"
    r"|\b(?:[ap]\.?m\.?|giờ|phút|GMT|UTC|ICT|EST|EDT|ET|BST|CET|IST|SGT"
    r"|ngày đăng|ngày|đăng lúc|đăng ngày|xuất bản|cập nhật|lúc|lần cuối|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn"
    r"|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|published|updated|posted|last|modified|on|at|date|ago|first|time|in"
    r"|hà nội|ha noi|hanoi|tp\.? ?hcm|tp\.? hồ chí minh|đà nẵng|cần thơ|huế|new york|geneva|vienna)\b"
    r"|[|,.:;()\[\]+\-–—•·/]|\s|(?<!\d)\d{1,2}(?!\d)",
    re.I,
)
_LONGEST = 120
_UPDATED = re.compile(r"cập nhật|updated|modified", re.I)


def dateline(line: str) -> str | None:
    """The day a line of publication gives, as EDTF; None for a line that says more than when."""
    if len(line) > _LONGEST:
        return None
    for pattern in _DATES:
        match = pattern.search(line)
        if match:
            # Two dates on one line are "published … updated …": the first counts.
            rest = line[: match.start()] + " " + line[match.end() :]
            for other in _DATES:
                rest = other.sub(" ", rest)
            return edtf_day(match) if not _BESIDE.sub("", rest).strip() else None
    return None


def is_dateline(line: str) -> bool:
    """True for a line that says when something was published and nothing else."""
    return dateline(line) is not None


def is_update(line: str) -> bool:
    """True when the line tells of a later change, not of publication."""
    return bool(_UPDATED.search(line))


def edtf_day(match: re.Match[str]) -> str | None:
    """The day matched, when the calendar has it."""
    found = match.groupdict()
    month = int(found["m"]) if found.get("m") else _MONTHS[found["n"].lower()]
    try:
        return date(int(found["y"]), month, int(found["d"])).isoformat()
    except ValueError:
        return None
