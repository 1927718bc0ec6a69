"""Persons by their offices, in Vietnamese and English, and what office they hold of what."""

import textwrap

import pytest

from caytre.reading.names import find_names, find_offices


def offices(text: str, language: str = "vi", **options) -> list[tuple[str, str, str | None]]:
    return [(held.person.text, held.office, held.country) for held in find_offices(text, (), language, **options)]


def persons(text: str, language: str = "vi") -> list[str]:
    return [mention.text for mention in find_names(text, language) if mention.kind == "person"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổng thống Hàn Quốc Yoon Suk Yeol đến Hà Nội", ("Yoon Suk Yeol", "Tổng thống", "KR")),
        ("Thủ tướng Singapore Lý Hiển Long tiếp", ("Lý Hiển Long", "Thủ tướng", "SG")),
        ("Tổng thống Kazakhstan Kassym-Jomart Tokayev", ("Kassym-Jomart Tokayev", "Tổng thống", "KZ")),
        ("Chủ tịch nước Lào Thongloun Sisoulith", ("Thongloun Sisoulith", "Chủ tịch nước", "LA")),
        ("Thủ tướng Campuchia Samdech Hun Sen", ("Hun Sen", "Thủ tướng", "KH")),
        ("Tổng thống Nga Vladimir Putin", ("Vladimir Putin", "Tổng thống", "RU")),
        ("Chủ tịch nước Võ Văn Thưởng", ("Võ Văn Thưởng", "Chủ tịch nước", "VN")),
        ("Bộ trưởng Công Thương Nguyễn Hồng Diên", ("Nguyễn Hồng Diên", "Bộ trưởng Công Thương", "VN")),
        ("Bộ trưởng Bộ Ngoại giao Lê Hoài Trung", ("Lê Hoài Trung", "Bộ trưởng Bộ Ngoại giao", "VN")),
        ("Thứ trưởng Ngoại giao Nhật Bản Mori Takeo", ("Mori Takeo", "Thứ trưởng Ngoại giao", "JP")),
        ("Chủ tịch Hạ viện Hà Lan Martin Bosma", ("Martin Bosma", "Chủ tịch Hạ viện", "NL")),
        ("Đại sứ Hoa Kỳ tại Việt Nam Marc Knapper", ("Marc Knapper", "Đại sứ", "US")),
        ("Quốc vương Bỉ Philippe", ("Philippe", "Quốc vương", "BE")),
        ("Thái tử Saudi Arabia Mohammed bin Salman", ("Mohammed bin Salman", "Thái tử", "SA")),
        ("nguyên Phó Thủ tướng Vũ Khoan", ("Vũ Khoan", "Phó Thủ tướng", "VN")),
        (
            "Vụ trưởng Vụ Chính sách thương mại đa biên Lương Hoàng Thái",
            ("Lương Hoàng Thái", "Vụ trưởng Vụ Chính sách thương mại đa biên", None),
        ),
        ("Tổng Thư ký LHQ António Guterres", ("António Guterres", "Tổng Thư ký LHQ", None)),
        ("Chủ tịch Ủy ban châu Âu Ursula von der Leyen", ("Ursula von der Leyen", "Chủ tịch Ủy ban châu Âu", None)),
        (
            "Chủ tịch Hội Luật gia Việt Nam Nguyễn Văn Quyền",
            ("Nguyễn Văn Quyền", "Chủ tịch Hội Luật gia Việt Nam", "VN"),
        ),
        (
            "Thứ trưởng thứ nhất Bộ Ngoại giao Nga Vladimir Titov",
            ("Vladimir Titov", "Thứ trưởng thứ nhất Bộ Ngoại giao Nga", "RU"),
        ),
        (
            "Bộ trưởng Ngoại giao, Hợp tác châu Phi và Kiều dân Maroc Nasser Bourita",
            ("Nasser Bourita", "Bộ trưởng Ngoại giao", "MA"),
        ),
        ("Trưởng Ban Tổ chức Trung ương Lê Minh Hưng", ("Lê Minh Hưng", "Trưởng Ban Tổ chức Trung ương", "VN")),
        ("Cao ủy Nhân quyền LHQ Volker Türk", ("Volker Türk", "Cao ủy Nhân quyền LHQ", None)),
        ("Quốc vụ khanh Anh Gareth Pryce", ("Gareth Pryce", "Quốc vụ khanh", "GB")),
        ("Phó Tổng Thanh tra Chính phủ Trần Đức Lượng", ("Trần Đức Lượng", "Phó Tổng Thanh tra Chính phủ", "VN")),
        ("Bí thư Tỉnh ủy Hà Giang Đặng Quốc Khánh", ("Đặng Quốc Khánh", "Bí thư Tỉnh ủy Hà Giang", None)),
    ],
)
def test_a_name_follows_its_office(text, expected):
    assert offices(f"Sáng 5/6, {text}.") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South Korean President Yoon Suk Yeol arrived", ("Yoon Suk Yeol", "President", "KR")),
        ("President Xi Jinping of China arrived", ("Xi Jinping", "President", "CN")),
        ("Prime Minister Pham Minh Chinh arrived", ("Pham Minh Chinh", "Prime Minister", "VN")),
        (
            "Norway's Minister of Trade, Ingrid Halvorsen, spoke",
            ("Ingrid Halvorsen", "Minister of Trade", "NO"),
        ),
        ("Party General Secretary To Lam arrived", ("To Lam", "Party General Secretary", "VN")),
        ("Chinese Ambassador to Viet Nam He Wei arrived", ("He Wei", "Ambassador", "CN")),
        ("Jordanian King Abdullah II arrived", ("Abdullah II", "King", "JO")),
        (
            "Pham Thu Hang, Spokesperson of the Ministry of Foreign Affairs, said",
            ("Pham Thu Hang", "Spokesperson of the Ministry of Foreign Affairs", "VN"),
        ),
        ("UN Secretary-General António Guterres spoke", ("António Guterres", "Secretary-General", None)),
        ("US Secretary of State Antony Blinken spoke", ("Antony Blinken", "Secretary of State", "US")),
        (
            "Japan's Minister for Foreign Affairs Hayashi Yoshimasa",
            ("Hayashi Yoshimasa", "Minister for Foreign Affairs", "JP"),
        ),
        ("Ambassador of Japan to Viet Nam Ito Naoki", ("Ito Naoki", "Ambassador", "JP")),
        ("Mohammed bin Salman, Crown Prince of Saudi Arabia, spoke", ("Mohammed bin Salman", "Crown Prince", "SA")),
    ],
)
def test_an_english_name_stands_beside_its_office(text, expected):
    assert offices(f"On Monday, {text}.", "en") == [expected]


def test_two_offices_have_one_holder():
    text = "Tại đây, Phó Thủ tướng, Bộ trưởng Ngoại giao Bùi Thanh Sơn phát biểu."

    first, second = find_offices(text, (), "vi")

    assert first.person == second.person
    assert (first.office, first.organisation_id) == ("Phó Thủ tướng", "org:vn-government")
    assert (second.office, second.organisation_id) == ("Bộ trưởng Ngoại giao", "org:vn-mofa")
    assert first.person.office == "Phó Thủ tướng, Bộ trưởng Ngoại giao"
    assert text[first.start : first.end] == "Phó Thủ tướng, Bộ trưởng Ngoại giao Bùi Thanh Sơn"


@pytest.mark.parametrize("parting", [", ", "\n", " – ", " - "])
def test_an_office_follows_its_name(parting):
    text = f"Phan Hải Sen{parting}Vụ trưởng Vụ các Tổ chức quốc tế, Bộ Ngoại giao\n\nNăm qua,"

    (held,) = find_offices(text, (), "vi")

    assert (held.person.text, held.office) == ("Phan Hải Sen", "Vụ trưởng Vụ các Tổ chức quốc tế")
    assert (held.organisation, held.organisation_id) == ("Vụ các Tổ chức quốc tế, Bộ Ngoại giao", "org:vn-mofa-orgs")


def test_the_next_office_in_a_list_is_not_given_to_the_one_before():
    text = "Thủ tướng Phạm Minh Chính, Chủ tịch Quốc hội Vương Đình Huệ và Tổng thống Putin"

    assert offices(text) == [
        ("Phạm Minh Chính", "Thủ tướng", "VN"),
        ("Vương Đình Huệ", "Chủ tịch Quốc hội", "VN"),
        ("Putin", "Tổng thống", None),
    ]


def test_a_former_office_is_marked():
    (held,) = find_offices("Bà Tôn Nữ Thị Ninh, nguyên Đại sứ Việt Nam tại Bỉ", (), "vi")

    assert (held.former, held.country, held.host) == (True, "VN", "BE")


def test_an_office_of_no_named_state_is_the_home_states_only_for_a_name_of_its_form():
    assert offices("Thủ tướng Narendra Modi phát biểu") == [("Narendra Modi", "Thủ tướng", None)]
    assert offices("Thủ tướng Singapore Lý Hiển Long. Thủ tướng Lý Hiển Long")[1][2] == "SG"


def test_a_person_is_found_again_without_office():
    assert persons("Bộ trưởng Bùi Thanh Sơn đến. Theo Bùi Thanh Sơn, việc này") == ["Bùi Thanh Sơn"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Đại sứ quán Việt Nam tại Bỉ",
        "Chủ tịch nước ký Lệnh công bố",
        "Bộ trưởng các nước ASEAN họp",
        "Thủ tướng Chính phủ ban hành Quyết định",
        "Chủ tịch Quốc hội và Chủ tịch nước",
        "Hội nghị Bộ trưởng Quốc phòng ASEAN",
        "ông Thủ tướng đã đến",
    ],
)
def test_an_office_alone_names_nobody(text):
    assert persons(text) == []


def test_a_person_whose_name_holds_that_of_a_state_is_only_a_person():
    for name in ("Nguyễn Đức Huy", "Nguyễn Nguyệt Nga", "Trần Hà Lan", "Hà Lan Anh", "Lê Chi Lê", "Vũ Thái Lan"):
        mentions = find_names(f"bà {name} phát biểu", "vi")
        assert [(mention.text, mention.kind, mention.country) for mention in mentions] == [(name, "person", None)]


def test_a_single_word_after_an_office_is_a_company_where_the_holder_stands_before():
    assert offices("Theo ông Nguyễn Văn Biên – Phó tổng giám đốc Vinacomin, giá tăng") == [
        ("Nguyễn Văn Biên", "Phó tổng giám đốc Vinacomin", None)
    ]
    assert persons("chủ tịch của AdvanFort bác bỏ") == []


def test_a_foreign_leader_known_from_the_text_keeps_the_state_when_named_shortly():
    held = offices("Tổng thống Nga Vladimir Putin đến. Tổng thống Putin và Tổng thống Obama gặp nhau.")

    assert held == [
        ("Vladimir Putin", "Tổng thống", "RU"),
        ("Putin", "Tổng thống", "RU"),
        ("Obama", "Tổng thống", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "the president of the Federal Reserve Bank spoke",
        "the governor of South Dakota spoke",
        "a spokesperson for Instagram spoke",
        "won three Premier League titles",
        "the King of Monitors",
        "the Commissioner of Police",
    ],
)
def test_what_an_english_office_is_of_is_not_its_holder(text):
    assert persons(text, "en") == []


def test_a_title_that_is_a_family_name_is_no_title():
    assert offices("American Kevin King and Australian Timothy Weeks taught", "en") == []
    assert offices("Saudi King Salman spoke; the then King Salman spoke", "en")[0] == ("Salman", "King", "SA")


def test_the_holder_follows_the_body_an_english_office_is_of():
    assert offices("US Ambassador to the European Union Gordon Sondland spoke", "en") == [
        ("Gordon Sondland", "Ambassador", "US")
    ]


def test_lines_broken_by_the_width_of_a_page_part_no_names():
    prose = (
        "Trong khuôn khổ chuyến thăm chính thức, hai bên đã trao đổi nhiều vấn đề cùng quan tâm và Thủ tướng Phạm Minh"
        " Chính khẳng định quan hệ Việt Nam và Hàn Quốc phát triển mạnh mẽ. Tiếp đó, Tổng thống Hàn Quốc Yoon Suk Yeol"
        " chủ trì chiêu đãi trọng thể tại Nhà Xanh với sự tham dự của đông đảo quan khách hai nước cùng báo giới."
        " Hai bên nhất trí thúc đẩy hợp tác về thương mại, đầu tư, khoa học và công nghệ, giáo dục, văn hóa và du lịch,"
        " đồng thời phối hợp chặt chẽ tại các diễn đàn khu vực và quốc tế mà hai nước cùng là thành viên tích cực."
    )
    for width in range(50, 90, 3):
        text = textwrap.fill(prose, width)
        assert [" ".join(name.split()) for name in persons(text)] == ["Phạm Minh Chính", "Yoon Suk Yeol"]


def test_lines_of_their_own_are_not_joined():
    text = "Thủ tướng Phạm Minh Chính\nViệt Nam và thế giới\nHội nghị\nTin mới\nThể thao\nVăn hóa\nKinh tế"

    assert persons(text) == ["Phạm Minh Chính"]


def test_who_is_married_to_an_office_does_not_hold_it():
    text = "Phu nhân Chủ tịch nước Phan Thị Thanh Tâm và Phó Chủ tịch nước Võ Thị Ánh Xuân"

    assert persons(text) == ["Phan Thị Thanh Tâm", "Võ Thị Ánh Xuân"]
    assert offices(text) == [("Võ Thị Ánh Xuân", "Phó Chủ tịch nước", "VN")]


def test_a_name_in_capitals_is_known_from_where_it_stands_with_its_office():
    text = "THỦ TƯỚNG PHẠM MINH CHÍNH THĂM CHÍNH THỨC HÀN QUỐC\n\nThủ tướng Phạm Minh Chính đến Seoul."

    assert persons(text) == ["PHẠM MINH CHÍNH", "Phạm Minh Chính"]


def test_a_counterpart_has_a_state_but_no_office_named():
    for text, language, name in (
        ("hội đàm với người đồng cấp Nga Sergei Lavrov", "vi", "Sergei Lavrov"),
        ("talks with his Lao counterpart Thongsavanh Phomvihane", "en", "Thongsavanh Phomvihane"),
    ):
        (person,) = [mention for mention in find_names(text, language) if mention.kind == "person"]
        assert (person.text, person.office) == (name, None)
        assert person.country in ("RU", "LA")
        assert offices(text, language) == []


def test_a_title_inside_the_name_of_a_body_is_none():
    assert persons("spoke at the General Assembly Hall of the United Nations", "en") == []


def test_a_deputy_is_not_the_minister():
    text = "Deputy Foreign Minister Tran Van Lam met Deputy Minister of Trade Ha Thi Sen."

    assert [office for _, office, _ in offices(text, "en")] == ["Deputy Foreign Minister", "Deputy Minister of Trade"]


def test_an_english_holder_stands_before_the_state_and_the_office():
    text = "Hu Jianping, China's foreign minister, met Lars Holm, Norway's minister of trade."

    assert [(name, country) for name, _, country in offices(text, "en")] == [("Hu Jianping", "CN"), ("Lars Holm", "NO")]


def test_an_office_of_parliament_that_acts_is_not_held_by_who_is_named_later():
    text = "Chủ tịch Quốc hội dâng hương tưởng niệm Chủ tịch Đoàn Văn Trúc."

    assert "Chủ tịch Quốc hội" not in [office for _, office, _ in offices(text)]
