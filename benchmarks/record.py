"""What search, dossier and brief cost as the record grows: 1,000, 10,000, 100,000 documents.

Usage: python -m benchmarks.record [--to 100000] [--rounds 5]

Fills a database of its own with a made-up record (`_record_data.py`): SQLite in a temporary folder, or, where
DATABASE_URL names a PostgreSQL server, a database `caytre_benchmark` there, taken away afterwards. Prints milliseconds
of processor time, so that a busy machine does not blur them (on PostgreSQL the server's own come on top): median and
slowest over the rounds after a first one that warms the caches.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

QUESTIONS = {
    "search: a rare name": "Nguyễn Hưng Yến",
    "search: the same without marks": "nguyen hung yen",
    "search: a phrase": '"đối tác chiến lược"',
    "search: words in every document": "hop tac viet nam",
    "search: a beginning": "hội nghị kazakh",
    "search: seven words": "hợp tác quốc phòng biển đảo khu vực",
}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--to", type=int, default=int(os.environ.get("CAYTRE_BENCHMARK_DOCUMENTS", 100_000)))
    options.add_argument("--rounds", type=int, default=5)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CAYTRE_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "caytre.settings"
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
        import django

        django.setup()
        drop = _own_database()
        try:
            _measure(asked.to, asked.rounds, Path(folder))
        finally:
            drop()


def _own_database() -> Callable[[], None]:
    """An empty database to measure in; what is returned takes it away again."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return connection.close
    created = connection.creation
    connection.settings_dict["TEST"]["NAME"] = "caytre_benchmark"
    old = connection.settings_dict["NAME"]
    created.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    return lambda: created.destroy_test_db(old, verbosity=0)


def _measure(total: int, rounds: int, folder: Path) -> None:
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import _record_data as data
    from caytre.record.services import starter

    call_command("migrate", verbosity=0)
    starter.load()
    maker = data.Maker()
    sizes, columns, weights = list(data.pages(total)), [], []
    for size in sizes:
        began = time.perf_counter()
        maker.grow_to(size)
        print(f"{size:,} documents are in after {time.perf_counter() - began:.0f} s", file=sys.stderr)
        columns.append({name: _time(act, rounds) for name, act in _acts(data.NOW).items()})
        weights.append(_weight(connection, folder))
    print(
        f"| milliseconds of processor time, median (slowest of {rounds}) | "
        + " | ".join(f"{size:,}" for size in sizes)
        + " |"
    )
    print("|---|" + "---:|" * len(sizes))
    for name in columns[0]:
        cells = (f"{statistics.median(column[name]):.1f} ({max(column[name]):.1f})" for column in columns)
        print(f"| {name} | " + " | ".join(cells) + " |")
    print(f"| size on disk, MB ({connection.vendor}) | " + " | ".join(f"{weight:,.0f}" for weight in weights) + " |")


def _acts(now: Any) -> dict[str, Callable[[], Any]]:
    from caytre.accounts.models import User
    from caytre.record import queries, render

    lan = User(username="lan", clearance=1)

    def search(text: str) -> Callable[[], Any]:
        return lambda: queries.search(lan, text)

    acts: dict[str, Callable[[], Any]] = {name: search(text) for name, text in QUESTIONS.items()}
    acts |= {
        "dossier: a small state": lambda: queries.dossier(lan, "state:KZ", known_on=now),
        "dossier: a much-named state": lambda: queries.dossier(lan, "state:CN", known_on=now),
        "dossier: the home state": lambda: queries.dossier(lan, "state:VN", known_on=now),
        "dossier: home and a small state": lambda: queries.pair_dossier(lan, "state:VN", "state:KZ", known_on=now),
        "dossier: home and a much-named one": lambda: queries.pair_dossier(lan, "state:VN", "state:CN", known_on=now),
        "dossier: as known a year ago": lambda: queries.dossier(lan, "state:KZ", known_on=now - timedelta(days=365)),
        "brief: since yesterday": lambda: queries.brief(lan, since=now - timedelta(days=1), until=now),
        "brief: since last week": lambda: queries.brief(lan, since=now - timedelta(days=7), until=now),
    }
    dossier = queries.dossier(lan, "state:CN", known_on=now)
    for kind in render.FORMATS:
        acts[f"printing: a dossier as {kind}"] = lambda kind=kind: render.printed(dossier, kind, language="vi")
    return acts


def _time(act: Callable[[], Any], rounds: int) -> list[float]:
    act()
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        act()
        taken.append((time.process_time() - began) * 1000)
    return taken


def _weight(connection: Any, folder: Path) -> float:
    if connection.vendor == "sqlite":
        return sum(path.stat().st_size for path in folder.rglob("*.sqlite3")) / 1e6
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return float(cursor.fetchone()[0]) / 1e6


if __name__ == "__main__":
    main()
