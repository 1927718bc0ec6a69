"""Actors: their names, and a person's word on whether two of them are one.

Merging is a consequence, never an act of its own: actors joined by standing SAME judgements form a cluster, and
`same_as` points every member at the cluster's head. `clusters.py` works it out for any moment of system time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from caytre.accounts import permissions
from caytre.journal import services as journal
from caytre.record.clusters import cluster
from caytre.record.engine import validity
from caytre.record.engine.text import nfc, search_key
from caytre.record.errors import CannotJudge, InvalidChange
from caytre.record.models import Actor, Judgement, Name, Statement
from caytre.record.services import contradictions
from caytre.record.services.saying import LIVE
from caytre.record.services.turn import in_turn

if TYPE_CHECKING:
    from caytre.accounts.models import User

SAME, DIFFERENT = Judgement.Verdict.SAME, Judgement.Verdict.DIFFERENT


@in_turn
def judge(left: Actor, right: Actor, verdict: str, *, by: User, reason: str = "") -> Judgement:
    """Say whether two actors are one: same, different or unsure. Replaces the standing word on the same pair.

    Raises CannotJudge: one actor twice, two states, different kinds, or another judgement says otherwise.
    """
    permissions.require(by, "record.judge")
    if verdict not in Judgement.Verdict.values:
        raise CannotJudge(_("Say same, different or unsure."))
    left, right = _locked(left, right)
    _check_may_be_one(left, right, verdict)
    now = timezone.now()
    earlier = Judgement.objects.filter(
        Q(left=left, right=right) | Q(left=right, right=left), undone_at__isnull=True
    ).first()
    before = set(cluster(left.pk)) | set(cluster(right.pk))
    if earlier is not None:
        earlier.undone_at, earlier.undone_by = now, by
        earlier.save(update_fields=["undone_at", "undone_by"])
    judgement = Judgement.objects.create(
        left=left, right=right, verdict=verdict, by=by, at=now, reason=reason.strip(), replaces=earlier
    )
    _check_consistent(left, right, verdict)
    _point_at_heads(before)
    journal.record(
        "record.judge",
        by=by,
        subject=f"actor:{left.pk}",
        left=left.key,
        right=right.key,
        verdict=verdict,
        judgement=judgement.pk,
    )
    if verdict == SAME:
        _look_again([left.pk, right.pk])
    return judgement


@in_turn
def undo_judgement(judgement: Judgement, *, by: User) -> Judgement:
    """Take a judgement back: what it merged is apart again, and the word it replaced stands again."""
    permissions.require(by, "record.judge")
    left, right = _locked(judgement.left, judgement.right)
    judgement = Judgement.objects.select_for_update().get(pk=judgement.pk)
    if judgement.undone_at is not None:
        raise CannotJudge(_("This judgement no longer stands; there is nothing to undo."))
    now = timezone.now()
    before = set(cluster(left.pk)) | set(cluster(right.pk))
    judgement.undone_at, judgement.undone_by = now, by
    judgement.save(update_fields=["undone_at", "undone_by"])
    if (earlier := judgement.replaces) is not None:
        Judgement.objects.create(
            left=earlier.left, right=earlier.right, verdict=earlier.verdict, by=by, at=now, reason=earlier.reason
        )
        _check_consistent(earlier.left, earlier.right, earlier.verdict)
    _point_at_heads(before)
    journal.record(
        "record.undo_judgement",
        by=by,
        subject=f"actor:{left.pk}",
        left=left.key,
        right=right.key,
        judgement=judgement.pk,
    )
    return judgement


@in_turn
def add_name(
    actor: Actor, text: str, *, by: User | None, language: str, kind: str = Name.Kind.ALIAS, valid: str = ""
) -> Name:
    """Give an actor one more name. Raises InvalidChange for an empty one, or a validity that is not EDTF."""
    permissions.require(by, "record.judge")
    text = nfc(text)[:300]
    if not text:
        raise InvalidChange("text", _("A name needs at least one letter."))
    try:
        valid = validity.parse(valid).edtf
    except ValueError as problem:
        raise InvalidChange("valid", str(problem)) from problem
    name, new = Name.objects.get_or_create(
        actor=actor,
        text=text,
        language=language[:8],
        kind=kind,
        until=None,
        defaults={"folded": search_key(text)[:300], "valid": valid, "since": timezone.now()},
    )
    if new:
        journal.record("record.add_name", by=by, subject=f"actor:{actor.pk}", name=text, language=language)
    return name


@in_turn
def withdraw_name(name: Name, *, by: User) -> Name:
    """Stop using a name; what was printed with it can still be printed again. The last name stays."""
    permissions.require(by, "record.judge")
    if not name.actor.names.current().exclude(pk=name.pk).exists():
        raise InvalidChange("name", _("This is the only name of this actor. Add another one first."))
    if Name.objects.filter(pk=name.pk, until__isnull=True).update(until=timezone.now()):
        journal.record("record.withdraw_name", by=by, subject=f"actor:{name.actor_id}", name=name.text)
    name.refresh_from_db()
    return name


def _locked(left: Actor, right: Actor) -> tuple[Actor, Actor]:
    """Both actors, locked in order of id so that two judgements cannot wait for each other."""
    rows = {
        actor.pk: actor for actor in Actor.objects.select_for_update().filter(pk__in=[left.pk, right.pk]).order_by("pk")
    }
    return rows[left.pk], rows[right.pk]


def _check_may_be_one(left: Actor, right: Actor, verdict: str) -> None:
    if left.pk == right.pk:
        raise CannotJudge(_("These are not two actors but one."))
    if verdict != SAME:
        return
    if left.kind != right.kind:
        raise CannotJudge(
            _("A %(left)s and a %(right)s cannot be one actor.")
            % {"left": left.get_kind_display().lower(), "right": right.get_kind_display().lower()}
        )
    if left.kind == Actor.Kind.STATE and not (left.provisional or right.provisional):
        raise CannotJudge(_("Two states of the starter record cannot be one."))


def _check_consistent(left: Actor, right: Actor, verdict: str) -> None:
    """No two actors of one cluster may have been judged different."""
    members = cluster(left.pk)
    if verdict == DIFFERENT and right.pk in members:
        raise CannotJudge(_("Other judgements still join these two through a third actor. Undo one of those first."))
    apart = Judgement.objects.filter(
        left_id__in=members, right_id__in=members, verdict=DIFFERENT, undone_at__isnull=True
    ).first()
    if apart is not None:
        raise CannotJudge(
            _("%(who)s judged %(left)s and %(right)s to be different. Undo that judgement first.")
            % {"who": apart.by.get_username(), "left": apart.left.key, "right": apart.right.key}
        )


def _point_at_heads(actor_ids: Iterable[int]) -> None:
    """Let `same_as` follow from the standing judgements: the head is the best established actor, then the oldest."""
    left = set(actor_ids)
    while left:
        members = cluster(min(left))
        left -= set(members)
        head, *others = Actor.objects.filter(pk__in=members).order_by("provisional", "pk").values_list("pk", flat=True)
        Actor.objects.filter(pk=head).update(same_as=None)
        Actor.objects.filter(pk__in=others).update(same_as=head)


def _look_again(actor_ids: list[int]) -> None:
    """Statements of merged actors have become comparable; look at those of the smaller one."""

    def about(pk: int) -> Q:
        return Q(subject_id=pk) | Q(object_id=pk)

    smaller = min(actor_ids, key=lambda pk: Statement.objects.filter(about(pk), status__in=LIVE)[:1000].count())
    for statement in Statement.objects.filter(about(smaller), status__in=LIVE).order_by("pk")[:1000]:
        contradictions.look_for(statement)
