"""What a statement says, from its row: fingerprints, and the statements that say the same already."""

from __future__ import annotations

from collections.abc import Sequence

from caytre.record.clusters import canonical, cluster
from caytre.record.engine.fingerprint import Said, fingerprint, fingerprints_of_cluster, likeness
from caytre.record.models import Actor, Document, Statement

LIVE = (Statement.Status.ACCEPTED, Statement.Status.PROPOSED)
_AT_ONCE = 500


def said(statement: Statement, document: Document) -> Said:
    """What the statement says, found in this document."""
    subject, object_ = statement.subject, statement.object
    return Said(
        predicate=statement.predicate,
        subject=canonical(subject).key if subject else statement.subject_text,
        object=canonical(object_).key if object_ else statement.object_text,
        subject_known=subject is not None,
        object_known=object_ is not None,
        value_text=statement.value_text,
        value_number=statement.value_number,
        unit=statement.unit,
        bound=statement.bound,
        valid=statement.valid,
        place=statement.place,
        modality=statement.modality,
        attributed_to=statement.attributed_to.key if statement.attributed_to else "",
        document=document.sha256,
    )


def mark(statement: Statement, document: Document) -> Said:
    """Set fingerprint and likeness of a statement that is about to be saved."""
    content = said(statement, document)
    statement.fingerprint, statement.likeness = fingerprint(content), likeness(content)
    return content


class Known:
    """Live statements by what they say."""

    def __init__(self) -> None:
        self._by_mark: dict[str, list[Statement]] = {}
        self._marks: dict[str, set[str]] = {}

    def add(self, statement: Statement) -> None:
        """From now on this one is known too."""
        self._by_mark.setdefault(statement.fingerprint, []).append(statement)

    def find(self, statement: Statement, content: Said) -> Statement | None:
        """One that says exactly this and is open to at least the same readers: an accepted one before a proposed.

        Never one of a higher level: a public document must not lead to what only a secret one says.
        """
        candidates = [
            same
            for one in self.marks_of(statement, content)
            for same in self._by_mark.get(one, ())
            if same.classification <= statement.classification
        ]
        order = {Statement.Status.ACCEPTED: 0, Statement.Status.PROPOSED: 1}
        return min(
            candidates, key=lambda same: (order[Statement.Status(same.status)], same.pk or float("inf")), default=None
        )

    def marks_of(self, statement: Statement, content: Said) -> set[str]:
        """Fingerprints under every key of merged actors."""
        if statement.fingerprint not in self._marks:
            self._marks[statement.fingerprint] = fingerprints_of_cluster(
                content, _keys(statement.subject), _keys(statement.object)
            )
        return self._marks[statement.fingerprint]


def same_already(drafts: Sequence[tuple[Statement, Said]]) -> Known:
    """The accepted and waiting statements that say the same as one of the drafts; one query for many drafts."""
    known = Known()
    marks = sorted({one for statement, content in drafts for one in known.marks_of(statement, content)})
    for start in range(0, len(marks), _AT_ONCE):
        # The status is looked at here: asked of the database it would lead SQLite to the wrong index.
        for row in Statement.objects.filter(fingerprint__in=marks[start : start + _AT_ONCE]):
            if row.status in LIVE:
                known.add(row)
    return known


def _keys(actor: Actor | None) -> list[str]:
    if actor is None or (actor.same_as_id is None and not actor.merged.exists()):
        return []
    return list(Actor.objects.filter(pk__in=cluster(actor.pk)).values_list("key", flat=True))
