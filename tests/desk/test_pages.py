"""What pages show to whom, and what they refuse. The services decide; these tests walk through the doors."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse

from caytre.accounts.models import ApiToken, Mission, User
from caytre.record.models import Contradiction, Document, Review, Source, Statement
from caytre.record.services import starter as starter_record
from tests.desk.a_desk import ASTANA, a_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def morning(officer):
    """A record with a morning's work in it, entered by Lan."""
    starter_record.load()
    a_desk(officer)


@pytest.fixture
def lan(client, officer):
    """A browser in which Lan, desk officer, reads English."""
    officer.language = "en"
    officer.save()
    client.force_login(officer)
    return client


@pytest.fixture
def hoa(client, reader):
    """A browser in which Hoa, who may only read, reads English."""
    reader.language = "en"
    reader.save()
    client.force_login(reader)
    return client


@pytest.fixture
def tuan(client, operator):
    """A browser in which Tuấn, operator, reads English."""
    operator.language = "en"
    operator.save()
    client.force_login(operator)
    return client


def _pages():
    """Addresses of every page without a number or key in it."""
    found = []
    for room in ("record", "front"):
        resolver = next(each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == room)
        found += [f"{room}:{one.name}" for one in resolver.url_patterns if not one.pattern.converters]
    return found


OPEN = {"front:help", "front:preferences"}


def test_every_page_but_help_and_the_switches_asks_strangers_to_sign_in(client):
    for name in _pages():
        answer = client.get(reverse(name))
        if name in OPEN:
            assert answer.status_code in (200, 405), name
        else:
            assert answer["Location"].startswith("/accounts/login/"), name


def test_who_may_only_read_is_refused_what_decides_and_told_so(hoa, morning):
    for name in ("record:review", "record:repeats", "record:upload", "front:people", "front:journal"):
        answer = hoa.get(reverse(name))
        assert answer.status_code == 403, name
        assert "not yours to do" in answer.content.decode()
    home = hoa.get("/").content.decode()
    for offer in ("/record/review/", "/people/", "/journal/", "/record/documents/upload/"):
        assert offer not in home


def test_a_document_above_my_clearance_is_nowhere_and_its_address_says_there_is_nothing(hoa, morning):
    cable = Document.objects.get(name="cable.txt")

    assert hoa.get(reverse("record:document", args=[cable.pk])).status_code == 404
    for page in ("/", "/record/documents/", "/search/?q=phía+bạn", "/record/actors/state:VN/", "/record/brief/"):
        assert "phía bạn dự kiến" not in hoa.get(page).content.decode()
        assert "Điện của đại sứ quán" not in hoa.get(page).content.decode()


def test_the_source_shows_its_whole_text_with_the_passage_asked_for_marked(lan, morning):
    document = Document.objects.get(name="viet-nam-kazakhstan.txt")
    quote = "Hai bên nhất trí nâng cấp quan hệ lên Đối tác chiến lược"
    start = ASTANA.index(quote)

    page = lan.get(reverse("record:document", args=[document.pk]), {"start": start, "end": start + len(quote)})

    html = page.content.decode()
    assert "".join(piece.text for piece in page.context["pieces"]) == document.text
    assert f'<mark class="accepted asked">{quote}</mark>' in html
    assert html.index('id="passage"') < html.index(quote)
    assert '<span class="outside">' in html, "what is not the article is set apart"


@pytest.mark.parametrize("asked", ["start=9999999&end=9", "start=-4&end=2", "start=a", "start=5&end=99999999"])
def test_offsets_that_mark_nothing_are_ignored(lan, morning, asked):
    document = Document.objects.first()

    page = lan.get(f"{reverse('record:document', args=[document.pk])}?{asked}")

    assert page.status_code == 200
    assert page.context["asked"] is None


def test_of_several_files_each_is_kept_or_refused_by_itself(lan, settings):
    settings.UPLOAD_LIMIT = 2**20
    files = [
        SimpleUploadedFile("good.txt", "Việt Nam và Lào ký hiệp định.".encode()),
        SimpleUploadedFile("empty.txt", b""),
        SimpleUploadedFile("large.txt", b"x" * (2**20 + 1)),
        SimpleUploadedFile("again.txt", "Việt Nam và Lào ký hiệp định.".encode()),
    ]

    page = lan.post(reverse("record:upload"), {"files": files, "classification": 1})

    good, empty, large, again = page.context["answer"]
    assert (good.document.name, good.known, good.problem) == ("good.txt", False, "")
    assert "empty.txt" in empty.problem
    assert "the limit is 1 MB" in large.problem
    assert again.document == good.document and again.known
    assert Document.objects.count() == 1


def test_nobody_gives_a_document_a_level_above_their_own(lan):
    file = SimpleUploadedFile("a.txt", b"text")

    page = lan.post(reverse("record:upload"), {"files": [file], "classification": 3})

    assert page.context["form"].errors["classification"]
    assert not Document.objects.exists()


def test_a_fact_is_entered_by_hand_from_words_that_stand_in_the_document_once(lan, morning):
    document = Document.objects.get(name="geneva.txt")
    address = reverse("record:enter", args=[document.pk])
    fields = {"predicate": "candidacy", "modality": "planned", "subject": "Việt Nam", "valid": "2026-2028"}

    for quote in ("Việt Nam", "không có trong tài liệu"):
        assert lan.post(address, {**fields, "quote": quote}).context["form"].errors["quote"]
    quote = "Việt Nam tái ứng cử Hội đồng Nhân quyền nhiệm kỳ 2026-2028"
    page = lan.post(address, {**fields, "quote": quote}, follow=True)

    entered = Statement.objects.get(predicate="candidacy")
    assert (entered.status, entered.subject.key, entered.valid) == ("accepted", "state:VN", "2026/2028")
    assert f'<mark class="accepted asked">{quote}</mark>' in page.content.decode()


def test_the_queue_opens_with_what_is_contradicted(lan, morning):
    page = lan.get(reverse("record:review"))

    assert page.context["item"].contradictions
    assert "Cannot hold together with" in page.content.decode()


def test_accepting_goes_on_to_the_next_and_undo_comes_back(lan, morning):
    first = lan.get(reverse("record:review")).context["item"].statement

    after = lan.post(reverse("record:decide", args=[first.pk]), {"decision": "accept"}, follow=True)
    assert after.context["item"].statement != first
    first.refresh_from_db()
    assert first.status == "accepted"

    review = after.context["last"]
    back = lan.post(reverse("record:undo"), {"review": review.pk}, follow=True)
    assert back.context["item"].statement == first
    assert back.context["item"].statement.status == "proposed"


def test_a_refused_edit_keeps_what_was_typed_and_says_what_is_wrong_at_its_field(lan, morning):
    statement = Statement.objects.filter(status="proposed", predicate="membership_term").get()
    typed = {"decision": "edit", "predicate": "membership_term", "modality": "done", "subject": "Nobody Knows Them"}

    page = lan.post(reverse("record:decide", args=[statement.pk]), {**typed, "valid": "sometime"})

    form = page.context["form"]
    assert "knows no actor" in form.errors["subject"][0]
    assert form["valid"].value() == "sometime"
    statement.refresh_from_db()
    assert statement.status == "proposed"


def test_a_date_may_be_typed_as_people_write_it(lan, morning):
    statement = Statement.objects.filter(status="proposed", predicate="membership_term").get()
    form = lan.get(reverse("record:review_one", args=[statement.pk])).context["form"]
    typed = {**{name: form[name].value() or "" for name in form.fields}, "valid": "1/2023", "decision": "edit"}

    lan.post(reverse("record:decide", args=[statement.pk]), typed)

    review = Review.objects.get(statement=statement, decision="edit")
    assert review.changes == {"valid": ["2023/2025", "2023-01"]}
    assert review.result.valid == "2023-01"


def test_of_two_reviewers_the_second_is_told_who_was_first(lan, morning, colleague):
    from caytre.record import services

    item = lan.get(reverse("record:review")).context["item"]
    services.reject(item.statement, by=colleague)

    page = lan.post(reverse("record:decide", args=[item.statement.pk]), {"decision": "accept"}, follow=True)

    assert "minh" in page.content.decode()
    item.statement.refresh_from_db()
    assert item.statement.status == "rejected"


def test_repeats_are_accepted_together_as_further_evidence(lan, morning):
    items = lan.get(reverse("record:repeats")).context["items"]
    assert items

    lan.post(reverse("record:repeats"), {"statement": [item.statement.pk for item in items]})

    assert lan.get(reverse("record:repeats")).context["items"] == []
    assert items[0].repeats.evidence.count() == 2


def test_a_contradiction_is_decided_with_a_reason_and_can_be_undone(lan, morning):
    clash = Contradiction.objects.get()
    address = reverse("record:contradiction", args=[clash.pk])

    without = lan.post(address, {"keep": "left", "reason": ""})
    assert without.context["form"].errors["reason"]

    lan.post(address, {"keep": "left", "reason": "The ministry's own figure."})
    clash.refresh_from_db()
    assert clash.kept_id == clash.left_id

    lan.post(reverse("record:undo_contradiction", args=[clash.pk]))
    assert Contradiction.objects.open().count() == 1


def test_every_sentence_of_a_dossier_leads_to_its_passage(lan, morning):
    page = lan.get(reverse("record:actor", args=["state:KZ"]))

    notes = page.context["notes"]
    assert notes
    for _source, note in notes:
        assert note.quote in lan.get(note.path.partition("#")[0]).content.decode()


@pytest.mark.parametrize("kind", ["md", "html", "docx", "pdf"])
def test_a_dossier_and_the_brief_are_taken_along_in_every_format(lan, morning, kind):
    for address in (reverse("record:actor", args=["state:KZ"]), reverse("record:brief")):
        answer = lan.get(address, {"format": kind})

        assert answer.status_code == 200
        assert f".{kind}" in answer["Content-Disposition"]
        assert len(answer.content) > 300


def test_an_unknown_format_or_actor_is_not_found(lan, morning):
    assert lan.get(reverse("record:brief"), {"format": "exe"}).status_code == 404
    assert lan.get(reverse("record:actor", args=["state:ZZ"])).status_code == 404


def test_an_actor_is_found_by_its_name_without_tone_marks(lan, morning):
    page = lan.get(reverse("record:actors"), {"text": "duc"})

    assert "state:DE" in [actor.key for actor in page.context["page"]]


def test_a_judgement_made_on_the_page_stands_there_and_can_be_undone(lan, morning):
    address = reverse("record:judge", args=["org:asean"])
    other = lan.get(address, {"text": "asean"}).context["likely"][0][0]

    lan.post(address, {"other": other.key, "verdict": "different", "reason": "two bodies"})
    standing = lan.get(address).context["standing"]
    assert [one.other for one in standing] == [other]

    lan.post(reverse("record:undo_judgement", args=["org:asean", standing[0].judgement.pk]))
    assert lan.get(address).context["standing"] == []


def test_a_tier_is_set_by_those_who_may_judge_alone(hoa, morning):
    source = Source.objects.get(name="Sample Daily")

    answer = hoa.post(reverse("record:tier", args=[source.pk]), {"tier": 1})

    assert answer.status_code == 403
    source.refresh_from_db()
    assert source.tier == 4


def test_the_operator_makes_accounts_and_missions_and_the_journal_shows_it(tuan):
    tuan.post(reverse("front:new_mission"), {"code": "vte", "name_vi": "ĐSQ tại Lào", "name_en": "Embassy in Laos"})
    mission = Mission.objects.get(code="vte")
    given = {"username": "an", "password": "a long first password", "role": "officer", "clearance": 1}
    tuan.post(reverse("front:people"), {**given, "mission": mission.pk, "first_name": "An", "last_name": "Lê"})

    made = User.objects.get(username="an")
    assert (made.role, made.mission, made.first_name) == ("officer", mission, "An")
    acts = [entry.act for entry in tuan.get(reverse("front:journal")).context["page"]]
    assert {"accounts.add_user", "accounts.add_mission", "accounts.change_user"} <= set(acts)
    assert "Lê An" in tuan.get(reverse("front:people")).content.decode(), "the family name comes first in Viet Nam"


def test_the_last_operator_cannot_lock_everyone_out(tuan, operator):
    given = {"role": "reader", "clearance": 1, "is_active": "on"}

    page = tuan.post(reverse("front:person", args=[operator.pk]), given)

    assert "make another operator first" in page.content.decode()
    operator.refresh_from_db()
    assert operator.role == "operator"


def test_a_token_is_shown_once_and_can_be_revoked(lan):
    page = lan.post(reverse("front:profile"), {"name": "notebook", "scope": "read", "days": 30})
    secret = page.context["secret"]
    assert secret and secret in page.content.decode()

    again = lan.get(reverse("front:profile"))
    assert secret not in again.content.decode()
    token = ApiToken.objects.get()
    lan.post(reverse("front:revoke_token", args=[token.pk]))
    token.refresh_from_db()
    assert token.revoked_at


def test_the_switches_lead_back_here_and_nowhere_else(lan, officer):
    answer = lan.post(reverse("front:preferences"), {"theme": "dark", "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/"
    officer.refresh_from_db()
    assert officer.theme == "dark"


def test_an_unknown_address_is_answered_with_a_page_also_to_strangers(client):
    page = client.get("/nothing/here/")

    assert page.status_code == 404
    assert "/static/desk/desk.css" in page.content.decode()


def test_what_breaks_is_answered_with_a_page_that_says_what_is_safe(lan, monkeypatch):
    from caytre.desk.front.views import desk

    lan.raise_request_exception = False
    monkeypatch.setattr(desk, "morning", lambda *given: 1 / 0)

    page = lan.get("/", headers={"accept-language": "en"})

    assert page.status_code == 500
    assert "is safe" in page.content.decode()


def test_an_empty_record_says_what_to_do_next(lan):
    for name in ("front:home", "record:documents", "record:review"):
        assert reverse("record:upload") in lan.get(reverse(name)).content.decode().partition('class="empty"')[2], name
