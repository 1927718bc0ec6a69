"""The shell's doors for files: upload, export, import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

User = Annotated[str, typer.Option("--user", metavar="NAME", help="In whose name; the system's own if left out.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there, not to stdout.")]


def register(app: typer.Typer) -> None:
    """Add the commands about files."""
    app.command("upload")(upload)
    app.command("export")(export)
    app.command("import")(import_)


def upload(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="Documents, or folders of them.", show_default=False)
    ],
    user: User = "",
    level: Annotated[str, typer.Option(help="public, internal, restricted or secret.")] = "internal",
    origin: Annotated[str, typer.Option(metavar="ADDRESS", help="The address they came from.")] = "",
    read: Annotated[bool, typer.Option("--read", help="Read them now instead of leaving it to the worker.")] = False,
) -> None:
    """Give documents to the record; prints number, state and path of each."""
    from caytre.cli import start_django

    start_django()
    from caytre.record.shell import files

    raise typer.Exit(files.upload(paths, user=user, level=level, origin=origin, read=read))


def export(
    format: Annotated[str, typer.Option(help="jsonl (nothing lost), csv (a table), ftm (FollowTheMoney).")] = "jsonl",
    output: Output = None,
    user: User = "",
    level: Annotated[str, typer.Option(help="Up to which level: public, internal, restricted, secret.")] = "public",
    status: Annotated[list[str] | None, typer.Option(help="accepted (if left out), proposed, …; may repeat.")] = None,
    actor: Annotated[str, typer.Option(metavar="KEY", help="Only what is about this actor.")] = "",
    predicate: Annotated[str, typer.Option(help="Only statements of this kind.")] = "",
    contents: Annotated[bool, typer.Option(help="Take the documents' own bytes along.")] = True,
) -> None:
    """Write statements with their passages, documents and actors to a file that another installation can import."""
    from caytre.cli import start_django

    start_django()
    from caytre.record.shell import files

    raise typer.Exit(
        files.export(
            format=format,
            output=output,
            user=user,
            level=level,
            statuses=status or (),
            actor=actor,
            predicate=predicate,
            contents=contents,
        )
    )


def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A .jsonl, .csv or .ftm.json file.")],
    format: Annotated[str, typer.Option(help="jsonl, csv or ftm; told by the name of the file if left out.")] = "",
    user: User = "",
    accept_as: Annotated[
        str, typer.Option(metavar="NAME", help="The officer who accepts what was accepted there.")
    ] = "",
    level: Annotated[str, typer.Option(help="Level of rows that name none.")] = "internal",
) -> None:
    """Take in a file of statements, whole or not at all; what another house accepted comes in as proposals."""
    from caytre.cli import start_django

    start_django()
    from caytre.record.shell import files

    raise typer.Exit(files.import_(path, format=format, user=user, accept_as=accept_as, level=level))
