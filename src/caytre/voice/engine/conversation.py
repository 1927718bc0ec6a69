"""A conversation as its votes come in: who counts, where each stands, and the fine clusters of places ("base").

After every step the table's two principal components are found by power iteration from where they stood before, each
participant is placed by the votes that he cast (sparsity-aware: missing votes weigh nothing and the rest is scaled
up), and those places are gathered in at most 100 base clusters that live on from step to step. That history shapes
the result, so votes are replayed in the order of time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from caytre.voice.engine import clusters
from caytre.voice.engine.ballots import Ballots, Floats, Integers
from caytre.voice.engine.clusters import Clustering

BASE_CLUSTERS = 100
BASE_ROUNDS = 100
VOTES_TO_COUNT = 7  # or all statements, where there are fewer
LEAST_PEOPLE = 15  # with fewer, those who voted most are added
COMPONENT_STANDS_STILL = 1e-10


class Conversation:
    """The state after some of the votes; `step` moves on."""

    def __init__(self, votes: Ballots) -> None:
        people, texts = len(votes.participants), len(votes.statements)
        self.votes = votes
        self.value = np.zeros((people, texts))  # agree -1, disagree 1: the sign of Polis's own server
        self.cast = np.zeros((people, texts), dtype=bool)
        self.centred = np.zeros((people, texts))
        self.gram = np.zeros((texts, texts))
        self.centre = np.zeros(texts)
        self.components = np.ones((2, texts))
        self.counts: NDArray[np.bool_] = np.zeros(people, dtype=bool)
        self.label = np.full(people, -1)  # base cluster of each participant, index into base.ids
        self.base = Clustering(np.zeros(0, dtype=np.int64), np.zeros((0, 2)), np.zeros(0, dtype=np.int64))
        self.people = self.texts = 0  # how many have arrived
        self.place = np.zeros((people, 2))

    def step(self, first: int, end: int, *, rounds: int = 100) -> None:
        """Take in votes[first:end] and bring everything up to date."""
        changed = self._enter(slice(first, end))
        self._admit()
        self._find_components(changed, rounds)
        self._project()
        self._cluster()

    def _enter(self, rows: slice) -> Integers:
        person, text = self.votes.participant[rows], self.votes.statement[rows]
        self.value[person, text] = -self.votes.vote[rows]
        self.cast[person, text] = True
        self.people = max(self.people, int(person.max()) + 1)
        self.texts = max(self.texts, int(text.max()) + 1)
        return np.unique(text[~self.votes.moderated_out[text]])

    def _admit(self) -> None:
        """Who has voted enough counts, and goes on counting."""
        number = self.cast[: self.people].sum(axis=1)
        self.counts[: self.people] |= number >= min(VOTES_TO_COUNT, self.texts)
        missing = LEAST_PEOPLE - int(self.counts.sum())
        if missing > 0:
            others = np.flatnonzero(~self.counts[: self.people])
            self.counts[others[np.argsort(-number[others], kind="stable")[:missing]]] = True

    def _find_components(self, changed: Integers, rounds: int) -> None:
        """Mean of each changed statement, then the two leading eigenvectors of the scatter."""
        if len(changed):
            cast, value = self.cast[:, changed], self.value[:, changed]
            self.centre[changed] = value.sum(axis=0) / cast.sum(axis=0)
            column = (value - self.centre[changed]) * cast
            self.centred[:, changed] = column
            scatter = column.T @ self.centred
            self.gram[changed] = scatter
            self.gram[:, changed] = scatter.T
        first = _leading(self.gram, self.components[0], rounds)
        across = self.gram @ first
        rest = self.gram - np.outer(first, across) - np.outer(across, first)
        rest += (first @ across) * np.outer(first, first)
        self.components = np.stack([first, _leading(rest, self.components[1], rounds)])

    def _project(self) -> None:
        """Statements taken out count as passed by everybody, which is how the server scales."""
        out = self.votes.moderated_out
        number = (self.cast & ~out).sum(axis=1) + int(out[: self.texts].sum())
        self.place = (self.centred @ self.components.T) * np.sqrt(self.texts / np.maximum(number, 1))[:, None]

    def _cluster(self) -> None:
        who = np.flatnonzero(self.counts)
        points = self.place[who]
        if not len(self.base.ids):
            begin = clusters.start(points, BASE_CLUSTERS)
        else:
            begin = clusters.carried_over(points, self.base.ids, self.label[who], BASE_CLUSTERS)
        self.base = clusters.settle(points, begin, rounds=BASE_ROUNDS)
        self.label[who] = self.base.label

    def sizes(self) -> Integers:
        """How many participants each base cluster holds."""
        return np.bincount(self.base.label, minlength=len(self.base.ids))


def _leading(scatter: Floats, begin: Floats, rounds: int) -> Floats:
    """The leading eigenvector by power iteration from `begin`; zero where the scatter is zero."""
    vector = begin if begin.any() else np.ones(len(begin))
    for _ in range(rounds):
        product = scatter @ vector
        length = float(np.sqrt(product @ product))
        if length < 1e-12:
            return np.zeros(len(begin))
        product /= length
        move = product - vector
        vector = product
        if move @ move < COMPONENT_STANDS_STILL**2:
            break
    return vector
