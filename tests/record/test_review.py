"""A person decides: what each decision leaves behind, who may decide, and how it is taken back."""

from __future__ import annotations

import pytest

from caytre.accounts.permissions import NotAllowed
from caytre.journal import queries as journal
from caytre.journal.models import Entry
from caytre.record import services
from caytre.record.errors import AlreadyDecided, CannotUndo, InvalidChange, NoPassage, NotYours
from caytre.record.models import Belief, Evidence, Statement
from tests.record.conftest import TRADE, a_fact

pytestmark = pytest.mark.django_db

QUOTE = "kim ngạch thương mại Việt Nam - Kazakhstan đạt hơn 800 triệu USD năm 2024"


def trade(text=TRADE, quote=QUOTE, **fields):
    given = {
        "subject": "Việt Nam", "subject_id": "state:VN", "object": "Kazakhstan", "object_id": "state:KZ",
        "value": 800_000_000.0, "unit": "USD", "bound": "at_least", "date": "2024", "countries": ("VN", "KZ"),
        "confidence": 0.9, "frame": "vi/trade_figure#turnover",
    }  # fmt: skip
    return a_fact(text, quote, **{**given, **fields})


@pytest.fixture
def proposal(starter, read_as):
    document = read_as(TRADE, trade())
    return Statement.objects.get(evidence__document=document)


def test_a_fact_that_was_read_waits_as_a_proposal_with_its_passage(proposal):
    passage = proposal.evidence.get()

    assert proposal.status == "proposed"
    assert passage.document.text[passage.start : passage.end] == passage.quote == QUOTE
    assert proposal.subject.key == "state:VN"
    assert proposal.object.key == "state:KZ"
    assert (proposal.valid, str(proposal.valid_from), str(proposal.valid_to)) == ("2024", "2024-01-01", "2024-12-31")
    assert proposal.confidence == 0.9
    assert not Belief.objects.exists()


def test_what_is_accepted_is_held_from_then_on(proposal, officer):
    review = services.accept(proposal, by=officer)

    proposal.refresh_from_db()
    assert proposal.status == "accepted"
    belief = proposal.beliefs.get()
    assert (belief.held_from, belief.held_to) == (review.at, None)
    assert Entry.objects.filter(act="record.accept", subject=f"statement:{proposal.pk}", by="lan").exists()
    assert journal.verify().intact


def test_what_is_rejected_is_never_held(proposal, officer):
    services.reject(proposal, by=officer, reason="caption of another story")

    proposal.refresh_from_db()
    assert proposal.status == "rejected"
    assert not proposal.beliefs.exists()


def test_a_correction_supersedes_and_keeps_passage_and_offsets(proposal, officer):
    review = services.edit(proposal, by=officer, changes={"value_number": "812000000", "bound": ""})

    corrected = review.result
    proposal.refresh_from_db()
    assert (proposal.status, proposal.value_number) == ("superseded", 800_000_000)
    assert (corrected.status, corrected.value_number, corrected.supersedes) == ("accepted", 812_000_000, proposal)
    assert review.changes == {"value_number": ["800000000", "812000000"], "bound": ["at_least", ""]}
    old, new = proposal.evidence.get(), corrected.evidence.get()
    assert (old.document, old.start, old.end, old.quote) == (new.document, new.start, new.end, new.quote)
    assert set(corrected.about.values_list("actor__key", flat=True)) == {"state:VN", "state:KZ"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("valid", "14/3/2025"),
        ("predicate", "rumour"),
        ("subject", "state:ZZ"),
        ("value_number", "many"),
        ("value_number", "NaN"),
        ("modality", "perhaps"),
        ("countries", ["Vietnam"]),
        ("status", "accepted"),
    ],
)
def test_a_field_takes_only_what_it_can_hold(proposal, officer, field, value):
    with pytest.raises(InvalidChange) as refusal:
        services.edit(proposal, by=officer, changes={field: value})

    assert refusal.value.field == field
    assert Statement.objects.count() == 1


def test_an_accepted_statement_can_be_corrected_later(proposal, officer):
    services.accept(proposal, by=officer)

    corrected = services.edit(Statement.objects.get(pk=proposal.pk), by=officer, changes={"place": "Hà Nội"}).result

    assert proposal.beliefs.get().held_to == corrected.beliefs.get().held_from


def test_the_second_reviewer_is_told_who_was_first(proposal, officer, colleague):
    services.accept(proposal, by=officer)

    with pytest.raises(AlreadyDecided, match="lan") as refusal:
        services.reject(proposal, by=colleague)
    assert refusal.value.review.by == officer
    assert refusal.value.at is not None


def test_any_decision_can_be_undone_and_both_stay_on_record(proposal, officer, colleague):
    accepted = services.accept(proposal, by=officer)

    services.undo(accepted, by=colleague)

    proposal.refresh_from_db()
    assert proposal.status == "proposed"
    assert proposal.beliefs.get().held_to is not None
    assert list(proposal.reviews.order_by("pk").values_list("decision", flat=True)) == ["accept", "undo"]
    services.reject(proposal, by=colleague)


def test_an_undone_correction_brings_the_earlier_statement_back(proposal, officer):
    services.accept(proposal, by=officer)
    review = services.edit(proposal, by=officer, changes={"place": "Hà Nội"})

    services.undo(review, by=officer)

    proposal.refresh_from_db()
    review.result.refresh_from_db()
    assert (proposal.status, review.result.status) == ("accepted", "rejected")
    assert list(proposal.beliefs.order_by("pk").values_list("held_to", flat=True))[-1] is None
    assert not review.result.beliefs.filter(held_to=None).exists()


def test_an_earlier_decision_cannot_be_undone_under_a_later_one(proposal, officer):
    accepted = services.accept(proposal, by=officer)
    edited = services.edit(proposal, by=officer, changes={"place": "Hà Nội"})
    services.edit(edited.result, by=officer, changes={"place": "Astana"})

    for review in (accepted, edited):
        with pytest.raises(CannotUndo):
            services.undo(review, by=officer)


def test_a_decision_is_undone_once(proposal, officer):
    review = services.accept(proposal, by=officer)
    undoing = services.undo(review, by=officer)

    for again in (review, undoing):
        with pytest.raises(CannotUndo):
            services.undo(again, by=officer)


def test_who_only_reads_decides_nothing(proposal, reader):
    with pytest.raises(NotAllowed):
        services.accept(proposal, by=reader)


def test_what_lies_above_a_clearance_cannot_be_decided(starter, read_as, officer):
    document = read_as(TRADE, trade(), classification=3)
    statement = Statement.objects.get(evidence__document=document)

    assert statement.classification == 3
    with pytest.raises(NotYours):
        services.accept(statement, by=officer)


def test_a_statement_entered_by_hand_stands_on_the_words_marked(starter, read_as, officer):
    document = read_as(TRADE)
    words = "Tổng thống Kassym-Jomart Tokayev"
    start = TRADE.index(words)

    statement = services.enter_statement(
        by=officer, predicate="position_held", document=document, start=start, end=start + len(words),
        subject_text="Kassym-Jomart Tokayev", object="state:KZ", value_text="Tổng thống", valid="2025-03-14",
    )  # fmt: skip

    assert statement.status == "accepted"
    assert statement.evidence.get().quote == words
    assert statement.object_text == "Kazakhstan"
    assert statement.beliefs.filter(held_to=None).exists()


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-1, 4), (0, 10_000), (9, 3)])
def test_a_statement_by_hand_needs_a_passage(starter, read_as, officer, start, end):
    with pytest.raises(NoPassage):
        services.enter_statement(by=officer, predicate="event", document=read_as(TRADE), start=start, end=end)


def test_an_exact_repeat_of_an_accepted_statement_is_attached_without_asking(proposal, read_as, officer):
    services.accept(proposal, by=officer)
    other = "Theo TTXVN, " + QUOTE + "."

    document = read_as(other, trade(other))

    assert Statement.objects.count() == 1
    assert proposal.evidence.count() == 2
    entry = Entry.objects.get(act="record.repeat", subject=f"document:{document.pk}")
    assert entry.detail["statements"] == [proposal.pk]


def test_a_repeat_of_a_proposal_adds_its_passage_to_the_proposal(proposal, read_as):
    other = "Theo TTXVN, " + QUOTE + "."

    read_as(other, trade(other))

    assert Statement.objects.count() == 1
    assert proposal.evidence.count() == 2


def test_a_repeat_of_something_rejected_is_asked_again(proposal, read_as, officer):
    services.reject(proposal, by=officer)
    other = "Theo TTXVN, " + QUOTE + "."

    read_as(other, trade(other))

    assert Statement.objects.filter(status="proposed").count() == 1


def test_a_public_document_never_leads_to_what_only_a_secret_one_says(starter, read_as):
    read_as(TRADE, trade(), classification=3)
    other = "Theo TTXVN, " + QUOTE + "."

    read_as(other, trade(other), classification=0)

    assert sorted(Statement.objects.values_list("classification", flat=True)) == [0, 3]


def test_two_undated_visits_in_two_documents_may_be_two_visits(starter, read_as):
    for text in ("Tổng thống thăm Việt Nam.", "Hôm nay Tổng thống thăm Việt Nam."):
        read_as(text, a_fact(text, "Tổng thống thăm Việt Nam", "visit", subject="Tổng thống", object="Việt Nam"))

    assert Statement.objects.count() == 2


def test_a_like_statement_is_accepted_in_bulk_and_lends_its_passage(proposal, read_as, officer):
    services.accept(proposal, by=officer)
    other = "Theo TTXVN, " + QUOTE + "."
    document = read_as(other, trade(other, place="Hà Nội", bound=None))
    like = Statement.objects.get(status="proposed")

    (review,) = services.accept_repeats(by=officer, statements=[like])

    like.refresh_from_db()
    assert (review.decision, review.result, like.status) == ("accept_repeat", proposal, "superseded")
    assert proposal.evidence.current().filter(document=document).exists()
    services.undo(review, by=officer)
    like.refresh_from_db()
    assert like.status == "proposed"
    assert not proposal.evidence.current().filter(document=document).exists()
    assert Evidence.objects.filter(statement=proposal, document=document).exists()  # withdrawn, not erased
