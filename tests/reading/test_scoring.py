"""What the scorer rewards, forgives and punishes."""

import pytest

from tests.reading.scoring import days_of, meanings, score_document, score_documents

TEXT = (
    "Menu. Ngày 3/4/2025, Bộ trưởng A thăm Lào. Kim ngạch đạt 2,25 tỷ USD. Hai bên phấn đấu đạt 5 tỷ USD. "
    "Đọc thêm: B thăm Đức."
)
BODY = {
    "seed": "a.txt",
    "first": "Ngày 3/4/2025",
    "last": "phấn đấu đạt 5 tỷ USD.",
    "start": 6,
    "end": 99,
    "inner_boilerplate": [],
}


def gold(quote, kind, **more):
    row = {"seed": "a.txt", "quote": quote, "type": kind, "alt_types": [], "value": None, "strength": "explicit"}
    return row | {"date": None, "date_basis": None} | more


def fact(quote, kind, **more):
    start = TEXT.index(quote)
    return {"quote": quote, "type": kind, "start": start, "end": start + len(quote), "value": None, "date": None} | more


def score(gold_rows, facts, body="Ngày 3/4/2025 … phấn đấu đạt 5 tỷ USD."):
    return score_document(gold_rows, BODY, {"path": "x/a.txt", "text": TEXT, "body": body, "facts": facts})


VISIT = gold("Ngày 3/4/2025, Bộ trưởng A thăm Lào", "visit", date="2025-04-03", date_basis="quote")
TRADE = gold("Kim ngạch đạt 2,25 tỷ USD", "trade_figure", value=2250000000, unit="USD")
GOAL = gold("phấn đấu đạt 5 tỷ USD", "policy_goal", value=5000000000)


def test_a_fact_of_the_right_type_on_the_same_passage_is_found():
    result = score([VISIT], [fact("Bộ trưởng A thăm Lào", "visit", date="2025-04-03")])

    assert (result.precision, result.recall, result.date_accuracy) == (1, 1, 1)


def test_a_wrong_type_is_both_a_miss_and_a_false_fact():
    result = score([VISIT], [fact("Bộ trưởng A thăm Lào", "meeting")])

    assert (result.found.total(), result.false.total()) == (0, 1)


def test_an_alternative_type_is_right_as_well():
    assert score([VISIT | {"alt_types": ["event"]}], [fact("A thăm Lào", "event")]).recall == 1


def test_a_quote_that_barely_touches_is_not_a_match():
    assert score([VISIT], [fact("Lào. Kim ngạch đạt", "visit")]).recall == 0


@pytest.mark.parametrize(
    ("value", "found"), [("2,25 tỷ", 1), (2.25e9, 1), ("2.25 billion", 1), ("2,5 tỷ", 0), (None, 0)]
)
def test_a_figure_counts_only_with_its_number(value, found):
    assert score([TRADE], [fact("đạt 2,25 tỷ USD", "trade_figure", value=value)]).found.total() == found


def test_a_second_fact_for_one_annotation_is_false():
    result = score([VISIT], [fact("Bộ trưởng A thăm Lào", "visit"), fact("A thăm Lào", "visit")])

    assert (result.found.total(), result.false.total()) == (1, 1)


def test_goals_and_implied_facts_are_neither_rewarded_nor_punished():
    implied = gold("Bộ trưởng A", "position_held", strength="implied")

    result = score(
        [GOAL, implied], [fact("phấn đấu đạt 5 tỷ USD", "policy_goal"), fact("Bộ trưởng A", "position_held")]
    )

    assert (result.gold.total(), result.neutral, result.false.total()) == (0, 2, 0)


def test_a_fact_from_a_teaser_is_counted_apart():
    result = score([VISIT], [fact("B thăm Đức", "visit")])

    assert (result.outside, result.false.total()) == (1, 0)


def test_a_wrong_date_costs_the_date_and_not_the_fact():
    result = score([VISIT], [fact("A thăm Lào", "visit", date="2025-04")])

    assert (result.recall, result.date_accuracy) == (1, 0)


def test_a_quote_whose_offsets_lie_is_not_verbatim_and_is_still_found():
    result = score([VISIT], [fact("A thăm Lào", "visit") | {"start": 0}])

    assert (result.quotes_exact, result.recall) == (0, 1)


def test_a_body_with_a_teaser_in_it_is_wrong():
    assert score([], [], "Ngày 3/4/2025 … phấn đấu đạt 5 tỷ USD.").bodies_right == 1
    assert score([], [], "Ngày 3/4/2025 … phấn đấu đạt 5 tỷ USD. Đọc thêm").bodies_right == 0


def test_a_document_that_was_not_read_counts_as_read_with_no_result():
    result = score_documents([VISIT], [BODY], [])

    assert (result.recall, result.bodies_right, result.bodies) == (0, 0, 1)


def test_matching_finds_as_many_pairs_as_possible():
    wide, narrow = fact("Ngày 3/4/2025, Bộ trưởng A thăm Lào", "visit"), fact("Bộ trưởng A", "event")
    rows = [VISIT | {"alt_types": ["event"]}, gold("Ngày 3/4/2025, Bộ trưởng A thăm Lào", "visit")]

    assert score(rows, [wide, narrow]).found.total() == 2


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2025-Q1", ("2025-01-01", "2025-03-31")),
        ("../2030", (None, "2030-12-31")),
        ("2023/2025", ("2023-01-01", "2025-12-31")),
        ("2025-02-30", None),
        ("soon", None),
        (None, None),
    ],
)
def test_dates_are_compared_by_the_days_they_cover(date, days):
    assert days_of(date) == days


def test_a_numeral_is_read_in_both_number_formats():
    assert meanings("1.234", None) == {1234.0, 1.234}
    assert meanings("1.234,5", "nghìn tấn") == {1234.5, 1234500.0}
    assert meanings("ba", None) == {3.0}


@pytest.mark.parametrize(
    ("wanted", "said", "same"),
    [
        ("Bộ Ngoại giao Việt Nam", "Bộ Ngoại giao", True),
        ("Viet Nam", "Vietnam", True),
        ("Lê Quang Tường", "Bộ trưởng Lê Quang Tường", True),
        ("Hiệp định về chuyển giao người bị kết án", "Hiệp định về", False),
        ("Lào", "Thái Lan", False),
        ("Lào", None, False),
    ],
)
def test_a_field_is_right_when_it_names_what_gold_names(wanted, said, same):
    result = score([VISIT | {"subject": wanted}], [fact("A thăm Lào", "visit", subject=said)])

    assert (result.fields_asked["subject"], result.fields_right["subject"]) == (1, same)
