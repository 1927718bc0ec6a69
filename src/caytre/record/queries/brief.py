"""The morning brief: one page of what is new, what comes, what waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from caytre.accounts.models import User
from caytre.record.clocks import in_force
from caytre.record.engine import brief as engine
from caytre.record.engine.answers import ActorRef, Brief
from caytre.record.engine.facts import Fact
from caytre.record.models import Actor, Belief, Document, Review, Statement
from caytre.record.queries.actors import Identities, identities, references
from caytre.record.queries.dossier import MOST_CONTRADICTIONS, held_then, mark_unreviewed, open_contradictions, told
from caytre.record.queries.loading import load

MOST_NEW, MOST_DUE, MOST_FAILURES = 400, 400, 10
MOST_REMEMBERED = 300  # anniversaries looked at
MOST_LOOKED_AT = 20_000  # facts of the season among which they are sought
BEGINNINGS = ("quan hệ ngoại giao", "diplomatic relations")
OLDEST = 120  # years back that anniversaries are looked for


def brief(user: User, *, since: datetime, until: datetime | None = None) -> Brief:
    """What changed in the record after `since` and up to `until` (by default now), and what comes after.

    The record as it stood at `until` speaks. A fixed number of queries.
    """
    since, until = timezone.localtime(since), timezone.localtime(until)
    known = identities(until)
    began = _began(user, since, until)
    ended = _ended(user, since, until)
    replaced = _replacements(set(ended))
    due = _due(user, until)
    kept = _anniversaries(user, known, until)
    rows = open_contradictions(user, until).values_list("id", "kind", "left_id", "right_id", "found_at")
    conflicts = list(rows[:MOST_CONTRADICTIONS])
    disputed = {side for conflict in conflicts for side in conflict[2:4]}
    wanted = {*began, *ended, *replaced.values(), *due, *kept}
    facts = load(user, wanted | disputed, known=known, known_on=until)
    sides = mark_unreviewed(facts, held_then(disputed, until))

    def found(ids: Iterable[int]) -> list[Fact]:
        return [facts[number] for number in ids if number in facts]

    return engine.write(
        engine.Material(
            since=since,
            until=until,
            home=f"state:{settings.HOME_STATE}",
            states=_states(facts.values(), known, until),
            new=found(number for number in began if number not in set(replaced.values())),
            withdrawn=found(number for number in ended if number not in replaced),
            corrected=[(facts[a], facts[b]) for a, b in replaced.items() if a in facts and b in facts],
            coming=found(due),
            remembered=found(kept),
            contradictions=told(conflicts, sides),
            waiting=_waiting(user, until),
            coverage=_coverage(user, since, until),
        )
    )


def _states(facts: Iterable[Fact], known: Identities, moment: datetime) -> dict[str, ActorRef]:
    """The states of the persons and bodies in these facts, by ISO code: facts are told under the state."""
    codes = {actor.country for fact in facts for actor in (fact.subject, fact.object) if actor and actor.country}
    keys = {f"state:{code}" for code in codes}
    ids = dict(Actor.objects.filter(key__in=keys).values_list("id", "country"))
    named = references(ids, known, moment)
    return {code: named[number] for number, code in ids.items() if number in named}


def held(moment: datetime) -> QuerySet[Belief]:
    """The beliefs of the record at a moment."""
    return Belief.objects.filter(in_force(moment, start="held_from", end="held_to"))


def _began(user: User, since: datetime, until: datetime) -> list[int]:
    """Statements that the record began to hold in that time and still held at its end, newest first."""
    rows = held(until).filter(held_from__gt=since, statement__classification__lte=user.clearance)
    rows = rows.order_by("-held_from", "-statement_id")
    return list(dict.fromkeys(rows.values_list("statement_id", flat=True)[:MOST_NEW]))


def _ended(user: User, since: datetime, until: datetime) -> list[int]:
    """Statements that the record had held at `since` and no longer held at `until`."""
    rows = Belief.objects.filter(
        ~Exists(held(until).filter(statement_id=OuterRef("statement_id"))),
        held_from__lte=since,
        held_to__gt=since,
        held_to__lte=until,
        statement__classification__lte=user.clearance,
    ).order_by("-held_to", "-statement_id")
    return list(dict.fromkeys(rows.values_list("statement_id", flat=True)[:MOST_NEW]))


def _replacements(ended: set[int]) -> dict[int, int]:
    """For each ended statement the one that supersedes it, where there is one."""
    rows = Statement.objects.filter(supersedes_id__in=ended).order_by("id").values_list("supersedes_id", "id")
    return dict(rows)  # type: ignore[arg-type]


def _due(user: User, until: datetime) -> list[int]:
    """Held statements that end, or are planned to happen, in the days that follow."""
    day, last = until.date(), until.date() + engine.AHEAD
    statements = Statement.objects.visible_to(user).filter(Exists(held(until).filter(statement_id=OuterRef("pk"))))
    ending = statements.filter(valid_to__range=(day, last)).order_by("valid_to", "id")
    coming = statements.filter(valid_from__range=(day, last), modality__in=("planned", "proposed")).order_by(
        "valid_from", "id"
    )
    found = [*ending.values_list("id", flat=True)[:MOST_DUE], *coming.values_list("id", flat=True)[:MOST_DUE]]
    return list(dict.fromkeys(found))


def _anniversaries(user: User, known: Identities, until: datetime) -> list[int]:
    """What the home state began with others in the coming thirty days of an earlier year, by index."""
    home = Actor.objects.filter(key=f"state:{settings.HOME_STATE}").values_list("id", flat=True).first()
    if home is None:
        return []
    day, last = until.date(), until.date() + engine.AHEAD
    windows = [
        # from the first of the month: a beginning known to the month stands under its first day
        (_years_before(day.replace(day=1), back), _years_before(last, back))
        for back in range(1, OLDEST)
    ]
    found = _held_within(windows, sorted(known.group(home)), ("partnership_level", "event", "agreement"))
    beginning = Q(predicate="partnership_level")
    for words in BEGINNINGS:
        beginning |= Q(value_text__icontains=words)
    rows = (
        Statement.objects.visible_to(user)
        .known_on(until)
        .filter(beginning, id__in=found[:MOST_LOOKED_AT])
        .order_by("valid_from", "id")
    )
    return list(rows.values_list("id", flat=True)[:MOST_REMEMBERED])


def _held_within(windows: list[tuple[date, date]], actors: list[int], predicates: tuple[str, ...]) -> list[int]:
    """Statements ever held about these actors whose day lies in one of the windows: one seek of the index for each."""
    places = ", ".join(["(%s, %s)"] * len(windows))
    cast = "CAST(w.{0} AS date)" if connection.vendor == "postgresql" else "w.{0}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH w(first, last) AS (VALUES {places}) SELECT DISTINCT h.statement_id FROM w"  # noqa: S608 - constants
            f" CROSS JOIN record_heldabout h WHERE h.day BETWEEN {cast.format('first')} AND {cast.format('last')}"
            f" AND h.actor_id IN ({', '.join(['%s'] * len(actors))})"
            f" AND h.predicate IN ({', '.join(['%s'] * len(predicates))}) ORDER BY h.statement_id DESC",
            [*(day.isoformat() for window in windows for day in window), *actors, *predicates],
        )
        return [row[0] for row in cursor.fetchall()]


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _waiting(user: User, until: datetime) -> engine.Waiting:
    """What waits for a person, counted as it is now."""
    proposals = (
        Statement.objects.visible_to(user)
        .filter(status=Statement.Status.PROPOSED, proposed_at__lte=until)
        .aggregate(count=Count("pk"), oldest=Min("proposed_at"))
    )
    documents = (
        Document.objects.visible_to(user)
        .filter(state__in=(Document.State.FAILED, Document.State.WAITING), received_at__lte=until)
        .aggregate(
            failed=Count("pk", filter=Q(state=Document.State.FAILED)),
            waiting=Count("pk", filter=Q(state=Document.State.WAITING)),
        )
    )
    oldest = proposals["oldest"]
    return engine.Waiting(
        proposals=proposals["count"],
        oldest=timezone.localtime(oldest).date().isoformat() if oldest else "",
        failed=documents["failed"],
        unread=documents["waiting"],
        provisional=Actor.objects.visible_to(user).filter(provisional=True, same_as=None, since__lte=until).count(),
    )


def _coverage(user: User, since: datetime, until: datetime) -> engine.Coverage:
    """What was read in that time, from where, what failed, and what officers did."""
    documents = Document.objects.visible_to(user)
    read = documents.filter(read_at__gt=since, read_at__lte=until).exclude(state=Document.State.FAILED)
    sources = read.annotate(by=F("publisher")).values("by", "source__name").annotate(count=Count("pk"))
    by_source: dict[str, int] = {}
    for row in sources:
        name = row["source__name"] or row["by"] or ""
        by_source[name] = by_source.get(name, 0) + row["count"]
    failed = documents.filter(state=Document.State.FAILED, received_at__gt=since, received_at__lte=until)
    reviews = dict(
        Review.objects.filter(at__gt=since, at__lte=until, statement__classification__lte=user.clearance)
        .values_list("decision")
        .annotate(count=Count("pk"))
    )
    accepting = (Review.Decision.ACCEPT, Review.Decision.EDIT, Review.Decision.ACCEPT_REPEAT)
    return engine.Coverage(
        by_source=tuple(sorted(by_source.items(), key=lambda item: (-item[1], item[0]))),
        failures=tuple(failed.order_by("-received_at", "-id").values_list("name", "problem")[:MOST_FAILURES]),
        accepted=sum(reviews.get(decision, 0) for decision in accepting),
        rejected=reviews.get(Review.Decision.REJECT, 0),
    )
