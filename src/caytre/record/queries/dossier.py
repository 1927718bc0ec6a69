"""The dossier of one actor, and of what two actors have with each other."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils import timezone

from caytre.accounts.models import User
from caytre.record.engine import dossier as engine
from caytre.record.engine.answers import Dossier
from caytre.record.engine.facts import Fact
from caytre.record.models import PREDICATES, Belief, Contradiction, Review, Statement, StatementActor
from caytre.record.queries.actors import actor_id, identities, references
from caytre.record.queries.loading import load

MOST_PER_PREDICATE = 200  # newest statements of one kind that a dossier looks at
MOST_PROPOSED = 1000  # proposals are counted no further
MOST_CONTRADICTIONS = 50


def dossier(user: User, key: str, *, as_of: date | None = None, known_on: datetime | None = None) -> Dossier:
    """What the record knows of an actor.

    as_of: the day in the world that is asked about, by default that of `known_on`. known_on: the moment whose record
    speaks, by default now. The same arguments give the same dossier, whatever was learnt, merged or undone since.
    Raises NoSuchActor.
    """
    return _write(user, key, None, as_of, known_on)


def pair_dossier(
    user: User, left_key: str, right_key: str, *, as_of: date | None = None, known_on: datetime | None = None
) -> Dossier:
    """What two actors have with each other; otherwise like `dossier`."""
    return _write(user, left_key, right_key, as_of, known_on)


def _write(user: User, key: str, other_key: str | None, as_of: date | None, known_on: datetime | None) -> Dossier:
    known_on = timezone.localtime(known_on)
    as_of = as_of or known_on.date()
    known = identities(known_on)
    sides = [known.group(actor_id(side)) for side in (key, other_key) if side]
    leaders = references({known.of(min(side)) for side in sides}, known, known_on)
    subject, *others = (leaders[known.of(min(side))] for side in sides)
    held_ids = _held(user, sides, known_on)
    conflicts = _contradictions(user, sides, known_on)
    proposed_ids = _proposed(user, sides, known_on)
    wanted = set(held_ids) | {side for row in conflicts for side in row[2:4]}
    facts = load(user, wanted, known=known, known_on=known_on)
    proposals = load(user, proposed_ids[: engine.SHOWN], known=known, known_on=known_on, standing="proposed")
    by_predicate: dict[str, list[Fact]] = {predicate: [] for predicate in PREDICATES}
    for number in held_ids:
        if number in facts:
            by_predicate[facts[number].predicate].append(facts[number])
    return engine.write(
        engine.Material(
            subject=subject,
            other=others[0] if others else None,
            as_of=as_of,
            known_on=known_on,
            held=by_predicate,
            home=f"state:{settings.HOME_STATE}",
            proposed=[proposals[number] for number in proposed_ids if number in proposals],
            proposed_count=min(len(proposed_ids), MOST_PROPOSED),
            proposed_capped=len(proposed_ids) > MOST_PROPOSED,
            contradictions=[
                (number, kind, facts[left], facts[right], timezone.localtime(at).date())
                for number, kind, left, right, at in conflicts
                if left in facts and right in facts
            ],
        )
    )


def believed_at(known_on: datetime) -> Q:
    """The beliefs that the record held at a moment."""
    return Q(held_from__lte=known_on) & (Q(held_to=None) | Q(held_to__gt=known_on))


def about(sides: list[set[int]]) -> QuerySet[StatementActor]:
    """One row per statement about an actor of the first side and, where there is one, of the second."""
    rows = StatementActor.objects.filter(actor_id__in=sides[0])
    for side in sides[1:]:
        rows = rows.filter(
            Exists(StatementActor.objects.filter(statement_id=OuterRef("statement_id"), actor_id__in=side))
        )
    return rows


def _held(user: User, sides: list[set[int]], known_on: datetime) -> list[int]:
    beliefs = Belief.objects.filter(believed_at(known_on), statement_id=OuterRef("statement_id"))
    found: list[int] = []
    for predicate in PREDICATES:
        found += (
            about(sides)
            .filter(Exists(beliefs), statement__predicate=predicate, statement__classification__lte=user.clearance)
            .order_by("-statement__valid_from", "-statement_id")
            .values_list("statement_id", flat=True)[:MOST_PER_PREDICATE]
        )
    return list(dict.fromkeys(found))


def pending_at(known_on: datetime) -> Combinable | Q:
    """Statements that were proposed by then and on which no decision stood."""
    undone = Review.objects.filter(undoes=OuterRef("pk"), at__lte=known_on)
    decided = Review.objects.filter(
        ~Q(decision=Review.Decision.UNDO), ~Exists(undone), statement_id=OuterRef("statement_id"), at__lte=known_on
    )
    later = Statement.objects.filter(supersedes_id=OuterRef("statement_id"), proposed_at__lte=known_on)
    ever = Belief.objects.filter(believed_at(known_on), statement_id=OuterRef("statement_id"))
    return Q(statement__proposed_at__lte=known_on) & ~Exists(decided) & ~Exists(later) & ~Exists(ever)


def _proposed(user: User, sides: list[set[int]], known_on: datetime) -> list[int]:
    rows = (
        about(sides)
        .filter(pending_at(known_on), statement__classification__lte=user.clearance)
        .order_by("-statement_id")
        .values_list("statement_id", flat=True)[: MOST_PROPOSED + 1]
    )
    return list(dict.fromkeys(rows))


def _contradictions(user: User, sides: list[set[int]], known_on: datetime) -> list[tuple[int, str, int, int, datetime]]:
    rows = Contradiction.objects.filter(
        Q(decided_at=None) | Q(decided_at__gt=known_on),
        found_at__lte=known_on,
        left__classification__lte=user.clearance,
        right__classification__lte=user.clearance,
    )
    for side in sides:
        rows = rows.filter(
            Exists(StatementActor.objects.filter(statement_id=OuterRef("left_id"), actor_id__in=side))
            | Exists(StatementActor.objects.filter(statement_id=OuterRef("right_id"), actor_id__in=side))
        )
    return list(
        rows.order_by("-found_at", "-id").values_list("id", "kind", "left_id", "right_id", "found_at")[
            :MOST_CONTRADICTIONS
        ]
    )
