"""How will they vote: chances of yes, abstain and no for states whose vote in a roll call is not known yet.

Each state and answer is one 0/1 channel (a state that did not vote has 0 in all three), beside a constant channel and
any features of the text. Over the roll calls given, weighted by nearness in sessions, the channels have a matrix of
products G; the channels of states that are not known are the ridge regression on those that are:

    x_unknown = -(P_uu)^-1 P_uk x_known,   P = (G + ridge I)^-1,

the conditional mean of a Gaussian, and for one unknown state the item-based model of Steck (2019, "Embarrassingly
shallow autoencoders", WWW). What comes out is turned into chances by a multinomial logistic link with four parameters,
fitted on roll calls that are set aside and masked as those asked for are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from caytre.forums.engine.roll_calls import RollCalls

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

LEAST_SHARE = 5e-3  # what the regression gives is clipped here before it is taken as a share
CALIBRATION_ROLL_CALLS = 200
LEAST_ROLL_CALLS = 10
REHEARSALS = 4  # sessions
LEAST_LEARNT = 0.5  # of the roll calls: a rehearsal on less would make the chances too cautious
FOLDS = 5
SESSIONS_SHARING_A_LINK = 4
LEAST_VOTERS = 0.75  # of the voters that roll calls usually have
MOST_VOTES_TO_FIT = 5000
PLAIN_SHARES = np.array([1.0, 0.0, 0.0, 0.0])  # the link that changes nothing


@dataclass(frozen=True)
class Reason:
    """Why a vote is expected: how the state voted where the known states voted most alike."""

    rcid: int
    session: int
    likeness: float  # cosine of the known states' answers, -1..1
    vote: int  # of the state asked for: NO, ABSTAIN or YES


class VotePredictor:
    """Learns from the votes given, then answers for single roll calls.

    given: all votes known, past ones and those already known of the roll calls asked for.
    half_life: sessions after which a roll call counts half. ridge: in roll calls.
    Raises ValueError when fewer than two roll calls are given.
    """

    def __init__(self, given: RollCalls, *, half_life: float = 2.0, ridge: float = 10.0) -> None:
        if len(given.ids) < 2:
            raise ValueError("To predict votes, at least two past roll calls are needed.")
        self.given = given
        self.half_life = half_life
        self.ridge = ridge
        self.table = given.table()
        channels = [(self.table == code).astype(float) for code in range(3)]
        self.channels = np.concatenate([*channels, np.ones((len(given.ids), 1))], axis=1)
        # A roll call of which only a few votes are known yet teaches nothing: its open votes would pass for absences.
        voters = (self.table >= 0).sum(axis=1)
        usual = np.array([np.median(voters[given.session == one]) for one in np.unique(given.session)]).max()
        self.complete = voters >= LEAST_VOTERS * usual
        self._inverse: dict[int, Floats] = {}
        self._sharpness: dict[tuple[int, int], Floats] = {}
        self._index = {code: number for number, code in enumerate(given.states)}

    def chances(self, known: dict[str, int], states: list[str], *, session: int) -> Floats:
        """Chances of no, abstain, yes for `states`, shape (len(states), 3), rows summing to 1, if they vote.

        known: state -> vote, of this roll call. session: when it is voted.
        A state without any past vote gets the mean of all states.
        """
        mask = np.zeros(len(self.given.states), dtype=bool)
        answers = np.full(len(mask), -1, dtype=np.int8)
        for code, vote in known.items():
            if code in self._index:
                mask[self._index[code]], answers[self._index[code]] = True, vote
        expected = self._regress(self._inverse_at(session), answers)
        calm = _calibrate(expected, self._calibration(session, mask))
        mean = calm[self.table.max(axis=0) >= 0].mean(axis=0)
        return np.array([calm[self._index[code]] if code in self._index else mean for code in states])

    def absence(self, states: list[str], *, session: int) -> Floats:
        """Chance that each state casts no vote, from its share of roll calls since it first voted, shape (n,)."""
        weight = self._weights(session)
        result = []
        for code in states:
            column = self.table[:, self._index[code]] if code in self._index else np.full(len(weight), -1)
            voted = column >= 0
            member = (
                self.given.session >= self.given.session[voted].min() if voted.any() else np.ones(len(weight), bool)
            )
            result.append((1 + weight[member & ~voted].sum()) / (2 + weight[member].sum()))
        return np.array(result)

    def reasons(self, known: dict[str, int], state: str, *, session: int, most: int = 3) -> list[Reason]:
        """The past roll calls in which the known states answered most alike and `state` voted."""
        if state not in self._index:
            return []
        known_here = {self._index[code]: vote for code, vote in known.items() if code in self._index}
        columns = np.array(sorted(known_here), dtype=np.int64)
        mine = np.array([known_here[int(column)] for column in columns], dtype=float) - 1.0
        past = self.table[:, columns].astype(float) - 1.0
        past[self.table[:, columns] < 0] = 0.0
        length = np.sqrt((past**2).sum(axis=1) * max((mine**2).sum(), 1e-9))
        likeness = np.divide(past @ mine, length, out=np.zeros(len(past)), where=length > 0)
        usable = (self.table[:, self._index[state]] >= 0) & (self.given.session <= session)
        order = np.lexsort((-self.given.session, -np.round(likeness, 3)))
        return [
            Reason(
                int(self.given.ids[row]),
                int(self.given.session[row]),
                float(likeness[row]),
                int(self.table[row, self._index[state]]),
            )
            for row in order[usable[order]][:most]
        ]

    def _weights(self, session: int) -> Floats:
        return np.asarray(0.5 ** (np.abs(session - self.given.session) / self.half_life))

    def _products(self, session: int, rows: NDArray[np.bool_]) -> Floats:
        channels = self.channels[rows]
        products = (channels * self._weights(session)[rows, None]).T @ channels
        penalty = np.full(len(products), self.ridge)
        penalty[-1] = 1e-3  # the constant is not shrunk
        return np.asarray(products + np.diag(penalty))

    def _inverse_at(self, session: int) -> Floats:
        if session not in self._inverse:
            self._inverse[session] = np.asarray(np.linalg.inv(self._products(session, self.complete)), dtype=float)
        return self._inverse[session]

    def _regress(self, inverse: Floats, answers: NDArray[np.int8]) -> Floats:
        """Expected channels of every state given the answers that are not -1, shape (states, 3)."""
        count = len(answers)
        channels = np.concatenate([*[(answers == code).astype(float) for code in range(3)], [1.0]])
        unknown = np.concatenate([np.flatnonzero(answers < 0) + code * count for code in range(3)])
        if len(unknown):
            channels[unknown] = -np.linalg.solve(inverse[np.ix_(unknown, unknown)], inverse[unknown] @ channels)
        return np.asarray(channels[:-1].reshape(3, count).T)

    def _calibration(self, session: int, mask: NDArray[np.bool_]) -> Floats:
        """Parameters of `_calibrate`, from roll calls near `session` masked as `mask` and set aside.

        Masks with about as many known states in sessions near each other share one calibration.
        """
        key = (session // SESSIONS_SHARING_A_LINK, round(10 * mask.mean()))
        if key not in self._sharpness:
            self._sharpness[key] = self._calibrate_on_past(session, mask)
        return self._sharpness[key]

    def _calibrate_on_past(self, session: int, mask: NDArray[np.bool_]) -> Floats:
        full = ((self.table >= 0) & ~mask).sum(axis=1) > 0.25 * (~mask).sum()
        known = ((self.table >= 0) & mask).sum(axis=1) >= 0.5 * mask.sum()
        rows = np.flatnonzero(full & known)
        folds = self._folds(session, rows)
        if not folds:
            return PLAIN_SHARES
        expected, truth = [], []
        for at, learnt, fold in folds:
            inverse = np.asarray(np.linalg.inv(self._products(at, learnt & self.complete)), dtype=float)
            for row in fold:
                asked = (self.table[row] >= 0) & ~mask
                expected.append(self._regress(inverse, np.where(mask, self.table[row], -1).astype(np.int8))[asked])
                truth.append(self.table[row, asked])
        return _fit_link(np.concatenate(expected), np.concatenate(truth).astype(np.int64))

    def _folds(self, session: int, rows: Integers) -> list[tuple[int, NDArray[np.bool_], Integers]]:
        """What to rehearse on: (session, roll calls learnt from, roll calls asked for), nearest first.

        A session with no such roll call yet is rehearsed forward in time, on the last sessions, each from those before
        it. Else the nearest roll calls are set aside a fifth at a time.
        """
        of_call = self.given.session
        sessions = np.unique(of_call[rows])
        if session not in sessions:
            past = [int(one) for one in sessions[sessions < session][::-1] if (of_call < one).mean() >= LEAST_LEARNT]
            return [
                (one, of_call < one, rows[of_call[rows] == one][:CALIBRATION_ROLL_CALLS]) for one in past[:REHEARSALS]
            ]
        rows = rows[np.argsort(np.abs(of_call[rows] - session), kind="stable")][:CALIBRATION_ROLL_CALLS]
        result = []
        for start in range(FOLDS if len(rows) >= LEAST_ROLL_CALLS else 0):
            learnt = np.ones(len(of_call), dtype=bool)
            learnt[rows[start::FOLDS]] = False
            result.append((session, learnt, rows[start::FOLDS]))
        return result


def _calibrate(expected: Floats, link: Floats) -> Floats:
    """Chances from expected channels, shape (n, 3): logits link[0] log(share) + link[1] expected + (link[2:], 0)."""
    share = np.clip(expected, LEAST_SHARE, None)
    share /= share.sum(axis=1, keepdims=True)
    logit = link[0] * np.log(share) + link[1] * np.clip(expected, -0.5, 1.5)
    logit[:, :2] += link[2:]
    raised = np.exp(logit - logit.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _fit_link(expected: Floats, vote: Integers) -> Floats:
    """The link of `_calibrate` that makes the votes likeliest, held lightly at the plain shares."""
    step = -(-len(vote) // MOST_VOTES_TO_FIT)
    expected, vote = expected[::step], vote[::step]
    chosen = np.arange(len(vote))

    def loss(link: Floats) -> float:
        likely = np.log(np.maximum(_calibrate(expected, link)[chosen, vote], 1e-9)).mean()
        return float(((link - PLAIN_SHARES) ** 2).sum() * 1e-4 - likely)

    return np.asarray(minimize(loss, PLAIN_SHARES, method="BFGS", options={"gtol": 1e-4}).x)
