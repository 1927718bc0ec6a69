"""Take the pictures of README: a new installation, its samples read and mostly reviewed, two pages in both languages.

    python scripts/readme_pictures.py [FOLDER]        default docs/images

Works in a folder of its own and leaves nothing behind. Needs Playwright and a Chromium on the machine.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright
from screenshots import choose, sign_in

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"review": "/record/review/", "dossier": "/record/actors/state:KZ/"}
LEFT_TO_REVIEW = "12-"  # the document whose proposals stay open, so that the queue has something to show


def caytre(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "caytre", *words], check=True, capture_output=True, text=True)


def review_most() -> None:
    """Accept what the samples propose, as the operator, except one document's proposals and contradicting figures."""
    import django

    django.setup()
    from caytre.accounts.models import User
    from caytre.record import services
    from caytre.record.models import Contradiction, Statement

    operator = User.objects.get(username="operator")
    disputed = {pk for found in Contradiction.objects.all() for pk in (found.left_id, found.right_id)}
    for statement in Statement.objects.filter(status=Statement.Status.PROPOSED).exclude(pk__in=disputed):
        names = statement.evidence.values_list("document__name", flat=True)
        if not any(name.startswith(LEFT_TO_REVIEW) for name in names):
            services.accept(statement, by=operator)


def wait_for(address: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    sys.exit(f"{address} does not answer")


def take(address: str, password: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = sign_in(browser, address, "operator", password).new_page()
        page.set_viewport_size({"width": 1280, "height": 860})
        choose(page, address, "theme", "light")
        for language, suffix in (("en", ""), ("vi", ".vi")):
            choose(page, address, "language", language)
            for name, path in PAGES.items():
                page.goto(address + path, wait_until="networkidle")
                page.screenshot(path=folder / f"{name}{suffix}.png")
                print(folder / f"{name}{suffix}.png")
        browser.close()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as place:
        os.environ |= {
            "CAYTRE_DATA_DIR": place,
            "DJANGO_SETTINGS_MODULE": "caytre.settings",
            "PYTHONPATH": str(ROOT / "src"),
        }
        os.environ.pop("DATABASE_URL", None)
        sys.path.insert(0, str(ROOT / "src"))
        caytre("setup")
        caytre("worker", "--once")
        review_most()
        password = caytre("user", "password", "operator").stdout.strip()
        server = subprocess.Popen(
            [sys.executable, "-m", "caytre", "serve", "--port", str(port)], stderr=subprocess.DEVNULL
        )
        try:
            wait_for(f"http://127.0.0.1:{port}")
            take(f"http://127.0.0.1:{port}", password, folder)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
