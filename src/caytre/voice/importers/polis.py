"""Votes in the formats of Polis: its CSV export (timestamp, comment-id, voter-id, vote) and its server's JSON.

A vote is 1 agree, 0 pass, -1 disagree. Beside the votes may lie `comments.csv` or `comments.json`, which says what
the moderators took out and which statements are only about the voter. Nothing is imported from a file with a fault.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from caytre.voice.engine.ballots import Ballots, ballots
from caytre.voice.errors import BadBallots

VOTE_WORDS = "1 (agree), 0 (pass) or -1 (disagree)"
JSON_NAMES = {  # the server's names through the years
    "voter-id": ("participant_id", "pid"),
    "comment-id": ("statement_id", "tid", "comment_id"),
    "vote": ("vote",),
    "timestamp": ("modified", "created"),
}


def read_ballots(path: Path, comments: Path | None = None) -> Ballots:
    """All votes of a file, with what the moderators took out. Raises BadBallots naming the row and the remedy."""
    frame = read_votes(path)
    out, meta = read_moderation(comments) if comments else (set(), set())
    moment = frame["timestamp"].to_numpy() if frame["timestamp"].null_count() == 0 else None
    return ballots(
        frame["voter-id"].to_list(),
        frame["comment-id"].to_list(),
        frame["vote"].to_numpy().astype(np.int8),
        moment=moment,
        moderated_out=out,
        meta=meta,
    )


def read_votes(path: Path) -> pl.DataFrame:
    """Checked rows: row, voter-id and comment-id as text, vote as -1, 0 or 1, timestamp in ms or null."""
    frame, word = _read(path, ("voter-id", "comment-id", "vote"))
    for column in ("voter-id", "comment-id"):
        _filled(frame, path.name, word, column)
    number = frame["vote"].cast(pl.Float64, strict=False)
    if (wrong := frame.filter(number.is_null() | ~number.is_in([-1.0, 0.0, 1.0]))).height:
        raise BadBallots(
            f"{path.name}, {word} {wrong['row'][0]}, 'vote': '{wrong['vote'][0]}' is not one of {VOTE_WORDS}."
            " Correct it and try again."
        )
    if "timestamp" not in frame.columns:
        frame = frame.with_columns(pl.lit("").alias("timestamp"))
    moment = frame["timestamp"].cast(pl.Float64, strict=False)
    if (wrong := frame.filter(moment.is_null() & (frame["timestamp"] != ""))).height:
        raise BadBallots(
            f"{path.name}, {word} {wrong['row'][0]}, 'timestamp': '{wrong['timestamp'][0]}' is not a number of"
            " milliseconds since 1970. Correct it, or leave the column out."
        )
    if not frame.height:
        raise BadBallots(f"{path.name}: there is no vote in this file.")
    return frame.with_columns(number.cast(pl.Int8).alias("vote"), moment.alias("timestamp"))


def read_questions(path: Path) -> pl.DataFrame:
    """Pairs asked for: row, voter-id, comment-id; further columns are passed over."""
    frame, word = _read(path, ("voter-id", "comment-id"))
    for column in ("voter-id", "comment-id"):
        _filled(frame, path.name, word, column)
    return frame


def read_moderation(path: Path) -> tuple[set[str], set[str]]:
    """Ids of the statements that the moderators took out, and of those that are about the voter."""
    if path.suffix == ".json":
        rows = _rows_of_json(path)
        names = ("statement_id", "tid", "comment_id")
        key = next((name for name in names if rows and name in rows[0]), "statement_id")
        found = [(str(row.get(key)), row.get("moderated", row.get("mod")), row.get("is_meta")) for row in rows]
    else:
        frame = _table(path)
        _columns(frame, path, ("comment-id", "moderated"))
        meta = frame["is-meta"] if "is-meta" in frame.columns else pl.repeat("", frame.height, eager=True)
        found = list(zip(frame["comment-id"], frame["moderated"], meta, strict=True))
    out = {str(name) for name, moderated, _ in found if str(moderated).strip() == "-1"}
    return out, {str(name) for name, _, about in found if str(about).strip().lower() in ("true", "1")}


def _read(path: Path, columns: tuple[str, ...]) -> tuple[pl.DataFrame, str]:
    """The file's columns as text with the number of each row, and what a row is called there."""
    if path.suffix == ".json":
        frame, word = _from_json(path), "entry"
    else:
        frame, word = _table(path), "line"
    _columns(frame, path, columns)
    kept = [*columns, *(["timestamp"] if "timestamp" in frame.columns else [])]
    frame = frame.select(kept).with_columns(pl.all().fill_null("").str.strip_chars())
    return frame.with_row_index("row", offset=1 if word == "entry" else 2), word


def _table(path: Path) -> pl.DataFrame:
    try:
        frame = pl.read_csv(path, infer_schema=False, encoding="utf8")
    except (OSError, pl.exceptions.PolarsError) as problem:
        reason = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise BadBallots(
            f"{path}: this is not a CSV file that can be read ({reason}). Save it as UTF-8 CSV."
        ) from problem
    return frame.rename({name: name.strip().lstrip("\ufeff") for name in frame.columns})


def _columns(frame: pl.DataFrame, path: Path, columns: tuple[str, ...]) -> None:
    if missing := [name for name in columns if name not in frame.columns]:
        raise BadBallots(
            f"{path.name}: no column {', '.join(missing)}; there are {', '.join(frame.columns[:12])}."
            f" The first line must name the columns {', '.join(columns)}."
        )


def _rows_of_json(path: Path) -> list[dict[str, Any]]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise BadBallots(f"{path}: this is not a JSON file that can be read ({problem}).") from problem
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadBallots(f"{path.name}: a list of objects is needed, one for each vote or statement.")
    return rows


def _from_json(path: Path) -> pl.DataFrame:
    """The server's names turned into those of the CSV export."""
    rows = _rows_of_json(path)
    columns: dict[str, list[str]] = {}
    for column, names in JSON_NAMES.items():
        name = next((name for name in names if any(name in row for row in rows)), None)
        if name is None and column != "timestamp" and rows:
            raise BadBallots(f"{path.name}: no entry has {' or '.join(names)}; it has {', '.join(rows[0])}.")
        if name is not None:
            columns[column] = ["" if row.get(name) is None else str(row[name]) for row in rows]
    if not rows:
        raise BadBallots(f"{path.name}: there is no vote in this file.")
    return pl.DataFrame(columns)


def _filled(frame: pl.DataFrame, name: str, word: str, column: str) -> None:
    if (wrong := frame.filter(pl.col(column) == "")).height:
        raise BadBallots(f"{name}, {word} {wrong['row'][0]}, '{column}' is empty. Fill it or remove the row.")
