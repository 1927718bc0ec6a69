"""API tokens: shown once, kept as a hash, ending by themselves or when revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from caytre.accounts import services
from caytre.accounts.errors import AccountProblem
from caytre.accounts.models import ApiToken
from caytre.journal.models import Entry

pytestmark = pytest.mark.django_db


def make(user, scope="read", days=90):
    return services.make_token(user, name="notebook", scope=scope, days=days, by=user)


def ask(client, secret, method="get", path="/api/v1/me", **more):
    return getattr(client, method)(path, headers={"Authorization": f"Bearer {secret}"}, **more)


def test_a_token_speaks_for_its_owner(client, officer):
    _, secret = make(officer)

    answer = ask(client, secret)

    assert answer.status_code == 200
    assert answer.json()["username"] == "lan"


def test_the_secret_is_kept_nowhere(officer):
    token, secret = make(officer)

    kept = repr(ApiToken.objects.filter(pk=token.pk).values().get()) + repr(list(Entry.objects.values()))
    assert secret not in kept
    assert secret.removeprefix("ct_") not in kept


@pytest.mark.parametrize("secret", ["", "ct_", "ct_wrong", "wrong", "ct_\x00", "é"])
def test_a_wrong_secret_is_refused(client, officer, secret):
    make(officer)

    answer = ask(client, secret.encode("latin-1", "replace").decode("latin-1"))

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Content-Type"] == "application/problem+json"


def test_an_expired_token_is_refused(client, officer):
    token, secret = make(officer)
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    assert ask(client, secret).status_code == 401


def test_a_revoked_token_is_refused(client, officer):
    token, secret = make(officer)
    services.revoke_token(token, by=officer)

    assert ask(client, secret).status_code == 401


def test_the_token_of_an_account_switched_off_is_refused(client, officer, operator):
    _, secret = make(officer)
    services.switch_off(officer, by=operator)

    assert ask(client, secret).status_code == 401


def test_a_reading_token_cannot_change_anything(client, officer):
    token, secret = make(officer, scope="read")

    answer = ask(client, secret, "delete", f"/api/v1/me/tokens/{token.pk}")

    assert answer.status_code == 403
    assert ApiToken.objects.get().revoked_at is None


def test_a_writing_token_can(client, officer):
    token, secret = make(officer, scope="write")

    assert ask(client, secret, "delete", f"/api/v1/me/tokens/{token.pk}").status_code == 204
    assert ask(client, secret).status_code == 401


def test_a_token_cannot_make_another(client, officer):
    _, secret = make(officer, scope="write")

    answer = ask(client, secret, "post", "/api/v1/me/tokens", data={"name": "x"}, content_type="application/json")

    assert answer.status_code == 403
    assert ApiToken.objects.count() == 1


def test_a_session_makes_a_token_and_sees_its_secret_once(client, officer):
    client.force_login(officer)

    made = client.post("/api/v1/me/tokens", {"name": "notebook", "days": 7}, content_type="application/json")
    listed = client.get("/api/v1/me/tokens").json()

    assert made.status_code == 201
    assert made.json()["token"].startswith("ct_")
    assert [row["name"] for row in listed] == ["notebook"]
    assert "token" not in listed[0]


def test_a_session_that_changes_something_needs_the_csrf_token(officer):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)

    answer = client.post("/api/v1/me/tokens", {"name": "x"}, content_type="application/json")

    assert answer.status_code == 403
    assert not ApiToken.objects.exists()


def test_somebody_elses_token_is_not_there(client, officer, colleague):
    token, _ = make(officer)
    _, secret = make(colleague, scope="write")

    assert ask(client, secret, "delete", f"/api/v1/me/tokens/{token.pk}").status_code == 404


def test_a_token_lives_a_year_at_most(officer):
    with pytest.raises(AccountProblem, match="365"):
        make(officer, days=366)


def test_making_and_revoking_is_in_the_journal(officer):
    token, _ = make(officer)
    services.revoke_token(token, by=officer)

    assert list(Entry.objects.values_list("act", flat=True)) == ["accounts.make_token", "accounts.revoke_token"]
