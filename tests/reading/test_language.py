"""The language is told, also of Vietnamese typed without its marks; nothing is said when unsure."""

from __future__ import annotations

import pytest

from caytre.reading.language import tell_language
from caytre.reading.syllables import is_plain_syllable, is_syllable

TOLD = [
    ("vi", "Thủ tướng thăm chính thức Lào"),
    ("vi", "Thu tuong tham chinh thuc Lao"),
    ("vi", "Bo Ngoai giao Viet Nam ra tuyen bo ve tinh hinh Bien Dong"),
    ("vi", "Hai ben nhat tri nang kim ngach thuong mai len 20 ty USD vao nam 2030"),
    ("vi", "Việt Nam"),
    ("vi", "Hội đàm cấp cao"),
    ("vi", "Chủ tịch ASEAN và Tổng Thư ký Liên hợp quốc António Guterres gặp nhau tại New York"),
    ("en", "The Prime Minister of Viet Nam will pay an official visit to Laos"),
    ("en", "Hanoi and Vientiane have agreed to raise bilateral trade to five billion dollars by 2030"),
    ("en", "The Vietnamese delegation met with officials of the ministry in Phnom Penh on Monday"),
    ("fr", "Le ministre des affaires étrangères a rencontré son homologue vietnamien à Paris mardi"),
    ("es", "El presidente recibió en Madrid a la delegación vietnamita y firmaron varios acuerdos comerciales"),
    ("id", "Presiden Indonesia akan mengunjungi Hanoi pekan depan untuk membahas kerja sama pertahanan"),
    ("ru", "Министр иностранных дел посетил Ханой во вторник и провёл переговоры"),
    ("zh", "外交部发言人今天在北京主持例行记者会并回答记者提问"),
    (None, ""),
    (None, "   \n"),
    (None, "12/9/2024 – 5.000"),
    (None, "OK"),
    (None, "Hanoi"),
]


@pytest.mark.parametrize(("language", "text"), TOLD)
def test_language_is_told_or_left_open(language, text):
    assert tell_language(text) == language


def test_decomposed_vietnamese_is_vietnamese():
    import unicodedata

    assert (
        tell_language(unicodedata.normalize("NFD", "Thủ tướng thăm chính thức Cộng hòa Dân chủ Nhân dân Lào")) == "vi"
    )


@pytest.mark.parametrize("word", "nghiêng quyết khuỷu thuở giữa gìn oai hoà hòa yêu uống được người nước".split())
def test_words_of_vietnamese_are_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", "strength été naïve façade señor über zürich wałęsa".split())
def test_words_of_other_languages_are_none(word):
    assert not is_syllable(word)
    assert not is_plain_syllable(word)
