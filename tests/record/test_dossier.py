"""The dossier: what speaks in it, as of which day, as known on which day, to whom."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from caytre.record import queries, render, services
from caytre.record.engine import sentences
from caytre.record.models import Actor, Contradiction, Evidence, Statement, StatementActor
from caytre.record.queries.actors import NoSuchActor
from caytre.record.queries.finding import find_key
from tests.record.a_record import DAY, MONDAY, actor, document, officer, statement
from tests.record.conftest import a_fact, a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan():
    return officer(2)


@pytest.fixture
def vn():
    return actor("state:VN", "Việt Nam", "Viet Nam")


@pytest.fixture
def kz():
    return actor("state:KZ", "Kazakhstan", "Kazakhstan")


def lines(answer, section, language="vi"):
    """All sentences of one section, in order, as text."""
    part = answer.section(section)
    said = [*part.sentences, *(each for group in part.groups for each in group.sentences)]
    return [sentences.render(each, language) for each in said]


def ask(user, *keys, known_on=MONDAY + DAY, as_of=None):
    question = queries.pair_dossier if len(keys) == 2 else queries.dossier
    return question(user, *keys, known_on=known_on, as_of=as_of)


# --- what speaks -------------------------------------------------------------------


def test_every_sentence_on_an_actor_is_footnoted_to_a_passage_that_stands_in_its_document(lan, vn, kz):
    statement(
        "partnership_level", vn, kz, value_text="Đối tác chiến lược", valid="2024-11", quote="hai nước là đối tác"
    )
    statement("visit", kz, vn, valid="2025", quote="đoàn sang thăm")
    statement("trade_figure", vn, kz, number=5, unit="USD", valid="2024", quote="kim ngạch hai chiều đạt 5 USD")
    statement("trade_figure", vn, kz, number=6, unit="USD", valid="2025", quote="kim ngạch hai chiều đạt 6 USD")

    answer = ask(lan, "state:KZ")

    told = [
        each
        for section in answer.sections
        for each in (*section.sentences, *(said for group in section.groups for said in group.sentences))
        if section.id != "coverage"
    ]
    points = [point for chart in answer.section("figures").charts for point in chart.points]
    assert len(told) == 2
    assert len(points) == 2
    for said in (*told, *points):
        assert said.footnotes
    for note in answer.footnotes:
        text = Evidence.objects.get(document_id=note.document, start=note.start, end=note.end).document.text
        assert text[note.start : note.end] == note.quote
        assert note.path == f"/record/documents/{note.document}/?start={note.start}&end={note.end}#passage"


def test_only_accepted_statements_speak_and_proposals_are_listed_apart_marked_and_counted(lan, kz):
    statement("event", kz, value_text="khai trương đường bay")
    statement("event", kz, value_text="đóng đường bay", held=None)

    answer = ask(lan, "state:KZ")

    assert lines(answer, "events") == ["Kazakhstan khai trương đường bay."]
    assert lines(answer, "proposals") == ["Kazakhstan đóng đường bay."]
    (group,) = answer.section("proposals").groups
    assert [each.standing for each in group.sentences] == ["proposed"]
    assert "1 đề xuất chưa duyệt" in lines(answer, "coverage")[-1]


def test_a_dossier_with_nothing_in_it_says_so_section_by_section(lan, kz):
    answer = ask(lan, "state:KZ")

    for section in answer.sections:
        assert section.is_empty
        for language in sentences.LANGUAGES:
            assert sentences.render(section.empty, language).endswith(".")


def test_the_level_of_relations_dates_from_its_upgrade_and_the_level_before_it_is_told(lan, vn, kz):
    level = "Đối tác chiến lược toàn diện"
    statement("partnership_level", vn, kz, value_text=level, valid="2025-06", quote="là đối tác chiến lược toàn diện")
    statement("partnership_level", vn, kz, value_text=level, valid="2024-11", quote="nâng cấp quan hệ lên mức mới")
    statement("partnership_level", vn, kz, value_text="Đối tác toàn diện", valid="2015", quote="là đối tác")

    assert lines(ask(lan, "state:KZ"), "relations") == [
        "Việt Nam và Kazakhstan có quan hệ Đối tác chiến lược toàn diện từ tháng 11/2024.",
        "Trước đó: Đối tác toàn diện (năm 2015).",
    ]


def test_a_level_that_is_only_mentioned_gets_no_since(lan, vn, kz):
    statement("partnership_level", vn, kz, value_text="Đối tác chiến lược", valid="2022", quote="là đối tác chiến lược")

    (line,) = lines(ask(lan, "state:KZ"), "relations")
    assert "ghi nhận sớm nhất năm 2022" in line


def test_a_level_whose_partner_is_not_told_speaks_by_its_quote(lan, kz):
    statement("partnership_level", kz, value_text="Đối tác chiến lược", valid="2022", quote="là đối tác chiến lược")

    assert lines(ask(lan, "state:KZ"), "relations") == ["Cấp độ quan hệ: “là đối tác chiến lược”."]


def test_an_office_seen_on_the_days_of_a_visit_is_no_term_that_ends_with_the_visit(lan, kz):
    holder = actor("person:a", "Bà A")
    statement("position_held", holder, kz, value_text="Ngoại trưởng", valid="2026-11-18/2026-11-20", modality="ongoing")

    assert lines(ask(lan, "state:KZ", as_of=date(2026, 11, 22)), "people") == [
        "Bà A: Ngoại trưởng Kazakhstan (ghi nhận gần nhất ngày 18–20/11/2026)."
    ]


def test_the_last_known_holder_of_an_office_is_in_office_until_the_term_is_over(lan, kz):
    first, second = actor("person:a", "Bà A"), actor("person:b", "Ông B")
    statement("position_held", first, kz, value_text="Ngoại trưởng", valid="2020/2024")
    statement("position_held", second, kz, value_text="Ngoại trưởng", valid="2024-05-01", modality="ongoing")
    statement("position_held", first, kz, value_text="Đại sứ", valid="2020/2022")

    assert lines(ask(lan, "state:KZ"), "people") == [
        "Ông B: Ngoại trưởng Kazakhstan (ghi nhận gần nhất ngày 1/5/2024)."
    ]


def test_an_office_told_in_two_languages_is_one_office(lan, kz):
    holder = actor("person:a", "Ông A")
    statement("position_held", holder, kz, value_text="Tổng thống", valid="2026-10-27")
    statement("position_held", holder, kz, value_text="President", valid="2026-10-27", quote="President A")

    assert lines(ask(lan, "state:KZ"), "people") == [
        "Ông A: Tổng thống Kazakhstan (ghi nhận gần nhất ngày 27/10/2026)."
    ]


def test_an_office_without_a_value_is_read_off_the_passage(lan, kz):
    person = actor("person:a", "Nguyễn Thị Mẫu")
    made = statement("position_held", person, quote="Tổng thống Nguyễn Thị Mẫu", subject_text="Nguyễn Thị Mẫu")
    StatementActor.objects.create(statement=made, actor=kz)

    assert lines(ask(lan, "state:KZ"), "people") == ["Nguyễn Thị Mẫu: Tổng thống."]


def test_a_term_that_ends_within_the_year_is_told_first_with_the_days_left(lan, kz):
    council = actor("org:c", "Hội đồng Mẫu", "Sample Council")
    statement("membership_term", kz, council, valid="2024/2026-12-31", modality="ongoing")
    statement("membership_term", kz, actor("org:d", "Ủy ban Mẫu"), valid="2024/2029", modality="ongoing")

    answer = ask(lan, "state:KZ", as_of=date(2026, 11, 22))

    assert (
        lines(answer, "memberships")[0]
        == "Nhiệm kỳ của Kazakhstan tại Hội đồng Mẫu kết thúc ngày 31/12/2026, còn 39 ngày."
    )
    assert len(lines(answer, "memberships")) == 2


def test_figures_of_several_years_become_a_chart_and_a_single_one_a_sentence(lan, vn, kz):
    for year, value in (("2022", 5), ("2024", 8), ("2023", 7)):
        statement(
            "trade_figure", vn, kz, number=value, unit="USD", valid=year, quote=f"thương mại hai chiều đạt {value} USD"
        )
    statement("trade_figure", vn, kz, number=2, unit="USD", valid="2024", quote="xuất khẩu đạt 2 USD")

    answer = ask(lan, "state:KZ")

    (chart,) = answer.section("figures").charts
    assert [(point.period, int(point.value)) for point in chart.points] == [("2022", 5), ("2023", 7), ("2024", 8)]
    assert lines(answer, "figures") == ["Kim ngạch xuất khẩu, Việt Nam – Kazakhstan: 2 USD (năm 2024)."]


def test_a_pledge_for_a_day_to_come_is_open_and_one_whose_time_is_over_is_not(lan, vn, kz):
    statement("pledge", kz, vn, value_text="mở đại sứ quán", valid="2027")
    statement("pledge", kz, vn, value_text="tặng sách", valid="2019/2021")

    assert lines(ask(lan, "state:KZ"), "commitments") == [
        "Kazakhstan đã cam kết với Việt Nam: mở đại sứ quán (năm 2027)."
    ]


def test_what_is_planned_stands_before_what_is_past(lan, vn, kz):
    statement("visit", kz, vn, valid="2027-02", modality="planned")
    statement("visit", kz, vn, valid="2025-02")

    groups = ask(lan, "state:KZ").section("visits").groups
    assert [group.heading.message for group in groups] == ["dossier.group.upcoming", "dossier.group.past"]


def test_two_sources_of_one_fact_are_one_sentence_with_two_footnotes(lan, kz):
    statement("event", kz, value_text="khai trương đường bay", valid="2026", quote="nguồn thứ nhất")
    statement("event", kz, value_text="Khai trương đường bay", valid="2026", quote="nguồn thứ hai")

    (said,) = ask(lan, "state:KZ").section("events").groups[0].sentences
    assert len(said.footnotes) == 2


def test_a_contradiction_stands_side_by_side_until_it_is_decided(lan, vn, kz):
    left = statement("trade_figure", vn, kz, number=5, unit="USD", valid="2025")
    right = statement("trade_figure", vn, kz, number=6, unit="USD", valid="2025")
    found = Contradiction.objects.create(kind="value", left=left, right=right, found_at=MONDAY)

    (contrast,) = ask(lan, "state:KZ").section("contradictions").contrasts
    assert {contrast.left.statement, contrast.right.statement} == {left.pk, right.pk}

    found.decided_at = MONDAY + 2 * DAY
    found.save()
    assert ask(lan, "state:KZ", known_on=MONDAY + 3 * DAY).section("contradictions").is_empty
    assert ask(lan, "state:KZ", known_on=MONDAY + DAY).section("contradictions").contrasts == (contrast,)


def test_the_dossier_of_a_pair_holds_only_what_is_about_both(lan, vn, kz):
    statement("visit", kz, vn, valid="2025")
    statement("event", kz, value_text="bầu cử")
    statement("event", vn, value_text="mở hội")

    answer = ask(lan, "state:VN", "state:KZ")

    assert lines(answer, "visits") == ["Kazakhstan đã thăm Việt Nam năm 2025."]
    assert answer.section("events").is_empty
    assert sentences.render(answer.title, "en") == "Dossier on relations: Viet Nam – Kazakhstan"


def test_a_persons_dossier_lists_the_offices_held(lan, kz):
    person = actor("person:a", "Bà A")
    statement("position_held", person, kz, value_text="Ngoại trưởng", valid="2020/2024")

    assert lines(ask(lan, "person:a"), "offices") == ["Bà A giữ chức Ngoại trưởng Kazakhstan, giai đoạn 2020–2024."]


def test_an_actor_that_nobody_knows_is_refused_with_the_way_to_find_one(lan):
    with pytest.raises(NoSuchActor, match="caytre search"):
        ask(lan, "state:XX")


def test_a_name_means_an_actor_where_it_is_one_actors_whole_name(lan, kz):
    assert find_key(lan, "Kazakhstan") == "state:KZ"
    assert find_key(lan, "state:KZ") == "state:KZ"
    assert find_key(lan, "kz") == "state:KZ"
    with pytest.raises(NoSuchActor, match="state:KZ"):
        find_key(lan, "Kazakh")
    actor("org:kz-team", "Kazakhstan")
    with pytest.raises(NoSuchActor, match="org:kz-team"):
        find_key(lan, "Kazakhstan")


# --- who may see what ----------------------------------------------------------------


def test_what_is_above_my_clearance_neither_speaks_nor_counts_nor_raises_the_level(kz):
    reader, chief = officer(1, "an"), officer(3, "binh")
    statement("event", kz, value_text="việc mật", level=3)
    statement("event", kz, value_text="đề xuất mật", level=3, held=None)
    statement("event", kz, value_text="việc thường", level=1)

    low, high = ask(reader, "state:KZ"), ask(chief, "state:KZ")

    assert lines(low, "events") == ["Kazakhstan việc thường."]
    assert low.section("proposals").is_empty
    assert (low.classification, high.classification) == (1, 3)
    assert len(lines(high, "events")) == 2


def test_a_fact_whose_only_passage_is_above_my_clearance_is_not_told(kz):
    secret = document("nguồn mật nói", level=3)
    statement("event", kz, value_text="việc", quote="nguồn mật", source=secret, level=1)

    assert ask(officer(1), "state:KZ").section("events").is_empty


# --- two clocks ------------------------------------------------------------------------


def test_as_of_asks_about_a_day_in_the_world(lan, vn, kz):
    statement("partnership_level", vn, kz, value_text="Đối tác toàn diện", valid="2015", quote="thiết lập quan hệ")
    statement("partnership_level", vn, kz, value_text="Đối tác chiến lược", valid="2024", quote="nâng cấp quan hệ")
    statement("event", kz, value_text="bầu cử", valid="2025-03")

    before = ask(lan, "state:KZ", as_of=date(2020, 1, 1))

    assert lines(before, "relations") == ["Việt Nam và Kazakhstan có quan hệ Đối tác toàn diện từ năm 2015."]
    assert before.section("events").is_empty


def test_known_on_asks_what_the_record_held_then(lan, kz):
    statement("event", kz, value_text="điều biết sớm", held=MONDAY, until=MONDAY + 2 * DAY)
    statement("event", kz, value_text="điều biết muộn", held=MONDAY + 3 * DAY)

    assert lines(ask(lan, "state:KZ", known_on=MONDAY + DAY), "events") == ["Kazakhstan điều biết sớm."]
    assert lines(ask(lan, "state:KZ", known_on=MONDAY + 4 * DAY), "events") == ["Kazakhstan điều biết muộn."]
    assert ask(lan, "state:KZ", known_on=MONDAY + 2 * DAY).section("events").is_empty  # the very moment it ended


def test_both_clocks_are_asked_at_once(lan, vn, kz):
    statement("partnership_level", vn, kz, value_text="Đối tác toàn diện", valid="2015", quote="thiết lập", held=MONDAY)
    statement("partnership_level", vn, kz, value_text="Đối tác", valid="2012", quote="thiết lập", held=MONDAY + 5 * DAY)

    then = ask(lan, "state:KZ", as_of=date(2013, 1, 1), known_on=MONDAY + DAY)
    now = ask(lan, "state:KZ", as_of=date(2013, 1, 1), known_on=MONDAY + 6 * DAY)

    assert then.section("relations").is_empty
    assert lines(now, "relations") == ["Việt Nam và Kazakhstan có quan hệ Đối tác từ năm 2012."]


TEXT = (
    "Kazakhstan khai trương đường bay thẳng. Bà Aliya Mẫu là Ngoại trưởng. Kim ngạch hai chiều đạt 5 triệu USD. "
    "Kim ngạch hai chiều đạt 6 triệu USD. Kazakhstan đăng cai hội nghị."
)
KINDS = [(kind, language) for kind in render.FORMATS for language in sentences.LANGUAGES]


def test_yesterdays_dossier_prints_again_byte_for_byte_after_edits_merges_decisions_and_undoing(starter, read_as):
    lan = officer(3)
    kz, vn = Actor.objects.get(key="state:KZ"), Actor.objects.get(key="state:VN")
    trade = {"type": "trade_figure", "subject": "Việt Nam", "subject_id": "state:VN", "object": "Kazakhstan"}
    trade |= {"object_id": "state:KZ", "unit": "USD", "date": "2025"}
    event = {"type": "event", "subject": "Kazakhstan", "subject_id": "state:KZ"}
    office = {"type": "position_held", "subject": "Aliya Mẫu", "value": "Ngoại trưởng"}
    office |= {"object": "Kazakhstan", "object_id": "state:KZ"}
    read_as(
        TEXT,
        a_fact(TEXT, "Kazakhstan khai trương đường bay thẳng", value="khai trương đường bay", **event),
        a_fact(TEXT, "Bà Aliya Mẫu là Ngoại trưởng", **office),
        a_fact(TEXT, "Kim ngạch hai chiều đạt 5 triệu USD", value=5e6, **trade),
        a_fact(TEXT, "Kim ngạch hai chiều đạt 6 triệu USD", value=6e6, **trade),
        a_fact(TEXT, "Kazakhstan đăng cai hội nghị", value="đăng cai hội nghị", **event),
        mentions=(a_person(TEXT, "Aliya Mẫu", "KZ"),),
    )
    flight, holder, low, high, host = Statement.objects.order_by("pk")
    accepted = [services.accept(each, by=lan) for each in (flight, holder, low, high)]
    moment = timezone.now()
    keys = (("state:KZ",), ("state:VN", "state:KZ"))

    def printed():
        answers = [ask(lan, *key, known_on=moment) for key in keys]
        return [render.printed(answer, kind, language=language) for answer in answers for kind, language in KINDS]

    yesterday = printed()
    assert ask(lan, "state:KZ", known_on=moment).section("contradictions").contrasts

    # then much happens
    services.edit(flight, by=lan, changes={"value_text": "khai trương hai đường bay"}, reason="sửa")
    services.undo(accepted[1], by=lan)
    services.accept(holder, by=lan)
    services.reject(host, by=lan, reason="không rõ")
    conflict = Contradiction.objects.open().get()
    services.decide_contradiction(conflict, by=lan, keep=low, reason="theo hải quan")
    twin = actor("person:kz:twin", "Aliya Mau", since=timezone.now())
    services.undo_judgement(services.judge(holder.subject, twin, "same", by=lan), by=lan)
    services.judge(twin, holder.subject, "same", by=lan)
    services.add_name(kz, "Ca-dắc-xtan mới", by=lan, language="vi", kind="preferred")
    read_as(
        TEXT + " Bản sau.",
        a_fact(TEXT, "Kazakhstan khai trương đường bay thẳng", value="khai trương đường bay", **event),
        name="b.txt",
    )
    statement("event", vn, kz, value_text="điều mới", held=timezone.now(), at=timezone.now())

    assert printed() == yesterday
    assert lines(ask(lan, "state:KZ", known_on=timezone.now()), "events") != lines(
        ask(lan, "state:KZ", known_on=moment), "events"
    )


def test_a_merge_joins_two_dossiers_from_then_on_and_its_undoing_parts_them(lan):
    one, other = actor("person:a", "Nguyễn Văn An"), actor("person:b", "Nguyễn Văn An")
    statement("event", one, value_text="việc thứ nhất", held=MONDAY)
    statement("event", other, value_text="việc thứ hai", held=MONDAY)
    apart = timezone.now()
    judgement = services.judge(one, other, "same", by=officer(3, "minh"))
    joined = timezone.now()
    services.undo_judgement(judgement, by=judgement.by)

    assert len(lines(ask(lan, "person:b", known_on=joined), "events")) == 2
    assert len(lines(ask(lan, "person:a", known_on=joined), "events")) == 2
    for moment in (apart, timezone.now()):
        assert lines(ask(lan, "person:b", known_on=moment), "events") == ["Nguyễn Văn An việc thứ hai."]


# --- bounds ------------------------------------------------------------------------------


def test_a_dossier_takes_a_fixed_number_of_queries_however_much_is_known(lan, vn, kz, django_assert_max_num_queries):
    for number in range(12):
        statement("event", vn, kz, value_text=f"việc {number}", valid=f"20{number + 10}")
        statement("trade_figure", vn, kz, number=number, unit="USD", valid=f"20{number + 10}")
        statement("event", vn, kz, value_text=f"đề xuất {number}", held=None)

    with django_assert_max_num_queries(45):
        ask(lan, "state:KZ")
    with django_assert_max_num_queries(45):
        ask(lan, "state:VN", "state:KZ")


def test_a_long_section_is_cut_and_says_how_much_is_left(lan, kz):
    for number in range(25):
        statement("event", kz, value_text=f"việc {number}", valid="2025")

    (group,) = ask(lan, "state:KZ").section("events").groups
    assert (len(group.sentences), group.more) == (20, 5)
