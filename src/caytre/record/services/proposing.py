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
    from caytre.record.engine.fingerprint import Said

Span = tuple[int, int]
_LARGEST = Decimal(10) ** 24


@in_turn
def propose(document: Document, reading: Reading) -> list[Statement]:
    """Make a proposal of every fact whose passage stands in the document, and return the new ones.

    A fact that repeats an accepted statement word for word is attached to it as further evidence, without asking; one
    that repeats a proposal is attached to that. Facts found again (by a newer reader) are not doubled.
    Where the text was kept from an earlier reading, a quote is found again by its words if they stand there once.
    """
    resolver = Resolver(reading.mentions, document.language)
    read_before = Evidence.objects.filter(document=document).exists()
    drafts: list[tuple[Statement, Said, Span]] = []
    for fact in reading.facts:
        span = _passage(document, fact)
        if span is None or fact.type not in PREDICATES:
            continue
        statement = _draft(document, fact, resolver)
        if read_before and _carried(statement, document, span):
            continue
        drafts.append((statement, mark(statement, document), span))
    known = same_already([(statement, content) for statement, content, _span in drafts])
    made: list[Statement] = []
    attached: dict[int, Statement] = {}
    passages: list[tuple[Statement, Span]] = []
    for statement, content, span in drafts:
        same = known.find(statement, content)
        if same is None:
            known.add(statement)
            made.append(statement)
        elif same.pk is not None:
            attached[same.pk] = same
        passages.append((same or statement, span))
    Statement.objects.bulk_create(made)
    _add_passages(document, passages)
    index_actors(
        (statement.pk, [statement.subject, statement.object, *resolver.states(statement.countries)])
        for statement in made
    )
    for statement in [*made, *attached.values()]:
        contradictions.look_for(statement)
    if attached:
        journal.record("record.repeat", by=None, subject=f"document:{document.pk}", statements=sorted(attached))
    return made


def _add_passages(document: Document, passages: list[tuple[Statement, Span]]) -> None:
    """Let each passage carry its statement; passages that do so already are left alone."""
    now = timezone.now()
    held = set(Evidence.objects.current().filter(document=document).values_list("statement_id", "start", "end"))
    rows: dict[tuple[int, int, int], Evidence] = {}
    for statement, (start, end) in passages:
        key = (statement.pk, start, end)
        if key not in held:
            rows[key] = Evidence(
                statement=statement, document=document, start=start, end=end, quote=document.text[start:end], since=now
            )
    Evidence.objects.bulk_create(rows.values(), batch_size=1000)
    tier = _tier(document)
    Statement.objects.filter(pk__in={pk for pk, _start, _end in rows}, tier__gt=tier).update(tier=tier)


def add_evidence(statement: Statement, document: Document, span: Span) -> Evidence | None:
    """Let a passage carry a statement; None where it does already."""
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
    tier = _tier(document)
    if tier < statement.tier:
        statement.tier = tier
        Statement.objects.filter(pk=statement.pk, tier__gt=tier).update(tier=tier)
    return passage


def _tier(document: Document) -> int:
    return document.source.tier if document.source else Tier.OTHER


def _passage(document: Document, fact: Fact) -> Span | None:
    """Where the quote stands in the kept text; None where it does not, or where that is not certain."""
    if fact.quote and document.text[fact.start : fact.end] == fact.quote:
        return fact.start, fact.end
    if fact.quote and document.text.count(fact.quote) == 1:
        start = document.text.index(fact.quote)
        return start, start + len(fact.quote)
    return None


def _carried(statement: Statement, document: Document, span: Span) -> bool:
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
        tier=_tier(document),
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
