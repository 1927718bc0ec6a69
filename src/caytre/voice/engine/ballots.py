"""Votes on statements as arrays: who said what to which statement, in the order of time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DISAGREE, PASS, AGREE = -1, 0, 1

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Ballots:
    """n votes, in the order in which they were cast. Participants and statements are numbered in order of arrival."""

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    participant: Integers  # n indices into participants
    statement: Integers  # n indices into statements
    vote: NDArray[np.int8]  # n codes: DISAGREE, PASS, AGREE
    moment: Floats  # n times in ms; all zero where the source has none
    moderated_out: NDArray[np.bool_]  # one per statement: taken out by the moderators, or only about the voter
    meta: NDArray[np.bool_]  # one per statement: about the voter ("I live in a city"), not an opinion

    def table(self) -> Floats:
        """The last vote of each participant on each statement, shape (participants, statements); NaN without one."""
        table = np.full((len(self.participants), len(self.statements)), np.nan)
        table[self.participant, self.statement] = self.vote
        return table


def ballots(
    participant: Sequence[str],
    statement: Sequence[str],
    vote: NDArray[np.int8],
    *,
    moment: Floats | None = None,
    moderated_out: Collection[str] = (),
    meta: Collection[str] = (),
) -> Ballots:
    """Votes from columns of equal length n, put in the order of `moment` (of the rows, where it is None).

    A later vote of the same participant on the same statement replaces the earlier one. Statements about the voter
    (`meta`) count as taken out. Raises ValueError when there is no vote.
    """
    if not len(vote):
        raise ValueError("There is no vote.")
    when = np.zeros(len(vote)) if moment is None else np.asarray(moment, dtype=float)
    order = np.argsort(when, kind="stable")
    people, person = _by_arrival([participant[row] for row in order])
    texts, text = _by_arrival([statement[row] for row in order])
    return Ballots(
        participants=people,
        statements=texts,
        participant=person,
        statement=text,
        vote=np.asarray(vote, dtype=np.int8)[order],
        moment=when[order],
        moderated_out=np.array([name in moderated_out or name in meta for name in texts]),
        meta=np.array([name in meta for name in texts]),
    )


def _by_arrival(names: list[str]) -> tuple[tuple[str, ...], Integers]:
    """The different names in order of arrival, and the number of each row's name."""
    number: dict[str, int] = {}
    index = [number.setdefault(name, len(number)) for name in names]
    return tuple(number), np.array(index, dtype=np.int64)
