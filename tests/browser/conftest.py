"""One real installation for all browser tests: its own data folder, the real server, a morning's work in it.

Nobody's database but its own is touched. Pages are opened as Lan, who reads Vietnamese, or Mai, who reads English;
both may do everything.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "bamboo bends in the wind"
PEOPLE = {"lan": "vi", "mai": "en"}
FILL = f"""
import django
django.setup()
from caytre.accounts.models import User
from tests.desk.a_desk import a_desk
for name, language in {PEOPLE!r}.items():
    User.objects.create_user(name, password={PASSWORD!r}, role="operator", clearance=3, language=language)
a_desk(User.objects.get(username="lan"))
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def address(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running installation."""
    port = _free_port()
    env = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "caytre.settings",
        "CAYTRE_DATA_DIR": str(tmp_path_factory.mktemp("browser")),
        "CAYTRE_DEBUG": "0",
    }
    for command in (["-m", "caytre", "setup", "--no-demo"], ["-c", FILL]):
        done = subprocess.run(
            [sys.executable, *command], env=env, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
    serving = [sys.executable, "-m", "caytre", "serve", "--port", str(port)]
    server = subprocess.Popen(serving, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = f"http://localhost:{port}"  # by name: passkeys are not made for bare addresses
    try:
        _wait_for(f"{found}/healthz", server)
        yield found
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _attempt in range(300):
        assert server.poll() is None, "the server stopped"
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {url}")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """One Chromium for the session."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def kept_sessions(browser: Any, address: str) -> dict[str, Any]:
    """Cookies of each person, signed in once through the page."""
    found = {}
    for name in PEOPLE:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/accounts/login/")
        page.fill("[name=login]", name)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{address}/")
        found[name] = context.storage_state()
        context.close()
    return found


@pytest.fixture
def open_as(browser: Any, kept_sessions: dict[str, Any], address: str) -> Iterator[Callable[..., Any]]:
    """`open_as("lan", width=320, dark=True, scripts=False)`: a fresh page of that person; "" is a stranger."""
    opened = []

    def make(name: str = "lan", *, width: int = 1440, dark: bool = False, scripts: bool = True) -> Any:
        context = browser.new_context(
            base_url=address,
            storage_state=kept_sessions[name] if name else None,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            locale="vi-VN",
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        return context.new_page()

    yield make
    for context in opened:
        context.close()
