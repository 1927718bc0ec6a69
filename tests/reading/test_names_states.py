"""States in Vietnamese and English texts, and the names that only look like states."""

import unicodedata

import pytest

from caytre.reading.names import countries, find_names


def codes(text: str, language: str | None = "vi") -> list[str]:
    return [mention.country for mention in find_names(text, language) if mention.kind == "state" and mention.country]


NO_STATE = [
    "Ông Nguyễn Đức Huy phát biểu.",
    "Bà Nguyễn Nguyệt Nga là Đại sứ.",
    "Cộng đồng Pháp ngữ họp.",
    "Pháp luật quy định rõ.",
    "Theo báo Pháp luật và Xã hội.",
    "Anh là người tốt. Anh nói với tôi.",
    "Anh ấy rời nhà. Anh kể lại chuyện cũ.",
    "Ca sĩ Mỹ Anh hát.",
    "Năm mới Quý Mão.",
    "Ông Đặng Đình Quý, nguyên Thứ trưởng.",
    "chị Nga và ông Đức đến dự",
    "Tôi học tiếng Anh và tiếng Pháp.",
    "Giải Ngoại hạng Anh khởi tranh.",
    "Chủ nhật, tôi viết Nhật ký.",
    "nhà thơ Hàn Mặc Tử",
    "Thái Bình Dương và Ấn Độ Dương",
    "Thái Nguyên và Thái Bình",
    "sân Mỹ Đình, thành phố Mỹ Tho",
    "Bộ Công Thương họp ở Lào Cai",
    "Mỹ thuật và Mỹ phẩm",
    "Ý kiến của đại biểu. Ý nghĩa lớn.",
    "Áo dài đẹp. Áo của em.",
]

STATES = [
    ("Cộng hòa Nam Phi và Nam Phi", ["ZA", "ZA"]),
    ("Việt Nam phi lên", ["VN"]),
    ("nước Anh", ["GB"]),
    ("Tổng thống Nga Vladimir Putin thăm Pháp", ["RU", "FR"]),
    ("tại Đức, với Mỹ và Anh", ["DE", "US", "GB"]),
    ("Tại Nga, ông nói", ["RU"]),
    ("Hoa Kỳ, Nga, Ý và Hàn Quốc", ["US", "RU", "IT", "KR"]),
    ("Đại Hàn Dân Quốc; CHDCND Triều Tiên; Bắc Triều Tiên", ["KR", "KP", "KP"]),
    ("Ca-dắc-xtan hay Kazakhstan", ["KZ", "KZ"]),
    ("Niger và Nigeria", ["NE", "NG"]),
    ("Guinea, Guinea Xích đạo, Guinea-Bissau, Papua New Guinea", ["GN", "GQ", "GW", "PG"]),
    ("Cộng hòa Congo và Cộng hòa Dân chủ Congo", ["CG", "CD"]),
    ("Đông Timor là Timor-Leste", ["TL", "TL"]),
    ("Sudan và Nam Sudan", ["SD", "SS"]),
]


@pytest.mark.parametrize("text", NO_STATE)
def test_a_word_or_a_person_is_not_a_state(text):
    assert codes(text) == []


@pytest.mark.parametrize(("text", "expected"), STATES)
def test_a_state_is_found_by_any_of_its_names(text, expected):
    assert codes(text) == expected


def test_tone_placement_and_composition_make_no_difference():
    forms = ["Thụy Điển", "Thuỵ Điển", unicodedata.normalize("NFD", "Thuỵ Điển"), "Thụy\u00a0Điển", "Thụy  Điển"]

    for form in forms:
        text = f"thăm {form} và về"
        (mention,) = find_names(text, "vi")
        assert (mention.country, mention.text, text[mention.start : mention.end]) == ("SE", form, form)


def test_capitals_are_places_of_their_state():
    mentions = find_names("Bắc Kinh và Washington đối thoại tại Hà Nội", "vi")

    assert [(mention.kind, mention.country) for mention in mentions] == [
        ("place", "CN"),
        ("place", "US"),
        ("place", "VN"),
    ]


def test_a_territory_is_named_but_is_no_state():
    (mention,) = find_names("Đặc khu hành chính Hồng Kông", "vi")

    assert (mention.kind, mention.id) == ("place", "territory:HK")


def test_countries_come_most_often_named_first():
    assert countries(find_names("Lào và Hàn Quốc. Hàn Quốc.", "vi")) == ("KR", "LA")
