"""What a fact tells of its own dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caytre.record.engine.facts import Fact


@pytest.mark.parametrize(("days", "term"), [(31, False), (32, True)])
def test_an_office_of_no_more_than_a_month_was_seen_and_a_longer_one_is_a_term(days, term):
    first = date(2026, 1, 1)
    last = first + timedelta(days=days)

    office = Fact(1, "position_held", valid=f"{first}/{last}", valid_from=first, valid_to=last)

    assert office.has_term is term


def test_a_seat_of_a_few_days_is_a_term_and_a_day_alone_is_none():
    first, last = date(2026, 1, 1), date(2026, 1, 5)

    assert Fact(1, "membership_term", valid=f"{first}/{last}", valid_from=first, valid_to=last).has_term
    assert not Fact(1, "membership_term", valid=f"{first}", valid_from=first, valid_to=first).has_term
