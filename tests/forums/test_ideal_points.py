"""Where states stand: the estimate against worlds whose truth is known, and what it refuses."""

import numpy as np
import pytest

from caytre.forums.engine import NO, YES, estimate_ideal_points, roll_calls
from tests.forums.simulated import a_world, rows_of, votes_from


def test_positions_come_back_from_votes_made_of_them():
    world = a_world()

    found = estimate_ideal_points(world.votes, bridges=world.bridges, anchor="S00")

    truth = world.truth[[world.votes.states.index(state) for state in found.state], found.session - 1]
    assert found.converged
    for session in range(1, 7):
        here = found.session == session
        assert np.corrcoef(found.point[here], truth[here])[0, 1] > 0.95
    assert np.corrcoef(found.point, truth)[0, 1] > 0.95


def test_turning_every_vote_round_leaves_the_positions_since_the_anchor_keeps_its_side():
    votes = a_world(sessions=2).votes
    turned = votes_from([(state, rcid, session, 2 - vote) for state, rcid, session, vote in rows_of(votes)])

    plain = estimate_ideal_points(votes, anchor="S00", tolerance=1e-5)
    mirrored = estimate_ideal_points(turned, anchor="S00", tolerance=1e-5)

    assert plain.point[plain.state == "S00"].mean() > 0
    assert np.allclose(plain.point, mirrored.point, atol=0.01)


def test_nine_of_ten_intervals_or_more_cover_the_truth_once_scales_are_matched():
    covered = []
    for seed in range(4):
        world = a_world(seed=seed, sessions=4, per_session=80)
        found = estimate_ideal_points(world.votes, bridges=world.bridges, anchor="S00")
        truth = world.truth[[world.votes.states.index(state) for state in found.state], found.session - 1]
        slope, origin = np.polyfit(truth, found.point, 1)
        on_scale = slope * truth + origin
        covered.append(((found.lower <= on_scale) & (on_scale <= found.upper)).mean())

    assert 0.90 <= np.mean(covered) <= 0.99


def test_a_state_with_fewer_votes_gets_a_wider_interval():
    rows = rows_of(a_world(sessions=1).votes)
    fewer = votes_from([row for row in rows if row[0] != "S05" or row[1] < 1008])

    found = estimate_ideal_points(fewer, anchor="S00")

    width = found.upper - found.lower
    assert width[found.state == "S05"][0] > 1.5 * np.median(width)


def test_a_state_out_of_a_session_has_no_position_there():
    rows = rows_of(a_world(sessions=3).votes)

    found = estimate_ideal_points(votes_from([row for row in rows if row[0] != "S03" or row[2] != 2]), anchor="S00")

    assert sorted(found.session[found.state == "S03"]) == [1, 3]


def test_a_roll_call_without_dissent_hardly_moves_anyone():
    votes = a_world(sessions=1).votes
    with_unanimous = votes_from(rows_of(votes) + [(state, 9999, 1, YES) for state in votes.states])

    before = estimate_ideal_points(votes, anchor="S00")
    after = estimate_ideal_points(with_unanimous, anchor="S00")

    assert np.corrcoef(before.point, after.point)[0, 1] > 0.999


@pytest.mark.parametrize(
    "rows",
    [[("VN", 1, 1, NO), ("LA", 1, 1, NO)], [("VN", 1, 1, NO), ("VN", 2, 1, YES)]],
    ids=["no dissent anywhere", "one state only"],
)
def test_votes_that_tell_no_states_apart_are_refused(rows):
    with pytest.raises(ValueError, match="In no roll call do votes differ"):
        estimate_ideal_points(votes_from(rows))


def test_no_votes_at_all_are_refused():
    none = np.array([], dtype=np.int64)

    with pytest.raises(ValueError, match="There is no vote"):
        estimate_ideal_points(roll_calls([], none, none, none.astype(np.int8)))


def test_a_state_that_votes_twice_is_named():
    with pytest.raises(ValueError, match="State VN votes twice in roll call 7"):
        votes_from([("VN", 7, 1, NO), ("VN", 7, 1, YES)])


def test_a_roll_call_in_two_sessions_is_named():
    with pytest.raises(ValueError, match="Roll call 7 stands in two sessions, 1 and 2"):
        votes_from([("VN", 7, 1, NO), ("LA", 7, 2, YES)])
