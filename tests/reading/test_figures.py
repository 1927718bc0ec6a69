"""Figures keep their value, unit, range and bound; what is no figure stays out."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caytre.reading.figure_words import number
from caytre.reading.figures import find_figures

VIETNAMESE = {
    "kim ngạch đạt 146,3 triệu USD": (146_300_000, "USD", None, None),
    "vượt mốc kỷ lục 450 tỷ USD": (450_000_000_000, "USD", None, "at_least"),
    "6,5 tỉ đô la Mỹ": (6_500_000_000, "USD", None, None),
    "1.234,5 tấn gạo": (1234.5, "tấn gạo", None, None),
    "khoảng 150.000 lượt trong năm": (150_000, "lượt", None, "about"),
    "gần 40 hoạt động đối ngoại của lãnh đạo": (40, "hoạt động đối ngoại", None, "nearly"),
    "quan hệ ngoại giao với 190 quốc gia": (190, "quốc gia", None, None),
    "tăng 18,4% so với cùng kỳ": (18.4, "%", None, None),
    "tăng 5 phần trăm": (5, "%", None, None),
    "21 chuyến bay thẳng/tuần": (21, "chuyến bay thẳng/tuần", None, None),
    "138.000 – 139.500 đồng/kg": (138_000, "VND/kg", 139_500, None),
    "đầu tư từ 5 đến 7 triệu euro": (5_000_000, "EUR", 7_000_000, None),
    "hỗ trợ 2 nghìn tỷ đồng": (2e12, "VND", None, None),
    "tối đa 30 người": (30, "người", None, "at_most"),
    "100 người trở lên": (100, "người", None, "at_least"),
    "ký mười hai văn kiện hợp tác": (12, "văn kiện hợp tác", None, None),
    "ký ba thỏa thuận": (3, "thỏa thuận", None, None),
    "tăng gấp đôi so với năm trước": (100, "%", None, None),
    "đối tác thương mại lớn thứ 2 của Việt Nam": (2, "rank", None, None),
    "hơn 3 vạn người": (30_000, "người", None, "at_least"),
}
ENGLISH = {
    "trade reached US$146.3 million": (146_300_000, "USD", None, None),
    "$5bn in loans": (5_000_000_000, "USD", None, None),
    "more than 1,234.5 tonnes of rice": (1234.5, "tonnes", None, "at_least"),
    "nearly 70 activities": (70, "activities", None, "nearly"),
    "up 18.4 per cent": (18.4, "%", None, None),
    "about 150,000 visitors in 2024": (150_000, "visitors", None, "about"),
    "between 5 and 7 million euros": (5_000_000, "EUR", 7_000_000, None),
    "signed twelve cooperation agreements": (12, "cooperation agreements", None, None),
    "the second-largest partner": (2, "rank", None, None),
    "trade has doubled": (100, "%", None, None),
    "up to 300 troops": (300, "troops", None, "at_most"),
}
NO_FIGURES = {
    "vi": (
        "Nghị định số 81/2022/NĐ-CP",
        "Nghị quyết 34-NQ/TW",
        "Chỉ thị 25/CT-TW",
        "Khóa 77",
        "thắng 5-0",
        "lúc 9h30",
        "hai nước, hai bên",
        "Hội nghị lần thứ 28",
        "Cách mạng công nghiệp 4.0",
        "U23 và COP28",
        "điện thoại 024.3799.2022",
    ),
    "en": ("Resolution 2022/15", "a 5-0 win", "COP28", "one of the two sides", "at 9:30", "the 79th session"),
}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [("vi", *case) for case in VIETNAMESE.items()] + [("en", *case) for case in ENGLISH.items()],
)
def test_a_figure_has_its_value_unit_range_and_bound(language, text, expected):
    (figure,) = find_figures(text, language=language)

    assert (figure.value, figure.unit, figure.high, figure.bound) == expected


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in NO_FIGURES.items() for text in texts]
)
def test_what_only_looks_like_a_figure_is_none(language, text):
    assert find_figures(text, language=language) == []


def test_a_numeral_only_the_other_format_allows_is_read_so():
    assert number("6.5", decimal=",") == 6.5
    assert number("1,234,567", decimal=",") == 1_234_567
    assert number("1.234", decimal=",") == 1234
    assert number("1.2.3", decimal=",") is None


def test_offsets_hold_in_decomposed_text():
    text = unicodedata.normalize("NFD", "khoảng 150.000 lượt khách và 6,5 tỉ đô la Mỹ")

    figures = find_figures(text, language="vi")

    assert [figure.value for figure in figures] == [150_000, 6_500_000_000]
    assert all(text[figure.start : figure.end] == figure.text for figure in figures)


@given(st.text(alphabet=st.sampled_from(list("0123456789.,-–/%$ tỷriệunghìUSDđôlambn\n")), max_size=300))
def test_any_text_gives_sorted_verbatim_figures(text):
    for language in ("vi", "en"):
        cursor = 0
        for figure in find_figures(text, language=language):
            assert cursor <= figure.start < figure.end
            assert text[figure.start : figure.end] == figure.text
            cursor = figure.end
