"""Votes not cast yet: what is known of the voter and of the statement."""

import numpy as np
import pytest

from caytre.voice.engine.prediction import Settings, Votes, fit, learn, passes_apart, surprise
from tests.voice.simulated import a_talk


def votes_of(talk):
    person = np.array([int(voter) for _, _, voter, _ in talk.rows])
    text = np.array([int(statement) for _, statement, _, _ in talk.rows])
    return Votes(person, text, np.array([vote for *_, vote in talk.rows], dtype=np.int8))


def test_hidden_votes_of_two_camps_are_told_far_better_than_by_each_statements_mean():
    votes = votes_of(a_talk(voters=80, statements=40))
    hidden = np.random.default_rng(1).random(len(votes.vote)) < 0.15
    asked, past = votes.part(hidden & (votes.vote != 0)), votes.part(~hidden)
    agree = np.bincount(past.statement, past.vote == 1, 40)
    mean = (agree + 1) / (np.bincount(past.statement, minlength=40) + 2)

    chance = learn(past, 80, 40).chance(asked.participant, asked.statement)

    assert surprise(chance, asked.vote) < 0.7 * surprise(mean[asked.statement], asked.vote)


def test_a_voter_never_seen_gets_what_others_think_of_the_statement():
    panel = learn(votes_of(a_talk()), 60, 30)

    liked, rejected = panel.chance(np.array([-1, -1]), np.array([0, 1]))

    assert liked > 0.8
    assert rejected < 0.2


def test_a_statement_never_seen_and_a_voter_never_seen_get_the_average_of_all():
    votes = votes_of(a_talk())
    panel = learn(votes, 60, 30)

    chance = panel.chance(np.array([-1]), np.array([-1]))

    assert chance[0] == pytest.approx((votes.vote.mean() + 1) / 2, abs=0.05)


def test_passing_is_a_question_of_its_own_and_no_answer_to_the_statement():
    votes = Votes(np.array([4, 4]), np.array([0, 2]), np.array([0, -1], dtype=np.int8))

    apart = passes_apart(votes, 3)

    rows = zip(apart.participant.tolist(), apart.statement.tolist(), apart.vote.tolist(), strict=True)
    assert sorted(rows) == [(4, 2, -1), (4, 3, -1), (4, 5, 1)]


def test_the_fit_stands_where_no_single_unknown_can_be_moved_to_advantage():
    """The slow twin: the log-posterior by its definition, at the mode and beside it."""
    votes = votes_of(a_talk(voters=20, statements=12))
    settings = Settings(1, 0.6)
    model = fit(votes, 20, 12, settings)
    spread = np.array([settings.spread, settings.leaning]), np.array([settings.spread, settings.appeal])

    def log_posterior(person, text):
        odds = model.level + person[votes.participant, 1] + text[votes.statement, 1]
        odds = odds + person[votes.participant, 0] * text[votes.statement, 0]
        target = (votes.vote + 1) / 2
        likelihood = (target * odds - np.logaddexp(0, odds)).sum()
        return likelihood - ((person / spread[0]) ** 2).sum() / 2 - ((text / spread[1]) ** 2).sum() / 2

    best = log_posterior(model.person, model.text)
    for row in range(20):
        for column in range(2):
            for move in (-0.1, 0.1):
                person = model.person.copy()
                person[row, column] += move
                assert log_posterior(person, model.text) < best


def test_without_votes_there_is_nothing_to_learn_from():
    empty = Votes(np.zeros(0, dtype=int), np.zeros(0, dtype=int), np.zeros(0, dtype=np.int8))

    with pytest.raises(ValueError, match="no vote"):
        learn(empty, 0, 0)
