"""A person decides: accept, edit, reject, enter by hand, accept repeats, undo.

Every decision is a `Review` row; none is ever changed or taken away. `Belief` spans say when the record held a
statement to be true; the status column only sums up where a statement stands now. Of two reviewers on one statement
the second is told who was first (`AlreadyDecided`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from caytre.accounts import permissions
from caytre.journal import services as journal
from caytre.record.errors import AlreadyDecided, CannotUndo, NoPassage
from caytre.record.models import Belief, Contradiction, Document, Evidence, Review, Statement, Tier
from caytre.record.services import contradictions, fields
from caytre.record.services.access import check_may_see, lock_statement
from caytre.record.services.proposing import add_evidence
from caytre.record.services.resolving import index_actors
from caytre.record.services.saying import mark
from caytre.record.services.turn import in_turn

if TYPE_CHECKING:
    from datetime import datetime

    from caytre.accounts.models import User

_PROPOSED, _ACCEPTED = Statement.Status.PROPOSED, Statement.Status.ACCEPTED
_REJECTED, _SUPERSEDED = Statement.Status.REJECTED, Statement.Status.SUPERSEDED


@in_turn
def accept(statement: Statement, *, by: User, reason: str = "") -> Review:
    """Hold a proposal to be true from now on. Raises AlreadyDecided, NotAllowed, NotYours."""
    statement = _to_decide(statement, by)
    now = timezone.now()
    review = _review(statement, Review.Decision.ACCEPT, by=by, at=now, reason=reason)
    _set_status(statement, _ACCEPTED)
    Belief.objects.create(statement=statement, held_from=now)
    contradictions.look_for(statement)
    contradictions.settle_moot(statement)
    _journal("record.accept", review)
    return review


@in_turn
def reject(statement: Statement, *, by: User, reason: str = "", even_accepted: bool = False) -> Review:
    """Set a proposal aside. `even_accepted`: withdraw it also where it was held to be true.

    Raises AlreadyDecided, NotAllowed, NotYours.
    """
    statement = _to_decide(statement, by, also_accepted=even_accepted)
    now = timezone.now()
    review = _review(statement, Review.Decision.REJECT, by=by, at=now, reason=reason)
    _stop_believing(statement, now)
    _set_status(statement, _REJECTED)
    contradictions.settle_moot(statement)
    _journal("record.reject", review)
    return review


@in_turn
def edit(statement: Statement, *, by: User, changes: dict[str, Any], reason: str = "") -> Review:
    """Accept a corrected form: a new statement, held to be true, supersedes this one and keeps its passages.

    changes: field and new value, as `fields.EDITABLE` names them; actors as key, Actor or None. A statement that was
    accepted can be corrected in the same way. The new statement is `review.result`.
    Raises InvalidChange, AlreadyDecided, NotAllowed, NotYours.
    """
    statement = _to_decide(statement, by, also_accepted=True)
    now = timezone.now()
    corrected = fields.copy_of(statement)
    altered = fields.apply(corrected, changes)
    corrected.status, corrected.supersedes = _ACCEPTED, statement
    corrected.proposed_at, corrected.contested = now, False
    passages = list(Evidence.objects.current().filter(statement=statement).select_related("document").order_by("pk"))
    mark(corrected, passages[0].document)
    corrected.save()
    Evidence.objects.bulk_create(
        Evidence(
            statement=corrected,
            document=passage.document,
            start=passage.start,
            end=passage.end,
            quote=passage.quote,
            since=now,
        )
        for passage in passages
    )
    index_actors([(corrected.pk, fields.actors_of(corrected))])
    review = _review(statement, Review.Decision.EDIT, by=by, at=now, reason=reason, changes=altered, result=corrected)
    _stop_believing(statement, now)
    _set_status(statement, _SUPERSEDED)
    Belief.objects.create(statement=corrected, held_from=now)
    contradictions.look_for(corrected)
    contradictions.settle_moot(statement)
    _journal("record.edit", review, changes=altered, new=corrected.pk)
    return review


@in_turn
def enter_statement(*, by: User, predicate: str, document: Document, start: int, end: int, **values: Any) -> Statement:
    """Enter by hand what a passage says; held to be true from now on.

    start, end: Unicode code points of `document.text`. values: as `fields.EDITABLE` names them.
    Raises NoPassage, InvalidChange, NotAllowed, NotYours.
    """
    permissions.require(by, "record.enter")
    check_may_see(by, document)
    if not 0 <= start < end <= len(document.text) or not document.text[start:end].strip():
        raise NoPassage(
            _("Characters %(start)d to %(end)d mark no passage of this document. Mark the words that say it.")
            % {"start": start, "end": end}
        )
    now = timezone.now()
    statement = Statement(
        classification=document.classification,
        confidence=1.0,
        frame="by-hand",
        status=_ACCEPTED,
        proposed_at=now,
        tier=document.source.tier if document.source else Tier.OTHER,
    )
    fields.apply(statement, {"predicate": predicate, **values})
    mark(statement, document)
    statement.save()
    add_evidence(statement, document, (start, end))
    index_actors([(statement.pk, fields.actors_of(statement))])
    review = _review(statement, Review.Decision.ACCEPT, by=by, at=now, before=_PROPOSED)
    Belief.objects.create(statement=statement, held_from=now)
    contradictions.look_for(statement)
    _journal("record.enter", review, document=document.pk, start=start, end=end)
    return statement


@in_turn
def accept_repeats(*, by: User, statements: Iterable[Statement]) -> list[Review]:
    """Accept proposals that say again, in other words or with other details, what is held already.

    A proposal that is like an accepted statement (the same but for place, bound or speaker) lends it its passages and
    is superseded by it. One that is like none is accepted as it stands, so that the next may repeat it. Proposals that
    someone else has decided meanwhile are passed over.
    """
    permissions.require(by, "record.review")
    reviews = []
    for statement in sorted(statements, key=lambda each: each.pk):
        statement = lock_statement(statement)
        check_may_see(by, statement)
        if statement.status != _PROPOSED:
            continue
        known = repeated_by(statement)
        reviews.append(_accept_repeat(statement, known, by) if known else accept(statement, by=by))
    return reviews


def repeated_by(statement: Statement) -> Statement | None:
    """The accepted statement that this one says again, open to at least the same readers."""
    if not statement.likeness:
        return None
    alike = Statement.objects.filter(likeness=statement.likeness)  # few; status and level are looked at here
    held = [
        other
        for other in alike
        if other.status == _ACCEPTED and other.classification <= statement.classification and other.pk != statement.pk
    ]
    return min(held, key=lambda other: other.pk, default=None)


def _accept_repeat(statement: Statement, known: Statement, by: User) -> Review:
    now = timezone.now()
    review = _review(statement, Review.Decision.ACCEPT_REPEAT, by=by, at=now, result=known)
    passages = Evidence.objects.current().filter(statement=statement).select_related("document__source")
    added = [add_evidence(known, each.document, (each.start, each.end)) for each in passages]
    review.changes = {"evidence": [passage.pk for passage in added if passage]}
    review.save(update_fields=["changes"])
    _set_status(statement, _SUPERSEDED)
    contradictions.settle_moot(statement)
    _journal("record.accept_repeat", review, repeats=known.pk)
    return review


@in_turn
def undo(review: Review, *, by: User) -> Review:
    """Take a decision back: things stand as before it, and both the decision and the undoing stay on record.

    Raises CannotUndo where something later stands on it, NotAllowed, NotYours.
    """
    permissions.require(by, "record.review")
    statement = lock_statement(review.statement_id)
    check_may_see(by, statement)
    review = Review.objects.select_related("result").get(pk=review.pk)
    _check_can_be_undone(review, statement)
    now = timezone.now()
    undoing = Review.objects.create(
        statement=statement, decision=Review.Decision.UNDO, by=by, at=now, before=statement.status, undoes=review
    )
    if review.decision == Review.Decision.ACCEPT:
        _stop_believing(statement, now)
    elif review.decision == Review.Decision.EDIT and review.result is not None:
        corrected = lock_statement(review.result)
        _stop_believing(corrected, now)
        _set_status(corrected, _REJECTED)
        contradictions.settle_moot(corrected)
    elif review.decision == Review.Decision.ACCEPT_REPEAT:
        Evidence.objects.filter(pk__in=review.changes.get("evidence", []), until__isnull=True).update(until=now)
    _set_status(statement, Statement.Status(review.before))
    if review.before == _ACCEPTED:
        Belief.objects.create(statement=statement, held_from=now)
    contradictions.settle_moot(statement)
    _journal("record.undo", undoing, undone=review.pk, decision=review.decision)
    for settled in Contradiction.objects.filter(review=review, undone_at__isnull=True):
        contradictions.reopen(settled, by=by)
    return undoing


def latest_review(statement: Statement) -> Review | None:
    """The decision that stands on a statement."""
    return (
        Review.objects.filter(statement=statement, undone_by__isnull=True)
        .exclude(decision=Review.Decision.UNDO)
        .select_related("by")
        .order_by("-pk")
        .first()
    )


def _to_decide(statement: Statement, by: User, *, also_accepted: bool = False) -> Statement:
    """The statement, locked, if this person may still decide on it."""
    permissions.require(by, "record.review")
    statement = lock_statement(statement)
    check_may_see(by, statement)
    if statement.status == _PROPOSED or (also_accepted and statement.status == _ACCEPTED):
        return statement
    raise AlreadyDecided(latest_review(statement))


def _check_can_be_undone(review: Review, statement: Statement) -> None:
    if review.decision == Review.Decision.UNDO:
        raise CannotUndo(_("An undoing is not undone; decide again instead."))
    if hasattr(review, "undone_by"):
        raise CannotUndo(_("This decision has been undone already."))
    latest = latest_review(statement)
    if latest is None or latest.pk != review.pk:
        raise CannotUndo(_("A later decision stands on this one. Undo the later one first."))
    if review.decision == Review.Decision.EDIT and review.result is not None:
        later = latest_review(review.result)
        if later is not None:
            raise CannotUndo(_("The corrected statement has been decided on since. Undo that decision first."))


def _set_status(statement: Statement, status: Statement.Status) -> None:
    """Move a statement from the status it was read with to another; nobody else can have moved it meanwhile."""
    moved = Statement.objects.filter(pk=statement.pk, status=statement.status).update(status=status)
    if not moved:
        raise AlreadyDecided(latest_review(statement))
    statement.status = status


def _stop_believing(statement: Statement, now: datetime) -> None:
    Belief.objects.filter(statement=statement, held_to__isnull=True).update(held_to=now)


def _review(
    statement: Statement,
    decision: Review.Decision,
    *,
    by: User,
    at: datetime,
    reason: str = "",
    changes: dict[str, Any] | None = None,
    result: Statement | None = None,
    before: str = "",
) -> Review:
    return Review.objects.create(
        statement=statement,
        decision=decision,
        by=by,
        at=at,
        reason=reason.strip(),
        changes=changes or {},
        result=result,
        before=before or statement.status,
    )


def _journal(act: str, review: Review, **detail: Any) -> None:
    if review.reason:
        detail["reason"] = review.reason
    journal.record(act, by=review.by, subject=f"statement:{review.statement_id}", review=review.pk, **detail)
