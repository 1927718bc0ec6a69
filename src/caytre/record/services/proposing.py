"""Facts found by reading become proposals, all of a document or none, and none twice."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from caytre.journal import services as journal
from caytre.record.engine import validity
from caytre.record.engine.text import nfc
from caytre.record.models import PREDICATES, Document, Evidence, Statement, Tier
from caytre.record.services import contradictions
from caytre.record.services.resolving import Resolver, index_actors
from caytre.record.services.saying import mark, same_already
from caytre.record.services.turn import in_turn

if TYPE_CHECKING:
    from caytre.reading.model import Fact, Reading

_LARGEST = Decimal(10) ** 24


@in_turn
def propose(document: Document, reading: Reading) -> list[Statement]:
    """Make a proposal of every fact whose passage stands in the document, and return the new ones.

    A fact that repeats an accepted statement word for word is attached to it as further evidence, without asking; one
    that repeats a proposal is attached to that. Facts found again (by a newer reader) are not doubled.
    Where the text was kept from an earlier reading, a quote is found again by its words if they stand there once.
    """
    resolver = Resolver(reading.mentions, document.language)
    made = []
    for fact in reading.facts:
        span = _passage(document, fact)
        if span is None or fact.type not in PREDICATES:
            continue
        statement = _draft(document, fact, resolver)
        if _carried(statement, document, span):
            continue
        content = mark(statement, document)
        known = same_already(statement, content)
        if known is not None:
            add_evidence(known, document, span)
            continue
        statement.save()
        add_evidence(statement, document, span, by_reading=False)
        states = resolver.states(fact.countries)
        index_actors(statement.pk, [statement.subject, statement.object, *states])
        contradictions.look_for(statement)
        made.append(statement)
    return made


def add_evidence(
    statement: Statement, document: Document, span: tuple[int, int], *, by_reading: bool = True
) -> Evidence | None:
    """Let a passage carry a statement; None where it does already. `by_reading`: note it in the journal."""
    start, end = span
    passage, new = Evidence.objects.get_or_create(
        statement=statement,
        document=document,
        start=start,
        end=end,
        until=None,
        defaults={"quote": document.text[start:end], "since": timezone.now()},
    )
    if not new:
        return None
    tier = document.source.tier if document.source else Tier.OTHER
    if tier < statement.tier:
        statement.tier = tier
        Statement.objects.filter(pk=statement.pk, tier__gt=tier).update(tier=tier)
    if by_reading:
        journal.record(
            "record.repeat",
            by=None,
            subject=f"statement:{statement.pk}",
            document=document.pk,
            start=start,
            end=end,
        )
    return passage


def _passage(document: Document, fact: Fact) -> tuple[int, int] | None:
    """Where the quote stands in the kept text; None where it does not, or where that is not certain."""
    if fact.quote and document.text[fact.start : fact.end] == fact.quote:
        return fact.start, fact.end
    if fact.quote and document.text.count(fact.quote) == 1:
        start = document.text.index(fact.quote)
        return start, start + len(fact.quote)
    return None


def _carried(statement: Statement, document: Document, span: tuple[int, int]) -> bool:
    """Whether this was proposed from this very passage before, whatever became of the proposal."""
    return Evidence.objects.filter(
        _same("subject", statement),
        _same("object", statement),
        document=document,
        start=span[0],
        end=span[1],
        statement__predicate=statement.predicate,
        statement__value_text=statement.value_text,
        statement__value_number=statement.value_number,
        statement__unit=statement.unit,
    ).exists()


def _same(side: str, statement: Statement) -> Q:
    words = Q(**{f"statement__{side}_text": getattr(statement, f"{side}_text")})
    actor_id = getattr(statement, f"{side}_id")
    return words | Q(**{f"statement__{side}": actor_id}) if actor_id else words


def _draft(document: Document, fact: Fact, resolver: Resolver) -> Statement:
    value_text, value_number = _value(fact)
    valid, span = "", validity.NEVER
    try:
        span = validity.parse(fact.date or "")
        valid = span.edtf
    except ValueError:
        pass  # a date that is none is left out; the passage still shows it
    return Statement(
        predicate=fact.type,
        subject=resolver.resolve(fact.subject, fact.subject_id),
        subject_text=nfc(fact.subject or "")[:400],
        object=resolver.resolve(fact.object, fact.object_id),
        object_text=nfc(fact.object or "")[:400],
        value_text=value_text,
        value_number=value_number,
        unit=(fact.unit or "")[:120],
        bound=fact.bound or "",
        valid=valid,
        valid_from=span.first,
        valid_to=span.last,
        place=nfc(fact.place or "")[:200],
        modality=fact.modality,
        countries=list(fact.countries),
        confidence=min(1.0, max(0.0, fact.confidence)),
        frame=fact.frame[:80],
        classification=document.classification,
        tier=document.source.tier if document.source else Tier.OTHER,
        proposed_at=timezone.now(),
    )


def _value(fact: Fact) -> tuple[str, Decimal | None]:
    """The value as words or as a number; a number too large for its column stays in words."""
    if fact.value is None:
        return "", None
    if isinstance(fact.value, str):
        return nfc(fact.value), None
    try:
        number = Decimal(str(fact.value)).quantize(Decimal("0.000001"))
    except InvalidOperation:
        return str(fact.value), None
    return ("", number) if abs(number) < _LARGEST else (str(fact.value), None)
