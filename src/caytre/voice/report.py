"""An opinion map in names, ready for a file or a page: participants, groups, statements, common ground."""

from __future__ import annotations

from typing import Any

from caytre.voice.engine.ballots import Ballots
from caytre.voice.engine.opinion import OpinionMap
from caytre.voice.engine.representative import Held


def in_names(votes: Ballots, found: OpinionMap) -> dict[str, Any]:
    """`participants`, `groups`, `statements`, `common_ground`, `silhouettes` and how the map was made."""
    table, sizes = votes.table(), found.group
    groups = range(len(found.centre))
    return {
        "participants": [
            {"participant": name, "group": int(group), "x": _short(place[0]), "y": _short(place[1])}
            for name, group, place in zip(votes.participants, found.group, found.place, strict=True)
            if group >= 0
        ],
        "groups": [
            {
                "group": group,
                "participants": int((sizes == group).sum()),
                "x": _short(found.centre[group, 0]),
                "y": _short(found.centre[group, 1]),
                "representative": [_held(votes, one) for one in found.representative[group]],
            }
            for group in groups
        ],
        "statements": [
            {
                "statement": name,
                "agree": int((table[:, index] == 1).sum()),
                "disagree": int((table[:, index] == -1).sum()),
                "pass": int((table[:, index] == 0).sum()),
                "moderated_out": bool(votes.moderated_out[index]),
                "meta": bool(votes.meta[index]),
                "group_aware_consensus": float(found.bridging[index]),
                "groups": [
                    {
                        "group": group,
                        "agree": int(found.counts.agree[group, index]),
                        "disagree": int(found.counts.disagree[group, index]),
                        "votes": int(found.counts.votes[group, index]),
                    }
                    for group in groups
                ],
            }
            for index, name in enumerate(votes.statements)
        ],
        "common_ground": [_held(votes, one) for one in found.common_ground],
        "silhouettes": {str(k): _short(value) for k, value in found.silhouettes.items()},
        "not_counted": [name for name, group in zip(votes.participants, found.group, strict=True) if group < 0],
        "replayed_in": found.steps,
    }


def _held(votes: Ballots, one: Held) -> dict[str, Any]:
    row: dict[str, Any] = {
        "statement": votes.statements[one.statement],
        "side": one.side,
        "successes": one.successes,
        "trials": one.trials,
        "share": _short(one.share),
        "share_test": _short(one.share_test),
    }
    if one.ratio is not None and one.ratio_test is not None:
        row |= {"ratio": _short(one.ratio), "ratio_test": _short(one.ratio_test), "leading": one.leading}
    return row


def _short(value: float) -> float:
    return round(float(value), 6)
