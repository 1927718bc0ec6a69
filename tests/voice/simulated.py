"""Conversations made from known groups, so that what is found can be held against the truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Talk:
    """Rows of (time in ms, statement, voter, vote) in the order of time, and each voter's true group."""

    rows: list[tuple[int, str, str, int]]
    group: dict[str, int]


def a_talk(*, voters=60, statements=30, groups=2, missing=0.3, noise=0.08, seed=3) -> Talk:
    """Groups with views of their own; statement 0 everybody agrees with, statement 1 everybody rejects."""
    random = np.random.default_rng(seed)
    view = random.choice([-1, 1], (groups, statements))
    view[:, 0], view[:, 1] = 1, -1
    rows, group = [], {}
    for voter in range(voters):
        mine = voter % groups
        group[str(voter)] = mine
        for statement in range(statements):
            if random.random() < missing and statement > 1:
                continue
            vote = view[mine, statement]
            if random.random() < noise:
                vote = random.choice([0, -vote])
            rows.append((1000 * len(rows), str(statement), str(voter), int(vote)))
    return Talk(rows, group)


def as_csv(rows) -> str:
    return "timestamp,comment-id,voter-id,vote\n" + "".join(f"{t},{s},{v},{x}\n" for t, s, v, x in rows)
