"""Walks the building: every address, page and API alike, asks who is there, unless it is on the short list."""

from __future__ import annotations

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

pytestmark = pytest.mark.django_db

PUBLIC = {
    "healthz",  # says that the process answers
    "help/",  # how to sign in is part of it; holds no data
    "api/v1/openapi.json",  # describes the API, holds no data
    "language/",  # sets a cookie
    "preferences/",  # language and theme, in a cookie
    # Signing in, and what belongs to it before anyone is known:
    "accounts/login/",
    "accounts/logout/",
    "accounts/signup/",
    "accounts/inactive/",
    "accounts/reauthenticate/",
    "accounts/confirm-email/",
    "accounts/confirm-email/<key>/",
    "accounts/password/reset/",
    "accounts/password/reset/done/",
    "accounts/password/reset/key/<uidb36>-<key>/",
    "accounts/password/reset/key/done/",
    "accounts/2fa/authenticate/",
    "accounts/2fa/webauthn/login/",
}
CATCH_ALL = "api/v1/<rest>"  # answers 404 to everyone


def addresses(resolver=None, prefix=""):
    """Every address, its parameters named: 'accounts/confirm-email/<key>/'."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + re.sub(r"\^|\$|\\", "", re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", str(entry.pattern)))
        path = re.sub(r"<\w+:(\w+)>", r"<\1>", path)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, path)
        elif isinstance(entry, URLPattern):
            yield path


def filled(path):
    return "/" + re.sub(r"<\w+>", "1", path)


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_that_is_not_public_asks_who_is_there(client, method):
    seen = sorted(set(addresses()) - PUBLIC - {CATCH_ALL})
    assert len(seen) > 10

    open_doors = []
    for path in seen:
        answer = getattr(client, method)(filled(path))
        to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
        if not (to_sign_in or answer.status_code in (401, 404, 405)):
            open_doors.append(f"{method} {path}: {answer.status_code}")

    assert open_doors == []


def test_no_api_operation_answers_a_stranger(client):
    from caytre.api import api

    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            answer = client.generic(method.upper(), re.sub(r"{\w+}", "1", path))
            assert answer.status_code == 401, f"{method} {path}"


def test_the_list_of_public_addresses_names_only_what_exists():
    assert set(addresses()) >= PUBLIC
