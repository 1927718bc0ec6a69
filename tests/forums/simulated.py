"""Roll calls made from known positions, so that estimates can be held against the truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caytre.forums.engine import RollCalls, roll_calls

RETURNING = 10  # roll calls of the first session that return in every later one


@dataclass(frozen=True)
class World:
    """`truth[state, session]` and the votes that follow from it."""

    truth: np.ndarray
    votes: RollCalls
    bridges: np.ndarray


def a_world(*, states=60, sessions=6, per_session=60, absent=0.1, seed=7, walk=0.25, sharpness=1.0) -> World:
    """States that drift, roll calls of the model's own kind; some roll calls return in the next session."""
    random = np.random.default_rng(seed)
    steps = [random.normal(0, 1, states), *random.normal(0, walk, (sessions - 1, states))]
    truth = np.cumsum(np.vstack(steps), axis=0).T
    truth[0] = np.abs(truth[0]) + 0.5  # the first state is the anchor, on the positive side
    rows: list[tuple[str, int, int, int]] = []
    bridges: list[tuple[int, int]] = []
    returning: list[tuple[float, float, float]] = []
    for t in range(sessions):
        for number in range(per_session):
            if t and number < RETURNING:
                beta, low, high = returning[number]
                bridges.append((1000 * t + number, 1000 * (t + 1) + number))
            else:
                beta, low = random.normal(0, sharpness), random.normal(-0.7, 0.7)
                high = low + random.gamma(2, 0.4)
                if len(returning) < RETURNING:
                    returning.append((beta, low, high))
            answer = beta * truth[:, t] + random.normal(0, 1, states)
            for i in np.flatnonzero(random.random(states) >= absent):
                vote = int(answer[i] > low) + int(answer[i] > high)
                rows.append((f"S{i:02}", 1000 * (t + 1) + number, t + 1, vote))
    return World(truth, votes_from(rows), np.array(bridges).reshape(-1, 2))


def votes_from(rows: list[tuple[str, int, int, int]]) -> RollCalls:
    """Rows of state, roll call, session, vote."""
    state, rcid, session, vote = zip(*rows, strict=True)
    return roll_calls(list(state), np.array(rcid), np.array(session), np.array(vote, dtype=np.int8))


def rows_of(votes: RollCalls) -> list[tuple[str, int, int, int]]:
    """The rows again, for tests that leave some out or add some."""
    return [
        (votes.states[state], int(votes.ids[call]), int(votes.session[call]), int(vote))
        for state, call, vote in zip(votes.state, votes.roll_call, votes.vote, strict=True)
    ]
