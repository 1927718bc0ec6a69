"""Groups of opinion beside those of Polis's own server, and predicted votes on real conversations, by the scorers.

For each fixture with the server's mathematics: the scorer's figures for groups, representative statements that are
the same (statement and side, group for group), the largest difference of group-aware consensus, and whether the
common ground is the same. For each exported conversation: the scorer's figures for groups against those exported
(years ago, by earlier versions of the server) and the time. Then a tenth of the votes hidden and predicted.
Needs the measuring data beside the project. Run: python -m benchmarks.opinion
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the shell door does, before numpy is imported

import numpy as np
import polars as pl

from caytre.voice.engine import map_opinions
from caytre.voice.forecast import forecast
from caytre.voice.importers.polis import read_ballots, read_votes
from caytre.voice.report import in_names

SHARED = Path(os.environ.get("CAYTRE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
VOICE = SHARED / "data" / "voice"
PREDICTED = ("vtaiwan.uberx", "american-assembly.bowling-green", "brexit-consensus")
HIDDEN = 0.1
SPLITS = (0, 1, 2)


def scored(what: str, truth: Path, found: Path) -> str:
    """The last line of the scorer: its figures."""
    command = [sys.executable, str(SHARED / "score" / "score_opinion.py"), what, str(truth), str(found)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1]


def mapped(votes: Path, comments: Path, output: Path) -> tuple[dict[str, Any], str]:
    """The report on a file, its groups written for the scorer, and a line on how it was made."""
    cast = read_ballots(votes, comments)
    started = time.perf_counter()
    found = map_opinions(cast)
    seconds = time.perf_counter() - started
    report = in_names(cast, found)
    pl.DataFrame(report["participants"]).select("participant", "group").write_csv(output)
    return (
        report,
        f"{len(cast.participants)} participants, {len(cast.vote)} votes, {found.steps} steps, {seconds:.2f} s",
    )


def beside_the_server(report: dict[str, Any], server: dict[str, Any]) -> str:
    """Representative statements, group-aware consensus and common ground against the server's."""
    bases = dict(zip(server["base-clusters"]["id"], server["base-clusters"]["members"], strict=True))
    theirs = {
        str(person): group["id"]
        for group in server["group-clusters"]
        for base in group["members"]
        for person in bases[base]
    }
    meeting = Counter((row["group"], theirs.get(row["participant"])) for row in report["participants"])
    same = total = 0
    for group in report["groups"]:
        partner = max(
            (n, their) for (ours, their), n in meeting.items() if ours == group["group"] and their is not None
        )
        ours = {(one["statement"], one["side"]) for one in group["representative"]}
        published = {(str(one["tid"]), one["repful-for"]) for one in server["repness"][str(partner[1])]}
        same, total = same + len(ours & published), total + len(published)
    bridging = {row["statement"]: row["group_aware_consensus"] for row in report["statements"]}
    apart = max(
        abs(bridging[name] - value) for name, value in server["group-aware-consensus"].items() if name in bridging
    )
    common = [(one["statement"], one["side"]) for one in report["common_ground"]]
    published_common = [(str(one["tid"]), side) for side in ("agree", "disagree") for one in server["consensus"][side]]
    return (
        f"representative {same}/{total}, group-aware consensus differs by at most {apart:.1e}, "
        f"common ground {'the same' if common == published_common else 'differs'}"
    )


def groups(folder: Path) -> None:
    """Every fixture, every exported conversation."""
    output = folder / "groups.csv"
    for fixture in sorted((VOICE / "polis_math").iterdir()):
        truth = fixture / "math-pca2.json"
        report, line = mapped(fixture / "votes.json", fixture / "comments.json", output)
        print(f"{fixture.name}: {line}\n  {scored('groups', truth, output)}")
        print("  " + beside_the_server(report, json.loads(truth.read_text(encoding="utf-8"))), flush=True)
    for conversation in sorted((VOICE / "polis").iterdir()):
        _, line = mapped(conversation / "votes.csv.gz", conversation / "comments.csv", output)
        print(f"{conversation.name}: {line}")
        print("  " + scored("groups", conversation / "participants-votes.csv.gz", output), flush=True)


def predictions(folder: Path) -> None:
    """A tenth of the last votes of each pair hidden, three times."""
    past, ask, output = (folder / f"{name}.csv" for name in ("past", "ask", "out"))
    for name in PREDICTED:
        votes = read_votes(VOICE / "polis" / name / "votes.csv.gz").select("comment-id", "voter-id", "vote")
        votes = votes.unique(["comment-id", "voter-id"], keep="last", maintain_order=True)
        for split in SPLITS:
            hidden = pl.Series(np.random.default_rng(split).random(len(votes)) < HIDDEN)
            votes.filter(~hidden).write_csv(past)
            votes.filter(hidden).write_csv(ask)
            started = time.perf_counter()
            forecast(past, ask).write_csv(output)
            print(
                f"{name}, split {split}: {time.perf_counter() - started:.1f} s  {scored('heldout', ask, output)}",
                flush=True,
            )


def main() -> None:
    """Everything."""
    if not VOICE.is_dir():
        print(f"opinion: there is no {VOICE.name} beside the project (CAYTRE_SHARED), left out")
        return
    with tempfile.TemporaryDirectory() as name:
        groups(Path(name))
        predictions(Path(name))


if __name__ == "__main__":
    main()
