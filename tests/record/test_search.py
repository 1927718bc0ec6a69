"""Search: what it finds, in which order, and what it keeps from whom."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from django.db import connection

from caytre.record import search_index
from caytre.record.models import Document, Evidence
from caytre.record.queries import search
from tests.record.a_record import MONDAY, actor, document, officer, statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan():
    return officer()


def titles(user, text, **more):
    return [hit.title.value("what") for hit in search(user, text, kinds=["document"], **more).hits]


def test_a_search_without_tone_marks_finds_the_text_that_has_them(lan):
    document("Đại sứ trình Quốc thư lên Chủ tịch nước.", title="Quốc thư")

    assert titles(lan, "dai su trinh quoc thu") == ["Quốc thư"]


def test_what_has_the_tone_marks_as_asked_comes_before_what_has_others(lan):
    document("Ông Hưng phát biểu. " * 3, title="Hưng")
    document("Ông Hùng phát biểu giữa rất nhiều lời khác của hội nghị.", title="Hùng")
    document("Ông Hung phát biểu.", title="Hung")

    assert titles(lan, "Hùng")[0] == "Hùng"
    assert titles(lan, "hung")[0] == "Hung"
    assert set(titles(lan, "Hùng")) == {"Hùng", "Hưng", "Hung"}
    assert [hit.exact for hit in search(lan, "Hùng", kinds=["document"]).hits] == [True, False, False]


@pytest.mark.parametrize("asked", ["hoà bình", "hòa bình", "HOÀ BÌNH", unicodedata.normalize("NFD", "hòa bình")])
@pytest.mark.parametrize("written", ["hoà bình", "hòa bình", unicodedata.normalize("NFD", "hoà bình")])
def test_both_placements_of_a_tone_mark_and_both_compositions_are_exact(lan, asked, written):
    document(f"Vì {written} và phát triển.", title="Hoà bình")

    (hit,) = search(lan, asked, kinds=["document"]).hits
    assert hit.exact


def test_words_in_quotes_must_stand_together(lan):
    document("Hợp tác chiến lược toàn diện", title="liền nhau")
    document("Toàn diện trong hợp tác, lâu dài trong chiến lược", title="rời nhau")

    assert titles(lan, '"chiến lược toàn diện"') == ["liền nhau"]
    assert len(titles(lan, "chiến lược toàn diện")) == 2
    assert titles(lan, "“chien luoc toan dien”") == ["liền nhau"]


def test_the_last_word_finds_longer_words_and_no_other_word_does(lan):
    document("Tổng thống Kazakhstan thăm Việt Nam", title="Kazakhstan")

    assert titles(lan, "tong thong kazakh") == ["Kazakhstan"]
    assert titles(lan, "kazakh thong") == []
    assert titles(lan, "tong thong ka") == []  # two letters are a word, not a beginning


def test_every_word_asked_must_be_there(lan):
    document("Hội đàm tại Hà Nội", title="Hà Nội")

    assert titles(lan, "hội đàm Astana") == []


def test_a_number_of_a_document_is_found_whole(lan):
    document("Chỉ thị 15-CT/TW về ngoại giao kinh tế", title="có")
    document("Phòng 15 của tòa nhà CT, phố TW", title="không")

    assert titles(lan, "15-CT/TW") == ["có"]


@pytest.mark.parametrize(
    "asked",
    ["", "   ", '"', '""', "*", "- ' ; --", "NEAR(", "a AND", "(", "'); DROP TABLE x", "\x00", "%", "😀", "a" * 5000],
)
def test_whatever_is_typed_gets_an_answer_and_no_error(lan, asked):
    document("and or not near drop table x")

    answer = search(lan, asked)
    assert answer.text == asked


def test_the_words_of_the_query_language_are_plain_words(lan):
    document("Pros AND cons; supply or demand", title="plain")

    assert titles(lan, "AND cons or") == ["plain"]


def test_a_document_above_my_clearance_is_neither_shown_nor_counted(lan):
    document("Báo cáo mật về biên giới", title="mật", level=3)
    document("Báo cáo công khai về biên giới", title="công khai", level=0)

    answer = search(lan, "biên giới", kinds=["document"])
    assert [hit.title.value("what") for hit in answer.hits] == ["công khai"]
    assert dict(answer.counts) == {"document": 1}
    assert len(search(officer(3, "minh"), "biên giới", kinds=["document"]).hits) == 2


def test_a_fact_read_from_a_document_above_my_clearance_is_not_found(lan):
    secret = document("Hai bên ký Hiệp định vận tải biển", level=2)
    statement("agreement", "Hai bên", quote="ký Hiệp định vận tải biển", source=secret, level=1)

    assert search(lan, "vận tải biển").hits == ()


def test_a_snippet_lights_what_was_asked_and_says_where_it_stands(lan):
    text = "Mở đầu. " * 80 + "Hai bên ký Hiệp định về Bảo hộ công dân tại Astana. " + "Kết thúc. " * 80
    made = document(text)

    (hit,) = search(lan, "bao ho cong dan", kinds=["document"]).hits
    assert made.text[hit.start : hit.end] == hit.snippet
    assert [hit.snippet[a:b] for a, b in hit.highlights] == ["Bảo", "hộ", "công", "dân"]
    assert len(hit.snippet) < 300


def test_offsets_hold_in_decomposed_text_and_beside_letters_that_change_length(lan):
    text = unicodedata.normalize("NFD", "Ngoại giao İstanbul, ß, và Việt Nam đổi mới")
    document(text)

    (hit,) = search(lan, "đổi mới", kinds=["document"]).hits
    assert [unicodedata.normalize("NFC", hit.snippet[a:b]) for a, b in hit.highlights] == ["đổi", "mới"]


def test_a_fact_is_found_by_its_words_and_by_its_passage_and_once(lan):
    kz = actor("state:KZ", "Kazakhstan", "Kazakhstan")
    fact = statement("event", kz, value_text="khai trương đường bay", quote="mở chuyến bay thẳng Almaty")
    again = document("Nhắc lại: mở chuyến bay thẳng Almaty")
    Evidence.objects.create(statement=fact, document=again, start=10, end=36, quote=again.text[10:36], since=MONDAY)

    for asked in ("khai truong", "chuyen bay thang"):
        (hit,) = search(lan, asked, kinds=["statement"]).hits
        assert hit.id == fact.id
        assert hit.status == "accepted"


def test_a_rejected_fact_is_not_found(lan):
    fact = statement("event", "ai đó", value_text="mở tuyến tàu biển", held=None)
    fact.status = "rejected"
    fact.save()

    assert search(lan, "tàu biển", kinds=["statement"]).hits == ()


def test_an_actor_is_found_by_any_of_its_names_and_shown_once_under_its_best(lan):
    kz = actor("state:KZ", "Ca-dắc-xtan", "Kazakhstan")
    kz.names.create(text="Kazakhstan", folded="kazakhstan", language="vi", kind="alias", since=MONDAY)

    (hit,) = search(lan, "kazakhst", kinds=["actor"]).hits
    assert hit.key == "state:KZ"
    assert hit.title.value("what").vi == "Ca-dắc-xtan"


def test_the_actor_whose_whole_name_was_asked_comes_first(lan):
    actor("org:asean-plus", "ASEAN cộng ba", "ASEAN Plus Three")
    actor("org:asean", "ASEAN", "ASEAN")
    actor("org:aseanapol", "ASEANAPOL", "ASEANAPOL")

    assert search(lan, "asean", kinds=["actor"]).hits[0].key == "org:asean"


def test_merged_actors_are_one_hit(lan):
    one, other = actor("person:a", "Nguyễn Văn An"), actor("person:b", "Nguyễn Văn An")
    other.same_as = one
    other.save()

    assert [hit.key for hit in search(lan, "nguyen van an", kinds=["actor"]).hits] == ["person:a"]


def test_pages_follow_each_other_without_gap_or_overlap(lan):
    for number in range(7):
        document("Hội nghị ngoại giao", title=f"{number}")

    pages = [titles(lan, "hội nghị", limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert len({title for page in pages for title in page}) == 7


def test_more_matches_than_are_ranked_are_said_to_be_more(lan, monkeypatch):
    monkeypatch.setattr(sys.modules["caytre.record.queries.search"], "CANDIDATES", 2)
    for number in range(3):
        document("Hội nghị ngoại giao", title=f"{number}")

    answer = search(lan, "hội nghị", kinds=["document"])
    assert answer.capped == ("document",)
    assert dict(answer.counts) == {"document": 2}


def test_an_unknown_kind_is_refused_by_name(lan):
    with pytest.raises(ValueError, match="actor, statement, document; not story"):
        search(lan, "x", kinds=["story"])


def test_a_document_is_found_from_the_moment_it_is_read_and_by_its_newest_title(lan):
    waiting = document("", title="", name="a.txt", state="waiting")
    assert titles(lan, "quốc thư") == []

    waiting.text, waiting.title, waiting.state = "Trình quốc thư", "Cũ", "read"
    waiting.save()
    assert titles(lan, "quốc thư") == ["Cũ"]

    waiting.title = "Mới"
    waiting.save()
    assert titles(lan, "cũ") == []
    assert titles(lan, "mới quốc thư") == ["Mới"]


def test_rows_that_were_put_in_in_bulk_are_found_as_well(lan):
    made = document("mẫu")
    Document.objects.bulk_create(
        Document(sha256=f"{n:064}", size=1, name="b", received_at=MONDAY, state="read", text=f"gốc tre {n}")
        for n in range(3)
    )

    assert len(search(lan, "gốc tre", kinds=["document"]).hits) == 3
    assert made.pk not in {hit.id for hit in search(lan, "gốc tre", kinds=["document"]).hits}


def test_a_lost_index_is_made_again_and_finds_the_same(lan):
    document("Hội nghị ngoại giao lần thứ ba mươi hai", title="Hội nghị")
    statement("event", "ai đó", value_text="mở tuyến tàu biển")
    before = search(lan, "hội nghị"), search(lan, "tàu biển")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TABLE find_document_folded")
            cursor.execute("DROP TRIGGER find_document_added")
            cursor.execute("DELETE FROM record_heldabout")
        else:
            cursor.execute("UPDATE record_document SET find_exact = NULL, find_folded = NULL")
            cursor.execute("DROP TRIGGER record_document_find ON record_document")

    search_index.install()

    assert (search(lan, "hội nghị"), search(lan, "tàu biển")) == before
    document("Hội nghị ngoại giao tiếp theo", title="Tiếp")
    assert len(titles(lan, "hội nghị")) == 2


def test_a_search_takes_a_fixed_number_of_queries_however_much_is_found(lan, django_assert_max_num_queries):
    for number in range(30):
        document("Hội nghị ngoại giao", title=f"{number}")
        statement("event", "Hội nghị", value_text=f"hội nghị thứ {number}")
        actor(f"org:{number}", f"Hội nghị {number}")

    with django_assert_max_num_queries(24):
        assert len(search(lan, "hội nghị").hits) == 60
