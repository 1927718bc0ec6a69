"""Take each page of a running installation at phone and desk width, in both languages, light and dark.

    python scripts/screenshots.py --user lan --password … FOLDER [--address http://127.0.0.1:8000] [--only brief]

Follows the links it finds for pages that need a number (a document, an actor, a review). Needs Playwright and a
Chromium on the machine; leaves nothing behind in the installation but the signing in.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import sys
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

WIDTHS = {"phone": (390, 844), "desk": (1440, 900)}
PAGES = {
    "home": "/",
    "search": "/search/?q=vi%E1%BB%87t+nam",
    "documents": "/record/documents/",
    "upload": "/record/documents/upload/",
    "review": "/record/review/",
    "contradictions": "/record/contradictions/",
    "actors": "/record/actors/",
    "dossier": "/record/actors/state:KZ/",
    "pair": "/record/actors/state:VN/with/state:KZ/",
    "brief": "/record/brief/",
    "sources": "/record/sources/",
    "journal": "/journal/",
    "people": "/people/",
    "profile": "/profile/",
    "keys": "/accounts/2fa/",
    "help": "/help/",
    "rooms": "/rooms/",
    "missing": "/no-such-page/",
}
FOLLOWED = {
    "document": ("/record/documents/", ".lines a.title"),
    "passage": ("/record/brief/", ".notes a"),
    "contradiction": ("/record/contradictions/", ".lines a.title"),
}


def sign_in(browser: Browser, address: str, user: str, password: str) -> BrowserContext:
    """A browser session that is signed in."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(urljoin(address, "/accounts/login/"))
    page.fill("[name=login]", user)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    if "/accounts/login" in page.url:
        sys.exit(f"{address} did not let {user} in: is the password right?")
    page.close()
    return context


def choose(page: Page, address: str, name: str, value: str) -> None:
    """Set language or theme through the page's own switch."""
    page.goto(urljoin(address, "/profile/"))
    page.evaluate(
        """([name, value]) => {
            const form = document.querySelector('form.switch'), field = document.createElement('input');
            field.name = name; field.value = value; form.append(field); form.submit();
        }""",
        [name, value],
    )
    page.wait_for_load_state("networkidle")


def addresses(page: Page, address: str, only: str) -> dict[str, str]:
    """Each page's name and address; followed ones are left out where the list they hang on is empty."""
    found = dict(PAGES)
    for name, (start, selector) in FOLLOWED.items():
        page.goto(urljoin(address, start))
        link = page.query_selector(selector)
        if link:
            found[name] = link.get_attribute("href") or start
    return {name: path for name, path in found.items() if only in name}


def main() -> None:
    """Read the command line, take the pictures, print what could not be taken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--user", required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("--only", default="", help="pages whose name contains this")
    parser.add_argument("--languages", default="vi,en")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--widths", default="phone,desk")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        context = sign_in(browser, given.address, given.user, given.password)
        page = context.new_page()
        todo = addresses(page, given.address, given.only)
        for language, theme in itertools.product(given.languages.split(","), given.themes.split(",")):
            choose(page, given.address, "language", language)
            choose(page, given.address, "theme", theme)
            for (name, path), width in itertools.product(todo.items(), given.widths.split(",")):
                page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[width], strict=True)))
                answer = page.goto(urljoin(given.address, path), wait_until="networkidle")
                if answer and answer.status >= 500:
                    print(f"{name}: HTTP {answer.status} at {path}", file=sys.stderr)
                page.screenshot(path=given.folder / f"{name}-{width}-{language}-{theme}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main()
