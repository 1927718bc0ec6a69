"""Which language a text is in: Vietnamese also without its marks, English, others by py3langid; None when unsure."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from caytre.reading.syllables import is_plain_syllable, is_syllable

_SAMPLE = 4000  # characters; the language of a document shows in its first page
_WORD = re.compile(r"[^\W\d_]+")
_ONLY_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỵỷỹ]")
_ENGLISH = frozenset(
    "the of and to in is was for that on with as by at from his her it are be has have will this which not or an were "
    "its their after about said who he she they we would been but between into more than also".split()
)
# Syllables of everyday Vietnamese as typed without marks that are no words of English or other Latin languages.
_PLAIN_VIETNAMESE = frozenset(
    "cua nhung duoc trong voi nguoi viet nam ngay chinh thuc quoc nuoc hop tac ngoai giao tham hoi dong tong thong thu "
    "tuong bo truong phu dai su quan kinh te lanh dao hai ben phat trien khu vuc doi nhan dan chu tich thanh tai cac "
    "mot khong nay sau truoc dang cung den hoa binh lien hiep tuyen hang trieu nhat tri nang len ty vao thuong mai kim"
    " ngach tu cho ve co la va chuyen nhu theo ong ba bien tinh tieng nhiem van nghi quyet dai bieu toan dien".split()
)
_ENOUGH_WORDS = 3
_ENOUGH_LETTERS = 12  # of writing without blanks between words


def tell_language(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`; None when the text is empty, too short or mixed past telling."""
    sample = text[:_SAMPLE].lower()
    words = _WORD.findall(sample)
    if len(words) < _ENOUGH_WORDS and sum(map(len, words)) < _ENOUGH_LETTERS:
        # One Vietnamese letter is proof enough even in a headline of two words.
        marked = [word for word in words if _ONLY_VIETNAMESE.search(word)]
        return "vi" if marked and all(map(is_syllable, words)) else None
    count = len(words)
    english = sum(1 for word in words if word in _ENGLISH) / count
    marked_words = [word for word in words if not word.isascii()]
    if marked_words and len(marked_words) >= count * 0.15:
        share = sum(map(is_syllable, marked_words)) / len(marked_words)
        if share > 0.7 and _ONLY_VIETNAMESE.search(sample):
            return "vi"
    if len(marked_words) <= count * 0.1:
        if english >= 0.12:
            return "en"
        plain = sum(1 for word in words if is_plain_syllable(word)) / count
        usual = sum(1 for word in words if word in _PLAIN_VIETNAMESE) / count
        if plain >= 0.85 and usual >= 0.3:
            return "vi"
    return _ask_langid(text[:_SAMPLE], sum(map(len, words)))


def _ask_langid(sample: str, letters: int) -> str | None:
    """py3langid's answer where it is sure of it."""
    if letters < 2 * _ENOUGH_LETTERS and sample.isascii():
        return None
    language, probability = _identifier().classify(sample)
    return str(language) if probability > 0.6 else None


@cache
def _identifier() -> Any:
    """The identifier with its model, which takes a third of a second to load: only when it is asked."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
