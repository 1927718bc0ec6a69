"""A person decides on a contradiction: one statement is kept and the other rejected, or both stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from caytre.accounts import permissions
from caytre.journal import services as journal
from caytre.record.errors import AlreadyDecided, InvalidChange
from caytre.record.models import Contradiction, Evidence, Statement
from caytre.record.services import reviewing
from caytre.record.services.access import check_may_see
from caytre.record.services.contradictions import reopen, set_contested
from caytre.record.services.saying import LIVE
from caytre.record.services.turn import in_turn

if TYPE_CHECKING:
    from caytre.accounts.models import User


@in_turn
def decide_contradiction(
    contradiction: Contradiction, *, by: User, keep: Statement | None, reason: str
) -> Contradiction:
    """Settle a contradiction: keep one statement and reject the other, or (keep=None) let both stand.

    reason: why, with the source it rests on; a decision without one is refused. The kept statement is accepted where it
    was only proposed. Raises AlreadyDecided, InvalidChange, NotAllowed, NotYours.
    """
    permissions.require(by, "record.decide")
    contradiction = Contradiction.objects.select_for_update().select_related("left", "right").get(pk=contradiction.pk)
    check_may_see(by, contradiction.left, contradiction.right)
    if contradiction.decided_at is not None:
        raise AlreadyDecided(contradiction.review, by=contradiction.decided_by, at=contradiction.decided_at)
    if not reason.strip():
        raise InvalidChange("reason", _("Say why, and on what source the decision rests."))
    sides = {contradiction.left_id: contradiction.left, contradiction.right_id: contradiction.right}
    if keep is not None:
        if keep.pk not in sides:
            raise InvalidChange("keep", _("Choose one of the two statements, or let both stand."))
        if sides[keep.pk].status not in LIVE:
            raise InvalidChange("keep", _("This statement no longer stands; it cannot be kept."))
        loser = next(statement for pk, statement in sides.items() if pk != keep.pk)
        if sides[keep.pk].status == Statement.Status.PROPOSED:
            reviewing.accept(sides[keep.pk], by=by, reason=reason)
        if loser.status in LIVE:
            contradiction.review = reviewing.reject(loser, by=by, reason=reason, even_accepted=True)
    contradiction.decided_at, contradiction.decided_by = timezone.now(), by
    contradiction.decision, contradiction.kept = reason.strip(), keep
    contradiction.save()
    set_contested(sides)
    evidence = Evidence.objects.current().filter(statement__in=[keep.pk] if keep else list(sides))
    journal.record(
        "record.decide_contradiction",
        by=by,
        subject=f"contradiction:{contradiction.pk}",
        kept=keep.pk if keep else None,
        reason=contradiction.decision,
        evidence=list(evidence.values_list("pk", flat=True)),
    )
    return contradiction


@in_turn
def undo_decision(contradiction: Contradiction, *, by: User) -> Contradiction:
    """Take a decision back; the contradiction is open again, as a new row. The rejection it made is undone with it."""
    permissions.require(by, "record.decide")
    contradiction = Contradiction.objects.select_for_update().get(pk=contradiction.pk)
    check_may_see(by, contradiction.left, contradiction.right)
    if contradiction.decided_at is None or contradiction.undone_at is not None:
        raise InvalidChange("decision", _("There is no decision here to undo."))
    if contradiction.review is not None and not hasattr(contradiction.review, "undone_by"):
        reviewing.undo(contradiction.review, by=by)  # which reopens it
        return Contradiction.objects.get(
            kind=contradiction.kind, left=contradiction.left_id, right=contradiction.right_id, undone_at=None
        )
    return reopen(contradiction, by=by)
