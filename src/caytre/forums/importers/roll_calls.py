"""Roll-call votes from CSV, plain or gzip: `rcid, country_code, session, vote (yes|abstain|no)`; other columns are
passed over. Namibia's code `NA` is a string. Nothing is imported from a file with a fault.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from caytre.forums.engine.roll_calls import VOTES, RollCalls, roll_calls
from caytre.forums.errors import BadVotes


def read_roll_calls(path: Path) -> RollCalls:
    """All votes of a file. Raises BadVotes naming the line and the remedy."""
    return as_roll_calls(read_votes(path), path.name)


def read_votes(path: Path, *, columns: tuple[str, ...] = ("rcid", "country_code", "session", "vote")) -> pl.DataFrame:
    """Checked rows: rcid and session as integers, country_code as text, vote as one of yes, abstain, no."""
    frame = read_table(path, columns)
    frame = _numbers(frame, path.name, "rcid")
    _filled(frame, path.name, "country_code")
    if "session" in columns:
        frame = _numbers(frame, path.name, "session")
    if "vote" in columns:
        _votes(frame, path.name)
    return frame


def read_table(path: Path, columns: tuple[str, ...]) -> pl.DataFrame:
    """The named columns as text, with the line number of each row in `line`."""
    try:
        frame = pl.read_csv(path, infer_schema=False, encoding="utf8")
    except (OSError, pl.exceptions.PolarsError) as problem:
        reason = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise BadVotes(
            f"{path}: this is not a CSV file that can be read ({reason}). Save it as UTF-8 CSV."
        ) from problem
    frame = frame.rename({name: name.strip().lstrip("\ufeff") for name in frame.columns})
    if missing := [name for name in columns if name not in frame.columns]:
        raise BadVotes(
            f"{path.name}: no column {', '.join(missing)}; there are {', '.join(frame.columns[:12])}."
            f" The first line must name the columns {', '.join(columns)}."
        )
    return (
        frame.select(*columns).with_columns(pl.all().fill_null("").str.strip_chars()).with_row_index("line", offset=2)
    )


def as_roll_calls(frame: pl.DataFrame, name: str) -> RollCalls:
    """Rows of `read_votes` as arrays."""
    codes = frame["vote"].replace_strict(dict(zip(VOTES, range(3), strict=True)), return_dtype=pl.Int8)
    try:
        return roll_calls(
            frame["country_code"].to_list(),
            frame["rcid"].to_numpy().astype(np.int64),
            frame["session"].to_numpy().astype(np.int64),
            codes.to_numpy().astype(np.int8),
        )
    except ValueError as problem:
        raise BadVotes(f"{name}: {problem} Correct the file and give it again.") from problem


def read_bridges(path: Path) -> NDArray[np.int64]:
    """Pairs of roll calls on the same text (columns rcid1, rcid2), shape (k, 2)."""
    frame = read_table(path, ("rcid1", "rcid2"))
    for column in ("rcid1", "rcid2"):
        frame = _numbers(frame, path.name, column)
    return np.asarray(frame.select("rcid1", "rcid2").to_numpy().astype(np.int64))


def _numbers(frame: pl.DataFrame, name: str, column: str) -> pl.DataFrame:
    numbers = frame.with_columns(pl.col(column).cast(pl.Int64, strict=False).alias("number"))
    if len(wrong := numbers.filter(pl.col("number").is_null())):
        line, text = wrong["line"][0], wrong[column][0]
        raise BadVotes(
            f"{name}, line {line}, column '{column}': '{text}' is not a whole number. Correct it and try again."
        )
    return numbers.drop(column).rename({"number": column})


def _filled(frame: pl.DataFrame, name: str, column: str) -> None:
    if len(wrong := frame.filter(pl.col(column) == "")):
        raise BadVotes(f"{name}, line {wrong['line'][0]}, column '{column}' is empty. Fill it or remove the line.")


def _votes(frame: pl.DataFrame, name: str) -> None:
    if len(wrong := frame.filter(~pl.col("vote").is_in(VOTES))):
        line, vote = wrong["line"][0], wrong["vote"][0]
        near = get_close_matches(vote.lower(), VOTES, n=1)
        hint = f" Did you mean '{near[0]}'?" if near else " An absence has no line."
        raise BadVotes(f"{name}, line {line}, column 'vote': '{vote}' is not one of {', '.join(VOTES)}.{hint}")
