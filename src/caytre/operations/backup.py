"""Back up a running installation into one file.

The file is a gzipped tar: `rows/APP.MODEL.jsonl` (one JSON array per row, columns named in the manifest), the documents
under their SHA-256, `journal.heads`, and `manifest.json` last, with the SHA-256 and size of every other part. It does
not depend on the database: what was backed up on SQLite can be restored on PostgreSQL and the other way round.

Rows are read in one transaction that sees one moment, while the installation runs on; documents are never altered
once stored, so they can be copied after it. The installation's secret key and its sessions are not in the file.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

import caytre
from caytre.journal import heads
from caytre.journal import services as journal
from caytre.operations.errors import CannotRun
from caytre.record import store
from caytre.record.models import Document

FORMAT = 1
# Made anew by every installation, or of no use elsewhere.
LEFT_OUT = {"sessions.session", "contenttypes.contenttype", "auth.permission"}


def models_kept() -> list[type[models.Model]]:
    """Every model whose rows are backed up, also those that only join two others."""
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return sorted(
        (model for model in found if model._meta.label_lower not in LEFT_OUT and not _points_at_left_out(model)),
        key=lambda model: model._meta.label_lower,
    )


def _points_at_left_out(model: type[models.Model]) -> bool:
    return any(
        field.related_model is not None and field.related_model._meta.label_lower in LEFT_OUT  # type: ignore[union-attr]
        for field in model._meta.concrete_fields
    )


def back_up(target: Path, *, say: Callable[[str], None] = lambda line: None) -> dict[str, Any]:
    """Write the backup to `target`, whole or not at all; returns its manifest.

    Raises CannotRun when the file is there already, its folder is not, or a stored document is missing or altered."""
    if target.exists():
        raise CannotRun(f"{target} is there already; choose another name. Nothing was overwritten.")
    if not target.parent.is_dir():
        raise CannotRun(f"There is no folder {target.parent} to write the backup in.")
    journal.record("operations.backup", by=None, subject=f"backup:{target.name[:100]}")
    heads.write_down()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream, tempfile.TemporaryDirectory(dir=target.parent) as work:
            manifest = _write(stream, Path(work), say)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return manifest


def _write(stream: BinaryIO, work: Path, say: Callable[[str], None]) -> dict[str, Any]:
    parts: dict[str, dict[str, Any]] = {}
    tables: dict[str, dict[str, Any]] = {}
    with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=6) as tar:
        with one_moment():
            for model in models_kept():
                label = model._meta.label_lower
                path = work / "rows"
                rows, columns = _dump(model, path), [field.attname for field in model._meta.concrete_fields]
                tables[label] = {"rows": rows, "columns": columns}
                parts[f"rows/{label}.jsonl"] = _add(tar, f"rows/{label}.jsonl", path)
                say(f"{label}: {rows}")
            hashes = list(Document.objects.order_by("sha256").values_list("sha256", flat=True))
        for number, sha256 in enumerate(hashes, start=1):
            try:
                data = store.read(sha256)
            except (FileNotFoundError, ValueError) as problem:
                raise CannotRun(
                    f"Document {sha256} is missing from the store or altered; no backup was made."
                ) from problem
            parts[f"documents/{sha256}"] = _add(tar, f"documents/{sha256}", data)
            if number % 1000 == 0:
                say(f"documents: {number} of {len(hashes)}")
        if heads.own_file().exists():
            parts["journal.heads"] = _add(tar, "journal.heads", heads.own_file().read_bytes())
        manifest = {
            "format": FORMAT,
            "caytre": caytre.__version__,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": connection.vendor,
            "migrations": sorted(MigrationExecutor(connection).loader.graph.leaf_nodes()),
            "tables": tables,
            "documents": len(hashes),
            "parts": parts,
        }
        _add(tar, "manifest.json", json.dumps(manifest, indent=1).encode())
    return manifest


class one_moment(transaction.Atomic):  # reads as a clause: with one_moment()
    """A read-only transaction whose every query sees the same moment, and that hinders no writer."""

    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)

    def __enter__(self) -> None:
        # Usual transactions on SQLite begin IMMEDIATE, as writers must; a reader's snapshot begins DEFERRED.
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            connection.ensure_connection()
            self.sqlite = cast(Any, connection)
            self.mode = self.sqlite.transaction_mode
            self.sqlite.transaction_mode = "DEFERRED"
        super().__enter__()
        if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    def __exit__(self, *problem: Any) -> None:
        super().__exit__(*problem)
        if hasattr(self, "mode"):
            self.sqlite.transaction_mode = self.mode


def _dump(model: type[models.Model], path: Path) -> int:
    """Write the rows of a model as JSON Lines; returns how many."""
    columns = [field.attname for field in model._meta.concrete_fields]
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        rows = model._base_manager.order_by("pk").values_list(*columns)
        for row in rows.iterator(chunk_size=2000):
            stream.write(json.dumps([encode(value) for value in row], ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count


def encode(value: Any) -> Any:
    """A column's value as JSON; nothing is rounded (microseconds, decimals). Raises TypeError for a kind unknown."""
    match value:
        case None | bool() | int() | float() | str() | list() | dict():
            return value
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case timedelta():
            return value.total_seconds()
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"a {type(value).__name__} cannot be backed up")


def decode(field: models.Field[Any, Any], value: Any) -> Any:
    """The value that `encode` made, as the field takes it."""
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    if isinstance(field, models.DurationField):
        return timedelta(seconds=value)
    if isinstance(field, models.ForeignKey):
        return decode(field.target_field, value)
    return field.to_python(value)


def _add(tar: tarfile.TarFile, name: str, content: bytes | Path) -> dict[str, Any]:
    info = tarfile.TarInfo(name)
    info.mode = 0o600
    if isinstance(content, bytes):
        info.size, digest = len(content), hashlib.sha256(content).hexdigest()
        tar.addfile(info, io.BytesIO(content))
    else:
        info.size = content.stat().st_size
        with content.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            stream.seek(0)
            tar.addfile(info, stream)
    return {"size": info.size, "sha256": digest}


def rows_of(stream: io.TextIOBase) -> Iterator[list[Any]]:
    """The rows of one part."""
    for line in stream:
        yield json.loads(line)
