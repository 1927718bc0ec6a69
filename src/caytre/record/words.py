"""The record's own vocabulary in the reader's language: predicates, bounds, figures, what a statement says in short."""

from __future__ import annotations

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from caytre.record.engine.answers import Amount
from caytre.record.engine.sentences import numbers
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
BOUND_CHOICES = [
    ("", gettext_lazy("exact")),
    ("about", gettext_lazy("about")),
    ("at_least", gettext_lazy("more than, at least")),
    ("at_most", gettext_lazy("at most")),
    ("nearly", gettext_lazy("nearly")),
]


def value_words(statement: Statement) -> str:
    """The value with unit and bound, as the dossier says it: "hơn 12,5 tỷ USD"; "" where the statement has none."""
    if statement.value_number is None:
        return statement.value_text
    amount = Amount(statement.value_number, statement.unit, statement.bound)
    return numbers.write_amount(amount, "vi" if get_language() == "vi" else "en")


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
