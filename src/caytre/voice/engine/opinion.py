"""Groups of opinion: who votes alike, what each group holds, what bridges them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caytre.voice.engine import clusters
from caytre.voice.engine.ballots import Ballots, Floats, Integers
from caytre.voice.engine.conversation import Conversation
from caytre.voice.engine.representative import (
    Counts,
    Held,
    common_ground,
    count,
    group_aware_consensus,
    representative,
)

MOST_GROUPS = 5
PLACES_PER_GROUP = 12  # one group more than two for each twelve base clusters
GROUP_ROUNDS = 20
ROUNDS_ON_THE_WAY = 12  # of power iteration: components carried over are nearly there
ROUNDS_AT_LAST = 100
STEPS_IN_A_ROW = 4  # so often the same number of groups, before it is changed
MOST_STEPS = 1200
CELLS_IN_ALL = 22_700_000  # steps times participants times statements, so that large conversations take few steps


@dataclass(frozen=True)
class OpinionMap:
    """P participants, S statements, G groups; indices are those of the ballots given."""

    group: Integers  # P: 0…G-1, -1 for those who have voted too little to count
    place: Floats  # (P, 2), NaN where group is -1
    centre: Floats  # (G, 2)
    silhouettes: dict[int, float]  # how well each number of groups that was tried divides; -1 to 1
    representative: list[list[Held]]  # per group
    common_ground: list[Held]
    bridging: Floats  # S: group-aware consensus, 0 to 1
    counts: Counts
    steps: int  # points in time at which the replay stopped


def map_opinions(votes: Ballots, *, steps: int | None = None) -> OpinionMap:
    """Replay the votes in order and divide the participants.

    steps: into how many portions the votes are cut, as the server of Polis did with what had come in since its last
    look; None takes as many as 1,200, fewer where the table is large. Raises ValueError where there are fewer than
    two different places to divide.
    """
    number = len(votes.vote)
    cells = len(votes.participants) * len(votes.statements)
    wanted = min(MOST_STEPS, max(1, CELLS_IN_ALL // cells)) if steps is None else max(1, steps)
    portion = -(-number // min(wanted, number))
    ends = [*range(portion, number, portion), number]
    conversation = Conversation(votes)
    chosen = _NumberOfGroups()
    begin = 0
    divisions: dict[int, tuple[float, Integers, Floats]] = {}
    for step, end in enumerate(ends):
        final = step >= len(ends) - STEPS_IN_A_ROW
        conversation.step(begin, end, rounds=ROUNDS_AT_LAST if final else ROUNDS_ON_THE_WAY)
        begin = end
        if final:
            divisions = _divide(conversation)
            chosen.see({k: found[0] for k, found in divisions.items()})
    if chosen.smoothed not in divisions:
        raise ValueError("All participants stand at one place: nothing divides them into groups.")
    _, of_base, centre = divisions[chosen.smoothed]
    group = np.where(conversation.counts, of_base[conversation.label], -1)
    place = np.where(conversation.counts[:, None], conversation.place, np.nan)
    table = votes.table()
    counts = count(table, group, len(centre))
    eligible = ~votes.moderated_out
    order = _by_name(votes.statements)  # so that ties fall as in Polis, by the statement's number
    return OpinionMap(
        group=group,
        place=place,
        centre=centre,
        silhouettes={k: found[0] for k, found in divisions.items()},
        representative=[
            [_renumbered(one, order) for one in held]
            for held in representative(
                Counts(counts.agree[:, order], counts.disagree[:, order], counts.votes[:, order]), eligible[order]
            )
        ],
        common_ground=[_renumbered(one, order) for one in common_ground(table[:, order], eligible[order])],
        bridging=group_aware_consensus(counts),
        counts=counts,
        steps=len(ends),
    )


def _divide(conversation: Conversation) -> dict[int, tuple[float, Integers, Floats]]:
    """For each number of groups: silhouette, group of each base cluster, centres."""
    points, weight = conversation.base.centre, conversation.sizes().astype(float)
    found: dict[int, tuple[float, Integers, Floats]] = {}
    for k in range(2, min(MOST_GROUPS, 2 + len(points) // PLACES_PER_GROUP) + 1):
        begin = clusters.start(points, k)
        division = clusters.settle(points, begin, weight=weight, rounds=GROUP_ROUNDS)
        if len(division.ids) > 1:
            found[k] = (clusters.silhouette(points, division.label), division.label, division.centre)
    return found


class _NumberOfGroups:
    """The number with the best silhouette, changed only when another was best several times in a row."""

    def __init__(self) -> None:
        self.last = self.times = self.smoothed = 0

    def see(self, silhouettes: dict[int, float]) -> None:
        if not silhouettes:
            return
        best = max(silhouettes, key=lambda k: silhouettes[k])
        self.times = self.times + 1 if best == self.last else 1
        self.last = best
        if self.times >= STEPS_IN_A_ROW or self.smoothed not in silhouettes:
            self.smoothed = best


def _by_name(names: tuple[str, ...]) -> Integers:
    """Indices in order of name, numbers by their value."""
    return np.array(sorted(range(len(names)), key=lambda i: (not names[i].isdigit(), len(names[i]), names[i])))


def _renumbered(one: Held, order: Integers) -> Held:
    return Held(**{**one.__dict__, "statement": int(order[one.statement])})
