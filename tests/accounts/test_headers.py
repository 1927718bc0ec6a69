"""What browsers are told, and what an installation behind HTTPS adds to it."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def directives(answer):
    parts = [part.split() for part in answer["Content-Security-Policy"].split(";")]
    return {part[0]: part[1:] for part in parts}


@pytest.mark.parametrize("path", ["/accounts/login/", "/", "/api/v1/me"])
def test_only_our_own_scripts_and_styles_run_and_nobody_frames_us(client, officer, path):
    client.force_login(officer)

    answer = client.get(path)
    policy = directives(answer)

    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_what_someone_signed_in_sees_is_not_kept_in_caches(client, officer):
    client.force_login(officer)

    assert "no-store" in client.get("/")["Cache-Control"]
    assert "no-store" in client.get("/api/v1/me")["Cache-Control"]


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(client, officer):
    client.post("/accounts/login/", {"login": "lan", "password": "bamboo bends in the wind"})

    for name in ("session", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_a_host_that_is_not_ours_is_refused(client):
    assert client.get("/accounts/login/", HTTP_HOST="evil.example").status_code == 400


def test_an_installation_behind_https_insists_on_it(empty_place):
    place = empty_place()
    place.env["CAYTRE_HTTPS"] = "1"
    place.env["CAYTRE_HOSTS"] = "caytre.example"

    answer = place.python("""
        from django.test import Client
        plain = Client().get("/healthz", headers={"host": "caytre.example"})
        secure = Client().get(
            "/healthz", headers={"host": "caytre.example", "x-forwarded-proto": "https"}, secure=True
        )
        from django.conf import settings
        print(plain.status_code, plain["Location"])
        print(secure["Strict-Transport-Security"])
        print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_SECURE)
    """)

    assert answer.stdout.splitlines() == [
        "301 https://caytre.example/healthz",
        "max-age=31536000; includeSubDomains",
        "__Host-session __Host-csrf True",
    ], answer.stderr
