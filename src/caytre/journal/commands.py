"""`caytre journal verify | show | export | head`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

commands = typer.Typer(no_args_is_help=True, help="The journal: who did what, and that nobody rewrote it.")


@commands.command()
def verify(
    export: Annotated[Path | None, typer.Argument(help="An exported journal to check instead of our own.")] = None,
    heads: Annotated[
        Path | None, typer.Option(help="Heads that were kept elsewhere, one 'SEQUENCE HASH' a line.")
    ] = None,
) -> None:
    """Check the whole chain. Exit 0: intact. Exit 1: altered, removed, reordered or cut off, with the places."""
    from caytre.cli import BadInput, start_django

    start_django()
    from caytre.journal import queries
    from caytre.journal.heads import HeadsUnreadable

    for path in (export, heads):
        if path is not None and not path.is_file():
            raise BadInput(f"There is no file {path}.")
    try:
        found = queries.verify_export(export, heads_file=heads) if export else queries.verify(heads_file=heads)
    except (HeadsUnreadable, ValueError) as problem:
        raise BadInput(str(problem)) from problem
    for fault in found.faults:
        print(f"entry {fault.sequence}: {fault.what}")
    if not found.intact:
        print(f"NOT INTACT: {len(found.faults)} fault(s) in {found.entries} entries.", file=sys.stderr)
        raise typer.Exit(1)
    print(f"intact: {found.entries} entries, held against {found.anchors} heads; head {found.head}")


@commands.command()
def show(
    limit: Annotated[int, typer.Option(min=1, help="How many, newest first.")] = 50,
    act: Annotated[str, typer.Option(help="Only acts that begin so: 'record.', 'accounts.sign_in'.")] = "",
    subject: Annotated[str, typer.Option(help="Only this subject: 'statement:12'.")] = "",
    by: Annotated[str, typer.Option(help="Only by this user name.")] = "",
) -> None:
    """Show the newest entries."""
    from caytre.cli import start_django

    start_django()
    import json

    from django.utils import timezone

    from caytre.journal import queries

    for entry in queries.entries(None, act=act, subject=subject, by=by)[:limit]:
        at = timezone.localtime(entry.at).isoformat(sep=" ", timespec="seconds")
        detail = json.dumps(entry.detail, ensure_ascii=False)
        print(f"{entry.sequence}\t{at}\t{entry.by}\t{entry.act}\t{entry.subject}\t{detail}")


@commands.command()
def export(
    output: Annotated[Path | None, typer.Option("-o", help="File to write; standard output if not given.")] = None,
) -> None:
    """Export the whole journal as JSON Lines; `caytre journal verify FILE` checks it anywhere."""
    from caytre.cli import start_django

    start_django()
    from caytre.journal import queries

    if output is None:
        sys.stdout.writelines(queries.export_lines(None))
        return
    with output.open("w", encoding="utf-8") as stream:
        stream.writelines(queries.export_lines(None))


@commands.command()
def head() -> None:
    """Write the newest head down in journal.heads, and print it: keep a copy where nobody here can reach it."""
    from caytre.cli import start_django

    start_django()
    from caytre.journal import chain, heads
    from caytre.journal.models import Entry

    heads.write_down()
    newest = Entry.objects.order_by("-sequence").first()
    print(f"{newest.sequence} {newest.hash}" if newest else f"0 {chain.START}")


def register(app: typer.Typer) -> None:
    """Add these commands to the root command."""
    app.add_typer(commands, name="journal")
