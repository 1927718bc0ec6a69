"""Vietnamese as it was typed before Unicode: TCVN3 (ABC fonts), VNI and VISCII.

In all three a byte that western code pages show as "µ" or "ø" stands for a Vietnamese letter or mark. They are met
as bytes, and also inside Unicode files (DOCX, PDF, web pages) whose text was typed in an ABC or VNI font: then each
byte has become the Latin-1 or Windows-1252 character of that number.

Tables: TCVN 5712:1993 (VN3), VISCII of RFC 1456, VNI-Windows as VNI's fonts draw it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Legacy = Literal["TCVN3", "VNI", "VISCII"]

_TCVN3_FROM_A1 = "ĂÂÊÔƠƯĐăâêôơưđẰ"
# ABC fonts draw the lower-case letters only; the capitals between them are those of TCVN 5712 VN2.
_TCVN3_FROM_B5 = "àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"


def _tcvn3() -> dict[int, str]:
    table = {0xA1 + place: letter for place, letter in enumerate(_TCVN3_FROM_A1)}
    return table | {0xB5 + place: letter for place, letter in enumerate(_TCVN3_FROM_B5)}


_VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VISCII_FROM_80 = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)

# VNI writes a plain letter and then a mark: "a" + "á" is "ấ".
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT, _ROOF, _BREVE = "̀", "́", "̉", "̃", "̣", "̂", "̆"
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _ROOF, "à": _ROOF + _GRAVE, "á": _ROOF + _ACUTE, "å": _ROOF + _HOOK, "ã": _ROOF + _TILDE, "ä": _ROOF + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_ALONE = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}
_VNI_BEFORE = {
    **dict.fromkeys("aA", "øùûõïâàáåãäêèéúüë"),
    **dict.fromkeys("eEoO", "øùûõïâàáåãä"),
    **dict.fromkeys("uUyY", "øùûõï"),
    **dict.fromkeys("ôÔöÖ", "øùûõï"),
}


def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = {}
    for alone, letter in _VNI_ALONE.items():
        table[alone], table[alone.upper()] = letter, letter.upper()
    for base, marks in _VNI_BEFORE.items():
        for mark in marks:
            letter = unicodedata.normalize("NFC", table.get(base, base) + _VNI_MARKS[mark])
            table[base + mark] = letter
            table[base + mark.upper()] = letter
    return re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True))), table


_TCVN3 = _tcvn3()
_VISCII = {0x80 + place: letter for place, letter in enumerate(_VISCII_FROM_80)} | _VISCII_LOW
_VNI_PATTERN, _VNI = _vni()
# Windows-1252 shows the bytes 0x80-0x9f as these characters; a legacy byte may arrive as either.
_CP1252 = {bytes([code]).decode("cp1252", "replace"): chr(code) for code in range(0x80, 0xA0)}
_FROM_CP1252 = str.maketrans({shown: code for shown, code in _CP1252.items() if shown != "�"})


def from_latin1(text: str, legacy: Legacy) -> str:
    """`text`, whose characters are the bytes of a legacy encoding (Latin-1 or Windows-1252), in Unicode (NFC)."""
    if legacy == "VNI":
        return _VNI_PATTERN.sub(lambda match: _VNI[match[0]], text)
    if legacy == "TCVN3":
        return text.translate(_TCVN3)
    return text.translate(_FROM_CP1252).translate(_VISCII)


def decode(data: bytes, legacy: Legacy) -> str:
    """Bytes of a legacy encoding in Unicode; every byte has a reading, so this never fails."""
    return from_latin1(data.decode("latin-1"), legacy)
