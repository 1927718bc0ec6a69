"""Organisations, fora, groups and the bodies that every state has."""

import pytest

from caytre.reading.names import find_names


def ids(text: str, language: str = "vi", **options) -> list[str | None]:
    return [m.id for m in find_names(text, language, **options) if m.kind in ("organisation", "group")]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Hội đồng nhân quyền Liên hợp quốc", "org:un-hrc"),
        ("Hội đồng Bảo an LHQ", "org:un-sc"),
        ("Đại hội đồng Liên Hợp Quốc", "org:un-ga"),
        ("Uỷ ban Di sản thế giới", "org:unesco-whc"),
        ("Hội đồng Chấp hành UNESCO", "org:unesco-eb"),
        ("Ủy ban liên chính phủ Công ước 2003", "org:unesco-ich"),
        ("Hội nghị Cấp cao Đông Á", "org:asean-eas"),
        ("Hội nghị Bộ trưởng Quốc phòng ASEAN mở rộng", "org:asean-admm-plus"),
        ("Phong trào Không liên kết", "org:nam"),
        ("Ủy hội sông Mê Công quốc tế", "org:mrc"),
        ("Tổ chức quốc tế Pháp ngữ", "org:oif"),
        ("Liên minh Châu Âu", "group:eu"),
        ("nhóm nước G7", "group:g7"),
        ("HIỆP HỘI CÁC QUỐC GIA ĐÔNG NAM Á", "org:asean"),
        ("Ban Bí thư", "org:vn-cpv-secretariat"),
        ("Vụ các Tổ chức quốc tế", "org:vn-mofa-orgs"),
    ],
)
def test_a_body_is_found_by_its_vietnamese_names(text, key):
    assert ids(f"Theo {text}, việc này quan trọng.") == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("the UN Human Rights Council", "org:un-hrc"),
        ("the Association of Southeast Asian Nations", "org:asean"),
        ("the Conference on Disarmament", "org:cd"),
        ("the Greater Mekong Subregion", "org:gms"),
        ("UNCITRAL", "org:uncitral"),
        ("the Group of 77 and China", "group:g77"),
    ],
)
def test_a_body_is_found_by_its_english_names(text, key):
    assert ids(f"He spoke at {text} today.", "en") == [key]


def test_a_ministry_belongs_to_the_state_named_with_it():
    assert ids("Bộ Ngoại giao Lào, Quốc hội Hàn Quốc và Chính phủ nước Nga") == [
        "org:la-mofa",
        "org:kr-parliament",
        "org:ru-government",
    ]
    assert ids("The Ministry of Foreign Affairs of Kazakhstan and Japan's Foreign Ministry", "en") == [
        "org:kz-mofa",
        "org:jp-mofa",
    ]


def test_a_ministry_alone_is_the_home_states():
    assert ids("Bộ Ngoại giao tổ chức họp báo.") == ["org:vn-mofa"]
    assert ids("Bộ Ngoại giao tổ chức họp báo.", home_state="LA") == ["org:la-mofa"]


def test_a_ministry_alone_is_the_foreign_one_where_only_that_was_named():
    assert ids("Quốc hội Hàn Quốc họp. Quốc hội đã bỏ phiếu.") == ["org:kr-parliament", "org:kr-parliament"]


def test_a_ministry_alone_is_the_home_states_where_the_text_tells_of_it():
    text = "Chủ tịch Quốc hội Campuchia thăm Việt Nam. Quốc hội đã thông qua luật."

    assert ids(text) == ["org:kh-parliament", "org:vn-parliament"]


def test_the_party_of_the_home_state_is_one_by_any_of_its_names():
    assert ids("Vietnam's Communist Party", "en") == ["org:vn-communist-party"]
    assert ids("the Communist Party of Viet Nam", "en") == ["org:vn-communist-party"]


def test_the_ministries_of_two_countries_are_nobodys():
    assert ids("Chính phủ hai nước và Quốc hội các nước") == [None, None]


def test_an_acronym_among_capitals_is_a_word():
    assert ids("NHÂN DÂN VIỆT NAM ANH HÙNG; MIỀN NAM THÂN YÊU") == []
    assert ids("NAM và CICA") == ["org:nam", "org:cica"]


def test_a_party_organ_of_another_state_is_not_the_home_states():
    text = "Bộ Chính trị Đảng Cộng sản Trung Quốc và Bộ Chính trị họp"
    foreign, party, home = [m for m in find_names(text, "vi") if m.kind == "organisation"]

    assert (foreign.id, foreign.country) == (None, "CN")
    assert party.id == "org:cn-communist-party"
    assert (home.id, home.country) == ("org:vn-cpv-politburo", "VN")
    assert ids("Đảng Cộng sản Việt Nam") == ["org:vn-communist-party"]


@pytest.mark.parametrize("dash", ["-", " - ", "–", " – "])
def test_the_dash_in_a_name_may_be_written_any_way(dash):
    assert ids(f"Liên minh Kinh tế Á{dash}Âu và Hợp tác Mekong{dash}Lan Thương") == ["org:eaeu", "org:mlc"]


def test_a_chamber_is_not_taken_for_the_home_states():
    assert ids("the House of Representatives of Viet Nam's partner; the Senate met in Viet Nam", "en")[1] is None
