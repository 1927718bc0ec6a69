"""The shell's doors to the record."""

from __future__ import annotations

import typer

from caytre.record import commands_answers, commands_files


def register(app: typer.Typer) -> None:
    """Add what the record offers to the root command."""
    commands_answers.register(app)
    commands_files.register(app)
