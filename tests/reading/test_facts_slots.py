"""Who and what a fact names: what the clause says, or points to without doubt, and nothing where it does neither."""

import pytest

from caytre.reading.facts import find_facts
from caytre.reading.model import Extracted


def read(text, *, language="vi", title=None):
    extracted = Extracted(text=text, media_type="text/plain", language=language, published="2026-06-15",
                          body_end=len(text), title=title)  # fmt: skip
    facts = find_facts(extracted)[1]
    assert all(text[fact.start : fact.end] == fact.quote for fact in facts)
    return facts


def the(kind, text, **options):
    (fact,) = [fact for fact in read(text, **options) if fact.type == kind]
    return fact


@pytest.mark.parametrize(
    ("kind", "clause"),
    [
        ("trade_figure", "Kim ngạch xuất nhập khẩu đạt hơn 700 tỷ USD."),
        ("agreement", "Ký Hiệp định về hợp tác lao động năm 2024."),
    ],
)
def test_a_state_named_elsewhere_in_the_text_is_nobodys_counterpart(kind, clause):
    assert the(kind, f"Việt Nam đã sơ tán công dân tại Ukraine. {clause}").object is None


@pytest.mark.parametrize(
    ("language", "before", "clause"),
    [
        ("vi", "Đoàn Kazakhstan đến Hà Nội.", "Kim ngạch hai chiều đạt 1,2 tỷ USD."),
        ("vi", "Đoàn Kazakhstan đến Hà Nội.", "Thương mại song phương đạt 1,2 tỷ USD."),
        ("en", "A delegation of Kazakhstan came to Hanoi.", "Bilateral trade reached 1.2 billion dollars."),
        ("en", "A Kazakh delegation came to Hanoi.", "Two-way trade reached 1.2 billion dollars."),
    ],
)
def test_a_word_that_speaks_of_two_sides_means_the_state_spoken_of_last(language, before, clause):
    fact = the("trade_figure", f"{before} {clause}", language=language)

    assert (fact.object, fact.object_id) == ("Kazakhstan", "state:KZ")
    assert fact.countries == ("VN", "KZ")


def test_the_paragraphs_own_state_goes_before_that_of_the_title():
    text = "Phái đoàn Chile cũng có mặt. Hai nước ký Bản ghi nhớ về thủy sản."

    assert the("agreement", text, title="Việt Nam - Lào: nửa năm nhìn lại").object == "Chile"


def test_the_title_goes_before_the_paragraphs_above():
    text = "Đoàn Chile cũng có mặt tại buổi lễ hôm đó.\nHai nước ký Bản ghi nhớ về thủy sản."

    assert the("agreement", text, title="Việt Nam - Lào: nửa năm nhìn lại").object == "Lào"


def test_trade_among_the_members_of_a_group_has_no_counterpart():
    text = "Laos attended. Trade among ASEAN members reached 800 billion dollars."

    fact = the("trade_figure", text, language="en")

    assert (fact.subject, fact.object) == ("ASEAN", None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "Việt Nam và Chile đã nâng cấp quan hệ lên Đối tác chiến lược."),
        ("en", "Vietnam and Chile upgraded their relations to a Strategic Partnership."),
    ],
)
def test_of_two_that_act_together_one_is_the_subject_and_the_other_the_object(language, text):
    fact = the("partnership_level", text, language=language)

    assert (fact.subject_id, fact.object_id) == ("state:VN", "state:CL")
    assert fact.countries == ("VN", "CL")
    assert fact.quote == text[:-1]


def test_where_goods_go_is_the_object_of_trade():
    fact = the("trade_figure", "Năm 2025, xuất khẩu của Việt Nam sang Chile đạt 900 triệu USD.")

    assert (fact.subject, fact.object) == ("Việt Nam", "Chile")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "Theo lời mời của Thủ tướng Lê Văn Bình, Thủ tướng Lào Bounmy Sengdara thăm chính thức Việt Nam."),
        (
            "en",
            "At the invitation of Prime Minister Le Van Binh, Prime Minister of Laos Bounmy Sengdara "
            "paid an official visit to Vietnam.",
        ),
    ],
)
def test_the_guest_visits_and_not_the_host_who_invited(language, text):
    fact = the("visit", text, language=language)

    assert (fact.subject, fact.modality) == ("Bounmy Sengdara", "done")


def test_a_building_named_after_an_office_is_no_office():
    facts = read("Sáng 5/5, tại Phủ Chủ tịch, Chủ tịch nước Lê Văn Bình tiếp Thủ tướng Lào.")

    assert [fact.value for fact in facts if fact.type == "position_held"] == ["Chủ tịch nước"]


@pytest.mark.parametrize(
    "text",
    ["Vietnam's Foreign Minister Le Van Binh on 28 October 2026.", "Mr Le Van Binh, Vietnam's Ambassador in May 2026."],
)
def test_a_date_beside_a_name_is_no_event(text):
    assert [fact for fact in read(text, language="en") if fact.type == "event"] == []


def test_a_part_of_a_body_is_named_with_the_whole():
    fact = the("membership_term", "Việt Nam trúng cử Ủy ban Hồ sơ mở của UNESCO nhiệm kỳ 2022-2026.")

    assert fact.object == "Ủy ban Hồ sơ mở của UNESCO"


def test_an_office_of_a_session_keeps_its_number():
    text = "Việt Nam được bầu vào nhiều vị trí như Phó Chủ tịch Đại hội đồng Liên hợp quốc khóa 77."

    fact = the("election_to_body", text)

    assert (fact.object, fact.value) == (
        "Đại hội đồng Liên hợp quốc",
        "Phó Chủ tịch Đại hội đồng Liên hợp quốc khóa 77",
    )


def test_a_seat_is_told_with_its_role_and_term():
    fact = the("membership_term", "Việt Nam là Ủy viên không thường trực Hội đồng Bảo an nhiệm kỳ 2020-2021.")

    assert fact.value == "Ủy viên không thường trực nhiệm kỳ 2020-2021"


@pytest.mark.parametrize(
    "text",
    [
        "Nhật Bản cam kết cung cấp 2 tỷ USD cho khu vực (trước đó giai đoạn 2016-2020 là 5 tỷ USD).",
        "Tiếp nối khoản vay cũ (giai đoạn 2016-2020), Nhật Bản cam kết cung cấp 2 tỷ USD cho khu vực.",
    ],
)
def test_a_date_in_brackets_about_something_else_is_not_borrowed(text):
    assert the("pledge", text).date is None


def test_a_request_within_what_is_done_is_no_proposal():
    text = "Việt Nam tham gia nhóm nòng cốt soạn thảo Nghị quyết đề nghị Đại hội đồng mở phiên đặc biệt."

    assert the("event", text).modality == "done"


def test_a_unit_is_what_is_counted_and_not_what_they_did():
    fact = the("statistic", "Some 120,000 tourists visited Da Nang.", language="en")

    assert fact.unit == "tourists"


def test_a_phrase_is_told_whole():
    fact = the("agreement", "Thỏa thuận hợp tác về chuyển giao công nghệ vệ tinh đã được ký tại Hà Nội.")

    assert fact.value == "Thỏa thuận hợp tác về chuyển giao công nghệ vệ tinh"


def test_an_actor_that_no_list_knows_is_not_taken_for_the_home_state():
    fact = the("pledge", "Đoàn Việt Nam đã rời cảng. Chủ tàu cam kết chi trả toàn bộ chi phí.")

    assert fact.subject != "Việt Nam"


def test_a_state_named_as_a_place_does_not_act():
    fact = the("agreement", "Việt Nam hôm qua tại Lào đã ký Bản ghi nhớ về thủy sản với Chile.")

    assert (fact.subject, fact.object) == ("Việt Nam", "Chile")


def test_two_foreign_states_are_the_two_when_the_sentence_before_speaks_of_them():
    text = "Japan's Prime Minister met the Prime Minister of Chile. The two sides signed a Memorandum of Understanding."

    fact = the("agreement", text, language="en")

    assert (fact.subject_id, fact.object_id) == ("state:JP", "state:CL")


def test_a_country_pointed_at_is_the_one_spoken_of_last():
    text = "Chile đã mở cửa thị trường. Năm 2025, xuất khẩu cà phê sang nước này đạt 90 triệu USD."

    assert the("trade_figure", text).object == "Chile"


def test_a_body_of_a_longer_name_is_not_the_one_that_the_list_knows():
    text = "Morocco served as a member of the AU Peace and Security Council for the term 2025-2028."

    fact = the("membership_term", text, language="en")

    assert (fact.object, fact.object_id) == ("AU Peace and Security Council", None)


def test_who_goes_to_a_city_abroad_visits_its_state():
    fact = the("visit", "The Prime Minister of Japan visited Hanoi.", language="en")

    assert (fact.object_id, fact.place) == ("state:VN", "Hanoi")


def test_an_office_holder_acts_and_not_the_state_that_has_him():
    text = "Vietnam's Foreign Minister Le Van Binh spoke by telephone with the Prime Minister of Japan."

    assert the("call", text, language="en").subject == "Le Van Binh"


def test_a_ministry_is_called_by_its_full_name():
    fact = the("pledge", "Bộ Ngoại giao sẽ hỗ trợ 5 triệu USD.")

    assert (fact.subject, fact.subject_id) == ("Bộ Ngoại giao Việt Nam", "org:vn-mofa")


def test_on_a_page_about_two_states_a_figure_without_owner_is_neithers():
    fact = the("statistic", "Diện tích: 756.102 km2.", title="Quan hệ Việt Nam - Chile")

    assert fact.subject is None


def test_what_is_held_is_named_to_the_end_of_its_name():
    fact = the("event", "Khóa họp lần thứ 12 Ủy ban hỗn hợp sẽ diễn ra tại Astana vào ngày 9/12/2026.")

    assert fact.object == "Khóa họp lần thứ 12 Ủy ban hỗn hợp"


def test_the_candidate_is_who_stands_and_not_who_supports():
    text = "Chile will support Viet Nam's candidacy for the UNESCO Executive Board for the term 2027-2031."

    assert the("candidacy", text, language="en").subject == "Viet Nam"


@pytest.mark.parametrize(
    ("term", "modality"), [("2020-2021", "done"), ("2025-2027", "ongoing"), ("2028-2030", "planned")]
)
def test_a_term_is_over_or_runs_or_is_to_come_when_the_text_is_published(term, modality):
    assert the("membership_term", f"Việt Nam là thành viên Hội đồng Nhân quyền nhiệm kỳ {term}.").modality == modality


def test_an_execution_is_no_present():
    assert the("statistic", "Bộ Ngoại giao đã thực hiện 46 hoạt động đối ngoại.").modality == "done"


def test_a_promise_is_a_plan():
    assert the("event", "Laos promised to submit the study on 18 December 2026.", language="en").modality == "planned"


def test_a_number_that_ends_a_line_does_not_count_what_the_next_begins_with():
    assert [fact.value for fact in read("Đạt 2,98\nHai bên họp.\n")] == []


def test_the_date_that_leads_to_the_next_figure_is_not_that_of_this_one():
    text = "Việt Nam cấp 45 nghìn thị thực năm 2023, và 46 nghìn thị thực năm 2024."

    assert [(fact.value, fact.date) for fact in read(text)] == [(45_000, "2023"), (46_000, "2024")]


def test_a_term_is_in_the_body_named_last_before_it_and_by_its_name_not_its_acronym():
    elected = "The General Assembly elected Viet Nam to the Human Rights Council for the term 2026-2028."
    named = "Việt Nam trúng cử Hội đồng Kinh tế - Xã hội Liên hợp quốc (ECOSOC) nhiệm kỳ 2024-2026."

    assert the("membership_term", elected, language="en").object == "Human Rights Council"
    assert the("membership_term", named).object == "Hội đồng Kinh tế - Xã hội Liên hợp quốc"


def test_who_follows_a_directive_did_not_issue_it():
    assert the("directive", "Các Đại sứ bám sát Chỉ thị số 15-CT/TW.").subject is None
    assert the("directive", "Thủ tướng đã ký Quyết định số 1920/QĐ-TTg.").subject == "Thủ tướng"


def test_growth_of_a_groups_trade_is_the_groups():
    text = "Trade among ASEAN members was worth $823 billion in 2025, up 4 per cent."

    assert {fact.subject for fact in read(text, language="en") if fact.type == "trade_figure"} == {"ASEAN"}


def test_citizens_of_a_state_are_not_the_state():
    assert the("event", "Ngày 21/8/2025, lực lượng cứu hộ đã cứu được nhiều người Việt Nam.").subject is None


def test_a_meeting_called_bilateral_is_between_the_two_who_are_named():
    met = the("meeting", "Bộ trưởng Hà Văn Sen đã có cuộc gặp song phương với Ngoại trưởng Ai Cập Hassan Fahmy.")

    assert (met.subject, met.object) == ("Hà Văn Sen", "Hassan Fahmy")


def test_who_attended_is_told_only_where_the_text_says_so():
    attended = "dự Hội nghị cấp cao Pháp ngữ (10/2024)."

    assert the("event", f"Thủ tướng Đỗ Văn Quý đã tham {attended}").subject == "Đỗ Văn Quý"
    assert the("event", f"Trong kỳ có việc {attended}").subject is None
