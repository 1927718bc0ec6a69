"""How they will vote: chances that are chances, that learn, that are calibrated, and that say why."""

import numpy as np

from caytre.forums.engine.prediction import VotePredictor
from caytre.forums.engine.roll_calls import NO, YES
from tests.forums.simulated import a_world, rows_of, votes_from


def asked_and_given(*, known_states=20, sessions=5):
    """The last session of a world, of which only some states are known; the rest is asked for."""
    rows = rows_of(a_world(sessions=sessions, per_session=80, absent=0.05, sharpness=3.0).votes)
    known = {f"S{i:02}" for i in range(known_states)}
    given = [row for row in rows if row[2] < sessions or row[0] in known]
    asked = [row for row in rows if row[2] == sessions and row[0] not in known]
    return votes_from(given), asked, sessions


def chances_of_all(predictor, asked, session):
    """Chances and truth of every asked vote, roll call by roll call."""
    table, row_of = predictor.table, {int(rcid): row for row, rcid in enumerate(predictor.given.ids)}
    chances, truth = [], []
    for rcid in sorted({row[1] for row in asked}):
        states = [row[0] for row in asked if row[1] == rcid]
        answers = table[row_of[rcid]]
        known = {code: int(vote) for code, vote in zip(predictor.given.states, answers, strict=True) if vote >= 0}
        chances.append(predictor.chances(known, states, session=session))
        truth += [row[3] for row in asked if row[1] == rcid]
    return np.concatenate(chances), np.array(truth)


def test_chances_sum_to_one_and_beat_the_most_frequent_vote_of_the_known_states():
    given, asked, session = asked_and_given()

    chances, truth = chances_of_all(VotePredictor(given), asked, session)

    known = {}
    for _, rcid, of_session, vote in rows_of(given):
        if of_session == session:
            known.setdefault(rcid, []).append(vote)
    majority = np.array([np.bincount(known[row[1]]).argmax() for row in sorted(asked, key=lambda row: row[1])])
    assert np.allclose(chances.sum(axis=1), 1)
    assert (chances >= 0).all()
    assert (chances.argmax(axis=1) == truth).mean() > (majority == truth).mean() + 0.05


def test_chances_are_calibrated_on_a_session_the_model_has_not_seen():
    given, asked, session = asked_and_given()

    chances, truth = chances_of_all(VotePredictor(given), asked, session)

    sure, right = chances.max(axis=1), chances.argmax(axis=1) == truth
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins))
    assert error < 0.06


def test_two_states_that_always_vote_alike_are_expected_to_do_so_again():
    rows = [
        row
        for call in range(60)
        for row in [
            ("AA", call, 1, 2 * (call % 2)),
            ("BB", call, 1, 2 * (call % 2)),
            ("CC", call, 1, 2 * (call % 3 > 0)),
        ]
    ]
    predictor = VotePredictor(votes_from(rows), ridge=1.0)

    chances = predictor.chances({"AA": NO}, ["BB"], session=2)

    assert chances[0].argmax() == NO
    assert chances[0, NO] > 0.8


def test_a_state_never_seen_gets_the_mean_of_all():
    given, _, session = asked_and_given()

    chances = VotePredictor(given).chances({"S01": YES}, ["ZZ"], session=session)

    assert chances.shape == (1, 3)
    assert np.isclose(chances.sum(), 1)


def test_the_reason_cites_past_roll_calls_in_which_the_known_states_answered_alike():
    rows = [
        ("AA", 1, 1, YES),
        ("BB", 1, 1, YES),
        ("CC", 1, 1, NO),
        ("AA", 2, 1, NO),
        ("BB", 2, 1, NO),
        ("CC", 2, 1, YES),
    ]
    predictor = VotePredictor(votes_from(rows))

    reasons = predictor.reasons({"AA": YES, "BB": YES}, "CC", session=2)

    assert reasons[0].rcid == 1
    assert reasons[0].vote == NO
    assert reasons[0].likeness == 1.0


def test_a_state_that_often_stays_away_is_expected_to_stay_away():
    rows = [("AA", call, 1, YES) for call in range(40)] + [("BB", call, 1, YES) for call in range(0, 40, 4)]

    absence = VotePredictor(votes_from(rows)).absence(["AA", "BB"], session=1)

    assert absence[0] < 0.05
    assert 0.6 < absence[1] < 0.8
