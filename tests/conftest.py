"""Fixtures that every test may ask for, and two rules: nothing is skipped where CAYTRE_REQUIRE_ALL is set, and the
data tests (all that touch the database) can be run alone, on PostgreSQL, with `--data-only`."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIRE_ALL = bool(os.environ.get("CAYTRE_REQUIRE_ALL"))
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


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


@pytest.fixture
def caytre(installation: Path) -> Callable[..., Any]:
    """`caytre("journal", "verify")`: run the real command in a process of its own, on this test's data folder.

    It uses its own SQLite file there, not the test's database. Returns the CompletedProcess, text decoded."""
    import subprocess

    def run(*words: str, timeout: float = 120, **environment: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CAYTRE_DATA_DIR": str(installation), "LANGUAGE": "en"}
        env.pop("DATABASE_URL", None)
        env.update(environment)
        command = [sys.executable, "-m", "caytre", *words]
        return subprocess.run(
            command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=timeout, encoding="utf-8", check=False
        )

    return run
