"""Every page, in both languages, on a phone and on a desk, light and dark: nothing that axe objects to."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import OF_STRANGERS, addresses

AXE = Axe()
# Each pair of choices is met once: language with theme, language with width, theme with width.
WAYS = [("lan", 320, False), ("mai", 320, True), ("lan", 1440, True), ("mai", 1440, False)]


def _objections(page: Any, name: str) -> list[str]:
    found = []
    for violation in AXE.run(page).response["violations"]:
        for node in violation["nodes"]:
            found.append(f"{name}: {violation['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append(f"{name}: scrolls sideways")
    return found


@pytest.mark.parametrize(("who", "width", "dark"), WAYS)
def test_axe_has_no_objection_to_any_page_and_none_scrolls_sideways(open_as, who, width, dark):
    page = open_as(who, width=width, dark=dark)
    todo = addresses(page)
    # As a reader without JavaScript gets it; axe itself is put into the page by the test.
    page.route("**/*.js", lambda route: route.abort())
    objections = []
    for name, path in todo.items():
        answer = page.goto(path)
        assert answer.status < 500, f"{name}: {answer.status}"
        objections += _objections(page, name)

    assert objections == []


@pytest.mark.parametrize(("dark", "width"), [(False, 320), (True, 1440)])
def test_axe_has_no_objection_to_what_strangers_see(open_as, dark, width):
    page = open_as("", width=width, dark=dark)
    objections = []
    for name, path in OF_STRANGERS.items():
        page.goto(path)
        objections += _objections(page, name)

    assert objections == []


def test_no_page_breaks_its_own_security_policy_or_logs_an_error(open_as):
    page = open_as("mai")
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for name, path in addresses(page).items():
        if name != "missing":  # a browser logs the 404 that is wanted there
            page.goto(path)

    assert said == []


def test_every_page_is_in_the_language_of_its_reader(open_as):
    for who, language in (("lan", "vi"), ("mai", "en")):
        page = open_as(who)
        for path in ("/", "/record/documents/", "/record/actors/state:KZ/", "/accounts/2fa/", "/help/"):
            page.goto(path)
            assert page.get_attribute("html", "lang") == language


def test_on_paper_there_is_the_page_and_no_chrome(open_as):
    page = open_as("lan")
    page.goto("/record/brief/")
    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    for chrome in (".topbar", ".rail", ".foot", ".head .actions", "form.filter"):
        assert not page.locator(chrome).first.is_visible(), chrome
