"""The record's words, as templates call them: `{% load record %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.urls import reverse

from caytre.desk.components.charts import Chart, Point, bar_chart
from caytre.record import words
from caytre.record.models import Actor, Evidence, Statement

if TYPE_CHECKING:
    from caytre.record.engine.answers import Answer
    from caytre.record.engine.layout import Plot
    from caytre.record.queries.review import Passage

register = template.Library()


for word in (words.predicate_word, words.value_words, words.tier_word, words.how_sure):
    register.filter(word.__name__, word)


@register.filter
def passage_url(evidence: Evidence) -> str:
    """Where the passage opens in its source, highlighted."""
    page = reverse("record:document", args=[evidence.document_id])
    return f"{page}?start={evidence.start}&end={evidence.end}#passage"


@register.filter
def opens_at(passage: Passage) -> str:
    """The same for a passage of the review queue."""
    page = reverse("record:document", args=[passage.document_id])
    return f"{page}?start={passage.start}&end={passage.end}#passage"


@register.simple_tag(takes_context=True)
def subject_of(context: template.Context, statement: Statement) -> str:
    """Name of the subject in the page's language, else as the passage has it."""
    return _name(context, statement.subject, statement.subject_text)


@register.simple_tag(takes_context=True)
def object_of(context: template.Context, statement: Statement) -> str:
    """Name of the object in the page's language, else as the passage has it."""
    return _name(context, statement.object, statement.object_text)


def _name(context: template.Context, actor: Actor | None, text: str) -> str:
    names = context.get("names") or {}
    return names.get(actor.pk, text or actor.key) if actor else text


@register.filter
def kind_of(block: object) -> str:
    """What a laid-out block is: "Heading", "Line", "Remark", "Plot", "Pair"."""
    return type(block).__name__


@register.filter
def note_path(answer: Answer, number: int) -> str:
    """Where the passage behind a footnote opens."""
    return answer.footnote(number).path


@register.filter
def drawn(plot: Plot) -> Chart | None:
    """A laid-out plot as a chart to draw."""
    points = [Point(row.period, float(row.number), row.value) for row in plot.rows]
    return bar_chart(plot.title, points, unit=plot.unit)
