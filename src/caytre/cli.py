"""The `caytre` command: gathers what each room's `commands.py` offers.

Rooms are imported when the command line is built, so their `commands.py` must stay light: Django, lxml and the
like are imported inside the command that needs them. Progress goes to stderr, results to stdout or `-o`; exit 0
on success, 2 with one clear line on bad input.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec

import typer

ROOMS = ("reading", "record", "forums", "voice", "journal", "accounts", "desk", "operations")

app = typer.Typer(name="caytre", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


class BadInput(Exception):
    """What the user gave cannot be used; the message says what, where and what to do."""


def build() -> typer.Typer:
    """Let every room that has commands add them to the root command."""
    for room in ROOMS:
        name = f"caytre.{room}.commands"
        if find_spec(name):
            import_module(name).register(app)
    return app


def start_django(*, speaks: str | None = "en") -> None:
    """Make settings and models usable inside a command. speaks: language of what it says; None the installation's."""
    import os

    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caytre.settings")
    django.setup()
    if speaks:
        translation.activate(speaks)


def main() -> None:
    """Run the command line; bad input ends with one line and exit code 2."""
    try:
        build()()
    except BadInput as problem:
        print(f"caytre: {problem}", file=sys.stderr)
        sys.exit(2)
