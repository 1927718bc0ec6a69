"""Which statements cannot both hold.

The rule behind every kind: a contradiction is reported only where no reading of the dates, bounds and roundings given
makes both statements true. Two presidents in "2023" may have followed each other; on one day they cannot.

Read first: `compare`. Comes in: `Claim`s, one per statement, already known to speak of comparable things (same
predicate, same actors). Goes out: a `Finding` or None; `compare(a, b)` and `compare(b, a)` agree.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from caytre.record.engine.text import identity
from caytre.record.engine.validity import NEVER, Validity

Kind = Literal["value", "holder", "term", "level", "denial"]

FIGURES = frozenset({"trade_figure", "statistic"})
ASSERTED = frozenset({"done", "ongoing"})

# How far a rounded figure may lie from the true one, as a share of it. A figure is taken as rounded at its last
# digit that is not zero, but never by more than this: "20 tỷ" is not 24.
_ROUNDING = Decimal("0.025")
_ABOUT = Decimal("0.10")
_NEARLY = Decimal("0.25")
_MORE = Decimal("0.50")  # "hơn 800" stands for no more than half as much again

# Words that say what a figure of trade or money measures; two figures are compared only where these agree.
_MEASURES = {
    "export": ("xuất khẩu", "export"),
    "import": ("nhập khẩu", "import"),
    "surplus": ("xuất siêu", "thặng dư", "surplus"),
    "deficit": ("nhập siêu", "thâm hụt", "deficit"),
    "investment": ("vốn đầu tư", "đầu tư", "fdi", "invest"),
    "aid": ("oda", "viện trợ", "official development assistance"),
    "project": ("dự án", "project"),
    "growth": ("tăng", "giảm", "growth", "grew", "increase", "decrease", "fell", "rose", "up by", "down by"),
}
_NO_HOLDER_ALONE = re.compile(
    r"^(?:các |những )?(?:phó|thứ trưởng|trợ lý|ủy viên|uỷ viên|thành viên|đại biểu|nghị sĩ|cố vấn"
    r"|đặc phái viên|nguyên|cựu|former|ex-|deputy|vice|assistant|member|adviser|advisor|special envoy"
    r"|minister of state|under-?secretary)"
)
_LEVELS: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    (
        "comprehensive strategic partnership",
        3,
        re.compile(
            r"đối tác (?:hợp tác )?chiến lược toàn diện|comprehensive strategic (?:cooperative )?partner|"
            r"comprehensive and strategic partner"
        ),
    ),
    ("strategic partnership", 2, re.compile(r"đối tác chiến lược|strategic (?:cooperative )?partner")),
    (
        "comprehensive partnership",
        1,
        re.compile(r"đối tác (?:hợp tác )?toàn diện|comprehensive (?:cooperative )?partner"),
    ),
)
_SECTORAL = re.compile(
    r"(?:đối tác (?:hợp tác )?(?:chiến lược|toàn diện)(?: toàn diện)?|partnership)"
    r" (?:về|trong lĩnh vực|lĩnh vực|on|in|for) "
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the comparison needs of one statement. `subject` and `object`: id of the merged actor, else the words."""

    id: int
    predicate: str
    subject: str
    object: str = ""
    value_text: str = ""
    value_number: Decimal | None = None
    unit: str = ""
    bound: str = ""
    valid: Validity = NEVER
    modality: str = "done"
    quotes: tuple[str, ...] = ()
    passages: tuple[tuple[int, int, int], ...] = ()  # (document, start, end)
    seen: tuple[dt.date, ...] = ()  # days on which documents that say it were published


@dataclass(frozen=True, slots=True)
class Finding:
    """Two statements that cannot both hold; `left` is the smaller id."""

    kind: Kind
    left: int
    right: int


def compare(one: Claim, other: Claim) -> Finding | None:
    """Whether two statements contradict each other. A passage never contradicts itself."""
    if one.id == other.id or one.predicate != other.predicate or _same_passage(one, other):
        return None
    kind = _denial(one, other) or _kind(one, other)
    if kind is None:
        return None
    return Finding(kind, min(one.id, other.id), max(one.id, other.id))


def _kind(one: Claim, other: Claim) -> Kind | None:
    if one.predicate in FIGURES:
        return "value" if _two_values(one, other) else None
    if one.modality not in ASSERTED or other.modality not in ASSERTED:
        return None
    if one.predicate == "position_held":
        return "holder" if _two_holders(one, other) else None
    if one.predicate == "membership_term":
        return "term" if _terms_clash(one, other) else None
    if one.predicate == "partnership_level":
        return "level" if _two_levels(one, other) else None
    return None


def _same_passage(one: Claim, other: Claim) -> bool:
    return any(
        left[0] == right[0] and left[1] < right[2] and right[1] < left[2]
        for left in one.passages
        for right in other.passages
    )


# --- one says it, the other denies it ------------------------------------------------------------------------------


def _denial(one: Claim, other: Claim) -> Kind | None:
    modalities = {one.modality, other.modality}
    if "denied" not in modalities or not modalities & ASSERTED:
        return None
    if not one.valid.edtf and one.predicate not in ("position_held", "organisation_membership", "partnership_level"):
        return None
    same = (
        (one.subject, one.object, one.valid.edtf, one.value_number)
        == (other.subject, other.object, other.valid.edtf, other.value_number)
        and identity(one.value_text) == identity(other.value_text)
        and identity(one.unit) == identity(other.unit)
    )
    return "denial" if same else None


# --- two values for one figure -------------------------------------------------------------------------------------


def band(value: Decimal, bound: str = "") -> tuple[Decimal, Decimal]:
    """The values a figure can stand for, given how exact it claims to be. Both ends in the figure's own unit.

    bound: "" exact but rounded, "about", "nearly" (gần), "at_least" (hơn, trên, ít nhất), "at_most".
    """
    size = abs(value)
    if bound == "at_least":
        return value, value + size * _MORE
    if bound == "at_most":
        return value - size * _MORE, value
    if bound == "nearly":
        return value - size * _NEARLY, value
    if bound == "about":
        return value - size * _ABOUT, value + size * _ABOUT
    exponent = value.normalize().as_tuple().exponent if value else 0
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    slack = min(step / 2, size * _ROUNDING)
    return value - slack, value + slack


def figures_agree(one: Decimal, other: Decimal, *, one_bound: str = "", other_bound: str = "") -> bool:
    """Whether two values can be the same figure. "Hơn 800" agrees with 812; 812 does not agree with 840."""
    low, high = band(one, one_bound)
    other_low, other_high = band(other, other_bound)
    return low <= other_high and other_low <= high


def measures(quotes: tuple[str, ...]) -> frozenset[str]:
    """What the words around a figure say it measures."""
    text = " ".join(quotes).casefold()
    return frozenset(name for name, words in _MEASURES.items() if any(word in text for word in words))


def _two_values(one: Claim, other: Claim) -> bool:
    if one.value_number is None or other.value_number is None or not one.valid.edtf:
        return False
    if (one.subject, one.object, identity(one.unit)) != (other.subject, other.object, identity(other.unit)):
        return False
    if (one.valid.first, one.valid.last) != (other.valid.first, other.valid.last):
        return False
    if one.modality != other.modality and not {one.modality, other.modality} <= ASSERTED:
        return False
    if identity(one.value_text) != identity(other.value_text) or measures(one.quotes) != measures(other.quotes):
        return False
    return not figures_agree(one.value_number, other.value_number, one_bound=one.bound, other_bound=other.bound)


# --- two holders of one office -------------------------------------------------------------------------------------


def held_by_one(office: str) -> bool:
    """Whether an office has one holder at a time, as far as its words tell: deputies and members have many."""
    return bool(office) and not _NO_HOLDER_ALONE.match(identity(office))


def _sure_spans(claim: Claim) -> list[tuple[dt.date, dt.date]]:
    """Spans of days on which the statement holds for certain: by its own dates, else on the days it was published."""
    if claim.valid.edtf:
        valid = claim.valid
        return [(valid.sure_first, valid.sure_last)] if valid.sure_first and valid.sure_last else []
    return [(day, day) for day in claim.seen]


def _two_holders(one: Claim, other: Claim) -> bool:
    if one.subject == other.subject or one.object != other.object or not one.object:
        return False
    if identity(one.value_text) != identity(other.value_text) or not held_by_one(one.value_text):
        return False
    return any(
        start <= other_end and other_start <= end
        for start, end in _sure_spans(one)
        for other_start, other_end in _sure_spans(other)
    )


# --- terms that do not fit -----------------------------------------------------------------------------------------


# What two languages call the same seat; an ordinary one is called nothing, so that a source may leave the word out.
_SEATS = {
    "thành viên": "",
    "ủy viên": "",
    "member": "",
    "a member": "",
    "elected member": "",
    "ủy viên không thường trực": "non-permanent member",
}


def _role(claim: Claim) -> str:
    """What the term is a term of: the words of the value without its years, the same in either language."""
    words = re.sub(r"[\d/–—-]+|\b(?:nhiệm kỳ|giai đoạn|khóa|khoá|term|period)\b", " ", identity(claim.value_text))
    role = " ".join(identity(words).split())
    return _SEATS.get(role, role)


def _terms_clash(one: Claim, other: Claim) -> bool:
    """One member: two different terms that run into each other. Two members: equal beginnings, different lengths."""
    left, right = one.valid, other.valid
    if one.object != other.object or not one.object or _role(one) != _role(other):
        return False
    if not (left.interval and right.interval and left.first and left.last and right.first and right.last):
        return False
    if (left.first, left.last) == (right.first, right.last):
        return False
    if one.subject == other.subject:
        if left.first > right.first:
            left, right = right, left
        if left.first == right.first:
            return True
        assert left.last is not None and right.first is not None  # noqa: S101 - for the type checker; checked above
        return right.first.year < left.last.year  # a term may begin in the year in which the one before it ends
    return left.first == right.first and "/" in left.edtf and len(left.edtf) == len(right.edtf)


# --- two levels of one relation ------------------------------------------------------------------------------------


def level_of(words: str) -> tuple[str, int] | None:
    """The level of relation that the words name, with its rank; None for anything that is no rung of the ladder."""
    text = identity(words)
    if _SECTORAL.search(text):
        return None
    for name, rank, pattern in _LEVELS:
        if pattern.search(text):
            return name, rank
    return None


def _two_levels(one: Claim, other: Claim) -> bool:
    if {one.subject, one.object} != {other.subject, other.object}:
        return False
    left, right = level_of(one.value_text), level_of(other.value_text)
    if left is None or right is None or left == right:
        return False
    if one.valid.edtf and other.valid.edtf:
        same_month = one.valid.edtf == other.valid.edtf and len(one.valid.edtf) >= len("2023-09")
        return one.valid.sure_on(other.valid) or (same_month and not one.valid.interval)
    higher, lower = (one, other) if left[1] > right[1] else (other, one)
    if lower.valid.edtf:
        return False  # the lower one is dated, the higher seen at some time: it may have followed
    if higher.valid.edtf:
        since = higher.valid.last if not higher.valid.interval else higher.valid.first
        return since is not None and any(day > since for day in lower.seen)
    return any(low >= high for low in lower.seen for high in higher.seen)
