"""`caytre voice opinion | predict`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

# Many small products: on a busy machine threads wait for each other far longer than they work.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}

commands = typer.Typer(no_args_is_help=True, help="What the public answers: groups of opinion, common ground.")


@commands.command()
def opinion(
    votes: Annotated[
        Path, typer.Argument(help="Polis's CSV (or .csv.gz): timestamp, comment-id, voter-id, vote; or votes.json.")
    ],
    output: Annotated[Path, typer.Option("-o", help="JSON to write; with .csv only participant, group.")],
    comments: Annotated[
        Path | None, typer.Option(help="comments.csv or .json with the moderation; else the one beside the votes.")
    ] = None,
    steps: Annotated[
        int | None, typer.Option(min=1, help="Replay the votes in so many portions; else as many as time allows.")
    ] = None,
) -> None:
    """Divide participants into groups of opinion; what each group holds, and what bridges them."""
    import json

    for name, value in ONE_THREAD.items():  # read once, when numpy is first imported
        os.environ.setdefault(name, value)

    import polars as pl

    from caytre.cli import BadInput
    from caytre.voice.engine import map_opinions
    from caytre.voice.errors import BadBallots
    from caytre.voice.importers.polis import read_ballots
    from caytre.voice.report import in_names

    beside = votes.parent / ("comments.json" if votes.suffix == ".json" else "comments.csv")
    chosen = comments or (beside if beside.exists() else None)
    try:
        cast = read_ballots(votes, chosen)
        report = in_names(cast, found := map_opinions(cast, steps=steps))
    except (BadBallots, ValueError) as problem:
        raise BadInput(str(problem)) from problem
    if output.suffix == ".csv":
        pl.DataFrame(report["participants"]).select("participant", "group").write_csv(output)
    else:
        output.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    typer.echo(
        f"{len(report['participants'])} of {len(cast.participants)} participants in {len(found.centre)} groups; "
        + (f"moderation from {chosen}." if chosen else "no moderation known."),
        err=True,
    )


@commands.command()
def predict(
    votes: Annotated[Path, typer.Argument(help="Polis's CSV (or .csv.gz) of votes cast: comment-id, voter-id, vote.")],
    ask: Annotated[Path, typer.Option(help="CSV of what is asked: voter-id, comment-id.")],
    output: Annotated[Path, typer.Option("-o", help="CSV to write: voter-id, comment-id, p_agree.")],
) -> None:
    """The chance that a voter would agree with a statement that he has not voted on."""
    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)

    from caytre.cli import BadInput
    from caytre.voice.errors import BadBallots
    from caytre.voice.forecast import forecast

    try:
        rows = forecast(votes, ask)
    except (BadBallots, ValueError) as problem:
        raise BadInput(str(problem)) from problem
    rows.write_csv(output, float_precision=6)


def register(app: typer.Typer) -> None:
    """Add these commands to the root command."""
    app.add_typer(commands, name="voice")
