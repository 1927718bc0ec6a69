"""The whole of a review with the keyboard alone; and the same as plain forms, without JavaScript."""

from __future__ import annotations

import re
from typing import Any

from tests.browser.conftest import PASSWORD


def _waiting(page: Any) -> int:
    return int(re.search(r"\d+", page.inner_text("#review .meta"))[0])


def _heading_and_quote(page: Any) -> tuple[str, str]:
    return page.inner_text("#review .review h2"), page.inner_text("#review .passage mark")


def _press(page: Any, key: str) -> None:
    """Press a key and wait until what follows stands there, in the same visit to the page."""
    page.evaluate(
        "delete document.body.dataset.settled;"
        "addEventListener('htmx:afterSettle', () => { document.body.dataset.settled = 1 }, {once: true})"
    )
    page.keyboard.press(key)
    page.wait_for_selector("body[data-settled]")


def test_a_review_is_done_with_the_keyboard_alone(open_as):
    page = open_as("lan")
    page.goto("/record/review/")
    before, first = _waiting(page), _heading_and_quote(page)

    _press(page, "j")
    second = _heading_and_quote(page)
    assert second != first
    _press(page, "k")
    assert _heading_and_quote(page) == first

    _press(page, "a")
    assert _waiting(page) == before - 1
    _press(page, "u")
    assert _waiting(page) == before
    assert _heading_and_quote(page) == first

    _press(page, "r")
    assert _waiting(page) == before - 1
    _press(page, "u")
    assert _waiting(page) == before


def test_an_edit_is_made_and_undone_with_the_keyboard_alone(open_as):
    page = open_as("mai")
    page.goto("/record/review/")
    before = _waiting(page)

    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "predicate"
    while page.evaluate("document.activeElement.name") != "valid":
        page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("not a date")
    _press(page, "Enter")
    assert "EDTF" in page.inner_text("#id_valid_error"), "the refusal stands at its field"
    page.focus("#id_valid")
    page.keyboard.press("Control+A")
    page.keyboard.type("9/2023")
    _press(page, "Enter")
    assert _waiting(page) == before - 1
    _press(page, "u")
    assert _waiting(page) == before


def test_letters_typed_into_a_field_decide_nothing(open_as):
    page = open_as("lan")
    page.goto("/record/review/")
    before = _waiting(page)

    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("aru")

    assert page.input_value("#find") == "aru"
    page.goto("/record/review/")
    assert _waiting(page) == before


def test_the_question_mark_opens_the_list_of_keys(open_as):
    page = open_as("lan")
    page.goto("/record/review/")

    page.keyboard.press("?")
    page.wait_for_url("**/help/#h-keys")

    assert page.locator("#h-keys").is_visible()


def test_whatever_the_keyboard_reaches_shows_that_it_is_there(open_as):
    page = open_as("lan")
    page.goto("/")
    for _stop in range(25):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth] })()"
        )
        assert style == ["solid", "3px"], page.evaluate("document.activeElement.outerHTML")


def test_signing_in_giving_a_document_and_deciding_work_without_javascript(open_as):
    page = open_as("", width=320, scripts=False)
    page.goto("/record/documents/upload/")
    page.fill("[name=login]", "lan")
    page.fill("[name=password]", PASSWORD)
    page.click("form:not(.switch) button[type=submit] >> nth=0")
    assert page.url.endswith("/record/documents/upload/")

    page.set_input_files(
        "[name=files]",
        [
            {"name": "a.txt", "mimeType": "text/plain", "buffer": "Việt Nam và Lào ký hiệp định.".encode()},
            {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""},
        ],
    )
    page.click("form.panel button[type=submit]")
    told = page.inner_text("main")
    assert "a.txt" in told and "empty.txt" in told

    page.goto("/record/review/")
    before = _waiting(page)
    page.click("button[value=accept]")
    assert _waiting(page) == before - 1
    page.click("[data-key=u]")
    assert _waiting(page) == before


def test_language_and_colours_are_switched_without_javascript_and_before_signing_in(open_as):
    page = open_as("", scripts=False)
    page.goto("/accounts/login/")
    assert page.get_attribute("html", "lang") == "vi"

    page.click("button[name=language]")
    assert page.get_attribute("html", "lang") == "en"
    page.click("button[name=theme]")
    assert page.get_attribute("html", "data-theme") == "light"
    page.click("button[name=theme]")
    assert page.get_attribute("html", "data-theme") == "dark"


def test_a_passkey_added_once_signs_in_without_a_password(open_as):
    page = open_as("")
    page.goto("/accounts/login/")
    page.fill("[name=login]", "mai")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile(r"localhost:\d+/$"))
    authenticator = page.context.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    page.goto("/accounts/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))
    page.goto("/accounts/logout/")
    page.click("form.signout button")
    page.goto("/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_url(re.compile(r"localhost:\d+/$"))

    page.goto("/profile/")
    assert "mai" in page.inner_text("h1")
