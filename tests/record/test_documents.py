"""Documents come in and are read: whole or not at all, once, and with the reason where it fails."""

from __future__ import annotations

import errno
import os

import pytest

from caytre.accounts.permissions import NotAllowed
from caytre.journal.models import Entry
from caytre.reading.errors import CannotRead
from caytre.record import services, store
from caytre.record.errors import CannotKeep, EmptyDocument, NotYours
from caytre.record.models import Document, Evidence, Origin, Source, Statement
from caytre.record.services import jobs
from caytre.record.services.sources import find_source, source_of
from tests.record.conftest import TRADE, a_fact, a_person, a_reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def reads(monkeypatch):
    """`reads(reading)`: what the pipeline gives back; an exception is raised instead."""

    def answer_with(answer):
        def read(data, *, name, home_state):
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr("caytre.reading.pipeline.read", read, raising=False)

    return answer_with


def test_bytes_lie_under_their_digest_and_come_back_unchanged(db):
    data = "Việt Nam".encode()

    document = services.receive_document(data, name="a.txt", by=None)

    assert store.path_of(document.sha256).read_bytes() == data == store.read(document.sha256)
    assert str(store.path_of(document.sha256)).endswith(
        f"/{document.sha256[:2]}/{document.sha256[2:4]}/{document.sha256}"
    )


def test_the_same_document_twice_is_one_with_two_origins(officer):
    first = services.receive_document(b"abc", name="a.txt", by=officer, origin="https://mofa.gov.vn/1")
    again = services.receive_document(b"abc", name="b.txt", by=officer, origin="https://tuoitre.vn/2")
    services.receive_document(b"abc", name="b.txt", by=officer, origin="https://tuoitre.vn/2")

    assert first == again
    assert again.name == "a.txt"
    assert list(Origin.objects.order_by("pk").values_list("address", flat=True)) == [
        "https://mofa.gov.vn/1",
        "https://tuoitre.vn/2",
    ]
    assert list(Entry.objects.order_by("sequence").values_list("act", flat=True)) == [
        "record.receive",
        "record.receive_again",
    ]


def test_an_altered_file_in_the_store_is_noticed(db):
    document = services.receive_document(b"abc", name="a.txt", by=None)
    store.path_of(document.sha256).write_bytes(b"abd")

    with pytest.raises(ValueError, match="back-up"):
        store.read(document.sha256)


def test_a_full_disk_gives_a_clear_word_and_leaves_nothing_half(db, monkeypatch, settings):
    def full(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(CannotKeep):
        services.receive_document(b"abc", name="a.txt", by=None)
    assert not Document.objects.exists()
    assert [path for path in settings.STORE_DIR.rglob("*") if path.is_file()] == []


def test_an_empty_document_is_refused(officer):
    with pytest.raises(EmptyDocument, match=r"a\.txt"):
        services.receive_document(b"", name="a.txt", by=officer)


def test_who_only_reads_gives_no_document(reader):
    with pytest.raises(NotAllowed):
        services.receive_document(b"abc", name="a.txt", by=reader)


def test_nobody_gives_a_document_a_level_above_their_own(officer):
    with pytest.raises(NotYours):
        services.receive_document(b"abc", name="a.txt", by=officer, classification=3)


def test_a_document_already_kept_above_the_senders_clearance_is_not_shown_to_them(officer):
    services.receive_document(b"abc", name="a.txt", by=None, classification=3)

    with pytest.raises(NotYours):
        services.receive_document(b"abc", name="a.txt", by=officer)
    assert Origin.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_received_document_waits_with_a_job_to_read_it(officer):
    from django_tasks_db.models import DBTaskResult

    document = services.receive_document(b"abc", name="a.txt", by=officer)

    assert document.state == "waiting"
    assert [job.args_kwargs["args"] for job in DBTaskResult.objects.all()] == [[document.pk]]
    assert jobs.read_waiting() == 0
    DBTaskResult.objects.all().delete()  # as after a restore: the document waits, nobody was told
    assert jobs.read_waiting() == 1


def test_reading_keeps_text_and_proposals(starter, reads):
    document = services.receive_document(TRADE.encode(), name="a.txt", by=None)
    fact = a_fact(TRADE, "đạt hơn 800 triệu USD năm 2024", value=8e8, unit="USD")
    reads(a_reading(TRADE, fact, title="Tin", published="2025-03-14", publisher="Báo Nhân Dân"))

    document = services.read_document(document)

    assert (document.state, document.title, document.published) == ("read", "Tin", "2025-03-14")
    assert str(document.published_from) == "2025-03-14"
    assert document.source.host == "nhandan.vn"
    passage = Evidence.objects.get()
    assert document.text[passage.start : passage.end] == passage.quote


def test_reading_again_doubles_nothing(starter, reads):
    document = services.receive_document(TRADE.encode(), name="a.txt", by=None)
    fact = a_fact(TRADE, "đạt hơn 800 triệu USD năm 2024", value=8e8, unit="USD")
    reads(a_reading(TRADE, fact))

    services.read_document(document)
    services.read_document(document)
    Document.objects.update(reader="an older reader")
    services.read_document(document)

    assert Statement.objects.count() == Evidence.objects.count() == 1


def test_what_a_reviewer_rejected_does_not_come_back_with_a_newer_reader(starter, reads, officer):
    document = services.receive_document(TRADE.encode(), name="a.txt", by=None)
    reads(a_reading(TRADE, a_fact(TRADE, "đạt hơn 800 triệu USD năm 2024", value=8e8, unit="USD")))
    services.read_document(document)
    services.reject(Statement.objects.get(), by=officer)

    Document.objects.update(reader="an older reader")
    services.read_document(document)

    assert Statement.objects.count() == 1


def test_a_newer_reader_does_not_move_the_text_under_its_passages(starter, reads):
    document = services.receive_document(TRADE.encode(), name="a.txt", by=None)
    reads(a_reading(TRADE, a_fact(TRADE, "đạt hơn 800 triệu USD năm 2024", value=8e8, unit="USD")))
    services.read_document(document)

    Document.objects.update(reader="an older reader")
    moved = "MENU | " + TRADE
    reads(a_reading(moved, a_fact(moved, "nhiệm kỳ 2023-2025", "membership_term", date="2023/2025")))
    document = services.read_document(document)

    assert document.text == TRADE
    for passage in Evidence.objects.all():
        assert document.text[passage.start : passage.end] == passage.quote
    assert Evidence.objects.count() == 2


def test_a_fact_whose_quote_is_not_in_the_text_is_dropped(starter, read_as):
    from dataclasses import replace

    fact = replace(a_fact(TRADE, "nhiệm kỳ 2023-2025"), quote="nhiệm kỳ 2026-2028")
    read_as(TRADE, fact)

    assert not Statement.objects.exists()


def test_all_proposals_of_a_document_or_none(starter, reads, monkeypatch):
    document = services.receive_document(TRADE.encode(), name="a.txt", by=None)
    good = a_fact(TRADE, "đạt hơn 800 triệu USD năm 2024", value=8e8, unit="USD")
    reads(a_reading(TRADE, good, a_fact(TRADE, "nhiệm kỳ 2023-2025", "membership_term")))
    calls = []

    def break_at_second(statement):
        calls.append(statement)
        if len(calls) == 2:
            raise RuntimeError("power cut")

    monkeypatch.setattr("caytre.record.services.contradictions.look_for", break_at_second)
    with pytest.raises(RuntimeError):
        services.read_document(document)

    document.refresh_from_db()
    assert document.state == "waiting"
    assert document.text == ""
    assert not Statement.objects.exists()


def test_what_cannot_be_read_says_why_and_may_be_tried_again(reads, officer):
    document = services.receive_document(b"%PDF-broken", name="a.pdf", by=officer)
    reads(CannotRead("a.pdf", "the PDF is damaged", "Print it to PDF again"))

    document = services.read_document(document)
    assert (document.state, document.problem) == ("failed", "a.pdf: the PDF is damaged. Print it to PDF again.")

    document = services.retry_document(document, by=officer)
    assert (document.state, document.problem) == ("waiting", "")


def test_an_error_of_the_reader_itself_is_told_in_words_and_loses_nothing(reads, officer):
    document = services.receive_document(b"abc", name="a.txt", by=officer)
    reads(ZeroDivisionError("division by zero"))

    document = services.read_document(document)

    assert document.state == "failed"
    assert "ZeroDivisionError" in document.problem
    assert store.read(document.sha256) == b"abc"


def test_a_document_that_keeps_stopping_its_worker_is_set_aside(officer):
    from django_tasks_db.models import DBTaskResult

    document = services.receive_document(b"abc", name="a.txt", by=officer)
    jobs.read_document.enqueue(document.pk)
    DBTaskResult.objects.update(status="FAILED")

    assert jobs.read_waiting() == 0
    document.refresh_from_db()
    assert document.state == "failed"
    assert document.problem


def test_nul_characters_leave_offsets_true(starter, reads):
    text = "a\x00b thăm Việt Nam"
    document = services.receive_document(text.encode(), name="a.txt", by=None)
    fact = a_fact(text, "thăm Việt Nam", "visit", date="2024-05-01")
    reads(a_reading(text, fact))

    document = services.read_document(document)

    assert document.text.count("\x00") == 0
    assert Evidence.objects.get().quote == "thăm Việt Nam"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.mofa.gov.vn/vi/tin", "Bộ Ngoại giao Việt Nam"),
        ("https://en.vietnamplus.vn/x", "VietnamPlus"),
        ("http://news.un.org/en/story", "United Nations"),
    ],
)
def test_a_source_is_known_by_its_host_or_a_parent_of_it(starter, address, name):
    assert find_source(address=address).name == name


@pytest.mark.parametrize(
    "address", ["https://notmofa.gov.vn.example.net/", "samples/a.txt", "https://[", "ftp://un.org/"]
)
def test_a_look_alike_address_is_not_the_source(starter, address):
    assert find_source(address=address) is None


def test_a_new_host_is_kept_as_ungraded_unless_only_governments_can_have_it(starter):
    assert source_of(address="https://blog.example.net/x").tier == 4
    assert source_of(address="https://www.state.gov/x").tier == 1
    assert source_of(address="https://mfa.gov.kz/x").tier == 1
    assert source_of(publisher="Bản tin làng") == Source.objects.get(name="Bản tin làng")
    assert source_of() is None


def test_tone_marks_tell_two_persons_apart_and_their_place_does_not(starter, read_as):
    from caytre.record.models import Actor

    text = "Bà Nguyễn Thị Hùng gặp bà Nguyễn Thị Hưng. Ông Hoà. Ông Hòa."
    names = ("Nguyễn Thị Hùng", "Nguyễn Thị Hưng", "Hoà", "Hòa")
    facts = [
        a_fact(text, name, "position_held", subject=name, object="Việt Nam", object_id="state:VN", value=name)
        for name in names
    ]
    read_as(text, *facts, mentions=tuple(a_person(text, name, "VN") for name in names))

    persons = Actor.objects.filter(kind="person")
    assert persons.count() == 3
    assert all(person.provisional for person in persons)


def test_decomposed_and_composed_spellings_are_one_person(starter):
    import unicodedata

    from caytre.record.services.resolving import find_or_make

    composed = find_or_make("person", "Nguyễn Phú Trọng", country="VN")
    decomposed = find_or_make("person", unicodedata.normalize("NFD", "Nguyễn Phú Trọng"), country="VN")

    assert composed == decomposed


def test_a_person_without_a_country_is_not_taken_for_one_with(starter):
    from caytre.record.services.resolving import find_or_make

    assert find_or_make("person", "Kim", country="KR") != find_or_make("person", "Kim")


def test_the_starter_record_can_be_loaded_again_and_states_no_fact(db):
    from caytre.record.models import Actor
    from caytre.record.services import starter

    first = starter.load()
    assert Actor.objects.filter(kind="state").count() >= 195
    assert Actor.objects.filter(kind="organisation").count() >= 80
    for key in ("state:VN", "m49:035", "org:asean", "org:un"):
        actor = Actor.objects.get(key=key)
        assert {"vi", "en"} <= set(actor.names.values_list("language", flat=True)), key
        assert not actor.provisional
    assert first["sources"] > 30

    assert starter.load() == {"actors": 0, "names": 0, "sources": 0}
    assert not Statement.objects.exists()


def test_an_actor_met_before_its_entry_is_established_by_it(db):
    from caytre.record.models import Actor
    from caytre.record.services import starter

    Actor.objects.create(key="org:asean", kind="organisation", provisional=True, since="2026-01-01T00:00Z")

    starter.load(only=frozenset({"org:asean"}))

    asean = Actor.objects.get(key="org:asean")
    assert not asean.provisional
    assert asean.names.filter(kind="acronym", text="ASEAN").exists()
