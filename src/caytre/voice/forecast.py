"""Files of votes in, a table of chances out: what `caytre voice predict` and a page would both call."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from caytre.voice.engine.ballots import Integers, ballots
from caytre.voice.engine.prediction import Votes, learn
from caytre.voice.importers.polis import read_questions, read_votes


def forecast(votes: Path, ask: Path) -> pl.DataFrame:
    """One row for each pair asked: voter-id, comment-id, p_agree.

    A voter or statement without votes is given what is known of the other. Raises BadBallots.
    """
    past, asked = read_votes(votes), read_questions(ask)
    moment = past["timestamp"].to_numpy() if past["timestamp"].null_count() == 0 else None
    cast = ballots(
        past["voter-id"].to_list(), past["comment-id"].to_list(), past["vote"].to_numpy().astype(np.int8), moment=moment
    )
    person, text = np.nonzero(~np.isnan(table := cast.table()))
    panel = learn(
        Votes(person, text, table[person, text].astype(np.int8)), len(cast.participants), len(cast.statements)
    )
    chance = panel.chance(
        _numbers(asked["voter-id"], cast.participants), _numbers(asked["comment-id"], cast.statements)
    )
    return asked.select("voter-id", "comment-id").with_columns(pl.Series("p_agree", chance))


def _numbers(names: pl.Series, known: tuple[str, ...]) -> Integers:
    """The number of each name, -1 where it was never seen."""
    number = {name: index for index, name in enumerate(known)}
    return np.array([number.get(name, -1) for name in names], dtype=np.int64)
