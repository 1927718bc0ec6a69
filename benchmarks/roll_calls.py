"""Ideal points and predicted votes on real roll calls: figures by the scorers, and MCMCpack beside ours in one run.

Needs the measuring data beside the project. `Rscript` with MCMCpack (Debian: r-cran-mcmcpack) is optional.
Run: python -m benchmarks.roll_calls
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

from caytre.forums.engine import VOTES, estimate_ideal_points
from caytre.forums.forecast import forecast
from caytre.forums.importers.roll_calls import as_roll_calls, read_bridges, read_votes

SHARED = Path(os.environ.get("CAYTRE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
UNGA = SHARED / "data" / "unga"
PEER_SESSION = 74
PEER = """
suppressMessages(library(MCMCpack)); votes <- as.matrix(read.csv("{table}", row.names = 1, na.strings = "missing"))
started <- proc.time()["elapsed"]
draws <- MCMCirt1d(votes, theta.constraints = list(US = "+"), burnin = 1000, mcmc = 10000, thin = 10, verbose = 0,
                   store.item = FALSE, seed = 1)
cat(proc.time()["elapsed"] - started, "\\n"); write.csv(colMeans(draws), "{output}")
"""


def scored(scorer: str, *files: Path) -> str:
    """The last line of a scorer: its figures."""
    command = [sys.executable, str(SHARED / "score" / scorer), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1]


def ideal_points(folder: Path) -> None:
    """All sessions at once."""
    started = time.perf_counter()
    votes = as_roll_calls(read_votes(UNGA / "un_votes.csv.gz"), "un_votes")
    found = estimate_ideal_points(votes, bridges=read_bridges(UNGA / "bridging.csv"))
    seconds = time.perf_counter() - started
    output = folder / "points.csv"
    columns = {"session": found.session, "country_code": found.state.tolist(), "ideal_point": found.point}
    pl.DataFrame(columns).write_csv(output)
    print(f"ideal points: {len(votes.vote)} votes, {found.rounds} rounds, converged={found.converged}, {seconds:.1f} s")
    print("  " + scored("score_ideal_points.py", UNGA / "ideal_points_published.csv", output))


def beside_mcmcpack(folder: Path) -> None:
    """One session: our correlation with the published points and our time, beside MCMCirt1d's."""
    if not shutil.which("Rscript"):
        print("MCMCpack: no Rscript on this machine, left out")
        return
    frame = read_votes(UNGA / "un_votes.csv.gz").filter(pl.col("session") == PEER_SESSION)
    published = pl.read_csv(UNGA / "ideal_points_published.csv", infer_schema_length=None, null_values=[])
    truth = dict(published.filter(pl.col("session") == PEER_SESSION).select("country_code", "IdealPoint").iter_rows())
    started = time.perf_counter()
    found = estimate_ideal_points(as_roll_calls(frame, "session"))
    ours = time.perf_counter() - started
    binary = frame.filter(pl.col("vote") != "abstain").with_columns((pl.col("vote") == "yes").cast(pl.Int8))
    wide = binary.pivot("rcid", index="country_code", values="vote")
    table, output, script = folder / "table.csv", folder / "peer.csv", folder / "peer.R"
    wide.write_csv(table, null_value="missing")
    script.write_text(PEER.format(table=table, output=output))
    run = subprocess.run(["Rscript", str(script)], capture_output=True, text=True, check=True)
    theirs = float(run.stdout.split()[-1])
    peer = {name.removeprefix("theta."): value for name, value in pl.read_csv(output).iter_rows()}

    def correlation(points: dict[str, float]) -> float:
        both = sorted(points.keys() & truth.keys())
        return float(np.corrcoef([points[code] for code in both], [truth[code] for code in both])[0, 1])

    mine = dict(zip(found.state.tolist(), found.point.tolist(), strict=True))
    print(
        f"session {PEER_SESSION}: ours r={correlation(mine):.4f} in {ours:.2f} s; MCMCirt1d r={correlation(peer):.4f} "
        f"in {theirs:.1f} s; ratio {theirs / ours:.0f}"
    )


def predictions(folder: Path) -> None:
    """A tenth of the cells of sessions 60 to 74 hidden; then a session of which 20 states are known."""
    votes = read_votes(UNGA / "un_votes.csv.gz").drop("line")
    random = np.random.default_rng(74)
    late = votes.filter(pl.col("session") >= 60)
    hidden = pl.Series(random.random(len(late)) < 0.1)
    one(folder, "random cells, sessions 60-74", late.filter(~hidden), late.filter(hidden))
    for session in (66, 70, 74):
        history = votes.filter(pl.col("session").is_between(session - 15, session - 1))
        here = votes.filter(pl.col("session") == session)
        known = random.choice(here["country_code"].unique().sort().to_numpy(), 20, replace=False).tolist()
        is_known = pl.col("country_code").is_in(known)
        one(folder, f"session {session}, 20 states known", history, here.filter(~is_known), here.filter(is_known))


def one(folder: Path, name: str, past: pl.DataFrame, asked: pl.DataFrame, known: pl.DataFrame | None = None) -> None:
    """Predict and score one set."""
    files = [folder / f"{part}.csv" for part in ("past", "known", "ask", "out")]
    past.write_csv(files[0])
    (known if known is not None else past.head(0)).write_csv(files[1])
    asked.select("rcid", "country_code", "vote").write_csv(files[2])
    started = time.perf_counter()
    forecast(*files[:3]).write_csv(files[3])
    print(f"{name}: {len(asked)} votes ({', '.join(VOTES)}) in {time.perf_counter() - started:.1f} s")
    print("  " + scored("score_votes.py", files[2], files[3]))


def main() -> None:
    """Everything, one line or two per measurement."""
    if not UNGA.is_dir():
        print(f"roll calls: there is no {UNGA.name} beside the project (CAYTRE_SHARED), left out")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ideal_points(folder)
        beside_mcmcpack(folder)
        predictions(folder)


if __name__ == "__main__":
    main()
