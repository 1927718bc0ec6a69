"""How a participant would vote on a statement that he has not voted on: a logistic model of few factors.

log-odds of agreeing = leaning of the participant + appeal of the statement + positions . directions

All unknowns have normal priors around 0 (the appeal around the mean of all). A pass counts as half an agreement, or as
the answer to a question of its own. The posterior mode is found by alternating Newton steps, participants and
statements in turn; how strongly the factors are held back is chosen by what predicts a hidden part of the votes best,
and models of several ranks are averaged.
The model of one factor is that of "bridging" in Wojcik et al. (2022), "Birdwatch", arXiv 2210.15723.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from caytre.voice.engine.ballots import AGREE, DISAGREE, PASS, Floats, Integers

RANKS = (1, 2, 3, 5, 8)
RANK_TO_CHOOSE_BY = 3
SPREADS = (0.4, 0.6, 0.8)
ROUNDS = 12
FOLDS = 5  # every fifth vote is hidden while choosing
LONGEST_STEP = 2.0
SEED = 6


@dataclass(frozen=True)
class Settings:
    """Standard deviations of the priors; the spread of factors is that of positions and of directions alike."""

    rank: int
    spread: float
    leaning: float = 0.8
    appeal: float = 1.5


@dataclass(frozen=True)
class Votes:
    """n votes by numbers; -1 stands for a participant or statement never seen."""

    participant: Integers
    statement: Integers
    vote: NDArray[np.int8]

    def part(self, rows: NDArray[np.bool_]) -> Votes:
        return Votes(self.participant[rows], self.statement[rows], self.vote[rows])


@dataclass(frozen=True)
class Model:
    """Fitted unknowns; the last column of each belongs to the other side's constant 1."""

    settings: Settings
    level: float
    person: Floats  # (participants, rank + 1): positions, leaning
    text: Floats  # (statements, rank + 1): directions, appeal
    person_doubt: Floats  # (participants, rank + 1): posterior variances
    text_doubt: Floats

    def chance(self, participant: Integers, statement: Integers) -> Floats:
        """Chance of agreeing, for pairs of numbers; -1 (never seen) counts as the average."""
        unknown_person, unknown_text = participant < 0, statement < 0
        person = np.where(unknown_person[:, None], 0.0, self.person[participant])
        text = np.where(unknown_text[:, None], 0.0, self.text[statement])
        person_doubt = np.where(unknown_person[:, None], 0.0, self.person_doubt[participant])
        text_doubt = np.where(unknown_text[:, None], 0.0, self.text_doubt[statement])
        rank = self.settings.rank
        odds = self.level + person[:, rank] + text[:, rank] + (person[:, :rank] * text[:, :rank]).sum(axis=1)
        doubt = person_doubt[:, rank] + text_doubt[:, rank]
        doubt += (person[:, :rank] ** 2 * text_doubt[:, :rank] + person_doubt[:, :rank] * text[:, :rank] ** 2).sum(
            axis=1
        )
        return np.asarray(expit(odds / np.sqrt(1 + np.pi / 8 * doubt)))  # MacKay's mean of a logistic under doubt


def fit(
    votes: Votes,
    participants: int,
    statements: int,
    settings: Settings,
    *,
    answers: int | None = None,
    seed: int = SEED,
) -> Model:
    """The posterior mode; the level is that of the first `answers` statements. Raises ValueError without votes."""
    if not len(votes.vote):
        raise ValueError("There is no vote to learn from.")
    target = (votes.vote.astype(float) + 1) / 2
    counted = target if answers is None else target[votes.statement < answers]
    mean = float(np.clip(counted.mean(), 0.02, 0.98)) if len(counted) else 0.5
    level = float(np.log(mean / (1 - mean)))
    rank = settings.rank
    random = np.random.default_rng(seed)
    person = np.hstack([random.normal(0, settings.spread, (participants, rank)), np.zeros((participants, 1))])
    text = np.zeros((statements, rank + 1))
    factors = np.full(rank, settings.spread**-2)
    person_prior = np.append(factors, settings.leaning**-2)
    text_prior = np.append(factors, settings.appeal**-2)
    by_text, by_person = _Side(votes.statement, statements), _Side(votes.participant, participants)
    person_doubt, text_doubt = np.zeros_like(person), np.zeros_like(text)
    for _ in range(ROUNDS):
        text_doubt = by_text.move(text, person, votes.participant, target, level, text_prior)
        person_doubt = by_person.move(person, text, votes.statement, target, level, person_prior)
    return Model(settings, level, person, text, person_doubt, text_doubt)


class _Side:
    """Participants or statements: the Newton step of all at once, the other side held."""

    def __init__(self, index: Integers, number: int) -> None:
        self.index, self.number = index, number

    def move(
        self, mine: Floats, other: Floats, other_index: Integers, target: Floats, level: float, prior: Floats
    ) -> Floats:
        """Moves `mine` in place; returns the posterior variances (number, rank + 1)."""
        width = mine.shape[1]
        slope = other[other_index].copy()
        constant = slope[:, -1].copy()
        slope[:, -1] = 1.0
        odds = level + constant + (slope * mine[self.index]).sum(axis=1)
        chance = expit(odds)
        residual, weight = target - chance, chance * (1 - chance)
        gradient = -prior * mine
        curvature = np.zeros((self.number, width, width))
        for a in range(width):
            gradient[:, a] += np.bincount(self.index, residual * slope[:, a], self.number)
            weighted = weight * slope[:, a]
            for b in range(a + 1):
                total = np.bincount(self.index, weighted * slope[:, b], self.number)
                curvature[:, a, b] += total
                if a != b:
                    curvature[:, b, a] += total
        curvature += np.diag(prior)
        inverse = np.linalg.inv(curvature)
        step = np.einsum("nab,nb->na", inverse, gradient)
        step /= np.maximum(1.0, np.abs(step).max(axis=1, keepdims=True) / LONGEST_STEP)
        mine += step
        return np.einsum("naa->na", inverse).copy()


@dataclass(frozen=True)
class Panel:
    """Models of several ranks and readings of a pass, their log-odds averaged.

    What only one of them sees is mostly chance.
    """

    models: tuple[Model, ...]

    def chance(self, participant: Integers, statement: Integers) -> Floats:
        """Chance of agreeing, for pairs of numbers; -1 (never seen) counts as the average."""
        odds = [logit(model.chance(participant, statement)) for model in self.models]
        return np.asarray(expit(np.mean(odds, axis=0)))


def choose_spread(votes: Votes, participants: int, statements: int) -> float:
    """The spread that predicts every fifth vote, hidden, best (log-likelihood of agree against disagree)."""
    random = np.random.default_rng(SEED)
    hidden = random.permutation(len(votes.vote)) % FOLDS == 0
    test, train = votes.part(hidden & (votes.vote != PASS)), votes.part(~hidden)
    if not len(test.vote) or not len(train.vote):
        return SPREADS[0]
    losses = []
    for spread in SPREADS:
        model = fit(train, participants, statements, Settings(RANK_TO_CHOOSE_BY, spread))
        losses.append(surprise(model.chance(test.participant, test.statement), test.vote))
    return SPREADS[int(np.argmin(losses))]


def learn(votes: Votes, participants: int, statements: int) -> Panel:
    """Choose the spread within the data and fit all of it. Raises ValueError when there is no vote."""
    spread = choose_spread(votes, participants, statements)
    apart = passes_apart(votes, statements)
    models = []
    for rank in RANKS:
        models.append(fit(votes, participants, statements, Settings(rank, spread)))
        models.append(
            fit(apart, participants, 2 * statements, Settings(rank, spread), answers=statements, seed=SEED + 1)
        )
    return Panel(tuple(models))


def passes_apart(votes: Votes, statements: int) -> Votes:
    """Agreement without the passes, and whether one passes at all as further statements, numbered from `statements`.

    Who passes on what says something of his position too.
    """
    told = votes.vote != PASS
    return Votes(
        np.concatenate([votes.participant[told], votes.participant]),
        np.concatenate([votes.statement[told], votes.statement + statements]),
        np.concatenate([votes.vote[told], np.where(told, AGREE, DISAGREE)]).astype(np.int8),
    )


def surprise(chance: Floats, vote: NDArray[np.int8]) -> float:
    """Mean negative log-likelihood of votes that agree or disagree, in nats."""
    chance = np.clip(chance, 1e-6, 1 - 1e-6)
    told = np.where(vote == AGREE, chance, np.where(vote == DISAGREE, 1 - chance, 1.0))
    return float(-np.log(told).mean())
