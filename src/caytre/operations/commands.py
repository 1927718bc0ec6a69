"""`caytre setup | serve | worker | backup | restore | messages`: running an installation."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer


def _plainly(command: Callable[..., Any]) -> Callable[..., Any]:
    """What cannot be done ends with one line and exit code 2."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        from caytre.cli import BadInput
        from caytre.operations.errors import CannotRun
        from caytre.operations.space import out_of_space

        try:
            return command(*args, **kwargs)
        except CannotRun as problem:
            raise BadInput(str(problem)) from problem
        except Exception as problem:
            if out_of_space(problem):
                raise BadInput(out_of_space(problem)) from problem
            raise

    return run


@_plainly
def setup(
    demo: Annotated[bool, typer.Option(help="Receive the documents of samples/ on the first run.")] = True,
) -> None:
    """Make the installation ready: database, messages, static files, starter record, first account."""
    from caytre.cli import start_django

    start_django()
    from caytre.operations.setup import set_up

    set_up(demo=demo)


@_plainly
def serve(
    host: Annotated[str, typer.Option(envvar="CAYTRE_HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="CAYTRE_PORT", help="Port to listen on.", min=1, max=65535)] = 8000,
    with_worker: Annotated[bool, typer.Option("--with-worker", help="Run the worker too.")] = False,
) -> None:
    """Serve the pages and the API until Ctrl-C."""
    from caytre.operations.serve import serve as serve_until_stopped

    raise typer.Exit(serve_until_stopped(host=host, port=port, with_worker=with_worker))


@_plainly
def worker(
    once: Annotated[bool, typer.Option("--once", help="Do what waits, then end.")] = False,
    interval: Annotated[float, typer.Option(help="Seconds between two looks at the queue.", min=0.05)] = 1.0,
) -> None:
    """Do the jobs that wait (reading documents) until Ctrl-C."""
    from caytre.cli import start_django

    start_django(speaks=None)
    from caytre.operations.worker import Worker

    Worker(interval=interval, once=once).run()


@_plainly
def messages(
    folder: Annotated[Path | None, typer.Argument(help="The folder with LANGUAGE/LC_MESSAGES/*.po.")] = None,
) -> None:
    """Compile the translated messages (.po to .mo)."""
    from caytre.operations.messages import compile_messages

    compile_messages(folder)


@_plainly
def backup(
    target: Annotated[Path, typer.Argument(help="The file to write, e.g. caytre-2026-11-22.tar.gz.")],
) -> None:
    """Back up everything into one file, while the installation runs."""
    from caytre.cli import start_django

    start_django()
    from caytre.operations.backup import back_up

    manifest = back_up(target, say=_say)
    rows = sum(table["rows"] for table in manifest["tables"].values())
    print(f"Backed up {rows} rows and {manifest['documents']} documents to {target}.", file=sys.stderr)


@_plainly
def restore(source: Annotated[Path, typer.Argument(help="A file that `caytre backup` wrote.")]) -> None:
    """Restore a backup into an empty place, and check it whole."""
    from caytre.cli import start_django

    start_django()
    from caytre.operations.restore import restore as restore_backup

    manifest = restore_backup(source, say=_say)
    print(
        f"Restored the backup of {manifest['made_at']}: {manifest['documents']} documents, "
        f"{manifest['tables']['journal.entry']['rows']} journal entries, the journal is intact.",
        file=sys.stderr,
    )


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def register(app: typer.Typer) -> None:
    """Add these commands to the root command."""
    app.command()(setup)
    app.command()(serve)
    app.command()(worker)
    app.command()(messages)
    app.command()(backup)
    app.command()(restore)
