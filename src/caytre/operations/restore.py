"""Restore a backup into an empty place, and prove it whole.

Tables are made as they were when the backup was made, filled, and then brought up to date: a backup of an older
version restores into a newer one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from caytre.journal import heads, queries
from caytre.journal import services as journal
from caytre.operations.backup import FORMAT, decode, rows_of
from caytre.operations.errors import CannotRun
from caytre.record import store

BATCH = 500


def restore(source: Path, *, say: Callable[[str], None] = lambda line: None) -> dict[str, Any]:
    """Restore `source` into this installation, which must be empty; returns the backup's manifest.

    Raises CannotRun when the place is not empty, or the file is damaged, of an unknown form or altered; then the place
    is as empty as before."""
    _check_empty()
    with tempfile.TemporaryDirectory(dir=_made(settings.DATA_DIR)) as work:
        folder = Path(work)
        manifest = _unpack(source, folder)
        say(f"{len(manifest['parts'])} parts, all as their hashes say")
        with _as_before_on_failure():
            _load_rows(manifest, folder, say)
            for path in (folder / "documents").glob("*"):
                store.keep(path.read_bytes())
            if (folder / "journal.heads").exists():
                shutil.copy(folder / "journal.heads", heads.own_file())
            _prove(manifest)
            journal.record(
                "operations.restore", by=None, subject=f"backup:{source.name[:100]}", made=manifest["made_at"]
            )
    return manifest


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _check_empty() -> None:
    if tables := connection.introspection.table_names():
        raise CannotRun(
            f"This place is not empty: its database has {len(tables)} tables. Restore into a new one "
            "(another CAYTRE_DATA_DIR, or a new database in DATABASE_URL). Nothing was changed."
        )
    if Path(settings.STORE_DIR).exists() and any(Path(settings.STORE_DIR).iterdir()):
        raise CannotRun(
            f"This place is not empty: there are documents under {settings.STORE_DIR}. Nothing was changed."
        )


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack and hold every part against the manifest."""
    found: dict[str, dict[str, Any]] = {}
    try:
        with tarfile.open(source, mode="r:gz") as tar:
            for member in tar:
                _check_name(member)
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                stream = tar.extractfile(member)
                assert stream is not None  # noqa: S101  # _check_name let plain files through only
                digest = hashlib.sha256()
                with path.open("wb") as target:
                    while piece := stream.read(1 << 20):
                        digest.update(piece)
                        target.write(piece)
                found[member.name] = {"size": member.size, "sha256": digest.hexdigest()}
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (tarfile.TarError, EOFError, OSError, ValueError) as problem:
        if isinstance(problem, OSError) and problem.errno is not None and not isinstance(problem, FileNotFoundError):
            raise
        raise CannotRun(f"{source} is not a backup, or a damaged one ({problem}). Nothing was changed.") from problem
    if manifest.get("format") != FORMAT:
        raise CannotRun(f"{source} is of form {manifest.get('format')}; this version reads form {FORMAT}.")
    found.pop("manifest.json")
    wrong = sorted(name for name in found.keys() | manifest["parts"] if found.get(name) != manifest["parts"].get(name))
    if wrong:
        raise CannotRun(f"{source} is damaged or was altered: {', '.join(wrong[:3])}. Nothing was changed.")
    return manifest  # type: ignore[no-any-return]


def _check_name(member: tarfile.TarInfo) -> None:
    """Only plain files with the names we write: nothing can land outside the folder."""
    parts = member.name.split("/")
    plain = member.isfile() and len(parts) <= 2 and all(part and part.strip(".") for part in parts)
    if not plain or "\\" in member.name:
        raise CannotRun(
            f"The backup has a part of a kind that we do not write: {member.name[:80]!r}. Nothing was changed."
        )


@contextlib.contextmanager
def _as_before_on_failure() -> Iterator[None]:
    """PostgreSQL rolls back tables too. On SQLite, whose tables cannot be made inside a transaction, the file goes."""
    try:
        if connection.vendor == "postgresql":
            with transaction.atomic():
                yield
        else:
            yield
    except BaseException:
        if connection.vendor == "sqlite":
            name = connection.settings_dict["NAME"]
            connection.close()
            for suffix in ("", "-wal", "-shm"):
                Path(f"{name}{suffix}").unlink(missing_ok=True)
        shutil.rmtree(settings.STORE_DIR, ignore_errors=True)
        heads.own_file().unlink(missing_ok=True)
        raise


def _load_rows(manifest: dict[str, Any], folder: Path, say: Callable[[str], None]) -> None:
    executor = MigrationExecutor(connection)
    targets = [(app, name) for app, name in manifest["migrations"]]
    unknown = [f"{app}.{name}" for app, name in targets if (app, name) not in executor.loader.graph.nodes]
    if unknown:
        raise CannotRun(
            f"The backup was made by a newer version ({manifest['caytre']}): it needs {', '.join(unknown[:3])}."
        )
    executor.migrate(targets)
    state = executor.loader.project_state(targets)
    with transaction.atomic(), _references_checked_last():
        for label, table in manifest["tables"].items():
            _load(state.apps, label, table["columns"], folder / "rows" / f"{label}.jsonl")
            say(f"{label}: {table['rows']}")
    _reset_sequences()
    call_command("migrate", verbosity=0, interactive=False)


@contextlib.contextmanager
def _references_checked_last() -> Iterator[None]:
    """Rows may name rows that come later; all must be there at the end. On SQLite that is so by itself."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _load(old: Apps, label: str, columns: list[str], path: Path) -> None:
    app, _, name = label.partition(".")
    model = _model(old, app, name)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if set(fields) != set(columns):
        raise CannotRun(
            f"The columns of {label} do not fit this version; restore with the version that made the backup."
        )
    for field in fields.values():
        for stamp in ("auto_now", "auto_now_add"):  # keep the times of the backup
            if getattr(field, stamp, False):
                setattr(field, stamp, False)
    if model._base_manager.exists():
        model._base_manager.all().delete()  # rows that a migration made; the backup has its own
    batch: list[models.Model] = []
    with path.open(encoding="utf-8") as stream:
        for row in rows_of(stream):
            values = {column: decode(fields[column], value) for column, value in zip(columns, row, strict=True)}
            made = model(**values)
            batch.append(made)
            if len(batch) == BATCH:
                model._base_manager.bulk_create(batch)
                batch.clear()
    if batch:
        model._base_manager.bulk_create(batch)


def _model(old: Apps, app: str, name: str) -> type[models.Model]:
    for model in old.get_models(include_auto_created=True):
        if model._meta.app_label == app and model._meta.model_name == name:
            return model
    raise CannotRun(f"This version knows no {app}.{name}; restore with the version that made the backup.")


def _reset_sequences() -> None:
    from caytre.operations.backup import models_kept

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_kept()):
            cursor.execute(statement)


def _prove(manifest: dict[str, Any]) -> None:
    found = queries.verify()
    if not found.intact:
        raise CannotRun(
            f"The restored journal does not verify: entry {found.faults[0].sequence} {found.faults[0].what}."
        )
    if found.entries != manifest["tables"]["journal.entry"]["rows"]:
        raise CannotRun("The restored journal has another number of entries than the backup.")
