"""Groups of opinion: who votes alike, what each group holds, what bridges them."""

import json
from collections import Counter

import numpy as np
import pytest

from caytre.voice.engine import ballots, map_opinions
from caytre.voice.engine.clusters import carried_over, settle, silhouette, start
from caytre.voice.engine.representative import Counts, difference_test, group_aware_consensus, share_test
from tests.voice.simulated import a_talk


def cast(rows, **moderation):
    moment, statement, voter, vote = zip(*rows, strict=True)
    return ballots(list(voter), list(statement), np.array(vote), moment=np.array(moment, dtype=float), **moderation)


def partition(votes, found):
    """The groups as sets of names."""
    return {
        frozenset(name for name, group in zip(votes.participants, found.group, strict=True) if group == g)
        for g in range(len(found.centre))
    }


def truth(talk):
    return {frozenset(v for v, g in talk.group.items() if g == wanted) for wanted in set(talk.group.values())}


@pytest.mark.parametrize("groups", [2, 3])
@pytest.mark.parametrize("voters", [60, 150])
def test_people_who_vote_alike_are_one_group_also_where_there_are_more_than_a_hundred(groups, voters):
    talk = a_talk(voters=voters, groups=groups)
    votes = cast(talk.rows)

    assert partition(votes, map_opinions(votes)) == truth(talk)


def test_what_everybody_agrees_with_leads_the_common_ground_and_what_all_reject_is_told_apart():
    votes = cast(a_talk().rows)

    found = map_opinions(votes)

    agreed = [votes.statements[one.statement] for one in found.common_ground if one.side == "agree"]
    rejected = [votes.statements[one.statement] for one in found.common_ground if one.side == "disagree"]
    assert agreed[0] == "0"
    assert rejected[0] == "1"
    assert votes.statements[int(found.bridging.argmax())] == "0"


def test_what_speaks_for_a_group_is_what_it_votes_for_and_the_others_do_not():
    talk = a_talk()
    votes = cast(talk.rows)

    found = map_opinions(votes)

    for group, held in enumerate(found.representative):
        assert 1 <= len(held) <= 5
        for one in held:
            chosen = found.counts.agree if one.side == "agree" else found.counts.disagree
            share = chosen[:, one.statement] / found.counts.votes[:, one.statement]
            assert share[group] > 0.5 > share[1 - group]
        assert [one.side for one in held] == sorted(one.side for one in held)  # agreed ones first


def test_a_statement_that_the_moderators_took_out_speaks_for_nobody():
    talk = a_talk()
    found = map_opinions(cast(talk.rows))
    votes = cast(talk.rows)
    spoke = {votes.statements[one.statement] for held in found.representative for one in held} | {"0", "1"}

    again = map_opinions(moderated := cast(talk.rows, moderated_out=spoke))

    speaks = {
        moderated.statements[one.statement] for held in [*again.representative, again.common_ground] for one in held
    }
    assert speaks
    assert not speaks & spoke


def test_a_statement_about_the_voter_counts_as_taken_out():
    votes = cast(a_talk().rows, meta={"0"})

    found = map_opinions(votes)

    assert "0" not in {votes.statements[one.statement] for one in found.common_ground}


def test_who_votes_fewer_than_seven_times_is_in_no_group():
    rows = a_talk().rows
    rows += [(10**9 + i, str(i), "passer-by", 1) for i in range(6)]
    votes = cast(rows)

    found = map_opinions(votes)

    assert found.group[votes.participants.index("passer-by")] == -1
    assert np.isnan(found.place[votes.participants.index("passer-by")]).all()


def test_who_once_voted_on_all_there_was_goes_on_counting():
    early = [
        (i, str(i % 3), f"early{i // 3}", 1 - 2 * (i // 3 % 2)) for i in range(60)
    ]  # three statements, all voted on
    later = [(10**6 + t, s, v, x) for t, s, v, x in a_talk().rows]
    votes = cast(early + later)

    found = map_opinions(votes, steps=len(votes.vote))

    assert found.group[votes.participants.index("early0")] >= 0


def test_a_later_vote_replaces_the_earlier_whatever_the_order_of_rows():
    rows = [(5, "0", "a", -1), (1, "0", "a", 1), (2, "1", "a", 0)]

    assert cast(rows).table().tolist() == [[-1.0, 0.0]]


def test_the_same_votes_give_the_same_map():
    votes = cast(a_talk(voters=120).rows)

    assert (map_opinions(votes).group == map_opinions(votes).group).all()


def test_people_who_all_vote_the_same_are_not_divided():
    rows = [(i, str(i % 8), str(i // 8), 1) for i in range(160)]

    with pytest.raises(ValueError, match="one place"):
        map_opinions(cast(rows))


def test_tests_of_shares_by_hand():
    assert share_test(np.array([8.0]), np.array([8.0]))[0] == pytest.approx(3.0)  # 2 sqrt(9) (9/9 - 1/2)
    inside, outside, here, there = (np.array([x]) for x in (8.0, 2.0, 8.0, 8.0))
    pooled = 12 / 18
    by_hand = (9 / 9 - 3 / 9) / (pooled * (1 - pooled) * (1 / 9 + 1 / 9)) ** 0.5
    assert difference_test(inside, outside, here, there)[0] == pytest.approx(by_hand)
    assert difference_test(here, there, here, there)[0] == 0


def test_group_aware_consensus_asks_every_group():
    all_but_one = Counts(np.array([[8.0], [0.0]]), np.zeros((2, 1)), np.array([[8.0], [8.0]]))

    assert group_aware_consensus(all_but_one)[0] == pytest.approx(9 / 10 * 1 / 10)


def test_silhouette_by_hand():
    points, label = np.array([[0.0, 0.0], [2.0, 0.0], [10.0, 0.0]]), np.array([0, 0, 1])

    # 1 - 2/10, 1 - 2/8, and 0 for the one alone
    assert silhouette(points, label) == pytest.approx((0.8 + 0.75 + 0) / 3)


def test_a_cluster_keeps_its_id_when_its_members_move_and_a_newcomer_gets_the_next():
    before = np.array([[0.0, 0.0], [5.0, 0.0]])
    first = settle(before, start(before, 5), rounds=10)
    after = np.array([[1.0, 0.0], [6.0, 0.0], [20.0, 0.0]])

    second = settle(after, carried_over(after, first.ids, np.array([0, 1, -1]), 5), rounds=10)

    assert second.ids.tolist() == [0, 1, 2]
    assert second.centre.tolist() == after.tolist()


def test_clusters_that_meet_become_one_under_the_id_of_the_larger():
    points = np.array([[1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [9.0, 9.0]])

    met = carried_over(points, np.array([4, 7, 9]), np.array([0, 1, 1, 2]), 3)

    assert met.ids.tolist() == [7, 9]
    assert met.label.tolist() == [0, 0, 0, 1]


@pytest.mark.shared
@pytest.mark.parametrize(
    "fixture",
    ["150ptpt-3gp-no-strict-no-meta", "25ptpt-3gp-no-strict-with-meta", "50ptpt-3gp-strict-no-meta", "below-100-ptpts"],
)
def test_groups_statements_and_consensus_are_those_of_the_server_of_polis(shared, fixture):
    from caytre.voice.importers.polis import read_ballots

    folder = shared / "data" / "voice" / "polis_math" / fixture
    server = json.loads((folder / "math-pca2.json").read_text(encoding="utf-8"))
    bases = dict(zip(server["base-clusters"]["id"], server["base-clusters"]["members"], strict=True))
    theirs = [
        (group["id"], {str(p) for base in group["members"] for p in bases[base]}) for group in server["group-clusters"]
    ]
    votes = read_ballots(folder / "votes.json", folder / "comments.json")

    found = map_opinions(votes)

    ours = [{votes.participants[i] for i in np.flatnonzero(found.group == g)} for g in range(len(found.centre))]
    assert Counter(map(frozenset, ours)) == Counter(frozenset(members) for _, members in theirs)
    for group, members in enumerate(ours):
        partner = next(identifier for identifier, those in theirs if those == members)
        published = [(str(one["tid"]), one["repful-for"]) for one in server["repness"][str(partner)]]
        assert [(votes.statements[one.statement], one.side) for one in found.representative[group]] == published
    for index, name in enumerate(votes.statements):
        assert found.bridging[index] == pytest.approx(server["group-aware-consensus"][name], abs=1e-9)
