"""Vietnamese in the encodings of before Unicode is converted, and a warning says so."""

from __future__ import annotations

import unicodedata

import pytest

from caytre.reading.extract import extract
from caytre.reading.extract.encoding import decode, mend_fonts
from caytre.reading.extract.legacy import _TCVN3, _VISCII, _VNI

VIETNAMESE = (
    "Bộ Ngoại giao thông báo: chuyến thăm của Đoàn đại biểu Quốc hội nước bạn đã kết thúc tốt đẹp, "
    "hai bên ký năm văn kiện hợp tác về giáo dục, thủy sản, năng lượng và nhất trí mở thêm đường bay."
)
FRENCH = (
    "Le ministre des affaires étrangères a été reçu à l'Élysée ; la délégation française s'est félicitée des progrès."
)


def in_tcvn3(text: str) -> bytes:
    back = {letter: code for code, letter in _TCVN3.items()}
    return b"".join(bytes([back.get(letter, 0)]) if letter in back else letter.encode("ascii") for letter in text)


def in_viscii(text: str) -> bytes:
    back = {letter: code for code, letter in _VISCII.items()}
    return b"".join(bytes([back[letter]]) if letter in back else letter.encode("ascii") for letter in text)


def in_vni(text: str) -> bytes:
    back = {letter: written for written, letter in _VNI.items() if not written[-1].isupper() or len(written) == 1}
    return "".join(back.get(letter, letter) for letter in text).encode("latin-1")


def in_windows_1258(text: str) -> bytes:
    out = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            tone = next(
                mark for mark in "\u0300\u0301\u0303\u0309\u0323" if mark in unicodedata.normalize("NFD", letter)
            )
            rest = unicodedata.normalize("NFC", unicodedata.normalize("NFD", letter).replace(tone, ""))
            out += (rest + tone).encode("cp1258")
    return out


@pytest.mark.parametrize(
    ("write", "name"), [(in_tcvn3, "TCVN3"), (in_vni, "VNI"), (in_viscii, "VISCII"), (in_windows_1258, "Windows-1258")]
)
def test_legacy_bytes_become_unicode_with_a_warning(write, name):
    extracted = extract(write(VIETNAMESE), name="cong-van.txt")

    assert extracted.text == VIETNAMESE
    assert name in extracted.warnings[0]
    assert extracted.language == "vi"


def test_the_words_of_the_constitution_in_an_abc_and_a_vni_font_as_people_paste_them():
    motto = "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc"

    abc, told = mend_fonts("Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc")
    assert abc == motto
    assert "TCVN3" in told[0]
    vni, told = mend_fonts("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc")
    assert vni == motto
    assert "VNI" in told[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_any_form_is_read_without_a_warning(encoding):
    extracted = extract(VIETNAMESE.encode(encoding), name="a.txt")

    assert extracted.text == VIETNAMESE
    assert extracted.warnings == ()


@pytest.mark.parametrize("text", [FRENCH, VIETNAMESE, "Ærø, Århus, São Tomé: ïles à part – déjà vu", "®©·µ §1 «à»"])
def test_unicode_text_of_other_languages_is_left_as_it_is(text):
    assert decode(text.encode(), name="a.txt") == (text, ())


def test_western_text_that_is_no_unicode_is_read_as_windows_1252_and_says_so():
    text, warnings = decode(FRENCH.encode("cp1252"), name="a.txt")

    assert text == FRENCH
    assert "Windows-1252" in warnings[0]


def test_a_few_broken_bytes_do_not_turn_the_rest_into_another_encoding():
    text, warnings = decode(VIETNAMESE.encode().replace(b"Qu", b"\xff", 1), name="a.txt")

    assert text.count("\ufffd") == 1
    assert "not UTF-8" in warnings[0]


def test_a_page_is_decoded_as_it_declares():
    page = '<html><head><meta charset="iso-8859-2"></head><body><p>Minister Wałęsa przyjął delegację.</p></body></html>'

    assert "Wałęsa" in extract(page.encode("iso-8859-2"), name="a.html").text
