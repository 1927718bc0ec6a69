"""The review queue: its order, what an item shows, and what a reader may not see."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caytre.record import queries, services
from caytre.record.models import Actor, Statement
from tests.record.conftest import a_fact

pytestmark = pytest.mark.django_db


def figure(number, *, year="2024", says="đạt", lead="", **fields):
    quote = f"thương mại Việt Nam - Kazakhstan {says} {number} triệu USD năm {year}"
    text = f"{lead}Tin ngày hôm nay. {quote}. Hết tin."
    given = {
        "subject": "Việt Nam", "subject_id": "state:VN", "object": "Kazakhstan", "object_id": "state:KZ",
        "value": float(number) * 1e6, "unit": "USD", "date": year,
    }  # fmt: skip
    return text, a_fact(text, quote, **{**given, **fields})


def test_contradiction_comes_first_then_the_nearest_source_then_the_surest_reading(starter, read_as, officer):
    read_as(*figure(100, year="2018", confidence=0.9), origin="https://blog.example.net/a")
    read_as(*figure(200, year="2019", confidence=0.5), origin="https://baochinhphu.vn/b")
    read_as(*figure(300, year="2020", confidence=0.9), origin="https://baochinhphu.vn/c")
    read_as(*figure(400, year="2021", confidence=0.9), origin="https://tuoitre.vn/d")
    read_as(*figure(500, year="2022", confidence=0.1), origin="https://blog.example.net/e")
    read_as(*figure(700, year="2022", confidence=0.2), origin="https://blog.example.net/f")

    queue = queries.review_queue(officer)

    assert [int(item.statement.value_number / 1_000_000) for item in queue] == [700, 500, 300, 200, 400, 100]
    assert [len(item.contradictions) for item in queue] == [1, 1, 0, 0, 0, 0]
    assert queries.waiting_count(officer) == 6


def test_an_item_shows_the_passage_within_its_text(starter, read_as, officer):
    text, fact = figure(100, lead="x" * 1000)
    read_as(text, fact, origin="https://baochinhphu.vn/b")

    passage = queries.review_queue(officer)[0].passage

    assert passage.before + passage.quote + passage.after in text
    assert passage.before.endswith("Tin ngày hôm nay. ")
    assert passage.after == ". Hết tin."
    assert text[passage.start : passage.end] == passage.quote
    assert (passage.source, passage.tier) == ("Báo Điện tử Chính phủ", 1)


def test_an_item_says_how_many_documents_carry_it_and_what_it_repeats(starter, read_as, officer):
    read_as(*figure(100))
    services.accept(Statement.objects.get(), by=officer)
    read_as(*figure(100, lead="Hai. ", place="Astana"))
    read_as(*figure(100, lead="Ba. ", place="Astana"))

    (item,) = queries.review_queue(officer, repeats=True)

    assert item.sources == 2
    assert item.repeats == Statement.objects.get(status="accepted")


def test_what_lies_above_the_clearance_is_not_in_the_queue_nor_its_passages(starter, read_as, officer, reader):
    read_as(*figure(100), classification=1)
    read_as(*figure(100, lead="Mật. "), classification=2)
    read_as(*figure(900, lead="Mật. "), classification=2)

    (seen,) = queries.review_queue(reader)

    assert (seen.sources, len(seen.passages), seen.contradictions) == (1, 1, ())
    assert len(queries.review_queue(officer)) == 2
    hidden = Statement.objects.get(value_number=900_000_000)
    with pytest.raises(Statement.DoesNotExist):
        queries.review_item(reader, hidden.pk)
    assert queries.contradictions(reader) == []
    assert len(queries.contradictions(officer)) == 1


def test_the_queue_can_be_narrowed(starter, read_as, officer):
    document = read_as(*figure(100))
    read_as(*figure(200, year="2020", type="statistic"))

    assert len(queries.review_queue(officer, predicate="statistic")) == 1
    assert [item.statement.evidence.get().document for item in queries.review_queue(officer, document=document.pk)] == [
        document
    ]
    assert len(queries.review_queue(officer, actor="state:KZ")) == 2
    assert queries.review_queue(officer, actor="state:FR") == []


def test_a_page_of_the_queue_costs_the_same_number_of_queries_however_long_it_is(starter, read_as, officer):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries_made:
            queries.review_queue(officer)
        return len(queries_made)

    read_as(*figure(100, year="2001"))
    one = cost()
    for year in range(2002, 2020):
        read_as(*figure(100 + year, year=str(year)))

    assert cost() == one


def test_history_tells_every_decision_in_order_across_corrections(starter, read_as, officer, colleague):
    read_as(*figure(100))
    statement = Statement.objects.get()
    services.accept(statement, by=officer)
    corrected = services.edit(statement, by=colleague, changes={"unit": "EUR"}).result
    services.undo(services.reject(corrected, by=officer, even_accepted=True), by=officer)

    told = [(review.by.username, review.decision) for review in queries.history(officer, corrected.pk)]

    assert told == [("lan", "accept"), ("minh", "edit"), ("lan", "reject"), ("lan", "undo")]
    assert [review.decision for review in queries.last_reviews(officer)] == ["accept"]


def test_namesakes_are_offered_for_judgement_and_never_merged_unasked(starter, officer):
    from caytre.record.services.resolving import find_or_make

    first, second = (find_or_make("person", "Nguyễn Văn Hùng", country=code) for code in ("VN", ""))
    other = find_or_make("person", "Nguyễn Văn Hưng", country="VN")

    assert queries.namesakes(officer) == [(first, second)]  # marks that differ are two names
    bare = find_or_make("person", "Nguyen Van Hung", country="VN")
    assert queries.namesakes(officer) == [(first, second), (first, bare), (second, bare), (other, bare)]
    services.judge(second, first, "different", by=officer)
    assert (first, second) not in queries.namesakes(officer)
    assert not Actor.objects.exclude(same_as=None).exists()


def test_a_ministry_of_the_gazetteer_comes_with_all_its_names(starter):
    from caytre.record.services.resolving import find_or_make

    ministry = find_or_make("organisation", "MFA", key="org:kz-mofa")

    assert (ministry.provisional, ministry.country) == (False, "KZ")
    assert {"vi", "en"} <= set(ministry.names.values_list("language", flat=True))


def test_the_queue_is_read_in_the_order_of_its_index_without_sorting(starter, officer):
    with CaptureQueriesContext(connection) as made:
        queries.review_queue(officer)

    if connection.vendor != "sqlite":
        return  # PostgreSQL plans by its statistics, of which an empty table has none
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + made.captured_queries[0]["sql"])
        plan = " ".join(str(row[3]) for row in cursor.fetchall())
    assert "statement_queue" in plan
    assert "TEMP B-TREE" not in plan
