"""The morning brief: what is new, what changed, what comes, what waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from caytre.record import queries, services
from caytre.record.engine import sentences
from caytre.record.models import Contradiction
from tests.record.a_record import DAY, MONDAY, actor, document, officer, statement
from tests.record.conftest import a_fact

pytestmark = pytest.mark.django_db

TUESDAY = MONDAY + DAY
BEFORE = MONDAY - DAY


@pytest.fixture
def lan():
    return officer(1)


@pytest.fixture
def vn():
    return actor("state:VN", "Việt Nam", "Viet Nam")


@pytest.fixture
def kz():
    return actor("state:KZ", "Kazakhstan", "Kazakhstan")


def lines(answer, section, language="vi"):
    part = answer.section(section)
    said = [*part.sentences, *(each for group in part.groups for each in group.sentences)]
    return [sentences.render(each, language) for each in said]


def morning(user, *, since=BEFORE, until=TUESDAY):
    return queries.brief(user, since=since, until=until)


def test_new_is_what_officers_accepted_after_since_and_up_to_until(lan, kz):
    statement("event", kz, value_text="việc cũ", held=BEFORE)
    statement("event", kz, value_text="việc mới", held=MONDAY)
    statement("event", kz, value_text="việc sau", held=TUESDAY + timedelta(hours=1))
    statement("event", kz, value_text="chưa duyệt", held=None)

    assert lines(morning(lan), "new") == ["Kazakhstan việc mới."]


def test_news_is_told_under_the_foreign_state_and_a_states_persons_with_it(lan, vn, kz):
    envoy = actor("person:kz:a", "Bà A")
    envoy.country = "KZ"
    envoy.save()
    kz.country = "KZ"
    kz.save()
    statement("visit", envoy, vn, valid="2026-11")
    statement("event", kz, value_text="bầu cử")
    statement("event", vn, value_text="mở hội")

    groups = morning(lan).section("new").groups

    assert [sentences.render(group.heading, "en") for group in groups] == ["Kazakhstan", "Viet Nam"]
    assert [len(group.sentences) for group in groups] == [2, 1]


def test_a_correction_is_told_with_what_stood_before_and_a_withdrawal_as_such(lan, kz, read_as):
    text = "Kazakhstan mở đường bay. Kazakhstan đóng cảng."
    event = {"type": "event", "subject": "Kazakhstan", "subject_id": "state:KZ"}
    read_as(
        text,
        a_fact(text, "mở đường bay", value="mở đường bay", **event),
        a_fact(text, "đóng cảng", value="đóng cảng", **event),
    )
    flight, port = kz.statements.order_by("pk")
    chief = officer(3, "minh")
    services.accept(flight, by=chief)
    services.accept(port, by=chief)
    since = timezone.now()
    services.edit(flight, by=chief, changes={"value_text": "mở hai đường bay"})
    services.reject(port, by=chief, even_accepted=True)

    answer = queries.brief(lan, since=since, until=timezone.now())

    assert lines(answer, "changed") == [
        "Sửa: Kazakhstan mở đường bay. Nay: Kazakhstan mở hai đường bay.",
        "Rút lại: Kazakhstan đóng cảng.",
    ]
    assert answer.section("new").is_empty


def test_what_was_accepted_and_withdrawn_within_the_time_is_neither_new_nor_changed(lan, kz):
    statement("event", kz, value_text="nhầm", held=MONDAY, until=MONDAY + timedelta(hours=2))

    answer = morning(lan)
    assert answer.section("new").is_empty
    assert answer.section("changed").is_empty


def test_the_next_thirty_days_hold_terms_that_end_and_engagements_that_come_in_order(lan, vn, kz):
    council = actor("org:c", "Hội đồng Mẫu", "Sample Council")
    statement("membership_term", vn, council, valid="2024/2026-12-10", modality="ongoing", held=BEFORE)
    statement("visit", kz, vn, valid="2026-12-01/2026-12-03", modality="planned", held=BEFORE)
    statement("visit", kz, vn, valid="2027-02-01", modality="planned", held=BEFORE)  # too far
    statement("visit", kz, vn, valid="2026-11-25", held=BEFORE)  # has happened, whatever its date says
    statement("visit", kz, vn, valid="2026-11-20", modality="planned", held=None)  # nobody accepted it

    assert lines(morning(lan), "due", "en") == [
        "Kazakhstan is to visit Viet Nam on 1–3 December 2026. In 14 days.",
        "The term of Viet Nam on the Sample Council ends on 10 December 2026, in 23 days.",
    ]


def test_an_office_seen_on_a_day_does_not_end_on_it_but_a_term_of_office_does(lan, vn, kz):
    soon = (TUESDAY + 5 * DAY).date()
    statement("position_held", kz, vn, value_text="Bộ trưởng", valid=f"{MONDAY:%Y-%m-%d}/{soon}")
    statement("position_held", kz, vn, value_text="Đại sứ", valid=f"2020-01-01/{soon}")

    told = " ".join(lines(morning(lan), "due"))

    assert "Đại sứ" in told
    assert "Bộ trưởng" not in told


def test_an_anniversary_comes_back_each_year_and_a_round_one_says_so(lan, vn, kz):
    statement(
        "partnership_level",
        vn,
        kz,
        value_text="Đối tác chiến lược",
        valid="2011-12-01",
        quote="nâng cấp quan hệ",
        held=BEFORE,
    )
    statement("event", vn, kz, value_text="thiết lập quan hệ ngoại giao", valid="1992-06-29", held=BEFORE)
    statement("partnership_level", vn, kz, value_text="Đối tác", valid="2009-11-20", quote="là đối tác", held=BEFORE)

    assert lines(morning(lan), "anniversaries") == [
        "15 năm ngày Việt Nam và Kazakhstan có quan hệ Đối tác chiến lược: ngày 1/12/2026. Năm chẵn."
    ]
    june = datetime(2027, 6, 20, tzinfo=UTC)
    (line,) = lines(morning(lan, since=june - DAY, until=june), "anniversaries")
    assert line == "35 năm: Việt Nam thiết lập quan hệ ngoại giao với Kazakhstan ngày 29/6/1992. Năm chẵn."


def test_a_beginning_known_to_the_month_is_remembered_in_its_month_without_a_day(lan, vn, kz):
    statement(
        "partnership_level", vn, kz, value_text="Đối tác", valid="2016-11", quote="thiết lập đối tác", held=BEFORE
    )

    (line,) = lines(morning(lan), "anniversaries", "en")
    assert "November 2026 (the source names no day)" in line


def test_anniversaries_are_found_over_the_turn_of_the_year(lan, vn, kz):
    statement("partnership_level", vn, kz, value_text="Đối tác", valid="2000-01-05", quote="thiết lập", held=BEFORE)
    christmas = datetime(2026, 12, 24, tzinfo=UTC)

    (line,) = lines(morning(lan, since=BEFORE, until=christmas), "anniversaries", "en")
    assert line.startswith("27 years since")


def test_what_waits_is_counted_and_only_what_i_may_see(lan, kz):
    statement("event", kz, value_text="một", held=None)
    statement("event", kz, value_text="mật", held=None, level=3)
    document("", state="failed", problem="tệp hỏng", name="hong.pdf", read_at=None)
    left = statement("trade_figure", kz, number=1, unit="USD", valid="2025")
    right = statement("trade_figure", kz, number=2, unit="USD", valid="2025")
    Contradiction.objects.create(kind="value", left=left, right=right, found_at=MONDAY)

    answer = morning(lan)

    assert lines(answer, "waiting", "en") == [
        "Proposals to review: 1, the oldest from 16 November 2026.",
        "Contradictions to decide: 1.",
        "Documents that could not be read: 1.",
    ]
    assert len(answer.section("contradictions").contrasts) == 1


def test_coverage_names_what_was_read_from_where_and_what_failed(lan):
    document("một", publisher="Báo Mẫu")
    document("hai", publisher="Báo Mẫu")
    document("ba", publisher="")
    document("cũ", at=BEFORE - DAY)
    document("", state="failed", problem="Tệp PDF hỏng.", name="hong.pdf", read_at=None)

    assert lines(morning(lan), "coverage", "en") == [
        "3 documents read, from 2 sources.",
        "Báo Mẫu: 2 documents.",
        "Publisher unknown: 1 document.",
        "Could not read hong.pdf: Tệp PDF hỏng.",
    ]


def test_an_empty_morning_says_in_each_section_what_there_is_not(lan):
    answer = morning(lan)

    for section in answer.sections:
        for language in sentences.LANGUAGES:
            said = lines(answer, section.id, language) or [sentences.render(section.empty, language)]
            assert len(said[0].split()) > 4
    assert "caytre read" in lines(answer, "coverage")[0]


def test_what_is_above_my_clearance_is_not_in_my_brief(kz):
    statement("event", kz, value_text="việc mật", level=3)

    assert morning(officer(1)).section("new").is_empty
    chief = morning(officer(3, "minh"))
    assert (len(lines(chief, "new")), chief.classification) == (1, 3)


def test_a_brief_takes_a_fixed_number_of_queries_however_much_is_new(lan, vn, kz, django_assert_max_num_queries):
    for number in range(15):
        statement("event", vn, kz, value_text=f"việc {number}", valid="2026-11-30", modality="planned")
        statement("event", vn, kz, value_text=f"đề xuất {number}", held=None)

    with django_assert_max_num_queries(25):
        morning(lan)
