"""The shell's door to what the record answers: `caytre brief`, `caytre dossier`, `caytre search`."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from caytre.accounts.models import User
    from caytre.record.engine.answers import Answer, Hit, Language


class Tongue(StrEnum):
    """Languages of the answers."""

    VI = "vi"
    EN = "en"


class Form(StrEnum):
    """Forms an answer is printed in."""

    MD = "md"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


class Level(StrEnum):
    """Up to which classification the shell asks."""

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"
    SECRET = "secret"  # noqa: S105 - a level, no password


LanguageOption = Annotated[Tongue, typer.Option("--language", help="Vietnamese or English.")]
FormOption = Annotated[Form | None, typer.Option("--format", help="By default what the name of FILE ends in, else md.")]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there instead of to stdout.")
]
LevelOption = Annotated[Level, typer.Option("--clearance", help="Leave out what is classified higher than this.")]
AddressOption = Annotated[
    str, typer.Option("--address", metavar="URL", help="Of this installation; sources then open in it.")
]


def register(app: typer.Typer) -> None:
    """Add the answers to the root command."""
    app.command("brief")(brief)
    app.command("dossier")(dossier)
    app.command("search")(search)


def brief(
    since: Annotated[str, typer.Option(metavar="DATE", help="By default twenty-four hours before --until.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="By default now.")] = "",
    language: LanguageOption = Tongue.VI,
    form: FormOption = None,
    output: OutputOption = None,
    clearance: LevelOption = Level.INTERNAL,
    address: AddressOption = "",
) -> None:
    """The morning brief: what is new, what comes, what waits. DATE: 2026-11-22 or 2026-11-22T08:00."""
    _start()
    from django.utils import timezone

    from caytre.record import queries

    end = _moment(until, "--until") or timezone.now()
    begin = _moment(since, "--since", end_of_day=False) or end - timedelta(days=1)
    if begin >= end:
        raise _bad(f"--since ({since}) is not before --until; give an earlier day.")
    _print(queries.brief(_user(clearance), since=begin, until=end), language, form, output, address)


def dossier(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="A name, an ISO code (KZ), or a key (state:KZ).")],
    other: Annotated[str, typer.Argument(metavar="[OTHER]", help="For what the two have with each other.")] = "",
    as_of: Annotated[str, typer.Option(metavar="DATE", help="The day in the world that is asked about.")] = "",
    known_on: Annotated[str, typer.Option(metavar="DATE", help="Only what the record knew by then speaks.")] = "",
    language: LanguageOption = Tongue.VI,
    form: FormOption = None,
    output: OutputOption = None,
    clearance: LevelOption = Level.INTERNAL,
    address: AddressOption = "",
) -> None:
    """What the record knows of an actor, or of two with each other. DATE: 2026-11-22 (--known-on: its end)."""
    _start()
    from caytre.record import queries
    from caytre.record.queries.actors import NoSuchActor
    from caytre.record.queries.finding import find_key

    user = _user(clearance)
    day = _day(as_of)
    moment = _moment(known_on, "--known-on")
    try:
        keys = [find_key(user, name) for name in (actor, other) if name]
    except NoSuchActor as problem:
        raise _bad(str(problem)) from None
    answer: Answer
    if len(keys) == 2:
        answer = queries.pair_dossier(user, *keys, as_of=day, known_on=moment)
    else:
        answer = queries.dossier(user, keys[0], as_of=day, known_on=moment)
    _print(answer, language, form, output, address)


def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Words; “in quotes” where they stand together.")],
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="actor, statement or document; may be repeated.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Hits of each kind.")] = 10,
    offset: Annotated[int, typer.Option(min=0, help="Hits of each kind to pass over.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON row per hit.")] = False,
    language: LanguageOption = Tongue.VI,
    clearance: LevelOption = Level.INTERNAL,
) -> None:
    """Search actors, facts and documents, with or without tone marks."""
    _start()
    from caytre.record import queries

    try:
        answer = queries.search(_user(clearance), text, kinds=kind or None, limit=limit, offset=offset)
    except ValueError as problem:
        raise _bad(str(problem)) from None
    for hit in answer.hits:
        print(_row(hit, language.value) if as_json else _line(hit, language.value))
    found = ", ".join(
        f"{count}{'+' if kind in answer.capped else ''} {kind}{'' if count == 1 else 's'}"
        for kind, count in answer.counts
    )
    print(f"{text}: {found}", file=sys.stderr)


# --- pieces ------------------------------------------------------------------------


def _start() -> None:
    from caytre.cli import start_django

    start_django()


def _bad(message: str) -> Exception:
    from caytre.cli import BadInput

    return BadInput(message)


def _user(level: Level) -> User:
    """Who asks from the shell: nobody who could sign in, with the clearance asked for."""
    from caytre.accounts.classification import Classification
    from caytre.accounts.models import User

    return User(username="shell", clearance=Classification[level.name])


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _bad(f"--as-of: '{text}' is no day; write it as 2026-11-22.") from None


def _moment(text: str, option: str, *, end_of_day: bool = True) -> datetime | None:
    """A moment in the installation's time zone; a day alone is its end (or its beginning), today's end is now."""
    from django.utils import timezone

    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _bad(f"{option}: '{text}' is no date; write it as 2026-11-22 or 2026-11-22T08:00.") from None
    if len(text) == 10:
        moment = datetime.combine(moment.date(), time.max if end_of_day else time.min)
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    return min(moment, timezone.now()) if end_of_day else moment


def _print(answer: Answer, tongue: Tongue, form: Form | None, output: Path | None, address: str) -> None:
    from caytre.record import render

    language: Language = "vi" if tongue is Tongue.VI else "en"
    suffix = output.suffix.lower().lstrip(".") if output else ""
    kind = form.value if form else suffix if suffix in render.FORMATS else "md"
    if output is None and kind in ("pdf", "docx") and sys.stdout.isatty():
        raise _bad(f"A {kind} file is not for the screen; say where to write it: -o brief.{kind}")
    made = render.printed(answer, kind, language=language, address=address)
    if output is None:
        sys.stdout.buffer.write(made)
        return
    try:
        output.write_bytes(made)
    except OSError as problem:
        raise _bad(f"{output} could not be written: {problem.strerror}. Nothing else was changed.") from None
    print(output, file=sys.stderr)


def _line(hit: Hit, language: Any) -> str:
    from caytre.record.engine import sentences

    snippet = " ".join(hit.snippet.split())
    where = f"  [{hit.key or hit.path}]"
    return f"{sentences.render(hit.title, language)}{where}\n    {snippet}"


def _row(hit: Hit, language: Any) -> str:
    from caytre.record.engine import sentences

    row = {
        "kind": hit.kind,
        "id": hit.id,
        "key": hit.key,
        "title": sentences.render(hit.title, language),
        "snippet": hit.snippet,
        "highlights": hit.highlights,
        "exact": hit.exact,
        "document": hit.document,
        "start": hit.start,
        "end": hit.end,
        "published": hit.published,
        "publisher": hit.publisher,
        "status": hit.status,
    }
    return json.dumps(row, ensure_ascii=False)
