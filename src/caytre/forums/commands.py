"""`caytre forums ideal-points | predict`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import polars as pl

commands = typer.Typer(no_args_is_help=True, help="Roll calls: where states stand and how they will vote.")


@commands.command("ideal-points")
def ideal_points(
    votes: Annotated[Path, typer.Argument(help="CSV (or .csv.gz): rcid, country_code, session, vote.")],
    output: Annotated[Path, typer.Option("-o", help="CSV to write: session, country_code, ideal_point, lower, upper.")],
    bridging: Annotated[Path | None, typer.Option(help="CSV of roll calls on the same text: rcid1, rcid2.")] = None,
    anchor: Annotated[str, typer.Option(help="The state whose side is positive.")] = "US",
    tolerance: Annotated[float, typer.Option(min=1e-6, help="Largest move that counts as standing still.")] = 2e-3,
) -> None:
    """Place every state in every session on one scale, with 95 % intervals."""
    import polars as pl

    from caytre.cli import BadInput
    from caytre.forums.engine import estimate_ideal_points
    from caytre.forums.errors import BadVotes
    from caytre.forums.importers.roll_calls import read_bridges, read_roll_calls

    progress, step = _progress("Placing states")
    try:
        roll_calls = read_roll_calls(votes)
        bridges = read_bridges(bridging) if bridging else None
        with progress:
            found = estimate_ideal_points(
                roll_calls, bridges=bridges, anchor=anchor, tolerance=tolerance, progress=step
            )
    except (BadVotes, ValueError) as problem:
        raise BadInput(str(problem)) from problem
    pl.DataFrame(
        {
            "session": found.session,
            "country_code": found.state.astype(str).tolist(),
            "ideal_point": found.point,
            "lower": found.lower,
            "upper": found.upper,
        }
    ).write_csv(output, float_precision=6)
    typer.echo(
        f"{len(found.point)} positions from {len(roll_calls.vote)} votes; {found.rounds} rounds, largest last move "
        f"{found.change:.4f}, {'converged' if found.converged else 'NOT converged'}.",
        err=True,
    )


@commands.command()
def predict(
    votes: Annotated[Path, typer.Argument(help="CSV of past votes: rcid, country_code, session, vote.")],
    known: Annotated[Path, typer.Option(help="CSV of votes already known of the roll calls asked for.")],
    ask: Annotated[Path, typer.Option(help="CSV of what is asked: rcid, country_code.")],
    output: Annotated[
        Path, typer.Option("-o", help="CSV to write: rcid, country_code, p_yes, p_abstain, p_no, p_absent.")
    ],
    reasons: Annotated[bool, typer.Option(help="Add a column with the nearest past roll calls.")] = False,
) -> None:
    """Chances of yes, abstain and no for each state asked for (they sum to 1), and beside them of no vote at all."""
    from caytre.cli import BadInput
    from caytre.forums.errors import BadVotes
    from caytre.forums.forecast import forecast

    progress, step = _progress("Predicting")
    try:
        with progress:
            rows: pl.DataFrame = forecast(votes, known, ask, reasons=reasons, progress=step)
    except (BadVotes, ValueError) as problem:
        raise BadInput(str(problem)) from problem
    rows.write_csv(output, float_precision=5)


def _progress(what: str):  # type: ignore[no-untyped-def]
    """A spinner on stderr, and the function that moves it on."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task(what)

    def step(number: int, value: float) -> None:
        bar.update(task, description=f"{what}: {number}, {value:.4f}")

    return bar, step


def register(app: typer.Typer) -> None:
    """Add these commands to the root command."""
    app.add_typer(commands, name="forums")
