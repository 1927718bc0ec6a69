"""`caytre upload`, `caytre export`, `caytre import`: progress on stderr, results on stdout or in a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from caytre.accounts.classification import Classification
from caytre.accounts.permissions import NotAllowed
from caytre.cli import BadInput
from caytre.record import services
from caytre.record.errors import RecordError
from caytre.record.exporters.rows import STATUSES, Wanted, statements_of
from caytre.record.models import Document
from caytre.record.services import exporting, importing

if TYPE_CHECKING:
    from caytre.accounts.models import User

LEVELS = {level.name.lower(): int(level) for level in Classification}
SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".pdf", ".docx", ".eml"})


def upload(paths: list[Path], *, user: str, level: str, origin: str, read: bool) -> int:
    """Receive files; each is kept or refused by itself. Returns the exit code."""
    by, classification = user_named(user), level_named(level)
    files = list(_files(paths))
    if not files:
        raise BadInput("No document there: HTML, text, PDF, DOCX and EML are taken from folders, any file by its name.")
    refused = 0
    with _progress() as bar:
        task = bar.add_task("Receiving", total=len(files))
        for path in files:
            try:
                document = _receive(path, by, classification, origin, read)
                print(f"{document.pk}\t{document.state}\t{path}")
                if document.problem and document.state == Document.State.FAILED:
                    bar.console.print(document.problem, style="red", highlight=False, markup=False, soft_wrap=True)
            except (RecordError, NotAllowed, OSError) as problem:
                refused += 1
                bar.console.print(f"caytre: {path}: {problem}", highlight=False, markup=False, soft_wrap=True)
            bar.advance(task)
    return 2 if refused else 0


def _receive(path: Path, by: User | None, classification: int, origin: str, read: bool) -> Document:
    size = path.stat().st_size
    if size > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 2**20
        raise OSError(f"{-(-size // 2**20)} MB; the limit is {limit} MB. Split it, or raise CAYTRE_UPLOAD_LIMIT_MB.")
    document = services.receive_document(
        path.read_bytes(), name=path.name, by=by, origin=origin, classification=classification
    )
    return services.read_document(document) if read else document


def export(
    *, format: str, output: Path | None, user: str, level: str, statuses: Iterable[str], actor: str, predicate: str,
    contents: bool,
) -> int:  # fmt: skip
    """Write the record, or a part of it; returns the exit code."""
    by = user_named(user)
    statuses = tuple(statuses)
    if wrong := [status for status in statuses if status not in STATUSES]:
        raise BadInput(f"'{wrong[0]}' is no status; use {', '.join(STATUSES)}.")
    wanted = Wanted(level_named(level), statuses or ("accepted",), actor, predicate, contents)
    try:
        if output is None:
            for line in exporting.export_lines(wanted, format=_format(format, exporting.FORMATS), by=by):
                sys.stdout.write(line + "\n")
            return 0
        with _progress() as bar:
            task = bar.add_task("Exporting", total=statements_of(wanted).count() or None)
            count = exporting.export_file(
                output,
                wanted,
                format=_format(format, exporting.FORMATS),
                by=by,
                progress=lambda lines: bar.update(task, completed=lines),
            )
            bar.update(task, total=count, completed=count)
        print(f"{count} lines in {output}", file=sys.stderr)
    except (RecordError, NotAllowed) as problem:
        raise BadInput(str(problem)) from problem
    except OSError as problem:
        raise BadInput(f"{output or 'stdout'}: {problem.strerror or problem}. Nothing was written.") from problem
    return 0


def import_(path: Path, *, format: str, user: str, accept_as: str, level: str) -> int:
    """Take a file in, whole or not at all; returns the exit code."""
    if not path.is_file():
        raise BadInput(f"{path}: there is no such file.")
    format = _format(format or _guess(path), importing.FORMATS)
    try:
        with _progress() as bar:
            task = bar.add_task("Importing", total=None)
            done = importing.import_file(
                path,
                format=format,
                by=user_named(user),
                accept_as=user_named(accept_as),
                classification=level_named(level),
                progress=lambda lines: bar.update(task, completed=lines),
            )
    except importing.ImportRefused as refusal:
        for problem in refusal.problems:
            print(f"{path}: {problem}", file=sys.stderr)
        raise BadInput(f"{path}: {len(refusal.problems)} problems; nothing of it was taken in.") from refusal
    except (RecordError, NotAllowed, OSError) as problem:
        raise BadInput(f"{path}: {problem}") from problem
    for name, count in sorted(done.counts.items()):
        print(f"{name}\t{count}")
    return 0


def user_named(username: str) -> User | None:
    """The account, or None for the system itself."""
    from caytre.accounts.models import User

    if not username:
        return None
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise BadInput(f"There is no account '{username}'; `caytre user list` shows them.")
    return user


def level_named(level: str) -> int:
    """The classification of that name."""
    if level not in LEVELS:
        raise BadInput(f"'{level}' is no level; use {', '.join(LEVELS)}.")
    return LEVELS[level]


def _format(format: str, known: Iterable[str]) -> str:
    if format not in known:
        raise BadInput(f"'{format}' is no format; use {', '.join(known)}.")
    return format


def _guess(path: Path) -> str:
    name = path.name.lower()
    if name.endswith((".ftm.json", ".ftm.jsonl", ".ftm")):
        return "ftm"
    return {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}.get(path.suffix.lower(), "")


def _files(paths: list[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.is_file() and each.suffix.lower() in SUFFIXES)
        elif path.exists():
            yield path
        else:
            raise BadInput(f"{path}: there is no such file or folder.")


def _progress() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
