"""Fixtures that every test may ask for, and two rules: nothing is skipped where CAYTRE_REQUIRE_ALL is set, and the
data tests (all that touch the database) can be run alone, on PostgreSQL, with `--data-only`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# No test asserts a time; where nobody watches, the examples are the same in every run.
hypothesis.settings.register_profile("caytre", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("caytre")

ROOT = Path(__file__).resolve().parent.parent
REQUIRE_ALL = bool(os.environ.get("CAYTRE_REQUIRE_ALL"))
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "empty_place"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--data-only", action="store_true", help="only the tests that touch the database")


def _touches_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or bool(
        DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what touches data; on SQLite leave out what speaks of PostgreSQL alone."""
    on_postgresql = os.environ.get("DATABASE_URL", "").startswith("postgres")
    kept, left = [], []
    for item in items:
        wanted = on_postgresql or item.get_closest_marker("postgresql") is None
        if config.getoption("--data-only"):
            wanted = wanted and _touches_database(item) and item.get_closest_marker("browser") is None
        (kept if wanted else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """A skip is a failure where everything is required."""
    outcome = yield
    report = outcome.get_result()
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and CAYTRE_REQUIRE_ALL is set: {report.longrepr}"


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Any:
    outcome = yield
    report = outcome.get_result()
    if REQUIRE_ALL and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, and CAYTRE_REQUIRE_ALL is set: {report.longrepr}"


@pytest.fixture(autouse=True)
def installation(settings: Any, tmp_path: Path) -> Path:
    """An installation of this test's own: its data folder, its store, plain static files, a cheap password hash."""
    from django.core.cache import cache

    settings.DATA_DIR = tmp_path / "var"
    settings.DATA_DIR.mkdir()
    settings.STORE_DIR = settings.DATA_DIR / "documents"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    return settings.DATA_DIR


@pytest.fixture
def a_user(db: None) -> Callable[..., Any]:
    """`a_user("lan", role="officer", clearance=Classification.SECRET)`: an account that can sign in."""
    from caytre.accounts.models import User

    def make(username: str, password: str = "bamboo bends in the wind", **fields: Any) -> User:
        return User.objects.create_user(username, password=password, **fields)

    return make


@pytest.fixture
def officer(a_user: Callable[..., Any]) -> Any:
    """Lan, desk officer, cleared to restricted."""
    return a_user("lan", role="officer", clearance=2)


@pytest.fixture
def colleague(a_user: Callable[..., Any]) -> Any:
    """Minh, another desk officer of the same clearance."""
    return a_user("minh", role="officer", clearance=2)


@pytest.fixture
def reader(a_user: Callable[..., Any]) -> Any:
    """Hoa, who may read what is internal and change nothing."""
    return a_user("hoa", role="reader", clearance=1)


@pytest.fixture
def operator(a_user: Callable[..., Any]) -> Any:
    """Tuấn, who runs the installation."""
    return a_user("tuan", role="operator", clearance=3)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring data beside the project: CAYTRE_SHARED, or ../shared."""
    folder = Path(os.environ.get("CAYTRE_SHARED") or ROOT.parent / "shared")
    if not (folder / "data").is_dir():
        pytest.skip(f"no measuring data in {folder}; set CAYTRE_SHARED")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium on this machine."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("no chromium on this machine")


@pytest.fixture(scope="session", autouse=True)
def _flushable_journal() -> None:
    """Tests that commit end by emptying every table, which the journal's triggers rightly refuse."""
    from django.db import connection
    from django.test import TransactionTestCase

    from caytre.journal import triggers

    flush = TransactionTestCase._fixture_teardown

    def without_triggers(case: TransactionTestCase) -> None:
        if isinstance(case, TransactionTestCase) and "journal_entry" in connection.introspection.table_names():
            triggers.remove(connection)
            try:
                flush(case)
            finally:
                triggers.install(connection)
        else:
            flush(case)

    TransactionTestCase._fixture_teardown = without_triggers  # type: ignore[method-assign]


class Place:
    """An installation that only real processes use: a data folder and a database of its own."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.folder = folder
        self.env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CAYTRE_DATA_DIR": str(folder), "LANGUAGE": "en"}
        self.env.pop("DATABASE_URL", None)
        self.env.pop("DJANGO_SETTINGS_MODULE", None)
        if database_url:
            self.env["DATABASE_URL"] = database_url

    def run(self, *words: str, timeout: float = 180, **environment: str) -> subprocess.CompletedProcess[str]:
        """`run("journal", "verify")`: the real command, to its end."""
        return self._run([sys.executable, "-m", "caytre", *words], timeout, environment)

    def python(self, script: str, *words: str, timeout: float = 180) -> subprocess.CompletedProcess[str]:
        """A script in a process with Django started."""
        return self._run([sys.executable, "-c", DJANGO + textwrap.dedent(script), *words], timeout, {})

    def _run(self, command: list[str], timeout: float, extra: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            env={**self.env, **extra},
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )

    def start(self, *words: str, **options: Any) -> subprocess.Popen[str]:
        """The real command, left running. The test ends it."""
        return self._start([sys.executable, "-m", "caytre", *words], options)

    def start_python(self, script: str, *words: str, **options: Any) -> subprocess.Popen[str]:
        return self._start([sys.executable, "-c", DJANGO + textwrap.dedent(script), *words], options)

    def _start(self, command: list[str], options: dict[str, Any]) -> subprocess.Popen[str]:
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8", **options}
        return subprocess.Popen(command, env=self.env, cwd=ROOT, text=True, **options)


DJANGO = "import sys; from caytre.cli import start_django; start_django()\n"


class Server:
    """The PostgreSQL of DATABASE_URL, where places get databases of their own; none when the run is on SQLite."""

    def __init__(self) -> None:
        given = os.environ.get("DATABASE_URL", "")
        self.base = given.rpartition("/")[0] if given.startswith("postgres") else ""

    def do(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(f"{self.base}/postgres", autocommit=True) as connection:
            connection.execute(statement)

    def make(self, template: str = "") -> str:
        """Make a database and return its name."""
        name = f"caytre_place_{uuid.uuid4().hex[:12]}"
        self.do(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        return name

    def drop(self, name: str) -> None:
        self.do(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """One place with its tables, of which every other is a copy: its folder, and on PostgreSQL its database."""
    server, folder = Server(), tmp_path_factory.mktemp("migrated") / "var"
    name = server.make() if server.base else ""
    made = Place(folder, f"{server.base}/{name}" if name else "")
    answer = made.python("from django.core.management import call_command; call_command('migrate', verbosity=0)")
    assert answer.returncode == 0, answer.stderr
    yield folder, name
    if name:
        server.drop(name)


@pytest.fixture
def empty_place(tmp_path: Path) -> Iterator[Callable[..., Place]]:
    """Makes places without tables: on SQLite, or on the PostgreSQL of DATABASE_URL in a database made and dropped."""
    server, made = Server(), []

    def make(template: str = "") -> Place:
        folder = tmp_path / f"place{uuid.uuid4().hex[:6]}"
        if not server.base:
            return Place(folder)
        made.append(server.make(template))
        return Place(folder, f"{server.base}/{made[-1]}")

    yield make
    for name in made:
        server.drop(name)


@pytest.fixture
def place(empty_place: Callable[..., Place], _migrated: tuple[Path, str]) -> Place:
    """A place with its tables and nobody in it."""
    folder, template = _migrated
    made = empty_place(template)
    shutil.copytree(folder, made.folder)
    return made


@pytest.fixture
def caytre(installation: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`caytre("read", "a.html", "--json")`: run the real command in a process of its own, on an empty data folder.

    It has no tables there; ask for `place` when it needs them."""
    return Place(installation).run
