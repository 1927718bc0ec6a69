"""Which readings of a passage stay: one act is one fact, one figure is told once, repeats are left out."""

from __future__ import annotations

from caytre.reading.facts.filling import Candidate

# Of readings of the same words within one of these families, one stays.
_FAMILIES = (
    frozenset({"visit", "meeting", "call", "event"}),
    frozenset({"election_to_body", "event"}),
    frozenset({"pledge", "policy_goal"}),
    frozenset({"pledge", "event"}),
    frozenset({"membership_term", "organisation_membership", "event"}),
    frozenset({"candidacy", "event"}),
    frozenset({"directive", "event"}),
    frozenset({"statistic", "event"}),
)


def keep(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that stay, in the order of the text."""
    ranked = sorted(
        candidates,
        key=lambda one: (one.rest, -one.fact.confidence, one.fact.end - one.fact.start, one.fact.start, one.order),
    )
    kept: list[Candidate] = []
    near: dict[int, list[Candidate]] = {}  # those kept, by the stretch of text they stand in
    figures: set[int] = set()
    for one in ranked:
        stretches = _stretches(one)
        others = [other for stretch in stretches for other in near.get(stretch, ())]
        if one.figure is not None and one.figure in figures:
            continue
        if one.rest and one.fact.type == "event" and any(_touches(other, one) for other in others):
            continue
        if any(_excludes(other, one) for other in others):
            continue
        kept.append(one)
        for stretch in stretches:
            near.setdefault(stretch, []).append(one)
        if one.figure is not None:
            figures.add(one.figure)
    return sorted(kept, key=lambda one: (one.fact.start, one.fact.end, one.fact.type, one.order))


def _stretches(one: Candidate) -> range:
    """Numbers of the stretches of 512 characters that a candidate's words touch: only neighbours exclude each other."""
    start, end = min(one.fact.start, one.core[0]), max(one.fact.end, one.core[1])
    return range(start // 512, end // 512 + 1)


def _touches(stays: Candidate, comes: Candidate) -> bool:
    """Whether a sentence's act is told already: what only has a date is an event when no other fact says which."""
    if stays.fact.type in ("position_held", "policy_goal"):
        return False
    return stays.fact.start < comes.fact.end and comes.fact.start < stays.fact.end


def _excludes(stays: Candidate, comes: Candidate) -> bool:
    """Whether a kept reading leaves no room for another."""
    a, b = stays.fact, comes.fact
    same_list = a.frame == b.frame and stays.core == comes.core
    if same_list:
        return (a.subject, a.object, a.value, a.date) == (b.subject, b.object, b.value, b.date)
    if a.type == b.type and (stays.beside or comes.beside):
        return a.value == b.value
    if a.type != b.type and not any(a.type in family and b.type in family for family in _FAMILIES):
        return False
    if stays.figure is not None and comes.figure is not None and stays.figure != comes.figure:
        return False
    overlap = min(stays.core[1], comes.core[1]) - max(stays.core[0], comes.core[0])
    shorter = min(stays.core[1] - stays.core[0], comes.core[1] - comes.core[0])
    if a.type == b.type:
        return overlap > 0.3 * shorter
    return overlap > 0.5 * shorter
