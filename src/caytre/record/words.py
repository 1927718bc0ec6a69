"""The record's own vocabulary in the reader's language: predicates, bounds, figures, what a statement says in short."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caytre.record.models import Statement, Tier

PREDICATE_WORDS = {
    "visit": gettext_lazy("Visit"),
    "meeting": gettext_lazy("Meeting"),
    "call": gettext_lazy("Telephone call"),
    "agreement": gettext_lazy("Agreement"),
    "partnership_level": gettext_lazy("Level of relations"),
    "membership_term": gettext_lazy("Term of membership"),
    "election_to_body": gettext_lazy("Election to a body"),
    "candidacy": gettext_lazy("Candidacy"),
    "trade_figure": gettext_lazy("Trade figure"),
    "pledge": gettext_lazy("Pledge"),
    "directive": gettext_lazy("Directive"),
    "position_held": gettext_lazy("Office held"),
    "organisation_membership": gettext_lazy("Membership"),
    "event": gettext_lazy("Event"),
    "statistic": gettext_lazy("Statistic"),
    "policy_goal": gettext_lazy("Policy goal"),
}
BOUND_WORDS = {
    "about": gettext_lazy("about %(figure)s"),
    "at_least": gettext_lazy("more than %(figure)s"),
    "at_most": gettext_lazy("at most %(figure)s"),
    "nearly": gettext_lazy("nearly %(figure)s"),
}
BOUND_CHOICES = [
    ("", gettext_lazy("exact")),
    ("about", gettext_lazy("about")),
    ("at_least", gettext_lazy("more than, at least")),
    ("at_most", gettext_lazy("at most")),
    ("nearly", gettext_lazy("nearly")),
]


def number_words(number: Decimal) -> str:
    """A number with the language's separators and no nought that the source did not give."""
    text = format(number.normalize(), "f")
    places = len(text.partition(".")[2])
    return number_format(text, decimal_pos=places, use_l10n=True, force_grouping=True)


def value_words(statement: Statement) -> str:
    """The value with unit and bound: "hơn 12,5 tỷ USD"; "" where the statement has none."""
    if statement.value_number is None:
        return statement.value_text
    figure = number_words(statement.value_number)
    if statement.unit:
        figure = f"{figure}{'' if statement.unit == '%' else ' '}{statement.unit}"
    pattern = BOUND_WORDS.get(statement.bound)
    return pattern % {"figure": figure} if pattern else figure


def predicate_word(predicate: str) -> str:
    """The predicate as a heading; an unknown one as it is."""
    return str(PREDICATE_WORDS.get(predicate, predicate))


def tier_word(tier: int) -> str:
    """How near the source stands, as a word."""
    return str(Tier(tier).label)


def how_sure(confidence: float) -> str:
    """The reading's confidence in a word: how far to trust it unread."""
    if confidence >= 0.9:
        return _("sure")
    if confidence >= 0.7:
        return _("rather sure")
    return _("unsure")


def plain_number(number: Decimal | None) -> str:
    """A number as a form takes it back: point for the fraction, no separators; "" for none."""
    return "" if number is None else format(number.normalize(), "f")
