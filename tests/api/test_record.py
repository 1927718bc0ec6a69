"""The record over HTTP: the same rules as on the pages."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from caytre.journal import queries as journal
from caytre.record.models import Belief, Document, Statement

pytestmark = pytest.mark.django_db


def upload(caller, content=b"Xin chao.", name="a.txt", **form):
    return caller.post("/documents", data={"file": SimpleUploadedFile(name, content), **form})


def test_an_uploaded_document_waits_to_be_read(lan):
    answer = upload(lan, "Việt Nam.".encode(), origin="https://example.org/a")

    assert answer.status_code == 201
    body = answer.json()
    assert (body["state"], body["name"], body["origin"]) == ("waiting", "a.txt", "https://example.org/a")
    assert lan.get(f"/documents/{body['id']}").json() == body


def test_the_same_bytes_are_the_same_document(lan):
    first, second = upload(lan), upload(lan, name="b.txt")

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]


def test_a_document_over_the_limit_is_refused_and_nothing_is_kept(lan, settings):
    settings.UPLOAD_LIMIT = 10

    answer = upload(lan, b"x" * 11)

    assert answer.status_code == 413
    assert not Document.objects.exists()


def test_an_empty_document_is_refused_with_the_reason(lan):
    assert upload(lan, b"").status_code == 422


def test_a_reader_may_not_give_documents(hoa):
    assert upload(hoa).status_code == 403


def test_a_document_above_ones_clearance_is_as_if_it_were_not_there(lan, hoa):
    key = upload(lan, classification=2).json()["id"]

    assert lan.get(f"/documents/{key}").status_code == 200
    assert hoa.get(f"/documents/{key}").status_code == 404
    assert hoa.get(f"/documents/{key}/text").status_code == 404
    assert hoa.get("/documents").json()["items"] == []


def test_the_text_comes_with_passages_whose_quotes_stand_at_their_offsets(lan, document):
    body = lan.get(f"/documents/{document.pk}/text").json()

    assert len(body["passages"]) == 2
    for passage in body["passages"]:
        assert body["text"][passage["start"] : passage["end"]] == passage["quote"]


def test_statements_are_found_by_status_type_actor_and_document(lan, document):
    def found(**wanted):
        return {item["predicate"] for item in lan.get("/statements", **wanted).json()["items"]}

    assert found() == {"trade_figure", "membership_term"}
    assert found(actor="state:KZ") == {"trade_figure"}
    assert found(predicate="membership_term") == {"membership_term"}
    assert found(document=document.pk, status="proposed") == {"trade_figure", "membership_term"}
    assert found(status="accepted") == set()


def test_a_long_list_is_given_out_page_by_page_without_gap_or_repeat(lan, starter):
    seen, cursor = [], ""
    while cursor is not None:
        body = lan.get("/actors", limit=150, cursor=cursor).json()
        seen += [item["key"] for item in body["items"]]
        cursor = body["next"]

    from caytre.record.models import Actor

    assert len(seen) == len(set(seen)) == Actor.objects.filter(same_as=None).count()


@pytest.mark.parametrize("cursor", ["nonsense", "YmVmb3JlOi01", "é", "YmVmb3JlOjk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk"])
def test_a_cursor_we_did_not_give_out_is_refused(lan, cursor):
    assert lan.get("/documents", cursor=cursor).status_code == 400


def test_review_accept_then_undo(lan, document):
    item = lan.get("/review-queue").json()["items"][0]
    key = item["statement"]["id"]

    accepted = lan.post(f"/statements/{key}/accept", {"reason": "as the ministry says"})

    assert accepted.status_code == 200
    assert accepted.json()["statement"]["status"] == "accepted"
    assert lan.get("/review-queue").json()["waiting"] == 1

    undone = lan.post(f"/reviews/{accepted.json()['review']['id']}/undo")

    assert undone.status_code == 200
    assert undone.json()["undoes"] == accepted.json()["review"]["id"]
    assert lan.get(f"/statements/{key}").json()["status"] == "proposed"
    assert [row["decision"] for row in lan.get(f"/statements/{key}/history").json()["items"]] == ["accept", "undo"]
    assert journal.verify().intact


def test_the_second_of_two_reviewers_is_told_who_was_first(lan, minh, document):
    key = lan.get("/review-queue").json()["items"][0]["statement"]["id"]
    lan.post(f"/statements/{key}/accept")

    answer = minh.post(f"/statements/{key}/reject")

    assert answer.status_code == 409
    assert "lan" in answer.json()["detail"]
    assert Statement.objects.get(pk=key).status == "accepted"


def test_an_edit_supersedes_and_keeps_the_passages(lan, document):
    found = lan.get("/statements", predicate="trade_figure").json()["items"][0]

    body = lan.post(f"/statements/{found['id']}/edit", {"value_number": 810e6, "reason": "x"}).json()

    corrected = lan.get(f"/statements/{body['statement']['id']}").json()
    assert corrected["value_number"] == 810e6
    assert corrected["supersedes"] == found["id"]
    assert corrected["passages"]
    assert lan.get(f"/statements/{found['id']}").json()["status"] == "superseded"


def test_an_edit_that_does_not_fit_says_which_field(lan, document):
    found = lan.get("/statements", predicate="trade_figure").json()["items"][0]

    answer = lan.post(f"/statements/{found['id']}/edit", {"subject": "state:XX"})

    assert answer.status_code == 422
    assert "state:XX" in answer.json()["detail"]


def test_a_statement_entered_by_hand_needs_a_passage(lan, document):
    whole = {"predicate": "event", "document": document.pk, "subject": "state:VN", "object_text": "x"}

    good = lan.post("/statements", {**whole, "start": 0, "end": 10})
    bad = lan.post("/statements", {**whole, "start": 10_000, "end": 10_001})

    assert good.status_code == 201
    assert Belief.objects.filter(statement=good.json()["id"]).exists()
    assert bad.status_code == 422


def test_a_reader_may_look_but_not_decide(hoa, lan, document):
    key = lan.get("/review-queue").json()["items"][0]["statement"]["id"]

    assert hoa.get(f"/statements/{key}").status_code == 200
    assert hoa.post(f"/statements/{key}/accept").status_code == 403
    assert Statement.objects.get(pk=key).status == "proposed"


def test_a_dossier_says_what_was_accepted_with_footnotes_that_quote(lan, document):
    key = lan.get("/statements", predicate="trade_figure").json()["items"][0]["id"]
    lan.post(f"/statements/{key}/accept")

    body = lan.get("/actors/state:KZ/dossier", language="en").json()

    held = [
        sentence
        for section in body["sections"]
        for sentence in section["sentences"] + [one for group in section["groups"] for one in group["sentences"]]
        if sentence["standing"] == "held"
    ]
    assert [sentence["statement"] for sentence in held].count(key) >= 1
    for sentence in held:
        for number in sentence["footnotes"]:
            assert body["footnotes"][number - 1]["quote"] in document.text


@pytest.mark.parametrize(("form", "start"), [("md", b"#"), ("html", b"<!"), ("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_dossier_is_given_out_as_a_file_to_keep(lan, starter, form, start):
    answer = lan.get("/actors/state:KZ/dossier", format=form)

    assert answer.status_code == 200
    assert answer.content.lstrip().startswith(start)
    assert answer["Content-Disposition"].startswith("attachment; filename=")


def test_an_actor_nobody_knows_is_not_there(lan, starter):
    assert lan.get("/actors/state:XX").status_code == 404
    assert lan.get("/actors/state:XX/dossier").status_code == 404
    assert lan.get("/pairs/state:VN/state:XX").status_code == 404


def test_the_pair_and_the_brief_answer(lan, document):
    assert lan.get("/pairs/state:VN/state:KZ").status_code == 200
    assert lan.get("/brief").status_code == 200
    assert lan.get("/brief", since="2026-01-02T00:00:00Z", until="2026-01-01T00:00:00Z").status_code == 422


def test_search_forgives_missing_tone_marks_and_hides_what_is_above_ones_clearance(lan, hoa, document):
    from caytre.record.models import Document

    assert lan.get("/search", text="hoi dong nhan quyen", kinds="document").json()["hits"][0]["id"] == document.pk
    Document.objects.update(classification=2)
    assert hoa.get("/search", text="hoi dong nhan quyen", kinds="document").json()["hits"] == []
    assert lan.get("/search", text="x", kinds="person").status_code == 422


def test_the_journal_is_read_by_those_who_may_and_verified_by_all(lan, call_as, operator):
    assert lan.get("/journal").status_code == 403
    assert call_as(operator).get("/journal", act="accounts.").json()["items"]
    assert lan.get("/journal/verify").json()["intact"] is True
