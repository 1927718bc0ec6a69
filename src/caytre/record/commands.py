"""The shell's doors to the record."""

from __future__ import annotations

import typer

from caytre.record import commands_answers


def register(app: typer.Typer) -> None:
    """Add what the record offers to the root command."""
    commands_answers.register(app)
