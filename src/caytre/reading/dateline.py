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
_DAYS = (
    re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d)(?![\d/])"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"ngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2}),?\s+năm\s+(?P<y>(?:19|20)\d\d)(?!\d)", re.I),
    re.compile(
        rf"\b(?P<n>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)(?!\d(?!\d?:\d\d))", re.I
    ),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<n>{_MONTH})\.?,?\s+(?P<y>(?:19|20)\d\d)(?!\d)", re.I),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2}),?\s+(?:năm\s+)?(?P<y>(?:19|20)\d\d)(?!\d)", re.I),
)
_MONTHS_ALONE = (
    re.compile(r"tháng\s+(?P<m>\d{1,2})(?:\s?[/-]\s?|\s+năm\s+)(?P<y>(?:19|20)\d\d)(?!\d)", re.I),
    re.compile(rf"\b(?P<n>{_MONTH})\.?,?\s+(?P<y>(?:19|20)\d\d)(?!\d)", re.I),
)
_PARTS = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+")
# "Rabat, 26 July 2025", "Thursday, 11 June 2026, International Press Centre", "Làm tại Hà Nội, ngày …".
_DONE = re.compile(r"^(?:done (?:in|at)|làm tại|ký tại|tại)\s+", re.I)
_PLACES = 40  # characters, at most, before or after the date
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
    """The day (or month, where it gives no day) of a line of publication, as EDTF; None for a line that says more.

    A line in several parts, "Khánh Linh • 06/02/2025" or "Issue 14 | July 2025", is one when one of its parts is.
    """
    if len(line) > _LONGEST:
        return None
    whole = _date_alone(line)
    if whole is None and (parts := _PARTS.split(line)) and len(parts) > 1:
        return next(filter(None, map(_date_alone, parts)), None)
    return whole


def _date_alone(text: str) -> str | None:
    for patterns in (_DAYS, _MONTHS_ALONE):
        for pattern in patterns:
            match = pattern.search(text)
            if match:
                # Two dates on one line are "published … updated …": the first counts.
                rest = text[: match.start()] + " " + text[match.end() :]
                for other in _DAYS:
                    rest = other.sub(" ", rest)
                alone = not _BESIDE.sub("", rest).strip() or _is_place(text[: match.start()], text[match.end() :])
                return edtf_of(match) if alone else None
    return None


def _is_place(before: str, after: str) -> bool:
    """True when what stands before and after a date are a place, parted from it by a comma, and beside words."""
    before, after = before.strip(), after.strip()
    if before and not _BESIDE.sub("", before):
        before = ""
    if after and not _BESIDE.sub("", after):
        after = ""
    named = before or after
    if not named or (before and after) or len(named) > _PLACES:
        return False
    parted = before.rstrip(" ngày").endswith(",") if before else after.startswith(",")
    words = _BESIDE.sub(" ", _DONE.sub("", named)).split()
    return parted and bool(words) and all(word[0].isupper() for word in words)


def is_dateline(line: str) -> bool:
    """True for a line that says when something was published."""
    return dateline(line) is not None


def is_update(line: str) -> bool:
    """True when the line tells of a later change, not of publication."""
    return bool(_UPDATED.search(line))


def edtf_of(match: re.Match[str]) -> str | None:
    """The day or month matched, when the calendar has it."""
    found = match.groupdict()
    year, month = int(found["y"]), int(found["m"]) if found.get("m") else _MONTHS[found["n"].lower()]
    if not found.get("d"):
        return f"{year}-{month:02}" if 1 <= month <= 12 else None
    try:
        return date(year, month, int(found["d"])).isoformat()
    except ValueError:
        return None
