"""Make an installation ready. Safe to run again: it does what is missing and keeps what is there."""

from __future__ import annotations

import secrets
import shutil
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

import caytre
from caytre.operations.errors import CannotRun
from caytre.operations.messages import compile_messages

NEEDED_BYTES = 200 * 1024 * 1024  # static files, starter record and room to work
SAMPLE_SUFFIXES = (".html", ".txt", ".docx", ".pdf", ".eml")


def set_up(*, demo: bool = True) -> None:
    """Database, messages, static files, starter record, first account, demo documents. Speaks on stderr."""
    _check_room()
    compile_messages()
    _say("Preparing the database …")
    call_command("migrate", verbosity=0, interactive=False)
    _collect_static()
    _load_starter()
    if (password := _first_account()) and demo:
        _receive_samples()
    if password:
        _say("")
        _say("Sign in as    operator")
        _say(f"with password {password}")
        _say("(shown this once; `caytre user password operator` makes a new one)")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _check_room() -> None:
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < NEEDED_BYTES:
        raise CannotRun(
            f"The disk is full: {free // 2**20} MB free under {settings.DATA_DIR}, {NEEDED_BYTES // 2**20} MB needed. "
            "Make room, or set CAYTRE_DATA_DIR to another place."
        )


def _collect_static() -> None:
    """Collect static files when they changed since last time (a stamp keeps their names, sizes and times)."""
    from django.contrib.staticfiles.finders import get_finders

    seen = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            seen.append(f"{path} {stat.st_size} {stat.st_mtime_ns}")
    print_of_all = "\n".join([caytre.__version__, *sorted(seen)])
    stamp = settings.DATA_DIR / "static.stamp"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == print_of_all and settings.STATIC_ROOT.is_dir():
        return
    _say("Collecting static files …")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(print_of_all, encoding="utf-8")


def _load_starter() -> None:
    """States, regions, organisations and fora; what is there already stays."""
    from caytre.record.services import starter

    if any(starter.load().values()):
        _say("Loaded the starter record.")


def _first_account() -> str | None:
    """Make the operator's account when there is no account at all; return its password, which is kept nowhere."""
    from caytre.accounts import services
    from caytre.accounts.classification import Classification
    from caytre.accounts.models import Role, User

    if User.objects.exists():
        return None
    password = "-".join(secrets.token_hex(2) for _ in range(5))
    services.add_user("operator", password=password, role=Role.OPERATOR, clearance=Classification.SECRET, by=None)
    return password


def _receive_samples() -> None:
    """Give the record the demo documents that lie in samples/ beside the package, if they do."""
    folder = Path(caytre.__file__).parents[2] / "samples"
    if not folder.is_dir():
        return
    from caytre.accounts.models import User
    from caytre.record import services

    operator = User.objects.get(username="operator")
    files = sorted(path for path in folder.iterdir() if path.suffix in SAMPLE_SUFFIXES)
    for path in files:
        services.receive_document(path.read_bytes(), name=path.name, by=operator, origin=f"samples/{path.name}")
    _say(f"Received {len(files)} sample documents; the worker reads them now.")
