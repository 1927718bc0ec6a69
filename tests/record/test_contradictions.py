"""What cannot both hold is found and shown; what may be reconciled is left in peace."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caytre.journal.models import Entry
from caytre.record import queries, services
from caytre.record.engine.contradictions import Claim, band, compare, figures_agree, held_by_one, level_of
from caytre.record.engine.validity import parse
from caytre.record.errors import AlreadyDecided, InvalidChange
from caytre.record.models import Contradiction, Statement
from tests.record.conftest import a_fact

MILLION = Decimal(1_000_000)


def claim(id, predicate, subject="1", object="2", valid="", seen=(), **fields):
    return Claim(
        id, predicate, subject, object, valid=parse(valid), seen=tuple(dt.date.fromisoformat(day) for day in seen),
        passages=((id, 0, 10),), **fields,
    )  # fmt: skip


def kind(one, other):
    finding, mirrored = compare(one, other), compare(other, one)
    assert finding == mirrored
    return finding.kind if finding else None


# --- two values for one figure -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "one_bound", "other", "other_bound"),
    [
        (800, "at_least", 812, ""),  # hơn 800 triệu
        (800, "", 812, ""),  # 800 is 812 rounded
        (800, "about", 850, ""),
        (800, "nearly", 790, ""),
        (7, "", Decimal("7.09"), ""),
        (800, "at_least", 900, "nearly"),
        (0, "", 0, ""),
        (-5, "", -5, ""),
    ],
)
def test_a_rounded_or_bounded_figure_agrees_with_the_exact_one(one, one_bound, other, other_bound):
    assert figures_agree(Decimal(one), Decimal(other), one_bound=one_bound, other_bound=other_bound)


@pytest.mark.parametrize(
    ("one", "one_bound", "other", "other_bound"),
    [(800, "at_least", 790, ""), (812, "", 840, ""), (20, "", 24, ""), (800, "nearly", 812, ""), (2, "", 3, ""),
     (800, "at_least", 5000, ""), (5, "", -5, "")],
)  # fmt: skip
def test_figures_beyond_bounds_and_rounding_disagree(one, one_bound, other, other_bound):
    assert not figures_agree(Decimal(one), Decimal(other), one_bound=one_bound, other_bound=other_bound)


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(["", "about", "at_least", "at_most", "nearly"]))
def test_a_figure_always_agrees_with_itself(value, bound):
    low, high = band(value, bound)

    assert low <= value <= high
    assert figures_agree(value, value, one_bound=bound)


def figure(id, value, *, valid="2024", quote="thương mại đạt", **fields):
    return claim(
        id, "trade_figure", value_number=Decimal(value) * MILLION, unit="USD", valid=valid, quotes=(quote,), **fields
    )


def test_two_values_for_one_figure_of_one_period_contradict():
    assert kind(figure(1, 812), figure(2, 840)) == "value"


@pytest.mark.parametrize(
    "other",
    [
        figure(2, 840, valid="2023"),
        figure(2, 840, valid="2024-01/2024-03"),
        figure(2, 840, subject="3"),
        figure(2, 840, quote="xuất khẩu đạt"),
        figure(2, 840, modality="planned"),
        figure(2, 840, valid=""),
        claim(2, "trade_figure", value_number=Decimal(840), unit="%", valid="2024", quotes=("thương mại đạt",)),
    ],
)
def test_figures_of_another_period_thing_or_measure_do_not(other):
    assert kind(figure(1, 812), other) is None


def test_a_passage_never_contradicts_itself():
    from dataclasses import replace

    one, other = figure(1, 812), figure(2, 840)

    assert kind(one, replace(other, passages=((1, 5, 20),))) is None
    assert kind(one, replace(other, passages=((1, 10, 20),))) == "value"


# --- two holders of one office -------------------------------------------------------------------------------------


def holder(id, person, office="Tổng thống", body="KZ", **fields):
    return claim(id, "position_held", person, body, value_text=office, **fields)


def test_one_office_has_one_holder_on_one_day():
    assert kind(holder(1, "A", valid="2023-05-04"), holder(2, "B", valid="2023-05-04")) == "holder"
    assert kind(holder(1, "A", valid="2020-01-01/2024-12-31"), holder(2, "B", valid="2023-05-04")) == "holder"
    assert kind(holder(1, "A", seen=["2023-05-04"]), holder(2, "B", seen=["2023-05-04"])) == "holder"
    assert kind(holder(1, "A", seen=["2023-05-04"]), holder(2, "B", valid="2022/2024")) == "holder"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (holder(1, "A", valid="2023"), holder(2, "B", valid="2023")),  # one may have followed the other
        (holder(1, "A", seen=["2019-05-04"]), holder(2, "B", seen=["2023-05-04"])),
        (holder(1, "A", valid="2019-03/2022-03"), holder(2, "B", valid="2022-03/..")),
        (holder(1, "A", "Phó Thủ tướng", valid="2023-05-04"), holder(2, "B", "Phó Thủ tướng", valid="2023-05-04")),
        (holder(1, "A", valid="2023-05-04"), holder(2, "B", "Thủ tướng", valid="2023-05-04")),
        (holder(1, "A", valid="2023-05-04"), holder(2, "B", body="KG", valid="2023-05-04")),
        (holder(1, "A", valid="2023-05-04"), holder(2, "A", valid="2023-05-04")),
        (holder(1, "A", valid="2023-05-04"), holder(2, "B", valid="2023-05-04", modality="planned")),
    ],
)
def test_holders_who_may_have_followed_each_other_do_not_contradict(one, other):
    assert kind(one, other) is None


@pytest.mark.parametrize(
    "office", ["Thứ trưởng Ngoại giao", "Deputy Prime Minister", "nguyên Tổng thống", "ủy viên", ""]
)
def test_offices_with_many_holders_are_known_by_their_words(office):
    assert not held_by_one(office)


# --- terms ---------------------------------------------------------------------------------------------------------


def term(id, valid, member="VN", body="HRC", role="thành viên"):
    return claim(id, "membership_term", member, body, value_text=f"{role} nhiệm kỳ {valid}", valid=valid)


def test_a_term_that_runs_into_its_neighbour_does_not_fit():
    assert kind(term(1, "2023/2025"), term(2, "2024/2026")) == "term"
    assert kind(term(1, "2023/2025"), term(2, "2023/2026")) == "term"
    assert kind(term(1, "2023/2025"), term(2, "2023/2026", member="LA")) == "term"


def test_a_seat_named_in_two_languages_is_one_seat():
    assert kind(term(1, "2026/2028"), term(2, "2025/2028", role="member")) == "term"
    assert kind(term(1, "2026/2028"), term(2, "2025/2028", role="")) == "term"
    assert kind(term(1, "2026/2028"), term(2, "2025/2028", role="Phó Chủ tịch")) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (term(1, "2023/2025"), term(2, "2026/2028")),
        (term(1, "2021/2025"), term(2, "2025/2029")),  # one ends in the year the next begins
        (term(1, "2023/2025"), term(2, "2023/2025")),
        (term(1, "2023/2025"), term(2, "2024/2026", member="LA")),
        (term(1, "2023/2025"), term(2, "2023/2024", role="Phó Chủ tịch")),
        (term(1, "2023/2025"), term(2, "2024/2026", body="ECOSOC")),
        (term(1, "2023"), term(2, "2023/2025")),
    ],
)
def test_terms_that_follow_or_run_beside_each_other_fit(one, other):
    assert kind(one, other) is None


# --- levels of a relation ------------------------------------------------------------------------------------------


def level(id, words, *, left="VN", right="KZ", **fields):
    return claim(id, "partnership_level", left, right, value_text=words, **fields)


@pytest.mark.parametrize(
    ("words", "rank"),
    [
        ("Đối tác chiến lược toàn diện", 3),
        ("Đối tác hợp tác chiến lược toàn diện", 3),
        ("Comprehensive Strategic Partnership", 3),
        ("đối tác chiến lược", 2),
        ("strategic partners", 2),
        ("Đối tác toàn diện", 1),
    ],
)
def test_levels_are_known_in_both_languages(words, rank):
    assert level_of(words)[1] == rank


@pytest.mark.parametrize(
    "words", ["quan hệ hữu nghị truyền thống", "đối tác chiến lược trong lĩnh vực nông nghiệp", "trade", "",
              "strategic partnership on agriculture"]
)  # fmt: skip
def test_what_is_no_rung_of_the_ladder_has_no_level(words):
    assert level_of(words) is None


def test_two_levels_at_one_time_contradict_whichever_side_is_named_first():
    high, low = "Đối tác chiến lược toàn diện", "Đối tác chiến lược"
    assert kind(level(1, high, valid="2025-05"), level(2, low, valid="2025-05")) == "level"
    assert kind(level(1, high, valid="2025-05"), level(2, low, left="KZ", right="VN", seen=["2025-07-01"])) == "level"
    assert kind(level(1, high, seen=["2025-05-02"]), level(2, low, seen=["2025-05-02"])) == "level"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (level(1, "Đối tác chiến lược", valid="2012"), level(2, "Đối tác chiến lược toàn diện", valid="2025-05")),
        (level(1, "Đối tác chiến lược", valid="2012"), level(2, "Đối tác chiến lược toàn diện", seen=["2025-05-05"])),
        (level(1, "Đối tác chiến lược", seen=["2020-01-01"]), level(2, "Đối tác chiến lược toàn diện", valid="2025")),
        (level(1, "Đối tác chiến lược"), level(2, "Strategic Partnership")),
        (level(1, "Đối tác chiến lược", valid="2025"), level(2, "Đối tác toàn diện", valid="2025")),
        (level(1, "Đối tác chiến lược", valid="2025-05"), level(2, "Đối tác", valid="2025-05")),
        (level(1, "Đối tác chiến lược", valid="2025-05"), level(2, "Đối tác toàn diện", modality="planned")),
    ],
)  # fmt: skip
def test_a_relation_may_be_raised(one, other):
    assert kind(one, other) is None


def test_what_one_says_and_another_denies_contradicts():
    one = claim(1, "visit", valid="2025-05", value_text="thăm chính thức")
    other = claim(2, "visit", valid="2025-05", value_text="Thăm chính thức", modality="denied")

    assert kind(one, other) == "denial"
    assert kind(claim(1, "visit"), claim(2, "visit", modality="denied")) is None


# --- found and decided in the record -------------------------------------------------------------------------------


def read_figure(read_as, number, **options):
    quote = f"thương mại Việt Nam - Kazakhstan đạt {number} triệu USD năm 2024"
    fact = a_fact(
        quote, quote, subject="Việt Nam", subject_id="state:VN", object="Kazakhstan", object_id="state:KZ",
        value=number * 1e6, unit="USD", date="2024",
    )  # fmt: skip
    document = read_as(quote, fact, **options)
    return Statement.objects.get(evidence__document=document)


@pytest.fixture
def clash(starter, read_as):
    low, high = read_figure(read_as, 812), read_figure(read_as, 900)
    return Contradiction.objects.get(left=low, right=high)


@pytest.mark.django_db
def test_a_contradiction_is_found_as_soon_as_it_is_proposed_and_shown_side_by_side(clash, officer):
    (shown,) = queries.contradictions(officer)

    assert shown.contradiction == clash
    assert (shown.left.statement, shown.right.statement) == (clash.left, clash.right)
    assert "812" in shown.left.passages[0].quote
    assert "900" in shown.right.passages[0].quote
    assert queries.contradictions_count(officer) == 1


@pytest.mark.django_db
def test_keeping_one_accepts_it_and_rejects_the_other(clash, officer):
    decided = services.decide_contradiction(clash, by=officer, keep=clash.left, reason="Số của Hải quan")

    clash.left.refresh_from_db()
    clash.right.refresh_from_db()
    assert (clash.left.status, clash.right.status) == ("accepted", "rejected")
    assert (decided.kept, decided.decided_by, decided.decision) == (clash.left, officer, "Số của Hải quan")
    entry = Entry.objects.get(act="record.decide_contradiction")
    assert entry.detail["evidence"] == [clash.left.evidence.get().pk]
    assert queries.contradictions(officer) == []
    assert [item.contradiction for item in queries.contradictions(officer, decided=True)] == [clash]


@pytest.mark.django_db
def test_both_may_be_let_stand_with_a_reason(clash, officer):
    services.decide_contradiction(clash, by=officer, keep=None, reason="Hai cách tính khác nhau")

    assert set(Statement.objects.values_list("status", "contested")) == {("proposed", False)}
    services.accept(clash.left, by=officer)
    assert queries.contradictions_count(officer) == 0  # not raised again


@pytest.mark.django_db
def test_a_decision_needs_its_reason_and_one_of_the_two(clash, officer):
    with pytest.raises(InvalidChange):
        services.decide_contradiction(clash, by=officer, keep=clash.left, reason=" ")
    stranger = services.edit(clash.left, by=officer, changes={"value_number": 1}).result
    with pytest.raises(InvalidChange):
        services.decide_contradiction(clash, by=officer, keep=stranger, reason="x")


@pytest.mark.django_db
def test_the_second_to_decide_is_told_who_was_first(clash, officer, colleague):
    services.decide_contradiction(clash, by=officer, keep=None, reason="x")

    with pytest.raises(AlreadyDecided, match="lan"):
        services.decide_contradiction(clash, by=colleague, keep=clash.left, reason="y")


@pytest.mark.django_db
@pytest.mark.parametrize("keep", ["left", None])
def test_a_decision_taken_back_opens_the_contradiction_again(clash, officer, keep):
    services.decide_contradiction(clash, by=officer, keep=clash.left if keep else None, reason="x")

    again = services.undo_decision(Contradiction.objects.get(), by=officer)

    assert again.pk != clash.pk
    assert [item.contradiction for item in queries.contradictions(officer)] == [again]
    clash.right.refresh_from_db()
    assert clash.right.status == "proposed"
    services.decide_contradiction(again, by=officer, keep=None, reason="y")


@pytest.mark.django_db
def test_a_contradiction_is_moot_when_one_side_is_rejected_and_back_when_that_is_undone(clash, officer):
    review = services.reject(clash.left, by=officer)
    assert queries.contradictions(officer) == []
    assert not Statement.objects.filter(contested=True).exists()

    services.undo(review, by=officer)
    assert len(queries.contradictions(officer)) == 1
    assert Statement.objects.filter(contested=True).count() == 2


@pytest.mark.django_db
def test_merging_two_actors_brings_their_contradictions_to_light(starter, read_as, officer):
    from caytre.record.services.resolving import find_or_make

    texts = ("Tổng thống Kim Văn A", "Tổng thống Lê Văn B")
    for text, country in zip(texts, ("KZ", ""), strict=True):
        body = find_or_make("organisation", "Phủ Tổng thống", country=country)
        fact = a_fact(
            text, text, "position_held", subject=text[11:], object="Phủ Tổng thống", object_id=body.key,
            value="Tổng thống", date="2024-05-01",
        )  # fmt: skip
        read_as(text, fact)
    assert not Contradiction.objects.exists()

    left, right = Statement.objects.order_by("pk")
    services.judge(left.object, right.object, "same", by=officer)

    assert Contradiction.objects.get().kind == "holder"
