"""The reading of facts keeps what it has reached; facts_floors.py tells how a floor is moved, and that it is said."""

import pytest

from tests.reading import facts_floors


def _below(name: str) -> list[str]:
    found, floor = facts_floors.figures(facts_floors.measure(facts_floors.folders()[name])), facts_floors.floors()[name]
    return [
        f"{figure} {found[figure]:.3f} is below {floor[figure]:.3f}"
        for figure in facts_floors.FIGURES
        if found[figure] < floor[figure] - facts_floors.SLACK
    ]


@pytest.mark.parametrize("name", ["dev", "held_out"])
def test_facts_of_the_corpus_are_read_no_worse_than_pinned(name):
    assert _below(name) == [], "python -m tests.reading.facts_floors tells all figures"


@pytest.mark.shared
def test_facts_of_the_seeds_are_read_no_worse_than_pinned(shared):
    assert _below("seeds") == []


def test_every_quote_is_verbatim_on_texts_nobody_tuned_on():
    assert facts_floors.floors()["held_out"]["quotes_exact"] == 1.0
