"""What `caytre read` does: gathers paths, reads them with a progress bar, writes rows or a table."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from caytre.cli import BadInput
from caytre.reading.model import Reading
from caytre.reading.pipeline import Outcome, read_many
from caytre.reading.rows import row_of

READ_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".pdf", ".docx", ".eml"})
"""What is picked up inside a folder; a path given by name is read whatever it is called."""


def read_to_shell(
    paths: list[Path], *, as_json: bool, output: Path | None, resume: bool, processes: int, home_state: str
) -> int:
    """Read and print; returns the exit code: 0 when all was read, 2 when something was not.

    Raises: BadInput for options that do not go together and an output that cannot be written.
    """
    if resume and not (as_json and output):
        raise BadInput("--resume goes with --json and -o FILE: it takes up the rows already in that file.")
    documents, missing = gather(paths)
    problems = 0
    for problem in missing:
        problems += 1
        print(f"caytre: {problem}", file=sys.stderr)
    with ExitStack() as closing:
        done: set[str] = set()
        if output and resume and output.exists():
            done = take_up(output)
        out = _open(output, "a" if done else "w", closing) if output else sys.stdout
        todo = [path for path in documents if str(path) not in done]
        outcomes = _with_progress(read_many(todo, home_state=home_state, processes=processes), len(todo))
        for outcome in outcomes:
            if outcome.reading is None:
                problems += 1
                print(f"caytre: {outcome.problem}", file=sys.stderr)
            elif as_json:
                out.write(json.dumps(row_of(outcome.path, outcome.reading), ensure_ascii=False) + "\n")
                out.flush()  # so that interrupted work can be taken up where it stopped
            else:
                _print_reading(outcome.path, outcome.reading, out)
    return 2 if problems else 0


def gather(paths: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """The documents among `paths`, folders opened in order of name, and a sentence for each path that is not there."""
    documents: list[Path] = []
    missing: list[str] = []
    seen: set[str] = set()
    for path in paths:
        if path.is_dir():
            found = _inside(path)
            if not found:
                missing.append(f"{path}: the folder holds no document. HTML, text, PDF, DOCX and EML are read.")
        elif path.exists():
            found = [path]
        else:
            missing.append(f"{path}: there is no such file or folder. Check the path.")
            continue
        for document in found:
            if str(document) not in seen:
                seen.add(str(document))
                documents.append(document)
    return documents, missing


def _inside(folder: Path) -> list[Path]:
    found = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(here, name)
            for name in sorted(names)
            if not name.startswith(".") and Path(name).suffix.lower() in READ_SUFFIXES
        ]
    return found


def take_up(output: Path) -> set[str]:
    """Paths of the rows already in `output`; a last row broken off by the interruption is removed from the file.

    Raises: BadInput when the file is not rows of `caytre read`.
    """
    done: set[str] = set()
    whole = 0
    try:
        with output.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    done.add(json.loads(line)["path"])
                except (ValueError, KeyError, TypeError):
                    if file.read(1):
                        raise BadInput(
                            f"{output}, line {number}: not a row of `caytre read --json`. "
                            "Give another -o FILE, or leave out --resume."
                        ) from None
                    break
                if not line.endswith(b"\n"):
                    break
                whole += len(line)
        os.truncate(output, whole)
    except OSError as error:
        raise BadInput(f"{output}: cannot be taken up ({error.strerror}). Give another -o FILE.") from error
    return done


def _open(output: Path, mode: str, closing: ExitStack) -> IO[str]:
    try:
        return closing.enter_context(output.open(mode, encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{output}: cannot be written ({error.strerror}). Give another -o FILE.") from error


def _with_progress(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    """Show a bar on stderr while `outcomes` come in; nothing of it reaches stdout."""
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        TextColumn("{task.description}"),
        console=console, transient=True, disable=not console.is_terminal,
    )  # fmt: skip
    with bar:
        task = bar.add_task("", total=total)
        for outcome in outcomes:
            bar.update(task, advance=1, description=Path(outcome.path).name[:40])
            yield outcome


def _print_reading(path: str, reading: Reading, out: IO[str]) -> None:
    """Who says what when, then the facts, as a person reads them."""
    from rich.table import Table
    from rich.text import Text

    console = Console(file=out)
    extracted = reading.extracted
    particulars = [extracted.author, extracted.publisher, extracted.published, extracted.language]
    console.print(Text(extracted.title or path, style="bold"))
    line = " · ".join(part for part in (path, *particulars, " ".join(reading.countries)) if part)
    console.print(Text(line, style="dim"))
    for warning in extracted.warnings:
        console.print(Text(warning, style="yellow"))
    table = Table(show_edge=False, pad_edge=False)
    for column in ("fact", "subject", "object", "value", "date", "passage"):
        table.add_column(column)
    for fact in reading.facts:
        value = " ".join(str(part) for part in (fact.value, fact.unit) if part not in (None, ""))
        cells = (fact.type, fact.subject, fact.object, value, fact.date, fact.quote)
        table.add_row(*(Text(str(cell or "")) for cell in cells))
    console.print(table if reading.facts else "No facts found.")
    console.print()
