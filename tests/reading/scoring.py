"""How well facts were read, measured against annotations.

Comes in: gold facts and gold bodies (see tests/reading/corpus/README.md) and the rows that `caytre read --json` prints.
Goes out: a `Score`, which adds up over documents. Pure: no files, no clock.

A read fact and a gold fact match when the type is the gold type or one of `alt_types`, the quotes overlap by at least
30 % of the shorter, and, where gold has a number, the fact's value can mean that number. Every fact and every gold
fact is used once, with as many matches as possible. Recall counts gold facts that are explicit and no policy goal. An
unmatched fact is false, unless it matches an implied or policy-goal row, is itself a policy goal (`neutral`), or lies
outside the body and touches no gold quote (`outside`). Dates are compared, as intervals, over matched gold facts whose
date stands in the quote. `fields_right` is our own addition: over matched gold facts, how often subject, object and
worded value name what gold names (half of its words, marks and case aside), and `fields_filled` how often they name
anything: a slot left empty is a gap, a slot filled otherwise is a falsehood. They change no other figure.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from statistics import median
from typing import Any

Row = Mapping[str, Any]
Span = tuple[int, int]

ENOUGH_OVERLAP = 0.3
GOAL = "policy_goal"
POWERS = {
    "nghìn": 1e3, "ngàn": 1e3, "thousand": 1e3, "triệu": 1e6, "million": 1e6, "tỷ": 1e9, "tỉ": 1e9, "billion": 1e9,
    "trillion": 1e12,
}  # fmt: skip
SPELT = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "nhất": 1, "nhì": 2,
}  # fmt: skip


@dataclass
class Score:
    """Counts over documents; the ratios are worked out when asked for."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    facts: int = 0
    verbatim: int = 0
    neutral: int = 0
    outside: int = 0
    documents: int = 0
    bodies: int = 0
    bodies_right: int = 0
    dated: int = 0
    dates_right: int = 0
    fields_asked: Counter[str] = field(default_factory=Counter)
    fields_filled: Counter[str] = field(default_factory=Counter)
    fields_right: Counter[str] = field(default_factory=Counter)
    quote_lengths: list[int] = field(default_factory=list)
    wrong_bodies: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)

    def __iadd__(self, other: Score) -> Score:
        for part in fields(self):
            setattr(self, part.name, getattr(self, part.name) + getattr(other, part.name))
        return self

    @property
    def precision(self) -> float:
        return ratio(self.found.total(), self.found.total() + self.false.total())

    @property
    def recall(self) -> float:
        return ratio(self.found.total(), self.gold.total())

    @property
    def f1(self) -> float:
        return ratio(2 * self.precision * self.recall, self.precision + self.recall)

    @property
    def date_accuracy(self) -> float:
        return ratio(self.dates_right, self.dated)

    @property
    def quotes_exact(self) -> float:
        return ratio(self.verbatim, self.facts)

    @property
    def median_quote(self) -> float:
        return median(self.quote_lengths or [0])


def ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


# --- passages ---


def one_line(text: str) -> str:
    """NFC, every run of white space one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def places(text: str, passage: str) -> list[Span]:
    """Every place where these words stand in this order, whatever white space divides them."""
    words = unicodedata.normalize("NFC", passage or "").split()
    pattern = r"\s+".join(re.escape(word) for word in words)
    return [found.span() for found in re.finditer(pattern, text)] if words else []


def overlap(left: Span, right: Span) -> float:
    """Shared characters over the length of the shorter passage, 0..1."""
    shorter = min(left[1] - left[0], right[1] - right[0])
    shared = min(left[1], right[1]) - max(left[0], right[0])
    return max(0, shared) / shorter if shorter > 0 else 0.0


def stands_verbatim(fact: Row, text: str) -> bool:
    start, end, quote = fact.get("start"), fact.get("end"), fact.get("quote")
    return bool(quote) and isinstance(start, int) and isinstance(end, int) and text[start:end] == quote


def span_of_fact(fact: Row, text: str) -> Span | None:
    """Where its offsets say, else the place with the same words nearest to them."""
    if stands_verbatim(fact, text):
        return fact["start"], fact["end"]
    said = fact["start"] if isinstance(fact.get("start"), int) else 0
    return min(places(text, fact.get("quote") or ""), key=lambda span: abs(span[0] - said), default=None)


# --- numbers and dates ---


def power(words: str) -> float:
    """The product of the scale words that begin this text: 'nghìn tỷ đồng' is 1e12."""
    result = 1.0
    for word in words.lower().split():
        if word not in POWERS:
            return result
        result *= POWERS[word]
    return result


def meanings(value: Any, unit: str | None) -> set[float]:
    """Every number that a value can mean, with and without its unit's scale; 1.234 is 1234 or 1.234."""
    if value is None or isinstance(value, bool):
        return set()
    by_unit = power(str(unit or ""))
    if isinstance(value, int | float):
        return {float(value), value * by_unit}
    text = unicodedata.normalize("NFC", str(value)).lower()
    result: set[float] = set()
    for found in re.finditer(r"(?<![\d.,])\d[\d.,]*", text):
        numeral = found[0].rstrip(".,")
        following = power(text[found.end() :])
        for thousands, decimal in ((".", ","), (",", ".")):
            grouped = rf"\d+(?:{re.escape(thousands)}\d{{3}})*(?:{re.escape(decimal)}\d+)?"
            if re.fullmatch(grouped, numeral):
                number = float(numeral.replace(thousands, "").replace(decimal, "."))
                result |= {number * following} if following > 1 else {number, number * by_unit}
    return result or {float(SPELT[word]) for word in text.split() if word in SPELT}


def same_number(gold: Row, fact: Row) -> bool:
    wanted = gold["value"]
    if isinstance(wanted, bool) or not isinstance(wanted, int | float):
        return True
    near = 1e-6 * max(1.0, abs(wanted))
    return any(abs(number - wanted) <= near for number in meanings(fact.get("value"), fact.get("unit")))


def days_of(date: str | None) -> tuple[str | None, str | None] | None:
    """First and last day of an EDTF date or interval, None for an open end; None for what is no date."""
    if not date:
        return None
    ends = str(date).split("/")
    if len(ends) > 2:
        return None
    first, last = _first_and_last(ends[0]), _first_and_last(ends[-1])
    return None if first is None or last is None else (first[0], last[1])


def _first_and_last(part: str) -> tuple[str | None, str | None] | None:
    part = part.strip()
    if part in ("", ".."):
        return None, None
    found = re.fullmatch(r"(\d{4})(?:-Q([1-4])|-(\d\d?)(?:-(\d\d?))?)?(?:T.*)?", part)
    if not found:
        return None
    year = int(found[1])
    first = last = 0
    if found[2]:
        first, last = 3 * int(found[2]) - 2, 3 * int(found[2])
    elif found[3]:
        first = last = int(found[3])
    else:
        first, last = 1, 12
    if not 1 <= first <= 12:
        return None
    length = calendar.monthrange(year, last)[1]
    if found[4]:
        day = int(found[4])
        return (f"{year}-{first:02}-{day:02}",) * 2 if 1 <= day <= length else None
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{length:02}"


# --- fields ---

FIELDS = ("subject", "object", "value")


def bare_words(text: str) -> set[str]:
    """Words without case and marks; the words 'Viet' and 'Nam' are one word."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).replace("viet nam", "vietnam")
    return set(re.findall(r"\w+", plain))


def same_field(wanted: str, said: Any) -> bool:
    left, right = bare_words(wanted), bare_words(str(said or ""))
    return bool(left) and 2 * len(left & right) >= len(left)


# --- documents ---


def most_matches(choices: Sequence[Sequence[int]]) -> dict[int, int]:
    """Left -> right, each used once, as many as possible; earlier choices are tried first (Kuhn's augmenting paths)."""
    taken: dict[int, int] = {}

    def seat(left: int, tried: set[int]) -> bool:
        for right in choices[left]:
            if right in tried:
                continue
            tried.add(right)
            if right not in taken or seat(taken[right], tried):
                taken[right] = left
                return True
        return False

    for left in range(len(choices)):
        seat(left, set())
    return {left: right for right, left in taken.items()}


def body_is_right(gold: Row, body: str) -> bool:
    """Begins and ends where gold does and holds none of its boilerplate; a leading dash is no difference."""
    body = one_line(body).lstrip("-–—•* ")
    starts = [one_line(gold[key]).lstrip("-–—•* ") for key in ("first", "alt_first") if gold.get(key)]
    ends = [one_line(gold[key]) for key in ("last", "alt_last") if gold.get(key)]
    clean = not any(one_line(line) in body for line in gold["inner_boilerplate"])
    return clean and any(map(body.startswith, starts)) and any(map(body.endswith, ends))


def body_span(gold: Row | None, text: str) -> Span:
    if gold is None:
        return 0, len(text)
    starts = [span[0] for key in ("first", "alt_first") for span in places(text, gold.get(key) or "")]
    ends = [span[1] for key in ("last", "alt_last") for span in places(text, gold.get(key) or "")]
    return min(starts, default=gold["start"]), max(ends, default=gold["end"])


def score_document(gold_facts: Sequence[Row], gold_body: Row | None, read: Row) -> Score:
    """One document. `read` is a row of `caytre read --json`, or {} where the document was not read."""
    text = read.get("text") or ""
    facts: Sequence[Row] = read.get("facts") or []
    spans = [span_of_fact(fact, text) for fact in facts]
    gold_places = {id(row): places(text, row["quote"]) for row in gold_facts}

    def nearness(row: Row, index: int) -> float:
        span = spans[index]
        return max((overlap(place, span) for place in gold_places[id(row)]), default=0.0) if span else 0.0

    def fits(row: Row, index: int) -> bool:
        fact = facts[index]
        right_type = fact.get("type") == row["type"] or fact.get("type") in row["alt_types"]
        return right_type and nearness(row, index) >= ENOUGH_OVERLAP and same_number(row, fact)

    def agreement(row: Row, fact: Row) -> int:
        """Of the facts of one list, which quote the same words, the one that names the same things is meant."""
        same = sum(isinstance(row.get(name), str) and same_field(row[name], fact.get(name)) for name in FIELDS)
        return same + (days_of(fact.get("date")) == days_of(row.get("date")))

    wanted = [row for row in gold_facts if row["strength"] == "explicit" and row["type"] != GOAL]
    unrewarded = [row for row in gold_facts if row["strength"] != "explicit" or row["type"] == GOAL]
    choices = []
    for row in wanted:
        fitting = [index for index in range(len(facts)) if fits(row, index)]
        choices.append(
            sorted(
                fitting,
                key=lambda i: (facts[i].get("type") != row["type"], -nearness(row, i), -agreement(row, facts[i])),
            )
        )
    matches = most_matches(choices)

    score = Score(documents=1, facts=len(facts), verbatim=sum(stands_verbatim(fact, text) for fact in facts))
    score.quote_lengths = [len(fact.get("quote") or "") for fact in facts]
    score.gold.update(row["type"] for row in wanted)
    if gold_body is not None:
        score.bodies = 1
        score.bodies_right = int(body_is_right(gold_body, read.get("body") or ""))
        if not score.bodies_right:
            score.wrong_bodies.append(str(gold_body["seed"]))
    for number, row in enumerate(wanted):
        if number not in matches:
            score.misses.append(f"{row['seed']}: {row['type']}: {row['quote']}")
            continue
        score.found[row["type"]] += 1
        for name in FIELDS:
            if isinstance(row.get(name), str):
                score.fields_asked[name] += 1
                score.fields_filled[name] += facts[matches[number]].get(name) not in (None, "")
                score.fields_right[name] += same_field(row[name], facts[matches[number]].get(name))
        if row.get("date_basis") == "quote":
            said = days_of(facts[matches[number]].get("date"))
            score.dated += 1
            score.dates_right += said is not None and said == days_of(row["date"])

    body = body_span(gold_body, text)
    furniture = [span for line in (gold_body or {}).get("inner_boilerplate", []) for span in places(text, line)]
    for index in sorted(set(range(len(facts))) - set(matches.values())):
        fact, span = facts[index], spans[index]
        outside = span is not None and (overlap(span, body) < 1 or any(overlap(span, line) > 0.5 for line in furniture))
        if outside and not any(nearness(row, index) > 0 for row in gold_facts):
            score.outside += 1
        elif fact.get("type") == GOAL or any(fits(row, index) for row in unrewarded):
            score.neutral += 1
        else:
            score.false[str(fact.get("type"))] += 1
            score.mistakes.append(f"{fact.get('type')}: {fact.get('quote')} [{fact.get('value')}]")
    return score


def score_documents(gold_facts: Sequence[Row], bodies: Sequence[Row], read: Iterable[Row]) -> Score:
    """Many documents; those of `read` are matched by the file name in `path`."""
    by_name = {str(row.get("path")).replace("\\", "/").rsplit("/", 1)[-1]: row for row in read}
    body_of = {row["seed"]: row for row in bodies}
    total = Score()
    for name in sorted(body_of.keys() | {row["seed"] for row in gold_facts}):
        rows = [row for row in gold_facts if row["seed"] == name]
        total += score_document(rows, body_of.get(name), by_name.get(name, {}))
    return total
