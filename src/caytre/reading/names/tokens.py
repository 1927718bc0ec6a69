"""Where a person's name begins and ends: capitalised words, particles, Vietnamese family names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from caytre.reading.folding import fold_name
from caytre.reading.names.offices import all_surnames, no_names, particles

_UPPER = "".join(letter for letter in map(chr, (*range(0x41, 0x250), *range(0x1EA0, 0x1EFA))) if letter.isupper())
_TOKEN = re.compile(
    rf"(?:(?:al|el|ul|bin|ibn|d|o)[-'’])?[{_UPPER}](?:[^\W\d_]|['’](?=[^\W\d_])(?!s\b))*(?:-[^\W\d_]+)*"
)
_INITIAL = re.compile(rf"[{_UPPER}]\.(?:[{_UPPER}]\.)*")
_PARTICLE = re.compile("(?:" + "|".join(sorted(particles(), key=len, reverse=True)) + ")(?= )")
_SYLLABLE = re.compile(
    r"(?!.*(?:aa|ee|ii|uu|oo(?!ng|c)))(?:ngh?|nh|ch|tr|th|ph|kh|gh|gi|qu|[bcdđghklmnpqrstvx])?[aeiouyăâêôơư]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_VIETNAMESE = re.compile("[ăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_TONELESS = str.maketrans(
    "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ",
    "aaaaaăăăăăâââââeeeeeêêêêêiiiiioooooôôôôôơơơơơuuuuuưưưưưyyyyy",
)
_LONGEST = 7  # words in one name
_LONGEST_VIETNAMESE = 5


_ROMAN = re.compile("[IVX]+")  # "Charles III"
_LONGEST_WORD = 40  # code points; what is longer is no word of a name


def _token(cased: str, place: int) -> re.Match[str] | None:
    found = _TOKEN.match(cased, place)
    return found if found and found.end() - place <= _LONGEST_WORD else None


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name at a place of the folded text."""

    start: int
    end: int
    words: int
    vietnamese: bool


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Whether a lower-case word could be one Vietnamese syllable."""
    return len(word) <= 7 and bool(_SYLLABLE.fullmatch(word.translate(_TONELESS)))


@lru_cache(maxsize=4096)
def is_surname(word: str) -> bool:
    return fold_name(word) in all_surnames()


def name_at(cased: str, start: int, taken: Callable[[int], int | None]) -> Name | None:
    """The name of a person that begins here, or None.

    taken: the end of a gazetteer name that begins at a place, None where none does.
    """
    first = _token(cased, start)
    if first is None:
        return None
    if first[0].isupper() and len(first[0]) > 1:
        return _loud_name(cased, start)
    if is_surname(first[0]) and (name := _vietnamese_name(cased, start)):
        return name
    return _foreign_name(cased, start, taken)


def _vietnamese_name(cased: str, start: int) -> Name | None:
    words, end = 0, start
    place = start
    while words < _LONGEST_VIETNAMESE:
        token = _token(cased, place)
        if token is None or not is_syllable(token[0].lower()) or (words and token[0].isupper() and len(token[0]) > 1):
            break
        words, end = words + 1, token.end()
        if cased[end : end + 1] != " ":
            break
        place = end + 1
    following = _token(cased, end + 1) if cased[end : end + 1] == " " else None
    if words < 2 or (words == _LONGEST_VIETNAMESE and following):
        return None
    if words == 2 and following and not is_syllable(following[0].lower()):
        return None  # "Ban Ki-moon", "Lee Jae-myung": the family name is no sign here
    return Name(start, end, words, True)


def _foreign_name(cased: str, start: int, taken: Callable[[int], int | None]) -> Name | None:
    tokens: list[str] = []
    end = place = start
    while len(tokens) < _LONGEST:
        token = _token(cased, place) or None
        initial = _INITIAL.match(cased, place)
        if initial and (token is None or initial.end() > token.end()):
            token = initial
        if token is None:
            particle = _PARTICLE.match(cased, place) if tokens else None
            if particle is None:
                break
            place = particle.end() + 1
            if _token(cased, place) is None:
                break
            continue
        if tokens and (covered := taken(place)) and (covered > token.end() or not tokens):
            break
        if token[0].lower() in no_names():
            break
        tokens.append(token[0])
        end = token.end()
        if cased[end : end + 1] != " ":
            break
        place = end + 1
    if not tokens or not _sounds_foreign(tokens):
        return None
    return Name(start, end, len(tokens), False)


def _sounds_foreign(tokens: list[str]) -> bool:
    """Whether the words could be a foreign name: no Vietnamese words, unless hyphens transcribe one."""
    tokens = tokens[:1] + [token for token in tokens[1:] if not _ROMAN.fullmatch(token)]
    lower = [token.lower() for token in tokens]
    if any(len(token) > 1 and token.replace("-", "").isupper() and "." not in token for token in tokens):
        return False
    if any(_VIETNAMESE.search(word) and "-" not in word for word in lower):
        return False
    if len(tokens) == 1:
        return len(tokens[0]) > 2 and not is_syllable(lower[0])
    return any(len(token) > 2 for token in tokens)


def _loud_name(cased: str, start: int) -> Name | None:
    """A name in capitals: only where something else than a capitalised word ends it."""
    end, words, place = start, 0, start
    while words < _LONGEST_VIETNAMESE:
        token = _token(cased, place)
        if token is None or not token[0].isupper() or not is_syllable(token[0].lower()):
            break
        words, end = words + 1, token.end()
        if cased[end : end + 1] != " ":
            break
        place = end + 1
    if not 2 <= words <= 4 or not is_surname(_token(cased, start)[0].capitalize()):  # type: ignore[index]
        return None
    if cased[end : end + 1] == " " and end + 1 < len(cased) and cased[end + 1].isupper():
        return None
    return Name(start, end, words, True)


def name_before(cased: str, end: int) -> Name | None:
    """The name of a person that ends here and has at least two words, or None."""
    window = max(0, end - 60)
    starts = [found.span() for found in _TOKEN.finditer(cased, window, end)]
    chain: list[tuple[int, int]] = []
    edge = end
    for begin, stop in reversed(starts):
        gap = cased[stop:edge]
        if edge != end and gap != " " and gap.strip() not in particles():
            break
        if edge == end and gap:
            break
        if begin and (cased[begin - 1].isalnum() or cased[begin - 1] in "-'’"):
            break
        chain.append((begin, stop))
        edge = begin
    chain.reverse()
    for at in range(len(chain) - 1):
        first = cased[chain[at][0] : chain[at][1]]
        if is_surname(first.capitalize() if first.isupper() else first) and 2 <= len(chain) - at <= _LONGEST_VIETNAMESE:
            words = [cased[begin:stop].lower() for begin, stop in chain[at:]]
            if all(map(is_syllable, words)):
                return Name(chain[at][0], end, len(words), True)
    words = [cased[begin:stop] for begin, stop in chain]
    if 2 <= len(words) <= _LONGEST and _sounds_foreign(words) and not any(word.lower() in no_names() for word in words):
        return Name(chain[0][0], end, len(words), False)
    return None


def word_before(cased: str, place: int) -> str:
    """The word that ends one blank before a place, "" where there is none."""
    if not cased.startswith(" ", place - 1):
        return ""
    return cased[max(0, place - 25) : place - 1].rsplit(" ", 1)[-1].rsplit("\n", 1)[-1]


def is_function_word(word: str) -> bool:
    """Whether a capitalised word may only be the first of its sentence."""
    return word.lower() in no_names()
