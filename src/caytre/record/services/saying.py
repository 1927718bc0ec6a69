"""What a statement says, from its row: fingerprints, and the statements that say the same already."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Value, When

from caytre.record.engine.fingerprint import Said, fingerprint, fingerprints_of_cluster, likeness
from caytre.record.models import Actor, Document, Statement
from caytre.record.services.resolving import canonical, cluster_ids

LIVE = (Statement.Status.ACCEPTED, Statement.Status.PROPOSED)


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


def same_already(statement: Statement, content: Said) -> Statement | None:
    """An accepted or waiting statement that says exactly this and is open to at least the same readers.

    Never one of a higher level: a public document must not lead to what only a secret one says.
    """
    marks = fingerprints_of_cluster(content, _keys(statement.subject), _keys(statement.object))
    return (
        Statement.objects.filter(fingerprint__in=marks, status__in=LIVE, classification__lte=statement.classification)
        .order_by(
            Case(When(status=Statement.Status.ACCEPTED, then=Value(0)), default=Value(1), output_field=IntegerField()),
            "pk",
        )
        .first()
    )


def _keys(actor: Actor | None) -> list[str]:
    if actor is None or (actor.same_as_id is None and not actor.merged.exists()):
        return []
    return list(Actor.objects.filter(pk__in=cluster_ids(actor)).values_list("key", flat=True))
