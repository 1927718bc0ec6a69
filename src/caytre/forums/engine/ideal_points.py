"""Dynamic ordinal ideal points: where each state stood in each session, on one scale through the years.

Model (Bailey, Strezhnev & Voeten 2017, J. of Conflict Resolution 61(2)): no, abstain and yes are three ordered
answers. State i in session t with position theta answers roll call j by comparing

    beta_j * theta_it + noise (standard normal)

with two thresholds of the roll call. Roll calls on the same text in different sessions share beta and thresholds,
which ties the sessions to one scale. Positions have a standard normal prior and move by a random walk.

Here the posterior mode is found by alternating Newton steps (Fisher's scoring with the curvature of the data) for
the roll calls, three unknowns each, and for the states, one tridiagonal system each; after each round the scale and
origin that the likelihood leaves free are set where the prior likes them best, which is what makes rounds few.
Intervals come from the curvature at the mode (Laplace), roll calls taken as known.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from caytre.forums.engine.roll_calls import NO, YES, RollCalls, bridge_groups

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FAR = 40.0  # a threshold so far out that the normal distribution has nothing beyond it
LEAST_PROBABILITY = 1e-14
LEAST_GAP = 0.01  # between the two thresholds of a roll call
INTERVAL_95 = 1.959964


@dataclass(frozen=True)
class Prior:
    """How the unknowns are spread before any vote is seen (standard deviations, all unitless)."""

    position: float = 1.0  # of a state around the centre
    walk: float = 0.6  # of a state's move from one session to the next
    discrimination: float = 0.5  # of beta around 0
    threshold: float = 2.0  # of each threshold around 0


@dataclass(frozen=True)
class IdealPoints:
    """One row per state and session in which the state voted, sorted by session, then state."""

    session: Integers
    state: NDArray[np.str_]
    point: Floats
    lower: Floats  # 95 % interval
    upper: Floats
    rounds: int
    converged: bool
    change: float  # largest move of any position in the last round


def estimate_ideal_points(
    votes: RollCalls,
    *,
    bridges: Integers | None = None,
    anchor: str = "US",
    prior: Prior | None = None,
    tolerance: float = 2e-3,
    most_rounds: int = 200,
    progress: Callable[[int, float], None] | None = None,
) -> IdealPoints:
    """Positions of all states in all sessions, with 95 % intervals.

    bridges: pairs of roll call ids on the same text, shape (k, 2); ids that `votes` lacks are passed over.
    anchor: the state whose mean position is positive; without its votes the sign is that of the first state.
    tolerance: converged when no position moves further than this in a round (the scale's unit is one prior
    standard deviation). progress: called after each round with its number and the largest move.
    Raises ValueError when there is no vote or no roll call in which votes differ.
    """
    if not len(votes.vote):
        raise ValueError("There is no vote to place states by.")
    fit = _Fit(votes, bridge_groups(votes.ids, bridges), anchor, prior or Prior())
    change, rounds = np.inf, 0
    with ThreadPoolExecutor(len(fit.parts)) as pool:
        while rounds < most_rounds and change > tolerance:
            fit.move_items(pool)
            change = fit.move_states(pool)
            fit.set_scale_and_origin()
            rounds += 1
            if progress:
                progress(rounds, change)
        deviation = fit.deviations(pool)
    state, session = np.nonzero(fit.voted)
    order = np.lexsort((state, session))
    state, session = state[order], session[order]
    point = fit.theta[state, session] * fit.sign(anchor)
    spread = INTERVAL_95 * deviation[state, session]
    return IdealPoints(
        session=fit.sessions[session],
        state=np.array(votes.states)[state],
        point=point,
        lower=point - spread,
        upper=point + spread,
        rounds=rounds,
        converged=bool(change <= tolerance),
        change=float(change),
    )


@dataclass(frozen=True)
class _Part:
    """The votes of a run of items, sorted by item, so that threads need no lock."""

    first_item: int
    starts: Integers  # where each item's votes begin
    item: Integers
    cell: Integers  # state * number of sessions + session
    vote: NDArray[np.int8]


@dataclass
class _Slopes:
    """What Newton's method needs of each vote: residual and curvature, and the slopes at its two bounds."""

    lower: Floats
    upper: Floats
    lower_curve: Floats
    upper_curve: Floats
    cross_curve: Floats


class _Fit:
    """The state of one estimation: positions, items and how they hang together."""

    def __init__(self, votes: RollCalls, group: Integers, anchor: str, prior: Prior) -> None:
        self.prior = prior
        self.states = votes.states
        self.sessions, session = np.unique(votes.session, return_inverse=True)
        self.shape = (len(votes.states), len(self.sessions))
        item = group[votes.roll_call]
        cell = votes.state * self.shape[1] + session[votes.roll_call]
        order = np.argsort(item, kind="stable")
        item, cell, vote = item[order], cell[order], votes.vote[order]
        self.items = int(item[-1]) + 1
        counts = np.zeros((self.items, 3))
        np.add.at(counts, (item, vote), 1)
        if not (np.count_nonzero(counts, axis=1) > 1).any():
            raise ValueError("In no roll call do votes differ, so nothing tells the states apart.")
        self.voted: NDArray[np.bool_] = np.zeros(self.shape, dtype=bool)
        self.voted.ravel()[cell] = True
        self._link_sessions()
        self._start(votes, anchor, item, cell, vote, counts)
        self.parts = _split(item, cell, vote)

    def _link_sessions(self) -> None:
        """A state's positions hang together from its first session to its last."""
        index = np.arange(self.shape[1])
        first = self.voted.argmax(axis=1)[:, None]
        last = self.shape[1] - 1 - self.voted[:, ::-1].argmax(axis=1)[:, None]
        present = np.asarray(self.voted.any(axis=1))[:, None]
        self.member = (index >= first) & (index <= last) & present
        years = np.diff(self.sessions)
        self.link = (self.member[:, :-1] & self.member[:, 1:]) / (self.prior.walk**2 * years)

    def _start(
        self, votes: RollCalls, anchor: str, item: Integers, cell: Integers, vote: NDArray[np.int8], counts: Floats
    ) -> None:
        """Begin with each state's agreement with the anchor, and thresholds at each item's shares."""
        guide = np.full(self.items, np.nan)
        chosen = votes.states.index(anchor) if anchor in votes.states else int(votes.state[0])
        at_anchor = cell // self.shape[1] == chosen
        guide[item[at_anchor]] = vote[at_anchor]
        near = np.nan_to_num(1.0 - np.abs(guide[item] - vote))
        size = self.shape[0] * self.shape[1]
        mean = np.bincount(cell, near, size) / np.maximum(np.bincount(cell, minlength=size), 1)
        theta = np.where(self.voted, mean.reshape(self.shape), np.nan)
        spread = np.nanstd(theta)
        self.theta = np.nan_to_num((theta - np.nanmean(theta)) / (spread if spread > 0 else 1.0))
        share = np.cumsum((counts + 0.5) / (counts + 0.5).sum(axis=1, keepdims=True), axis=1)
        self.beta = np.zeros(self.items)
        self.lower, self.upper = ndtri(share[:, 0]), ndtri(share[:, 1])

    def _slopes(self, part: _Part) -> tuple[Floats, _Slopes]:
        """Positions and the derivatives of each vote's log-probability by its lower and upper bound."""
        theta = self.theta.ravel()[part.cell]
        lean = self.beta[part.item] * theta
        bound = np.where(part.vote == NO, self.lower[part.item], self.upper[part.item]) - lean
        above = np.where(part.vote == YES, FAR, bound)
        below = np.where(part.vote == NO, -FAR, np.where(part.vote == YES, bound, self.lower[part.item] - lean))
        flip = np.where(below > 0, -1.0, 1.0)  # take the difference in the tail where it is exact
        probability = flip * (ndtr(flip * above) - ndtr(flip * below))
        probability = np.maximum(probability, LEAST_PROBABILITY)
        upper = _density(above) / probability
        lower = -_density(below) / probability
        return theta, _Slopes(lower, upper, lower * (below + lower), upper * (above + upper), lower * upper)

    def move_items(self, pool: ThreadPoolExecutor) -> None:
        """One damped Newton step for beta and both thresholds of every item."""
        for part, (gradient, curvature) in zip(self.parts, pool.map(self._item_system, self.parts), strict=True):
            items = slice(part.first_item, part.first_item + len(part.starts))
            unknown = np.stack([self.beta[items], self.lower[items], self.upper[items]], axis=1)
            weight = np.array([self.prior.discrimination, self.prior.threshold, self.prior.threshold]) ** -2
            gradient -= weight * unknown
            curvature += np.diag(weight) + 1e-6 * np.eye(3)
            inverse = np.linalg.inv(curvature)
            step = np.einsum("jab,jb->ja", inverse, gradient)
            step /= np.maximum(1.0, np.abs(step).max(axis=1, keepdims=True))
            # Thresholds that would cross (a roll call without abstentions) are held LEAST_GAP apart: the nearest
            # point of that plane in the metric of the curvature.
            across = inverse[:, :, 2] - inverse[:, :, 1]
            missing = LEAST_GAP - (unknown + step) @ np.array([0.0, -1.0, 1.0])
            step += across * (np.maximum(missing, 0.0) / (across[:, 2] - across[:, 1]))[:, None]
            self.beta[items], self.lower[items], self.upper[items] = (unknown + step).T

    def _item_system(self, part: _Part) -> tuple[Floats, Floats]:
        """Gradient (items, 3) and curvature (items, 3, 3) of the log-likelihood by beta and both thresholds."""
        theta, slope = self._slopes(part)

        def total(values: Floats) -> Floats:
            return np.add.reduceat(values, part.starts)

        no, yes = part.vote == NO, part.vote == YES
        first = np.where(no, slope.upper, np.where(yes, 0, slope.lower))
        second = np.where(no, 0, np.where(yes, slope.lower, slope.upper))
        first_curve = np.where(no, slope.upper_curve, np.where(yes, 0, slope.lower_curve))
        second_curve = np.where(no, 0, np.where(yes, slope.lower_curve, slope.upper_curve))
        cross = np.where(no | yes, 0, slope.cross_curve)
        curvature = np.empty((len(part.starts), 3, 3))
        by_first, by_second = first_curve + cross, second_curve + cross
        curvature[:, 0, 0] = total((by_first + by_second) * theta * theta)
        curvature[:, 0, 1] = curvature[:, 1, 0] = -total(by_first * theta)
        curvature[:, 0, 2] = curvature[:, 2, 0] = -total(by_second * theta)
        curvature[:, 1, 1], curvature[:, 2, 2] = total(first_curve), total(second_curve)
        curvature[:, 1, 2] = curvature[:, 2, 1] = total(cross)
        gradient = np.stack([-total((first + second) * theta), total(first), total(second)], axis=1)
        return gradient, curvature

    def _state_sums(self, part: _Part) -> tuple[Floats, Floats]:
        """Gradient and curvature of the log-likelihood by each position."""
        _, slope = self._slopes(part)
        beta = self.beta[part.item]
        size = self.shape[0] * self.shape[1]
        curve = slope.lower_curve + slope.upper_curve + 2 * slope.cross_curve
        gradient = np.bincount(part.cell, weights=-beta * (slope.lower + slope.upper), minlength=size)
        curvature = np.bincount(part.cell, weights=beta * beta * curve, minlength=size)
        return np.asarray(gradient, dtype=float).reshape(self.shape), np.asarray(curvature, dtype=float).reshape(
            self.shape
        )

    def _state_system(self, pool: ThreadPoolExecutor) -> tuple[Floats, Floats]:
        """Gradient by each position, and the diagonal of each state's tridiagonal curvature."""
        gradient, curvature = (
            np.sum(sums, axis=0) for sums in zip(*pool.map(self._state_sums, self.parts), strict=True)
        )
        curvature += self.member / self.prior.position**2
        gradient -= self.member * self.theta / self.prior.position**2
        pull = self.link * np.diff(self.theta, axis=1)
        gradient[:, :-1] += pull
        gradient[:, 1:] -= pull
        curvature[:, :-1] += self.link
        curvature[:, 1:] += self.link
        return gradient, np.where(self.member, curvature, 1.0)

    def move_states(self, pool: ThreadPoolExecutor) -> float:
        """One Newton step for every state's path; returns the largest move of a position with votes."""
        step, diagonal = self._state_system(pool)
        for t in range(1, self.shape[1]):
            factor = self.link[:, t - 1] / diagonal[:, t - 1]
            diagonal[:, t] -= factor * self.link[:, t - 1]
            step[:, t] += factor * step[:, t - 1]
        step[:, -1] /= diagonal[:, -1]
        for t in range(self.shape[1] - 2, -1, -1):
            step[:, t] = (step[:, t] + self.link[:, t] * step[:, t + 1]) / diagonal[:, t]
        step = np.clip(step, -1.0, 1.0)
        self.theta += step
        return float(np.abs(step[self.voted]).max())

    def set_scale_and_origin(self) -> None:
        """Move along what the likelihood cannot see (theta -> c theta + d) to where the prior is highest."""
        prior, inside = self.prior, self.theta[self.member]
        threshold_weight = prior.threshold**-2
        shift = -(inside.sum() / prior.position**2 + threshold_weight * (self.beta @ (self.lower + self.upper))) / (
            len(inside) / prior.position**2 + 2 * threshold_weight * (self.beta @ self.beta)
        )
        self.theta = np.where(self.member, self.theta + shift, 0.0)
        self.lower += shift * self.beta
        self.upper += shift * self.beta
        spread = (self.theta**2).sum() / prior.position**2 + (self.link * np.diff(self.theta, axis=1) ** 2).sum()
        scale = ((self.beta @ self.beta) / prior.discrimination**2 / spread) ** 0.25 if spread > 0 else 1.0
        if scale > 0:
            self.theta *= scale
            self.beta /= scale

    def deviations(self, pool: ThreadPoolExecutor) -> Floats:
        """Posterior standard deviation of each position: the diagonal of each inverse tridiagonal curvature.

        Forward and backward elimination meet at every session (Meurant 1992, SIAM J. Matrix Anal. 13(3)).
        """
        _, diagonal = self._state_system(pool)
        forward, backward = diagonal.copy(), diagonal.copy()
        for t in range(1, self.shape[1]):
            forward[:, t] -= self.link[:, t - 1] ** 2 / forward[:, t - 1]
        for t in range(self.shape[1] - 2, -1, -1):
            backward[:, t] -= self.link[:, t] ** 2 / backward[:, t + 1]
        return np.asarray((forward + backward - diagonal) ** -0.5)

    def sign(self, anchor: str) -> float:
        """+1 where the anchor's mean position is positive already, else -1."""
        chosen = self.states.index(anchor) if anchor in self.states else 0
        return -1.0 if self.theta[chosen][self.voted[chosen]].sum() < 0 else 1.0


def _density(x: Floats) -> Floats:
    return np.asarray(np.exp(-0.5 * x * x) * 0.3989422804014327)


def _split(item: Integers, cell: Integers, vote: NDArray[np.int8], parts: int = 2) -> list[_Part]:
    """Cut the votes, sorted by item, into runs of whole items of about equal length."""
    starts = np.flatnonzero(np.diff(item, prepend=-1))
    cuts = np.unique(np.searchsorted(starts, np.linspace(0, len(item), parts + 1)[:-1]))
    result = []
    for first, end in zip(cuts, [*cuts[1:], len(starts)], strict=True):
        rows = slice(starts[first], starts[end] if end < len(starts) else len(item))
        result.append(_Part(int(first), starts[first:end] - starts[first], item[rows], cell[rows], vote[rows]))
    return result
