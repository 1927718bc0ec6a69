"""Figures met in a text: "146,3 triệu USD" is 146 300 000 USD, "gần 70 hoạt động" nearly 70.

Numbers are read in the format of the language (1.234,5 in Vietnamese, 1,234.5 in English; a form that only the
other format allows is read so), scaled (nghìn, triệu, tỷ, million, bn), with money as ISO 4217 codes, "%", or the
words that follow as unit, with ranges and with the bound that the text sets (gần, hơn, khoảng, tối đa, nearly ...).
"gấp đôi" and "doubled" are a growth of 100 %; "lớn thứ 2" is a place: unit "rank".
Dates, document numbers, scores, telephone numbers and names with a number (COP28, U23) are no figures.

The words of each language stand in figure_words.py. Time: linear; every pattern is bounded and begins at a number.
"""

from __future__ import annotations

import re

from caytre.reading.figure_words import ENGLISH, VIETNAMESE, Words
from caytre.reading.folding import fold
from caytre.reading.model import Bound, Figure

_YEAR = re.compile(r"(?:19|20)\d\d")
_LANGUAGES = {"vi": VIETNAMESE, "en": ENGLISH}


def find_figures(text: str, *, language: str | None) -> list[Figure]:
    """The figures of a text, sorted, not overlapping; offsets cover number, scale and unit, not the bound's word.

    language: "vi" or "en"; another language, or none, is read as Vietnamese.
    """
    folded = fold(text)
    words = _LANGUAGES.get(language or "", VIETNAMESE)
    figures: list[Figure] = []
    cursor = 0
    for match in words.candidate.finditer(folded.text):
        if match.start() < cursor:
            continue
        figure = _read(folded.text, match, words)
        if figure is None:
            continue
        cursor = figure.end
        start, end = folded.span(figure.start, figure.end)
        unit = figure.unit
        if unit and unit not in words.fixed_units:  # the unit as the text spells it
            at = folded.text.find(unit, figure.start, figure.end)
            unit = folded.cased[at : at + len(unit)] if at >= 0 else unit
        figures.append(Figure(start, end, text[start:end], figure.value, unit, figure.high, figure.bound))
    return figures


def _read(text: str, match: re.Match[str], words: Words) -> Figure | None:
    """One figure that begins where a candidate matched, or nothing."""
    start = match.start()
    before = text[max(0, start - 32) : start]
    if match["times"]:
        value = words.multiples[match["times"]]
        return Figure(start, match.end(), match["times"], value, "%", None, _bound(before, words))
    if match["rank"]:
        place = words.number(match["rank"])
        return None if place is None else Figure(start, match.end("rank"), match["rank"], place, "rank")
    if (not match["scale"] and words.not_a_figure_before.search(before)) or words.not_a_figure_after.match(
        text, match.end("first")
    ):
        return None
    first = words.number(match["first"])
    if first is None:
        return None
    in_words = not match["first"][0].isdigit()
    money = match.groupdict().get("money")
    last = words.number(match["last"]) if match["last"] else None
    scale_first, scale_last = words.scale(match["scale_first"]), words.scale(match["scale"])
    if last is None and match["scale_first"]:  # "$2.6 billion to Brazil" is no range
        scale_last = scale_first
    if match["last"] and (last is None or last * scale_last < first * (scale_first or scale_last)):
        if match["tight"]:  # 5-0 is a score, 15-2024 a number of something
            return None
        last = None
    if match["last"] and last is None:
        return None
    ends = ("scale", "last") if last is not None else ("scale", "scale_first", "first")
    end = next(match.end(name) for name in (*ends, "first") if match[name])
    if last is None:
        value, high = first * scale_last, None
    else:
        value, high = first * (scale_first if match["scale_first"] else scale_last), last * scale_last
    unit: str | None
    if money:
        unit, start = words.money[money], match.start("money")
    else:
        unit, end = _unit(text, end, words)
    if in_words and unit is None:
        return None
    if _YEAR.fullmatch(match["first"]) and not (match["scale"] or money or last or _bound(before, words)):
        return None
    if in_words and not (words.counted.match(unit or "") or first > 10 or match["scale"]):
        return None  # "hai nước", "one of": an article rather than a count
    bound = _bound(before if not money else text[max(0, start - 32) : start], words)
    if bound is None and words.bound_after.match(text, end):
        bound = "at_least"
    return Figure(start, end, text[start:end], _clean(value), unit, None if high is None else _clean(high), bound)


def _clean(value: float) -> float:
    """Without the dust of binary fractions: 146.3 million is 146 300 000, not 146 300 000.00000003."""
    return float(f"{value:.12g}")


def _bound(before: str, words: Words) -> Bound | None:
    match = words.bound_before.search(before)
    return words.bounds[" ".join(match[1].split())] if match else None


def _unit(text: str, end: int, words: Words) -> tuple[str | None, int]:
    """The unit that stands behind a number: per cent, money (with "/kg"), else up to a few following words."""
    known = words.known_unit.match(text, end)
    if known:
        unit = words.unit_names[known["unit"]]
        if known["per"]:
            unit += known["per"].replace(" ", "")
        return unit, known.end()
    noun = words.noun.match(text, end)
    if not noun:
        return None, end
    kept: list[str] = []
    stop = end
    for word in re.finditer(r"\S+", noun[0]):
        bare = word[0].rstrip("/")
        if bare in words.stop_words or (kept and not words.stop_inside.isdisjoint((bare, kept[0]))):
            break
        kept.append(word[0])
        stop = end + word.end()
        if len(kept) == words.longest_unit:
            break
    return (" ".join(kept) or None), stop if kept else end
