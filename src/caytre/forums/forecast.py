"""From files of past, known and asked-for votes to a table of chances: what the shell and the API call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl

from caytre.forums.engine.prediction import VotePredictor
from caytre.forums.engine.roll_calls import ABSTAIN, NO, VOTES, YES
from caytre.forums.importers.roll_calls import as_roll_calls, read_votes


def forecast(
    votes: Path,
    known: Path,
    ask: Path,
    *,
    reasons: bool = False,
    progress: Callable[[int, float], None] | None = None,
) -> pl.DataFrame:
    """Rows rcid, country_code, p_yes, p_abstain, p_no, p_absent (and `reasons`), in the order of `ask`.

    The session of a roll call is the one that `known` (if it has that column) or `votes` gives it, else the one after
    the last. Raises BadVotes.
    """
    past = read_votes(votes)
    following = int(past["session"].max()) + 1 if len(past) else 1  # type: ignore[arg-type]
    sessions = dict(past.select("rcid", "session").unique().iter_rows())
    now = read_votes(known, columns=("rcid", "country_code", "vote"))
    if "session" in pl.read_csv(known, n_rows=0).columns:
        sessions |= dict(read_votes(known).select("rcid", "session").unique().iter_rows())
    asked = read_votes(ask, columns=("rcid", "country_code"))
    now = now.with_columns(pl.col("rcid").replace_strict(sessions, default=following).alias("session"))
    given = pl.concat(
        [past.select("rcid", "country_code", "session", "vote"), now.select("rcid", "country_code", "session", "vote")]
    )
    predictor = VotePredictor(as_roll_calls(given.unique(maintain_order=True), f"{votes.name} with {known.name}"))

    of_call: dict[int, dict[str, int]] = {}
    in_question = set(asked["rcid"].unique())
    for rcid, state, _, vote in given.filter(pl.col("rcid").is_in(in_question)).iter_rows():
        of_call.setdefault(rcid, {})[state] = VOTES.index(vote)
    parts = []
    groups = asked.group_by("rcid", maintain_order=True)
    for number, ((rcid,), group) in enumerate(groups, 1):
        states, session = group["country_code"].to_list(), sessions.get(rcid, following)  # type: ignore[arg-type]
        answers = of_call.get(rcid, {})  # type: ignore[arg-type]
        chances = predictor.chances(answers, states, session=session)
        part = group.with_columns(
            pl.Series("p_yes", chances[:, YES]),
            pl.Series("p_abstain", chances[:, ABSTAIN]),
            pl.Series("p_no", chances[:, NO]),
            pl.Series("p_absent", predictor.absence(states, session=session)),
        )
        if reasons:
            cited = [predictor.reasons(answers, state, session=session) for state in states]
            part = part.with_columns(
                pl.Series(
                    "reasons", ["; ".join(f"{r.rcid} {VOTES[r.vote]} ({r.likeness:.2f})" for r in row) for row in cited]
                )
            )
        parts.append(part)
        if progress:
            progress(number, len(in_question))
    if not parts:
        columns = ("rcid", "country_code", "p_yes", "p_abstain", "p_no", "p_absent")
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    return pl.concat(parts).sort("line").select("rcid", pl.exclude("rcid", "line"))
