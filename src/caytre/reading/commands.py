"""The shell's door to reading: `caytre read`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add what reading offers to the root command."""
    app.command("read")(read)


def read(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="Documents, or folders of documents.", show_default=False)
    ],
    json: Annotated[bool, typer.Option("--json", help="One JSON row per document instead of a table.")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there instead of to stdout.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Keep the rows already in -o FILE and read only the other documents.")
    ] = False,
    processes: Annotated[int, typer.Option("--processes", metavar="N", min=1, help="Read in N processes.")] = 1,
    home_state: Annotated[
        str, typer.Option("--home-state", metavar="CODE", help="State whose “we” the home press speaks for.")
    ] = "",
) -> None:
    """Read documents (HTML, text, PDF, DOCX, EML): their text, body, particulars and facts with their passages.

    What cannot be read gives a line on stderr, the rest goes on, and the exit code is 2.
    """
    from caytre.reading.shell import read_to_shell

    state = home_state or os.environ.get("CAYTRE_HOME_STATE", "VN")
    raise typer.Exit(
        read_to_shell(paths, as_json=json, output=output, resume=resume, processes=processes, home_state=state)
    )
