"""Numbers with their units as Vietnamese and English write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from caytre.record.engine.answers import Amount, Language

BOUNDS = {
    "vi": {"about": "khoảng", "nearly": "gần", "at_least": "hơn", "at_most": "không quá"},
    "en": {"about": "about", "nearly": "nearly", "at_least": "more than", "at_most": "at most"},
}
SCALES = {
    "vi": ((Decimal(10) ** 9, "tỷ"), (Decimal(10) ** 6, "triệu")),
    "en": ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million")),
}
SPACED = {"vi": {"%": "%"}, "en": {"%": "%"}}


def write_number(number: Decimal, language: Language) -> str:
    """A number with the language's separators and no more decimals than it has (six at most)."""
    number = number.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP).normalize()
    text = f"{number:,f}"
    if language == "vi":
        return text.translate(str.maketrans(",.", ".,"))
    return text


def write_short(number: Decimal, language: Language) -> str:
    """A number in millions or billions where that loses nothing (three decimals at most): 1,2 tỷ; 1.2 billion."""
    for scale, word in SCALES[language]:
        scaled = number / scale
        if abs(scaled) >= 1 and scaled == scaled.quantize(Decimal("0.001")):
            return f"{write_number(scaled, language)} {word}"
    return write_number(number, language)


def write_amount(amount: Amount, language: Language) -> str:
    """An amount as a noun phrase: hơn 700 tỷ USD; more than USD 700 billion; 5,05%; 1.200 công dân."""
    number = write_short(amount.number, language)
    unit = amount.unit.strip()
    if unit == "%":
        phrase = f"{number}%"
    elif language == "en" and len(unit) == 3 and unit.isascii() and unit.isupper():
        phrase = f"{unit} {number}"  # ISO 4217 code before the figure, as English style guides have it
    else:
        phrase = f"{number} {unit}".strip()
    bound = BOUNDS[language].get(amount.bound, "")
    return f"{bound} {phrase}".strip()
