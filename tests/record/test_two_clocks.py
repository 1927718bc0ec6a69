"""Belief and validity: yesterday's view of the record stays what it was, whatever is done today."""

from __future__ import annotations

import contextlib
import datetime as dt
import random

import pytest
from django.utils import timezone

from caytre.record import services
from caytre.record.clusters import cluster
from caytre.record.errors import RecordError
from caytre.record.models import Actor, Contradiction, Evidence, Judgement, Name, Review, Statement
from caytre.record.services.resolving import find_or_make
from tests.record.conftest import a_fact, a_person

pytestmark = pytest.mark.django_db

_PEOPLE = ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", "Trần Thị Hoa", "Lê An")
_OFFICES = ("Thủ tướng", "Chủ tịch nước")


def view(at):
    """All that can be asked of the record as known at a moment, as plain values."""
    known = Statement.objects.known_on(at)
    waiting = Statement.objects.waiting_on(at)
    fields = ("pk", "predicate", "subject__key", "object__key", "value_text", "value_number", "valid", "place")
    return {
        "held": list(known.order_by("pk").values_list(*fields)),
        "waiting": list(waiting.order_by("pk").values_list(*fields)),
        "evidence": list(Evidence.objects.known_on(at).order_by("pk").values_list("pk", "statement", "start", "quote")),
        "names": list(Name.objects.known_on(at).order_by("pk").values_list("actor", "text", "language", "kind")),
        "one": [
            cluster(pk, at=at) for pk in Actor.objects.filter(since__lte=at).order_by("pk").values_list("pk", flat=True)
        ],
        "contradictions": list(Contradiction.objects.known_on(at).order_by("pk").values_list("kind", "left", "right")),
    }


class Days:
    """A desk at work: random acts, each allowed to be refused."""

    def __init__(self, seed, read_as, officer):
        self.random, self.read_as, self.officer = random.Random(seed), read_as, officer  # noqa: S311
        self.number = 0

    def act(self):
        act = self.random.choice(
            [self.read, self.read, self.accept, self.accept, self.edit, self.reject, self.undo, self.undo, self.judge,
             self.unjudge, self.name, self.unname, self.decide, self.repeats]
        )  # fmt: skip
        with contextlib.suppress(RecordError, IndexError):
            act()

    def pick(self, rows):
        return self.random.choice(list(rows.order_by("pk")))

    def read(self):
        self.number += 1
        person, office = self.random.choice(_PEOPLE), self.random.choice(_OFFICES)
        text = f"Tin {self.number}. {office} {person} làm việc ngày 4/5/2023."
        fact = a_fact(
            text, f"{office} {person}", "position_held", subject=person, object="Việt Nam", object_id="state:VN",
            value=office, date="2023-05-04", place=self.random.choice([None, "Hà Nội"]),
        )  # fmt: skip
        self.read_as(text, fact, mentions=(a_person(text, person, self.random.choice(["VN", None])),))

    def accept(self):
        services.accept(self.pick(Statement.objects.filter(status="proposed")), by=self.officer)

    def edit(self):
        changes = {"place": self.random.choice(["Huế", "Astana"]), "value_text": self.random.choice(_OFFICES)}
        services.edit(self.pick(Statement.objects.all()), by=self.officer, changes=changes)

    def reject(self):
        services.reject(self.pick(Statement.objects.all()), by=self.officer, even_accepted=True)

    def undo(self):
        services.undo(self.pick(Review.objects.all()), by=self.officer)

    def judge(self):
        left, right = self.pick(Actor.objects.filter(kind="person")), self.pick(Actor.objects.filter(kind="person"))
        services.judge(left, right, self.random.choice(["same", "same", "different", "unsure"]), by=self.officer)

    def unjudge(self):
        services.undo_judgement(self.pick(Judgement.objects.all()), by=self.officer)

    def name(self):
        actor = self.pick(Actor.objects.filter(kind="person"))
        services.add_name(actor, f"Tên {self.random.randrange(5)}", by=self.officer, language="vi")

    def unname(self):
        services.withdraw_name(self.pick(Name.objects.current().filter(actor__kind="person")), by=self.officer)

    def decide(self):
        row = self.pick(Contradiction.objects.open())
        keep = self.random.choice([row.left, row.right, None])
        services.decide_contradiction(row, by=self.officer, keep=keep, reason="x")

    def repeats(self):
        services.accept_repeats(by=self.officer, statements=Statement.objects.filter(status="proposed"))


@pytest.mark.parametrize("seed", range(6))
def test_what_was_known_on_a_moment_never_changes(db, read_as, officer, seed):
    find_or_make("state", "Việt Nam", country="VN", key="state:VN")
    days = Days(seed, read_as, officer)
    seen = []

    for _act in range(60):
        days.act()
        at = timezone.now()
        seen.append((at, view(at)))

    assert any(then["held"] for _at, then in seen)
    assert any(then["contradictions"] for _at, then in seen)
    for at, then in seen:
        assert view(at) == then
    now = {pk for (pk, *_rest) in seen[-1][1]["held"]}
    assert now == set(Statement.objects.held().values_list("pk", flat=True))
    waiting = {pk for (pk, *_rest) in seen[-1][1]["waiting"]}
    assert waiting == set(Statement.objects.filter(status="proposed").values_list("pk", flat=True))
    for passage in Evidence.objects.select_related("document"):
        assert passage.document.text[passage.start : passage.end] == passage.quote
    contested = {pk for row in Contradiction.objects.open() for pk in (row.left_id, row.right_id)}
    assert contested == set(
        Statement.objects.filter(contested=True, status__in=["proposed", "accepted"]).values_list("pk", flat=True)
    )


@pytest.mark.parametrize(
    ("valid", "day", "holds", "begun"),
    [
        ("2023/2025", "2024-06-01", True, True),
        ("2023/2025", "2026-01-01", False, True),
        ("2023/2025", "2022-12-31", False, False),
        ("2019/..", "2030-01-01", True, True),
        ("", "2030-01-01", True, True),
        ("2023-09", "2023-09-15", True, True),
        ("../2030", "1990-01-01", True, True),
    ],
)
def test_as_of_a_day_counts_what_may_hold_on_it(starter, read_as, officer, valid, day, holds, begun):
    document = read_as("Việt Nam là thành viên.")
    services.enter_statement(
        by=officer, predicate="membership_term", document=document, start=0, end=8, subject="state:VN", valid=valid
    )
    asked = dt.date.fromisoformat(day)

    assert Statement.objects.holding_on(asked).exists() is holds
    assert Statement.objects.begun_by(asked).exists() is begun
    assert Statement.objects.about_any([Actor.objects.get(key="state:VN").pk]).exists()
