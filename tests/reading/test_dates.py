"""Dates are read with the precision the text gives, and no day or year is ever invented."""

import re

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from caytre.reading.dates import find_dates

VIETNAMESE = {
    "Hội nghị họp ngày 19/9/2022 tại Hà Nội": "2022-09-19",
    "ký ngày 19-9-2022": "2022-09-19",
    "ngày 05.12.2022": "2022-12-05",
    "ngày 5 tháng 12 năm 2022": "2022-12-05",
    "Chiều ngày 5/12/2022, tại Seoul": "2022-12-05",
    "thứ Sáu ngày 22/11/2024:": "2024-11-22",
    "(tháng 9/2023)": "2023-09",
    "trong tháng 9 năm 2023": "2023-09",
    "tháng Chín năm 2023": "2023-09",
    "Tuần lễ cấp cao (9/2023),": "2023-09",
    "các hội nghị (2022-2023)": "2022/2023",
    "Ủy ban Luật pháp quốc tế (2023 -2027)": "2023/2027",
    "nhiệm kỳ 2023-2025": "2023/2025",
    "nhiệm kỳ 2023-25": "2023/2025",
    "giai đoạn 2021 - 2025": "2021/2025",
    "ba tháng đầu năm 2025": "2025-01/2025-03",
    "6 tháng đầu năm 2025": "2025-01/2025-06",
    "9 tháng năm 2025": "2025-01/2025-09",
    "6 tháng cuối năm 2025": "2025-07/2025-12",
    "quý I/2025": "2025-01/2025-03",
    "quý IV năm 2024": "2024-10/2024-12",
    "nửa đầu năm 2025": "2025-01/2025-06",
    "cuối năm 2021": "2021",
    "đầu tháng 9/2023": "2023-09",
    "Năm 2022, đã tổ chức": "2022",
    "so với cùng kỳ 2024": "2024",
    "đến năm 2030": "../2030",
    "trước năm 2030": "../2030",
    "tính đến tháng 9/2025": "2025-09",
    "từ năm 2019": "2019/..",
    "kể từ tháng 3/2024": "2024-03/..",
    "từ năm 2019 đến năm 2023": "2019/2023",
    "diễn ra ngày 14-15/9/2025": "2025-09-14/2025-09-15",
    "từ ngày 14 đến 16/9/2025": "2025-09-14/2025-09-16",
    "từ ngày 14 đến ngày 16 tháng 9 năm 2025": "2025-09-14/2025-09-16",
    "từ ngày 30/9 đến 3/10/2025": "2025-09-30/2025-10-03",
    "từ 29/12/2024 - 2/1/2025": "2024-12-29/2025-01-02",
    "hơn 35 năm đổi mới": "P35Y",
    "trong 5 năm 2016-2020": "2016/2020",
    "những năm 1990": "199X",
}
ENGLISH = {
    "on 5 December 2022 in Seoul": "2022-12-05",
    "Dec. 5, 2022": "2022-12-05",
    "the 5th of December, 2022": "2022-12-05",
    "Monday, September 15, 2025": "2025-09-15",
    "in September 2023": "2023-09",
    "the 2023–25 term": "2023/2025",
    "the 2023-2025 term": "2023/2025",
    "in the first quarter of 2025": "2025-01/2025-03",
    "in Q3 2025": "2025-07/2025-09",
    "the first nine months of 2025": "2025-01/2025-09",
    "the first half of 2025": "2025-01/2025-06",
    "from 2016 to 2020": "2016/2020",
    "by 2030": "../2030",
    "until the end of 2027": "../2027",
    "since 2019": "2019/..",
    "in late 2021": "2021",
    "5-7 December 2022": "2022-12-05/2022-12-07",
    "from September 30 to October 2, 2025": "2025-09-30/2025-10-02",
    "January-October 2025": "2025-01/2025-10",
    "signed on 14/09/2025": "2025-09-14",
    "as of June 2025": "2025-06",
    "over 35 years": "P35Y",
    "in the 1990s": "199X",
}
RELATIVE = {
    ("vi", "Chiều 21/11, Người phát ngôn"): "2024-11-21",
    ("vi", "ngày 5 tháng 1 tới"): "2025-01-05",
    ("vi", "từ ngày 8-9/4"): "2025-04-08/2025-04-09",
    ("vi", "sáng ngày 7/12"): "2024-12-07",
    ("vi", "hôm qua, hai bên"): "2024-11-21",
    ("vi", "hôm nay"): "2024-11-22",
    ("vi", "trong năm nay"): "2024",
    ("vi", "năm ngoái"): "2023",
    ("vi", "tháng trước"): "2024-10",
    ("vi", "tháng 9 vừa qua"): "2024-09",
    ("vi", "6 tháng đầu năm"): "2024-01/2024-06",
    ("en", "yesterday"): "2024-11-21",
    ("en", "on Monday"): "2024-11-18",
    ("en", "last year"): "2023",
    ("en", "on November 21"): "2024-11-21",
    ("en", "on 5 January"): "2025-01-05",
    ("en", "in September"): "2024-09",
}
NO_DATES = {
    "vi": (
        "Phó Chủ tịch Đại hội đồng Liên hợp quốc Khóa 77",
        "Nghị định số 81/2022/NĐ-CP",
        "Nghị quyết số 34-NQ/TW",
        "Nghị quyết số 10/2022",
        "Arsenal thắng 5-0 Chelsea",
        "điện thoại 024.3799.2022",
        "giá 138.000 – 139.500 đồng/kg",
        "2/3 số đại biểu tán thành",
        "ngày 31/2/2023",
        "hơn 2.022 người",
        "ngày 10/3 âm lịch",
        "những năm tới, nhiều tháng qua",
    ),
    "en": ("a 5-0 win", "Resolution 2022/15", "call +84 24 3799 2022", "they may 5 times", "2,022 people"),
}


@pytest.mark.parametrize(("text", "edtf"), VIETNAMESE.items())
def test_a_vietnamese_date_keeps_the_precision_of_the_text(text, edtf):
    assert [date.edtf for date in find_dates(text, language="vi")] == [edtf]


@pytest.mark.parametrize(("text", "edtf"), ENGLISH.items())
def test_an_english_date_keeps_the_precision_of_the_text(text, edtf):
    assert [date.edtf for date in find_dates(text, language="en")] == [edtf]


@pytest.mark.parametrize(("case", "edtf"), RELATIVE.items())
def test_a_date_without_a_year_is_anchored_on_publication(case, edtf):
    language, text = case

    (date,) = find_dates(text, language=language, anchor="2024-11-22")

    assert (date.edtf, date.relative) == (edtf, True)


@pytest.mark.parametrize("case", RELATIVE)
def test_a_date_without_a_year_is_left_out_where_publication_is_unknown(case):
    language, text = case

    assert find_dates(text, language=language) == []


def test_an_anchor_of_a_month_gives_years_and_months_but_no_days():
    text = "hôm qua, tháng trước, năm ngoái"

    assert [date.edtf for date in find_dates(text, language="vi", anchor="2025-01")] == ["2024-12", "2024"]


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language in NO_DATES for text in NO_DATES[language]]
)
def test_what_only_looks_like_a_date_is_none(language, text):
    assert find_dates(text, language=language, anchor="2024-11-22") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ngày 5/12/2022", "day"),
        ("tháng 12/2022", "month"),
        ("quý I/2025", "quarter"),
        ("năm 2022", "year"),
        ("nhiệm kỳ 2023-2025", "term"),
        ("giai đoạn 2021-2025", "interval"),
        ("35 năm", "duration"),
    ],
)
def test_a_date_says_what_kind_it_is(text, kind):
    assert find_dates(text, language="vi")[0].kind == kind


def test_the_approximate_word_stays_with_the_date():
    (date,) = find_dates("Tại Hội nghị cuối năm 2021, Tổng Bí thư", language="vi")

    assert date.text == "cuối năm 2021"


def test_offsets_hold_in_decomposed_and_non_breaking_text():
    import unicodedata

    text = unicodedata.normalize("NFD", "Hoà bình, ngày\u00a05 tháng\u00a012 năm 2022, tháng Chín năm 2023")

    found = find_dates(text, language="vi")

    assert [date.edtf for date in found] == ["2022-12-05", "2023-09"]
    assert all(text[date.start : date.end] == date.text for date in found)


def test_every_date_is_valid_edtf():
    for language, cases in (("vi", VIETNAMESE), ("en", ENGLISH)):
        for text in cases:
            for date in find_dates(text, language=language):
                if date.kind == "duration":
                    assert re.fullmatch(r"P\d+[YMWD]", date.edtf)
                else:
                    parse_edtf(date.edtf)


@given(st.text(alphabet=st.sampled_from(list("0123456789/.-–, ngàythámnăquýđếừBecmr()\n")), max_size=300))
def test_any_text_gives_sorted_verbatim_valid_dates(text):
    for language in ("vi", "en", None):
        found = find_dates(text, language=language, anchor="2024-11-22")
        cursor = 0
        for date in found:
            assert cursor <= date.start < date.end
            assert text[date.start : date.end] == date.text
            if date.kind != "duration":
                parse_edtf(date.edtf)
            cursor = date.end
