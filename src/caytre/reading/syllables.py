"""The shape of a Vietnamese syllable, which tells the language even of a few words.

Vietnamese has some 6,500 written syllables, all of the form onset + rhyme + tone. Whether a word can be one is a
strong sign: few words of other languages can, and text decoded with the wrong table almost never is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSETS = "ngh|ng|gh|gi|kh|ch|nh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
# Rhymes without tone marks, with the letters' own marks (â ă ê ô ơ ư).
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y ya yêm yên yêng yêt yêu ych ynh yt yn
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uynh uyên uyêt
uyn uyt uyu
ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
""".split()
_TONES = str.maketrans("", "", "̣̀́̉̃")
_MARKS = str.maketrans("", "", "̛̣̀́̉̃̂̆")


def _pattern(rhymes: list[str]) -> re.Pattern[str]:
    longest_first = sorted(set(rhymes), key=lambda rhyme: (-len(rhyme), rhyme))
    return re.compile(f"(?:{_ONSETS})?(?:{'|'.join(longest_first)})")


def without_marks(word: str) -> str:
    """`word` with tones and letter marks taken off: "đường" is "duong"."""
    plain = unicodedata.normalize("NFD", word).translate(_MARKS)
    return plain.replace("đ", "d").replace("Đ", "D")


_WITH_MARKS = _pattern(_RHYMES)
_PLAIN = _pattern([without_marks(rhyme) for rhyme in _RHYMES])


@lru_cache(maxsize=32768)
def is_syllable(word: str) -> bool:
    """True when the word, in lower case, can be a Vietnamese syllable written with its marks."""
    toneless = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))
    return bool(_WITH_MARKS.fullmatch(toneless))


@lru_cache(maxsize=32768)
def is_plain_syllable(word: str) -> bool:
    """True when the word, in lower case and without any marks, can be a Vietnamese syllable typed without them."""
    return bool(_PLAIN.fullmatch(word))
