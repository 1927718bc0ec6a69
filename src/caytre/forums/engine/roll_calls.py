"""Roll-call votes as arrays, and roll calls that are about the same text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NO, ABSTAIN, YES = 0, 1, 2
VOTES = ("no", "abstain", "yes")  # in the order of the codes; an absence is not a vote and has no row


@dataclass(frozen=True)
class RollCalls:
    """n votes of S states in R roll calls. Every roll call and every state has at least one vote."""

    states: tuple[str, ...]  # S codes, sorted
    ids: NDArray[np.int64]  # R identifiers (rcid), sorted
    session: NDArray[np.int64]  # R sessions
    state: NDArray[np.int64]  # n indices into states
    roll_call: NDArray[np.int64]  # n indices into ids
    vote: NDArray[np.int8]  # n codes: NO, ABSTAIN, YES

    def table(self) -> NDArray[np.int8]:
        """Votes as a table, shape (R, S); -1 where a state did not vote."""
        table = np.full((len(self.ids), len(self.states)), -1, dtype=np.int8)
        table[self.roll_call, self.state] = self.vote
        return table


def roll_calls(
    state: list[str], rcid: NDArray[np.int64], session: NDArray[np.int64], vote: NDArray[np.int8]
) -> RollCalls:
    """Votes from columns of equal length n.

    Raises ValueError when one roll call is given two sessions, or one state votes twice in a roll call.
    """
    states, state_index = np.unique(np.asarray(state, dtype=np.str_), return_inverse=True)
    ids, first, index = np.unique(rcid, return_index=True, return_inverse=True)
    of_call = session[first]
    if (astray := np.flatnonzero(of_call[index] != session)).size:
        raise ValueError(
            f"Roll call {rcid[astray[0]]} stands in two sessions, {of_call[index][astray[0]]} and {session[astray[0]]}."
        )
    pair = index.astype(np.int64) * len(states) + state_index
    order = np.argsort(pair, kind="stable")
    if (twice := np.flatnonzero(np.diff(pair[order]) == 0)).size:
        row = order[twice[0]]
        raise ValueError(f"State {state[row]} votes twice in roll call {rcid[row]}.")
    return RollCalls(tuple(str(code) for code in states), ids, of_call, state_index, index, vote)


def bridge_groups(ids: NDArray[np.int64], bridges: NDArray[np.int64] | None) -> NDArray[np.int64]:
    """The group of each roll call, 0…: those joined by bridges, directly or through others, share one; shape (R,)."""
    parent = {int(identifier): int(identifier) for identifier in ids}

    def root(identifier: int) -> int:
        while parent[identifier] != identifier:
            parent[identifier] = parent[parent[identifier]]
            identifier = parent[identifier]
        return identifier

    for left, right in bridges if bridges is not None else ():
        if int(left) in parent and int(right) in parent:
            parent[root(int(right))] = root(int(left))
    _, group = np.unique([root(int(identifier)) for identifier in ids], return_inverse=True)
    return np.asarray(group, dtype=np.int64)
