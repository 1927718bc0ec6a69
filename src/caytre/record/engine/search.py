"""What a search asks, and where the words asked stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

SHORTEST_PREFIX = 3  # letters of the last word from which on it also finds longer words
LONGEST_QUERY = 300  # characters; what is longer is a text, not a question
SNIPPET = 220  # characters around the first words found

_CHUNK = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_TONES = (
    ("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"),
    ("oè", "òe"), ("oé", "óe"), ("oẻ", "ỏe"), ("oẽ", "õe"), ("oẹ", "ọe"),
    ("uỳ", "ùy"), ("uý", "úy"), ("uỷ", "ủy"), ("uỹ", "ũy"), ("uỵ", "ụy"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand together, in this order; `prefix`: the last one may go on."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A search: every phrase must be found."""

    phrases: tuple[Phrase, ...]

    def __bool__(self) -> bool:
        return bool(self.phrases)


def parse(text: str) -> Question:
    """The question in what was typed: words, "phrases in quotes", and the last word taken as a beginning.

    A word with hyphens or points inside (15-CT/TW) is a phrase. Never raises; what has no letter or figure asks
    nothing.
    """
    text = unicodedata.normalize("NFC", text.replace("\x00", " "))[:LONGEST_QUERY]
    text = text.translate(str.maketrans("“”„«»", '"""""'))
    phrases = []
    for match in _CHUNK.finditer(text):
        words = tuple(_WORD.findall(match[1] if match[1] is not None else match[2]))
        if words:
            open_end = match[1] is None and match.end() == len(text) and len(words[-1]) >= SHORTEST_PREFIX
            phrases.append(Phrase(words, open_end))
    return Question(tuple(phrases))


def spellings(word: str) -> tuple[str, ...]:
    """A word in the ways it may be written in a text with marks: both tone placements, composed and decomposed."""
    found = [word]
    lower = word.lower()
    for one, other in (*_TONES, *((b, a) for a, b in _TONES)):
        if lower.endswith(one) and not lower.endswith(("qu" + one[1:], "q" + one)):
            found.append(lower[: -len(one)] + other)
    return tuple(dict.fromkeys(found + [unicodedata.normalize("NFD", each) for each in found]))


class _Plain(dict[int, str]):
    """Each letter to its lower case without marks, one for one, so that offsets stay."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        base = unicodedata.normalize("NFD", letter)[0].lower()
        plain = "d" if base == "đ" else base
        self[code] = plain if len(plain) == 1 else letter
        return self[code]


_PLAIN = _Plain()


def plain(text: str) -> str:
    """Lower case without marks, of the same length; combining marks stay, in their places."""
    return text.translate(_PLAIN)


def spans(text: str, question: Question, *, most: int = 12) -> list[tuple[int, int]]:
    """Where the question's phrases stand in `text`, marks disregarded, in order and not overlapping."""
    pattern = _pattern(question)
    if pattern is None:
        return []
    found = []
    for match in pattern.finditer(plain(text)):
        found.append(match.span())
        if len(found) == most:
            break
    return found


def _pattern(question: Question) -> re.Pattern[str] | None:
    alternatives = []
    for phrase in sorted(question.phrases, key=lambda phrase: -len(" ".join(phrase.words))):
        words = ["[\u0300-\u036f]*".join(map(re.escape, plain(word))) + "[\u0300-\u036f]*" for word in phrase.words]
        end = r"[^\W_]*" if phrase.prefix else r"(?![^\W_])"
        alternatives.append(r"(?<![^\W_])" + r"[\W_]+".join(words) + end)
    return re.compile("|".join(alternatives)) if alternatives else None


def snippet(text: str, question: Question) -> tuple[str, int, tuple[tuple[int, int], ...]]:
    """A piece of `text` around the first words found: the piece, where it starts, and the spans found in it.

    Where nothing is found (the words stand in the title) the text's beginning.
    """
    found = spans(text, question)
    first = _densest(found)
    start = 0 if first < 60 else _word_start(text, first - 60)
    end = min(len(text), start + SNIPPET)
    if end < len(text):
        blank = text.rfind(" ", start + SNIPPET // 2, end)
        end = blank if blank > 0 else end
    inside = tuple((a - start, b - start) for a, b in found if start <= a and b <= end)
    return text[start:end], start, inside


def _densest(found: Sequence[tuple[int, int]]) -> int:
    """Where the piece with the most spans begins."""
    best, most = 0, 0
    for index, (start, _) in enumerate(found):
        count = sum(1 for other, _ in found[index:] if other < start + SNIPPET - 60)
        if count > most:
            best, most = start, count
    return best


def _word_start(text: str, place: int) -> int:
    while place > 0 and not text[place - 1].isspace():
        place -= 1
    return place
