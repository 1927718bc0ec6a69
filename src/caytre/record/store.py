"""Where the bytes of documents lie: one file per content, named by its SHA-256, under `settings.STORE_DIR`.

A file appears whole or not at all: it is written beside its place, flushed to the disk, and renamed.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from caytre.record.errors import CannotKeep


def digest(data: bytes) -> str:
    """SHA-256 of the content, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def path_of(sha256: str) -> Path:
    """Where the bytes with this digest lie: ab/cd/abcd…"""
    return Path(settings.STORE_DIR) / sha256[:2] / sha256[2:4] / sha256


def keep(data: bytes) -> str:
    """Store the bytes and return their digest; bytes already there are left alone.

    Raises CannotKeep, leaving nothing half written, where the disk is full or the folder cannot be written.
    """
    sha256 = digest(data)
    place = path_of(sha256)
    if place.exists() and place.stat().st_size == len(data):
        return sha256
    temporary: str | None = None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".receiving-", dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(place)
        _flush_folder(place.parent)
    except OSError as problem:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink(missing_ok=True)
        raise CannotKeep(_why(problem)) from problem
    return sha256


def read(sha256: str) -> bytes:
    """The bytes with this digest. Raises FileNotFoundError where they are missing, ValueError where altered."""
    data = path_of(sha256).read_bytes()
    if digest(data) != sha256:
        raise ValueError(f"The stored bytes of {sha256} no longer have that digest. Restore them from a back-up.")
    return data


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _why(problem: OSError) -> str:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("The disk is full; nothing was stored. Free some space and send the document again.")
    return _("The document could not be stored (%(why)s); nothing was kept. Tell the operator.") % {
        "why": problem.strerror or str(problem)
    }
