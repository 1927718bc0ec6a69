"""What waits for a decision: the review queue, one item of it, its history, and pairs of actors to judge.

Order of the queue: contradicted first, then by the tier of the nearest source, then by the confidence of the reading.
One index serves it (`statement_queue`); whatever the size of the record, a page of the queue reads its own rows only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest, Substr

from caytre.record.models import (
    Actor,
    Contradiction,
    Evidence,
    Judgement,
    Name,
    Review,
    Statement,
    StatementActor,
    Tier,
)

if TYPE_CHECKING:
    from caytre.accounts.models import User

AROUND = 400  # characters shown before and after a passage
_LIVE = ("proposed", "accepted")
_FEW = 5_000  # statements of an actor that are listed by id
_PASSAGES = 6  # shown of one statement; `sources` counts all


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage with what stands around it, ready to show; `quote` is verbatim."""

    evidence_id: int
    document_id: int
    document_title: str
    source: str
    tier: int
    published: str  # EDTF
    start: int
    end: int
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Opposed:
    """Another statement that cannot hold together with this one."""

    contradiction_id: int
    kind: str
    statement: Statement
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A statement with what a reviewer needs to decide on it."""

    statement: Statement
    passages: tuple[Passage, ...]
    sources: int  # documents that carry it, as far as the user may see them
    repeats: Statement | None  # an accepted statement that it says again, but for place, bound or speaker
    alike: int  # other proposals that say it too
    contradictions: tuple[Opposed, ...]

    @property
    def passage(self) -> Passage:
        """The passage of the nearest source."""
        return self.passages[0]


def review_queue(
    user: User,
    *,
    limit: int = 50,
    offset: int = 0,
    predicate: str = "",
    document: int | None = None,
    actor: str = "",
    contested: bool = False,
    repeats: bool = False,
) -> list[QueueItem]:
    """What waits for a decision, most pressing first, as far as the user may see it.

    predicate, document (id), actor (key), contested, repeats: narrow the queue.
    """
    rows = _waiting(user, predicate=predicate, document=document, actor=actor, contested=contested, repeats=repeats)
    # The level is compared as an expression, so that no index on it tempts the planner away from the one in order.
    rows = rows.alias(level=F("classification") + 0).filter(level__lte=user.clearance)
    ordered = rows.order_by(F("contested").desc(), "tier", F("confidence").desc(), "pk")
    return _items(user, list(ordered.select_related("subject", "object")[offset : offset + limit]))


def waiting_count(user: User, **narrow: str | int | bool | None) -> int:
    """How many statements wait; takes the same filters as `review_queue`."""
    return _waiting(user, **narrow).filter(classification__lte=user.clearance).count()  # type: ignore[arg-type]


def review_item(user: User, statement_id: int) -> QueueItem:
    """One statement, whatever its status. Raises Statement.DoesNotExist, also for what the user may not see."""
    statement = Statement.objects.visible_to(user).select_related("subject", "object").get(pk=statement_id)
    items = _items(user, [statement])
    if not items:
        raise Statement.DoesNotExist
    return items[0]


def history(user: User, statement_id: int) -> list[Review]:
    """Every decision on a statement and on those it superseded or was superseded by, oldest first."""
    statement = Statement.objects.visible_to(user).get(pk=statement_id)
    line = {statement.pk}
    earlier: Statement | None = statement
    while earlier and earlier.supersedes_id:
        line.add(earlier.supersedes_id)
        earlier = Statement.objects.filter(pk=earlier.supersedes_id).first()
    fresh = {statement.pk}
    while fresh:
        fresh = set(Statement.objects.filter(supersedes__in=fresh).values_list("pk", flat=True)) - line
        line |= fresh
    reviews = Review.objects.filter(statement__in=line, statement__classification__lte=user.clearance)
    return list(reviews.select_related("by", "result", "undoes").order_by("at", "pk"))


def last_reviews(user: User, *, limit: int = 20) -> list[Review]:
    """The user's own latest decisions that still stand, newest first: what "undo" offers."""
    reviews = Review.objects.filter(by=user, undone_by__isnull=True).exclude(decision=Review.Decision.UNDO)
    return list(reviews.select_related("statement", "result").order_by("-pk")[:limit])


def namesakes(user: User, *, limit: int = 50) -> list[tuple[Actor, Actor]]:
    """Pairs of persons or bodies on which nobody has given a word, and whose names are the same: to the letter, or
    but for tone marks of which one of the two has none ("Tạ Văn Hưởng", "Ta Van Huong"). Never merged unasked.
    """
    heads = Name.objects.current().filter(
        actor__kind__in=[Actor.Kind.PERSON, Actor.Kind.ORGANISATION], actor__same_as__isnull=True
    )
    twin = heads.filter(folded=OuterRef("folded"), actor__kind=OuterRef("actor__kind")).exclude(actor=OuterRef("actor"))
    shared = heads.filter(Q(actor__provisional=True) | Q(actor__kind=Actor.Kind.PERSON), Exists(twin))
    pairs: dict[tuple[int, int], tuple[Actor, Actor]] = {}
    for name in shared.order_by("folded", "actor_id").select_related("actor")[: limit * 8]:
        others = heads.filter(folded=name.folded, actor__kind=name.actor.kind).exclude(actor=name.actor)
        for other in others.select_related("actor").order_by("actor_id"):
            if other.text == name.text or name.text.casefold() == name.folded or other.text.casefold() == other.folded:
                left, right = sorted((name.actor, other.actor), key=lambda actor: actor.pk)
                pairs.setdefault((left.pk, right.pk), (left, right))
    spoken = {
        tuple(sorted(pair))
        for pair in Judgement.objects.filter(
            undone_at__isnull=True, left__in={pk for pair in pairs for pk in pair}
        ).values_list("left_id", "right_id")
    }
    return [actors for pair, actors in pairs.items() if pair not in spoken][:limit]


def _waiting(
    user: User,
    *,
    predicate: str = "",
    document: int | None = None,
    actor: str = "",
    contested: bool = False,
    repeats: bool = False,
) -> QuerySet[Statement]:
    named: list[int] | None = None
    if document is not None:
        named = list(Evidence.objects.current().filter(document=document).values_list("statement", flat=True))
    elif actor:
        about = StatementActor.objects.filter(actor__key=actor)
        named = list(about.values_list("statement", flat=True)[: _FEW + 1])
        named = named if len(named) <= _FEW else None
    if named is None:
        rows = Statement.objects.filter(status=Statement.Status.PROPOSED)
    else:  # few: fetched by id, so that the planner does not walk the whole queue to meet them
        found = Statement.objects.filter(pk__in=named).values_list("pk", "status")
        rows = Statement.objects.filter(pk__in=[pk for pk, status in found if status == Statement.Status.PROPOSED])
    if actor and (named is None or document is not None):
        rows = rows.filter(about__actor__key=actor)
    if predicate:
        rows = rows.filter(predicate=predicate)
    if contested:
        rows = rows.filter(contested=True)
    if repeats:
        held = Statement.objects.alias(level=F("classification") + 0).filter(
            likeness=OuterRef("likeness"), status="accepted", level__lte=OuterRef("classification")
        )
        rows = rows.exclude(likeness="").filter(Exists(held))
    return rows


def _items(user: User, statements: list[Statement]) -> list[QueueItem]:
    ids = [statement.pk for statement in statements]
    against = _contradictions(user, ids)
    others = {opposed.pk for pairs in against.values() for _row, opposed in pairs}
    passages, counts = passages_of(user, [*ids, *others])
    likes = {statement.likeness for statement in statements} - {""}
    held: dict[str, int] = {}
    waiting: dict[str, int] = defaultdict(int)
    alike = Statement.objects.filter(likeness__in=likes).order_by("-pk")
    for pk, likeness, status, level in alike.values_list("pk", "likeness", "status", "classification"):
        if level <= user.clearance and status == Statement.Status.ACCEPTED:
            held[likeness] = pk
        elif level <= user.clearance and status == Statement.Status.PROPOSED:
            waiting[likeness] += 1
    repeated = Statement.objects.in_bulk(held.values())
    items = []
    for statement in statements:
        if not passages[statement.pk]:
            continue
        known = repeated.get(held.get(statement.likeness, 0))
        proposed = statement.status == Statement.Status.PROPOSED
        items.append(
            QueueItem(
                statement=statement,
                passages=tuple(passages[statement.pk]),
                sources=counts[statement.pk],
                repeats=known if known and proposed and known.classification <= statement.classification else None,
                alike=max(0, waiting[statement.likeness] - proposed),
                contradictions=tuple(
                    Opposed(row.pk, row.kind, opposed, tuple(passages[opposed.pk]))
                    for row, opposed in against[statement.pk]
                ),
            )
        )
    return items


def _contradictions(user: User, ids: Iterable[int]) -> dict[int, list[tuple[Contradiction, Statement]]]:
    """By statement: the open contradictions that name it, and the other side.

    Fetched from each side by its own index; what stands and what may be seen is looked at here.
    """
    wanted = set(ids)
    undecided = Contradiction.objects.filter(decided_at__isnull=True).select_related(
        "left__subject", "left__object", "right__subject", "right__object"
    )
    rows = {row.pk: row for side in ("left", "right") for row in undecided.filter(**{f"{side}__in": wanted})}
    found: dict[int, list[tuple[Contradiction, Statement]]] = defaultdict(list)
    for _pk, row in sorted(rows.items()):
        sides = (row.left, row.right)
        if any(side.status not in _LIVE or side.classification > user.clearance for side in sides):
            continue
        for mine, other in (sides, sides[::-1]):
            if mine.pk in wanted:
                found[mine.pk].append((row, other))
    return found


def passages_of(user: User, statement_ids: Iterable[int]) -> tuple[dict[int, list[Passage]], dict[int, int]]:
    """Passages by statement, nearest source first, and how many documents carry each; as far as the user may see.

    Only the stretch of text around each passage is fetched, never the whole document.
    """
    before = Greatest(F("start") - AROUND, 0)
    rows = (
        Evidence.objects.current()
        .visible_to(user)
        .filter(statement_id__in=set(statement_ids))
        .annotate(
            _before=Substr("document__text", before + 1, F("start") - before),
            _after=Substr("document__text", F("end") + 1, AROUND),
        )
        .order_by(F("document__source__tier").asc(nulls_last=True), "pk")
        .values_list(
            "statement_id", "pk", "document_id", "document__title", "document__name", "document__source__name",
            "document__publisher", "document__source__tier", "document__published", "start", "end", "_before",
            "quote", "_after",
        )
    )  # fmt: skip
    found: dict[int, list[Passage]] = defaultdict(list)
    documents: dict[int, set[int]] = defaultdict(set)
    for (
        statement,
        pk,
        document,
        title,
        name,
        source,
        publisher,
        tier,
        published,
        start,
        end,
        left,
        quote,
        right,
    ) in rows:
        documents[statement].add(document)
        if len(found[statement]) < _PASSAGES:
            found[statement].append(
                Passage(
                    evidence_id=pk,
                    document_id=document,
                    document_title=title or name,
                    source=source or publisher,
                    tier=tier or Tier.OTHER,
                    published=published,
                    start=start,
                    end=end,
                    before=left or "",
                    quote=quote,
                    after=right or "",
                )
            )
    return found, defaultdict(int, {pk: len(carrying) for pk, carrying in documents.items()})
