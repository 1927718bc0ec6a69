"""What a fact is: one act told once, its figure and date its own, its quote verbatim, as certain as its words."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caytre.reading.facts import find_facts, frames
from caytre.reading.model import Extracted


def read(text, *, language="vi", published="2025-06-15", body_end=None, **fields):
    end = len(text) if body_end is None else body_end
    extracted = Extracted(
        text=text, media_type="text/plain", language=language, published=published, body_end=end, **fields
    )
    facts = find_facts(extracted)[1]
    assert all(text[fact.start : fact.end] == fact.quote for fact in facts)
    return facts


def of_type(kind, facts):
    return [fact for fact in facts if fact.type == kind]


def test_a_list_of_seats_gives_a_fact_for_each_with_its_own_term():
    facts = read("Việt Nam giữ cương vị tại Hội đồng Nhân quyền LHQ (2023-2025), Ủy ban Di sản Thế giới (2023-2027).")

    assert [(fact.object, fact.date) for fact in of_type("membership_term", facts)] == [
        ("Hội đồng Nhân quyền LHQ", "2023/2025"),
        ("Ủy ban Di sản Thế giới", "2023/2027"),
    ]


def test_conferences_named_together_are_two_events_of_the_same_date():
    facts = read("Lãnh đạo đã tham dự các Hội nghị cấp cao ASEAN, APEC (2022-2023).")

    assert [(fact.object, fact.date) for fact in of_type("event", facts)] == [
        ("Hội nghị cấp cao ASEAN", "2022/2023"),
        ("APEC", "2022/2023"),
    ]


def test_value_and_growth_of_trade_are_two_facts_with_their_own_figures():
    facts = read("Ba tháng đầu năm 2025, kim ngạch song phương đạt 215,6 triệu USD, tăng 9,3% so với cùng kỳ 2024.")

    assert [(fact.value, fact.unit, fact.date) for fact in of_type("trade_figure", facts)] == [
        (215_600_000, "USD", "2025-01/2025-03"),
        (9.3, "%", "2025-01/2025-03"),
    ]


def test_a_year_of_comparison_is_not_the_date_of_a_figure():
    (fact,) = of_type("statistic", read("Cục Lãnh sự xử lý 946 vụ việc, nhiều hơn so với năm 2023."))

    assert (fact.value, fact.date) == (946, None)


def test_two_states_stand_for_the_two_sides():
    facts = read("Đoàn Kazakhstan đến Hà Nội. Hai nước ký Bản ghi nhớ về nông nghiệp.")

    (fact,) = of_type("agreement", facts)
    assert (fact.subject, fact.object) == ("Việt Nam", "Kazakhstan")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Thủ tướng Nhật Bản đã thăm chính thức Lào.", "done"),
        ("Thủ tướng Nhật Bản đang thăm chính thức Lào.", "ongoing"),
        ("Thủ tướng Nhật Bản sẽ thăm chính thức Lào.", "planned"),
        ("Thủ tướng Nhật Bản chưa thăm chính thức Lào.", "denied"),
        ("Chủ tịch Quốc hội mời Thủ tướng Nhật Bản sang thăm Lào.", "proposed"),
    ],
)
def test_a_fact_is_as_certain_as_its_words(text, modality):
    assert [fact.modality for fact in of_type("visit", read(text))] == [modality]


def test_two_offices_of_one_person_are_two_facts_with_one_passage():
    facts = of_type("position_held", read("Phó Thủ tướng, Bộ trưởng Ngoại giao Bùi Thanh Sơn chủ trì phiên họp."))

    assert [fact.value for fact in facts] == ["Phó Thủ tướng", "Bộ trưởng Ngoại giao"]
    assert {fact.subject for fact in facts} == {"Bùi Thanh Sơn"}


def test_the_byline_says_which_office_the_author_holds():
    text = (
        "Một bài viết\n\nPhan Hải Sen\nVụ trưởng Vụ các Tổ chức quốc tế, Bộ Ngoại giao\nĐoạn đầu của bài không nói gì."
    )

    facts = of_type("position_held", read(text, author="Phan Hải Sen", body_start=text.index("Đoạn")))

    assert [(fact.subject, fact.quote) for fact in facts] == [
        ("Phan Hải Sen", "Phan Hải Sen\nVụ trưởng Vụ các Tổ chức quốc tế, Bộ Ngoại giao")
    ]


def test_a_caption_printed_twice_is_told_once():
    line = "Thủ tướng Đỗ Văn Quý phát biểu tại Hội nghị thượng đỉnh về đại dương xanh."

    assert len(of_type("event", read(f"{line}\n{line}\n"))) == 1


def test_nothing_is_read_outside_the_body_or_from_its_boilerplate():
    inside = "Hai bên trao đổi thẳng thắn.\n"
    share = "Việt Nam gia nhập ASEAN năm 1995.\n"
    text = share + inside + share + inside + share

    start = len(share)
    facts = read(text, body_start=start, body_end=len(text) - len(share),
                 boilerplate=((start + len(inside), start + len(inside) + len(share)),))  # fmt: skip

    assert facts == []


def test_a_figure_is_told_by_one_fact_only():
    facts = read("Chính phủ Nhật Bản sẽ cung cấp 62,5 tỷ yên vốn vay ưu đãi cho Việt Nam.")

    assert [(fact.type, fact.value, fact.unit) for fact in facts] == [("pledge", 62_500_000_000, "JPY")]


def test_a_year_is_taken_from_the_head_of_the_text_where_publication_is_unknown():
    text = "Sáng 7/5/2026, tại Hà Nội, hai đoàn họp.\nNgày 9/5, Thủ tướng Nhật Bản thăm chính thức Lào."

    (visit,) = of_type("visit", read(text, published=None))

    assert visit.date == "2026-05-09"


def test_decomposed_text_is_quoted_as_it_is():
    text = unicodedata.normalize("NFD", "Kim ngạch thương mại hai chiều năm 2024 đạt 2,25 tỷ USD.")

    (fact,) = of_type("trade_figure", read(text))

    assert fact.value == 2_250_000_000
    assert fact.quote == unicodedata.normalize("NFD", "Kim ngạch thương mại hai chiều năm 2024 đạt 2,25 tỷ USD")


def test_a_text_in_another_language_gives_no_facts_by_force():
    assert read("Le ministre a dit bonjour.", language="fr") == []


WORDS = [
    trigger for language in frames.LANGUAGES for frame in frames.load(language).frames for trigger in frame.triggers
]


OTHERS = [
    "Việt Nam",
    "Lào",
    "ASEAN",
    "5/12/2022",
    "2023-2025",
    "15,5 tỷ USD",
    ",",
    ".",
    "(",
    ")",
    "“",
    "và",
    "của",
    "\n",
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from([*WORDS, *OTHERS, "Thủ tướng", "the", "of", "U.S."]), max_size=80))
def test_any_heap_of_triggers_gives_verbatim_facts(words):
    for language in ("vi", "en"):
        read(" ".join(words), language=language)


@pytest.mark.parametrize(
    "piece", ["thăm ", "ký Bản ghi nhớ ", "kim ngạch 5 tỷ USD ", "(", "Hội đồng ", "12/", "Việt Nam, "]
)
def test_a_hostile_text_comes_to_an_end(piece):
    read(piece * (40_000 // len(piece)))


@pytest.mark.parametrize(
    "sentence",
    [
        "Bộ trưởng Ngoại giao Nguyễn Văn Hòa sẽ thăm Nhật Bản vào tháng 8/2025.",
        "Bộ trưởng Ngoại giao Nguyễn Văn Hòa công bố chương trình giai đoạn 2024-2027.",
        "Bộ trưởng Ngoại giao Nguyễn Văn Hòa yêu cầu hoàn thành trước ngày 20/6/2025.",
    ],
)
def test_an_office_is_not_dated_by_what_its_holder_plans(sentence):
    (held,) = of_type("position_held", read(sentence))

    assert (held.subject, held.date) == ("Nguyễn Văn Hòa", None)


def test_an_office_is_dated_by_the_day_on_which_its_holder_was_seen_in_it():
    (held,) = of_type("position_held", read("Ngày 3/6/2025, Bộ trưởng Ngoại giao Nguyễn Văn Hòa đã tiếp các đại sứ."))

    assert held.date == "2025-06-03"


def test_where_no_day_of_publication_is_given_an_office_takes_no_date_of_a_plan():
    (held,) = of_type(
        "position_held", read("Bộ trưởng Ngoại giao Nguyễn Văn Hòa sẽ thăm Nhật Bản tháng 8/2025.", published=None)
    )

    assert held.date is None


def test_who_supports_a_candidacy_is_not_the_candidate():
    (found,) = of_type(
        "candidacy",
        read("Japan will support Viet Nam's candidacy for the UNESCO Executive Board in 2027.", language="en"),
    )

    assert (found.subject, found.object) == ("Viet Nam", "UNESCO Executive Board")


def test_a_conference_that_takes_place_keeps_its_whole_name():
    (found,) = of_type(
        "event", read("Hội nghị Trưởng Cơ quan đại diện Việt Nam sẽ diễn ra tại Hà Nội từ ngày 14 đến ngày 16/12/2025.")
    )

    assert found.object == "Hội nghị Trưởng Cơ quan đại diện Việt Nam"
