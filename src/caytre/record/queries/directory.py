"""The directory of actors: lists by kind and name, and who may be the same as whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from caytre.record.engine.text import identity, search_key
from caytre.record.models import Actor, Judgement, Name, StatementActor

if TYPE_CHECKING:
    from caytre.accounts.models import User

MOST_LIKELY = 12


class UnknownName(LookupError):
    """No actor bears the name; the message says what to do."""


class AmbiguousName(LookupError):
    """Several actors bear the name; the message lists their keys."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A judgement that stands on an actor, seen from that actor."""

    judgement: Judgement
    other: Actor


def actors(user: User, language: str, *, kind: str = "", text: str = "") -> QuerySet[Actor]:
    """Actors with `name` in this language and `facts`, how many the user may see are about each.

    For lists in order of id: in order of name, counting for every actor is dear; see `actors_by_name`.
    """
    carried = (
        StatementActor.objects.filter(
            actor=OuterRef("pk"),
            statement__classification__lte=user.clearance,
            statement__status__in=("accepted", "proposed"),
        )
        .order_by()
        .values("actor")
        .annotate(found=Count("pk"))
        .values("found")
    )
    named = _named(language).values("text")[:1]
    return _heads(user, kind, text).annotate(name=Subquery(named), facts=Coalesce(Subquery(carried), 0)).order_by("pk")


def actors_by_name(user: User, language: str, *, kind: str = "", text: str = "") -> QuerySet[Actor]:
    """The same actors in order of their name in this language, for pages; `fact_counts` counts for one page."""
    folded = _named(language).values("folded")[:1]
    return _heads(user, kind, text).annotate(folded_name=Subquery(folded)).order_by("folded_name", "pk")


def _named(language: str) -> QuerySet[Name]:
    """Names in use of the outer actor, best first."""
    return Name.objects.filter(actor=OuterRef("pk"), until__isnull=True).order_by(
        Case(When(language=language, then=Value(0)), default=Value(1), output_field=IntegerField()),
        Case(
            When(kind=Name.Kind.PREFERRED, then=Value(0)),
            When(kind=Name.Kind.OFFICIAL, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        ),
        "pk",
    )


def _names_for(user: User) -> QuerySet[Name]:
    """Names in use of the actors the user may see."""
    return Name.objects.filter(until__isnull=True, actor__classification__lte=user.clearance)


def _heads(user: User, kind: str, text: str) -> QuerySet[Actor]:
    """Actors the user may see, merged ones under their head. text: part of any name, tone marks forgiven."""
    rows = Actor.objects.visible_to(user).filter(same_as__isnull=True)
    if kind in Actor.Kind.values:
        rows = rows.filter(kind=kind)
    if wanted := search_key(text):
        matching = _names_for(user).filter(folded__contains=wanted)
        rows = rows.filter(
            Q(pk__in=matching.values("actor"))
            | Q(pk__in=matching.filter(actor__same_as__isnull=False).values("actor__same_as"))
        )
    return rows


def fact_counts(user: User, actors: Iterable[Actor]) -> dict[int, int]:
    """How many facts the user may see are about each of these actors; those without any are left out."""
    rows = StatementActor.objects.filter(
        actor__in=[actor.pk for actor in actors],
        statement__classification__lte=user.clearance,
        statement__status__in=("accepted", "proposed"),
    )
    return dict(rows.order_by().values_list("actor").annotate(found=Count("pk")))


def actor(user: User, key: str) -> Actor:
    """One actor by its key. Raises Actor.DoesNotExist, also where it is above the user's clearance."""
    return Actor.objects.visible_to(user).select_related("same_as", "parent").get(key=key)


def names(actor: Actor) -> Sequence[Name]:
    """Its names in use, preferred first."""
    return sorted(
        Name.objects.filter(actor=actor, until__isnull=True),
        key=lambda name: (Name.Kind.values.index(name.kind), name.language != "vi", name.text),
    )


def judgements(user: User, actor: Actor) -> list[Standing]:
    """What persons have said of this actor and others the user may see, and not undone."""
    rows = (
        Judgement.objects.filter(Q(left=actor) | Q(right=actor), undone_at__isnull=True)
        .select_related("left", "right", "by")
        .order_by("-at")
    )
    found = [Standing(row, row.right if row.left_id == actor.pk else row.left) for row in rows]
    return [standing for standing in found if standing.other.classification <= user.clearance]


def likely_same(user: User, actor: Actor, language: str, *, text: str = "") -> list[Actor]:
    """Actors of the same kind that may be this one: names that agree without their marks, or that contain `text`.

    Only a proposal to look: a person compares and judges.
    """
    judged = {standing.other.pk for standing in judgements(user, actor)} | {actor.pk}
    if text:
        rows = actors_by_name(user, language, kind=actor.kind, text=text)
    else:
        folded = set(Name.objects.filter(actor=actor, until__isnull=True).values_list("folded", flat=True))
        same = Name.objects.filter(folded__in=folded, until__isnull=True).values("actor")
        rows = actors_by_name(user, language, kind=actor.kind).filter(pk__in=same)
    return list(rows.exclude(pk__in=judged)[:MOST_LIKELY])


def find_by_name(user: User, text: str) -> Actor | None:
    """The one actor of that key or exactly that name, tone marks counting; None for no name at all.

    Raises UnknownName, AmbiguousName.
    """
    if not text.strip():
        return None
    by_key = Actor.objects.visible_to(user).filter(key=text.strip()).first()
    if by_key is not None:
        return by_key
    rows = _names_for(user).filter(folded=search_key(text)).select_related("actor__same_as")
    found = {
        (row.actor.same_as or row.actor).pk: row.actor.same_as or row.actor
        for row in rows
        if identity(row.text) == identity(text)
    }
    if not found:
        raise UnknownName(
            _("The record knows no actor named “%(name)s”. Choose one it offers, or leave this empty.") % {"name": text}
        )
    if len(found) > 1:
        keys = ", ".join(sorted(actor.key for actor in found.values()))
        raise AmbiguousName(_("Several actors bear this name. Give the key of one: %(keys)s.") % {"keys": keys})
    return next(iter(found.values()))


def name_suggestions(user: User, text: str, *, limit: int = 12) -> list[str]:
    """Names in use that begin with these letters, tone marks forgiven, then names that contain them."""
    wanted = search_key(text)
    if len(wanted) < 2:
        return []
    current = _names_for(user).order_by("folded", "pk")
    found = dict.fromkeys(current.filter(folded__startswith=wanted).values_list("text", flat=True)[:limit])
    if len(found) < limit:
        found |= dict.fromkeys(current.filter(folded__contains=f" {wanted}").values_list("text", flat=True)[:limit])
    return list(found)[:limit]
