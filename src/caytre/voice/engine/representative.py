"""What each group holds, what all hold, and what bridges the groups: counts of votes and tests of proportions.

Method: the published mathematics of Polis. Shares carry one imagined vote each way (a + 1) / (n + 2), tests add one
to every count, and a difference counts from one-sided 90 % on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from caytre.voice.engine.ballots import AGREE, DISAGREE, Floats

ONE_SIDED_90 = 1.2816
MOST = 5  # statements shown of each kind


@dataclass(frozen=True)
class Held:
    """A statement that speaks for a group, or for all (then without `ratio` and `ratio_test`)."""

    statement: int
    side: str  # agree or disagree
    successes: int  # votes on that side
    trials: int  # votes, passes included
    share: float
    share_test: float  # z of the share against one half
    ratio: float | None = None  # share here over share in the other groups
    ratio_test: float | None = None  # z of the difference
    leading: bool = False  # the statement that the group agrees on best


@dataclass(frozen=True)
class Counts:
    """Votes per group and statement, each of shape (groups, statements)."""

    agree: Floats
    disagree: Floats
    votes: Floats


def count(table: Floats, group: NDArray[np.int64], groups: int) -> Counts:
    """table: votes of participants on statements, NaN without one; group: of each participant, -1 for none."""
    member = (group[None, :] == np.arange(groups)[:, None]).astype(float)
    return Counts(
        member @ (table == AGREE).astype(float),
        member @ (table == DISAGREE).astype(float),
        member @ (~np.isnan(table)).astype(float),
    )


def share(successes: Floats, trials: Floats) -> Floats:
    """Share with one imagined vote each way."""
    return np.asarray((successes + 1) / (trials + 2))


def share_test(successes: Floats, trials: Floats) -> Floats:
    """z of a share against one half."""
    return np.asarray(2 * np.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5))


def difference_test(inside: Floats, outside: Floats, trials_inside: Floats, trials_outside: Floats) -> Floats:
    """z of the difference of two shares; 0 where all votes are on one side."""
    inside, outside, here, there = inside + 1, outside + 1, trials_inside + 1, trials_outside + 1
    pooled = (inside + outside) / (here + there)
    spread = np.sqrt(np.maximum(pooled * (1 - pooled), 0) * (1 / here + 1 / there))
    return np.where(pooled >= 1, 0.0, (inside / here - outside / there) / np.where(spread > 0, spread, 1.0))


def group_aware_consensus(counts: Counts) -> Floats:
    """How far every group agrees: the product of the groups' shares of agreement, shape (statements,)."""
    return np.asarray(share(counts.agree, counts.votes).prod(axis=0))


def representative(counts: Counts, eligible: NDArray[np.bool_]) -> list[list[Held]]:
    """Up to five statements for each group, agreed ones first; always one where anything speaks for it at all."""
    others = Counts(*(part.sum(axis=0) - part for part in (counts.agree, counts.disagree, counts.votes)))
    sides = []
    for here, there in ((counts.agree, others.agree), (counts.disagree, others.disagree)):
        part = share(here, counts.votes)
        ratio = part / share(there, others.votes)
        sides.append(
            np.stack(
                [
                    here,
                    part,
                    share_test(here, counts.votes),
                    ratio,
                    difference_test(here, there, counts.votes, others.votes),
                ],
                axis=-1,
            )
        )
    return [
        _of_group(sides[0][group], sides[1][group], counts.votes[group], np.flatnonzero(eligible))
        for group in range(len(counts.votes))
    ]


def _of_group(agree: Floats, disagree: Floats, votes: Floats, eligible: NDArray[np.int64]) -> list[Held]:
    """agree, disagree: (statements, 5): successes, share, its test, ratio, its test."""

    def held(text: int, leading: bool = False) -> Held:
        side = "agree" if agree[text, 4] > disagree[text, 4] else "disagree"
        successes, part, test, ratio, ratio_test = (agree if side == "agree" else disagree)[text].tolist()
        return Held(text, side, int(successes), int(votes[text]), part, test, ratio, ratio_test, leading)

    passing = [text for text in eligible.tolist() if _passes(agree[text]) or _passes(disagree[text])]
    strongest: int | None = None
    leading: int | None = None
    for text in eligible.tolist():
        if strongest is None or max(agree[text, 4], disagree[text, 4]) > max(
            agree[strongest, 4], disagree[strongest, 4]
        ):
            strongest = text
        if agree[text, 0] + disagree[text, 0] and _leads(agree, text, leading):
            leading = text
    first = [] if leading is None else [held(leading, leading=True)]
    if not passing:
        return first or ([] if strongest is None else [held(strongest)])
    rest = sorted((held(text) for text in passing if text != leading), key=_strength)
    chosen = [*first, *rest][:MOST]
    return sorted(chosen, key=lambda one: one.side != "agree")


def _passes(side: Floats) -> bool:
    return bool(side[2] > ONE_SIDED_90 and side[4] > ONE_SIDED_90)


def _leads(agree: Floats, text: int, leading: int | None) -> bool:
    """Whether a statement is better agreed on than the best so far; in product of share, ratio and tests."""
    _, part, test, ratio, ratio_test = agree[text].tolist()
    if leading is None:
        return bool(test > ONE_SIDED_90 or (ratio > 1 and part > 0.5))
    _, best_part, best_test, best_ratio, best_ratio_test = agree[leading].tolist()
    if best_ratio > 1:
        return bool(ratio * ratio_test * part * test > best_ratio * best_ratio_test * best_part * best_test)
    return bool(part * test > best_part * best_test)


def _strength(one: Held) -> float:
    """For sorting, the strongest first."""
    return -((one.ratio or 0.0) * (one.ratio_test or 0.0) * one.share * one.share_test)


def common_ground(table: Floats, eligible: NDArray[np.bool_]) -> list[Held]:
    """Up to five statements that most of all participants agree with, then up to five that most disagree with."""
    trials = (~np.isnan(table)).sum(axis=0).astype(float)
    found: list[Held] = []
    for side, vote in (("agree", AGREE), ("disagree", DISAGREE)):
        successes = (table == vote).sum(axis=0).astype(float)
        part, test = share(successes, trials), share_test(successes, trials)
        good = np.flatnonzero(eligible & (part > 0.5) & (test > ONE_SIDED_90))
        best = good[np.argsort(-(part * test)[good], kind="stable")][:MOST]
        found += [Held(int(t), side, int(successes[t]), int(trials[t]), float(part[t]), float(test[t])) for t in best]
    return found
