"""The dossier of one actor, and of what two actors have with each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from caytre.accounts.models import User
from caytre.record.clocks import in_force
from caytre.record.engine import dossier as engine
from caytre.record.engine.answers import Dossier
from caytre.record.engine.facts import Fact
from caytre.record.models import PREDICATES, Belief, Contradiction, HeldAbout, Statement, StatementActor
from caytre.record.queries.actors import actor_id, identities, references
from caytre.record.queries.loading import load

MOST_LOOKED_AT = 60  # newest statements of one kind that a dossier looks at, three times what it shows
# More where the newest do not tell all: levels and offices of many partners, figures of many years.
MOST_OF = {"partnership_level": 500, "position_held": 200, "trade_figure": 200, "membership_term": 120}
MOST_PROPOSED = 1000  # proposals are counted no further
MOST_CONTRADICTIONS = 50
MOST_COUNTED = 5000  # rows looked at to tell of whom less is known
Conflict = tuple[int, str, int, int, datetime]  # id, kind, left, right, when found


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
    sides = [known.group(actor_id(user, side)) for side in (key, other_key) if side]
    leaders = references({known.of(min(side)) for side in sides}, known, known_on)
    subject, *others = (leaders[known.of(min(side))] for side in sides)
    if len(sides) > 1:
        sides.sort(key=lambda side: StatementActor.objects.filter(actor_id__in=side)[:MOST_COUNTED].count())
    held_ids = _held(user, sides, known_on)
    conflicts = _contradictions(user, sides, known_on)
    disputed = {side for conflict in conflicts for side in conflict[2:4]}
    proposed_ids = _proposed(user, sides, known_on)
    facts = load(user, {*held_ids, *disputed}, known=known, known_on=known_on)
    facts = mark_unreviewed(facts, set(held_ids) | held_then(disputed, known_on))
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
            contradictions=told(conflicts, facts),
        )
    )


def _held(user: User, sides: list[set[int]], known_on: datetime) -> list[int]:
    """The newest held statements of each kind about one actor, or about both. One query per kind, each by index.

    sides: the one of whom less is known first; its rows are walked, the other's are looked up.
    """
    then = HeldAbout.objects.filter(in_force(known_on, start="held_from", end="held_to"))
    rows = then.filter(actor_id__in=sides[0], statement__classification__lte=user.clearance)
    for side in sides[1:]:
        rows = rows.filter(Exists(then.filter(statement_id=OuterRef("statement_id"), actor_id__in=side)))
    rows = rows.order_by("-day", "-statement_id")
    found: list[int] = []
    for predicate in PREDICATES:
        most = MOST_OF.get(predicate, MOST_LOOKED_AT)
        found += rows.filter(predicate=predicate).values_list("statement_id", flat=True)[:most]
    return list(dict.fromkeys(found))


def _proposed(user: User, sides: list[set[int]], known_on: datetime) -> list[int]:
    """The newest statements that awaited review then, one more than are counted."""
    waiting = Statement.objects.visible_to(user).waiting_on(known_on)
    held = Belief.objects.filter(in_force(known_on, start="held_from", end="held_to"), statement_id=OuterRef("pk"))
    waiting = waiting.filter(~Exists(held))  # the starter record is held without a review
    about = StatementActor.objects.filter(Exists(waiting.filter(id=OuterRef("statement_id"))), actor_id__in=sides[0])
    for side in sides[1:]:
        about = about.filter(
            Exists(StatementActor.objects.filter(statement_id=OuterRef("statement_id"), actor_id__in=side))
        )
    rows = about.order_by("-id").values_list("statement_id", flat=True)[: MOST_PROPOSED + 1]
    return list(dict.fromkeys(rows))


def open_contradictions(user: User, known_on: datetime) -> QuerySet[Contradiction]:
    """Contradictions found and not decided by then, of which either side was held; newest first."""
    held = Belief.objects.filter(in_force(known_on, start="held_from", end="held_to"))
    waiting = Statement.objects.waiting_on(known_on)

    def stood(side: str) -> Q:
        return Q(Exists(held.filter(statement_id=OuterRef(side)))) | Q(Exists(waiting.filter(id=OuterRef(side))))

    return (
        Contradiction.objects.visible_to(user)
        .known_on(known_on)
        .filter(stood("left_id"), stood("right_id"))
        .order_by("-found_at", "-id")
    )


def _contradictions(user: User, sides: list[set[int]], known_on: datetime) -> list[Conflict]:
    rows = open_contradictions(user, known_on)
    for side in sides:
        about = StatementActor.objects.filter(actor_id__in=side)
        rows = rows.filter(
            Exists(about.filter(statement_id=OuterRef("left_id")))
            | Exists(about.filter(statement_id=OuterRef("right_id")))
        )
    return list(rows.values_list("id", "kind", "left_id", "right_id", "found_at")[:MOST_CONTRADICTIONS])


def told(conflicts: list[Conflict], facts: dict[int, Fact]) -> list[tuple[int, str, Fact, Fact, date]]:
    """Contradictions with both their facts, those left out of which a side cannot be shown."""
    return [
        (number, kind, facts[left], facts[right], timezone.localtime(at).date())
        for number, kind, left, right, at in conflicts
        if left in facts and right in facts
    ]


def mark_unreviewed(facts: dict[int, Fact], held: set[int]) -> dict[int, Fact]:
    """The facts, those that no officer has accepted marked so: a contradiction may have one such side."""
    return {number: fact if number in held else replace(fact, standing="proposed") for number, fact in facts.items()}


def held_then(ids: Iterable[int], known_on: datetime) -> set[int]:
    """Which of these statements the record held."""
    beliefs = Belief.objects.filter(in_force(known_on, start="held_from", end="held_to"), statement_id__in=set(ids))
    return set(beliefs.values_list("statement_id", flat=True))
