"""The ten minutes of README, click by click, on a new installation with its samples."""

from __future__ import annotations

import re
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import _free_port
from tests.conftest import Place


@pytest.fixture
def tour(browser: Any, tmp_path: Any) -> Iterator[Any]:
    """A page of the operator, in English, where the samples have been read and nobody has decided anything."""
    place = Place(tmp_path / "tour")
    made = place.run("setup")
    assert made.returncode == 0, made.stderr
    assert place.run("worker", "--once").returncode == 0
    password = re.search(r"with password (\S+)", made.stderr)
    assert password, made.stderr
    port = _free_port()
    server = place.start("serve", "--port", str(port))
    address = f"http://localhost:{port}"
    try:
        for _attempt in range(300):
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        context = browser.new_context(base_url=address, locale="en-GB", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.goto("/accounts/login/")
        page.fill("[name=login]", "operator")
        page.fill("[name=password]", password[1])
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{address}/")
        if page.locator("html").get_attribute("lang") != "en":
            page.get_by_role("button", name="English").click()
        yield page
        context.close()
    finally:
        server.terminate()
        server.communicate(timeout=20)


def test_the_tour_of_readme_shows_what_it_promises(tour: Any) -> None:
    page = tour

    def rail(name: str) -> None:
        page.get_by_role("navigation").get_by_role("link", name=name, exact=True).first.click()

    # Home, Review: what contradicts comes first; a key decides
    page.get_by_role("link", name="Start reviewing").click()
    page.get_by_text("Cannot hold together with:").wait_for()
    page.keyboard.press("a")
    page.get_by_text("you decided 1 today").wait_for()
    page.locator("form.filter").get_by_label("Kind of fact").select_option("partnership_level")
    page.locator("form.filter").get_by_role("button", name="Show").click()
    page.get_by_role("heading", name="Level of relations").wait_for()
    for _proposal in range(9):
        if not page.get_by_role("button", name="Accept").count():
            break
        before = page.locator("#review .meta").inner_text()
        page.keyboard.press("a")
        page.wait_for_function("before => document.querySelector('#review .meta').innerText !== before", arg=before)

    # Contradictions: both passages side by side, a decision with its reason
    rail("Contradictions")
    disputed = page.get_by_role("listitem").filter(has_text="Two values for one figure").filter(has_text="Kazakhstan")
    disputed.get_by_role("link", name="Two values for one figure").click()
    both = page.locator("main").inner_text()
    assert "1,12 tỷ USD" in both
    assert "980" in both
    page.locator("input[type=radio]").first.check()
    page.locator("[name=reason]").fill("The customs of the home state count what passes through third countries.")
    page.get_by_role("button", name="Decide").click()
    page.wait_for_url("**/record/contradictions/")
    page.get_by_role("link", name="Decided", exact=True).click()
    disputed.get_by_role("link", name="Two values for one figure").click()
    page.get_by_text("The customs of the home state").first.wait_for()

    # Actors, Kazakhstan: the relation as of today, and before it was raised
    page.goto("/record/actors/state:KZ/")
    assert "27 October 2026" in page.locator("#relations, main").first.inner_text()
    assert page.locator("a.note-mark").first.is_visible()
    page.get_by_label("As of").fill("2026-10-01")
    page.get_by_role("button", name="Ask again").click()
    page.get_by_text("No accepted fact states the level of relations yet.").wait_for()
    page.goto("/record/actors/state:KZ/")
    page.get_by_role("link", name="With us").click()
    page.wait_for_url("**/record/actors/state:VN/with/state:KZ/")

    # Search without tone marks
    page.goto("/search/?q=doan+khac+nhan")
    assert "Đoàn Khắc Nhân" in page.locator("main").inner_text()

    # Journal: the chain is whole
    rail("Journal")
    page.get_by_text("Check the chain").click()
    page.get_by_text("the chain is whole").wait_for()
