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
    "Nhạc sĩ Anh Quân và ca sĩ Mỹ Tâm",
    "Ảnh: Đức Minh. Nam Anh",
    "quận Thủ Đức, cầu sông Hàn",
    "Theo tờ Nhân dân Nhật báo",
    "đến Đức Thọ, qua Nga Sơn và tới Mỹ Tho",
    "Anh hùng lao động, Anh em một nhà",
    "Pháp lệnh, Pháp lý và Pháp nhân",
    "bé Nga cùng bạn Đức",
    "anh Hàn lâm, Nguyễn Trung Hàn",
    "Ninh Dương Lan Ngọc và Lê Chi",
    "Trung tâm, Trung ương và Trung tướng",
    "Nguyễn Việt - Trung tâm Thông tin",
    "Đài truyền hình, Thái độ, Triều đại, Ấn tượng",
    "các nước châu Mỹ, Bắc Mỹ, Mỹ Latinh và châu Úc",
    "Michael Jordan và Jordan Henderson",
    "Denzel Washington, Paris Hilton, Chad Smith",
    "bang Georgia, thành phố Atlanta",
    "Sofia Coppola và Israel Adesanya",
    "hai nước, nước ngoài, các nước Bắc Âu",
    "Bộ trưởng Ngoại giao và bộ trưởng Quốc phòng",
    "người Việt gặp nhau; Thái Sơn và Ấn Tượng",
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
    ("quan hệ Việt-Trung, Việt – Nga và Mỹ - Triều", ["VN", "CN", "VN", "RU", "US", "KP"]),
    ("tập trận Mỹ-Hàn-Nhật", ["US", "KR", "JP"]),
    ("Quốc vương Jordan Abdullah II thăm Georgia", ["JO", "GE"]),
    ("Hàn quốc, Trung quốc và Việt nam", ["KR", "CN", "VN"]),
    ("Cộng hòa Dân chủ Congo lo ngại. Ở Congo, giao tranh tiếp diễn.", ["CD", "CD"]),
    ("Campuchia (137), Lào (159), Timor-Leste (172)", ["KH", "LA", "TL"]),
    ("ông trùm dầu mỏ của Nga Igor Sechin", ["RU"]),
    ("Mỹ cảnh báo về tên lửa. Pháp kêu gọi đối thoại.", ["US", "FR"]),
    ("Chi Lê, Chi-lê và Chile; Cu Ba hay Cuba; Ả-rập Xê-út", ["CL", "CL", "CL", "CU", "CU", "SA"]),
    ("Ô-xtrây-li-a là Úc, là Australia", ["AU", "AU", "AU"]),
    ("CHLB Đức, CH Séc, CHND Trung Hoa, CHDCND Lào", ["DE", "CZ", "CN", "LA"]),
    ("người Pháp, phía Mỹ, nhân dân Lào", ["FR", "US", "LA"]),
    ("NƯỚC ANH VÀ HOA KỲ KÝ HIỆP ĐỊNH VỚI THÁI LAN", ["GB", "US", "TH"]),
]

ENGLISH = [
    ("In Jordan, King Abdullah met the Jordanian prime minister.", ["JO", "JO"]),
    ("Michael Jordan and Chad Smith like turkey.", []),
    ("Atlanta, Georgia, and the state of Georgia", []),
    ("Georgia and Turkey signed; Türkiye agreed.", ["GE", "TR", "TR"]),
    ("Niger is not Nigeria, nor Guinea-Bissau Equatorial Guinea.", ["NE", "NG", "GW", "GQ"]),
    ("the Democratic Republic of the Congo and the Republic of the Congo", ["CD", "CG"]),
    ("New Mexico and the Indian Ocean", []),
    ("South Korea, North Korea, the ROK and the DPRK", ["KR", "KP", "KR", "KP"]),
    ("US and UK officials told us in the U.S. that Viet Nam and Vietnam are one.", ["US", "GB", "US", "VN", "VN"]),
    ("Dominica is not the Dominican Republic.", ["DM", "DO"]),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_names_are_told_from_persons_and_other_places(text, expected):
    assert codes(text, "en") == expected


def test_a_treaty_named_after_a_city_tells_of_no_state():
    for text in ("Thỏa thuận Paris về khí hậu", "Công ước Geneva", "the Paris Agreement", "the Vienna Convention"):
        assert find_names(text) == []
    assert [m.country for m in find_names("họp tại Paris về Thỏa thuận Paris", "vi")] == ["FR"]


def test_places_within_a_state_are_places():
    mentions = find_names("Northern Ireland, Mexico City and Beijing", "en")

    assert [(m.text, m.kind, m.country) for m in mentions] == [
        ("Northern Ireland", "place", "GB"),
        ("Mexico City", "place", "MX"),
        ("Beijing", "place", "CN"),
    ]


def test_vietnamese_without_diacritics_keeps_its_long_names():
    text = "Thu tuong Pham Minh Chinh tham Han Quoc va Hoa Ky, gap Tong thong Han Quoc Yoon Suk Yeol tai Ha Noi."

    found = [(mention.text, mention.country) for mention in find_names(text, "vi")]

    assert ("Han Quoc", "KR") in found
    assert ("Yoon Suk Yeol", "KR") in found
    assert ("Pham Minh Chinh", "VN") in found


def test_short_words_without_diacritics_name_nobody():
    assert codes("Anh ay noi voi chi Nga rang phap luat la cong bang va duc do, my thuat rat dep.") == []


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


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Hai bên ký Ý định thư về hợp tác quốc phòng.", []),
        ("Lào là nước láng giềng gần gũi.", ["LA"]),
        ("Mỹ viện trợ cho các nước lưu vực.", ["US"]),
    ],
)
def test_two_words_after_a_short_name_tell_a_letter_of_intent_from_a_state_that_acts(text, codes):
    assert [mention.country for mention in find_names(text, "vi")] == codes
