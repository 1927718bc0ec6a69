"""The frame stands: settings load, the command line is built, the API has a schema, sign-in is asked for."""

from __future__ import annotations

import pytest


def test_the_command_line_offers_its_own_help(caytre):
    answer = caytre("--help")

    assert answer.returncode == 0, answer.stderr
    for command in ("setup", "serve", "worker", "user"):
        assert command in answer.stdout


@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in(client):
    answer = client.get("/accounts/2fa/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.django_db
def test_the_api_describes_itself(client):
    answer = client.get("/api/v1/openapi.json")

    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.")
