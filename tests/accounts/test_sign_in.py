"""Signing in: who may, what is remembered, when it is paused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.utils import timezone

from caytre.accounts import services
from caytre.accounts.errors import AccountProblem
from caytre.accounts.models import User
from caytre.journal.models import Entry

pytestmark = pytest.mark.django_db
PASSWORD = "bamboo bends in the wind"


def sign_in(client, username="lan", password=PASSWORD, **extra):
    return client.post("/accounts/login/", {"login": username, "password": password}, **extra)


def acts():
    return list(Entry.objects.order_by("sequence").values_list("act", flat=True))


def test_the_right_password_signs_in_and_the_journal_remembers(client, officer):
    answer = sign_in(client)

    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert client.session["_auth_user_id"] == str(officer.pk)
    entry = Entry.objects.get(act="accounts.sign_in")
    assert (entry.by, entry.subject) == ("lan", f"user:{officer.pk}")


def test_a_wrong_password_does_not_and_the_journal_remembers_that_too(client, officer):
    answer = sign_in(client, password="not it at all")

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    assert Entry.objects.get(act="accounts.sign_in_failed").subject == f"user:{officer.pk}"


def test_a_name_nobody_has_is_not_written_down(client, db):
    sign_in(client, username="my-secret-password-by-mistake")

    entry = Entry.objects.get(act="accounts.sign_in_failed")
    assert "mistake" not in f"{entry.by}{entry.subject}{entry.detail}"


def test_a_wrong_password_and_a_name_nobody_has_get_the_same_answer(client, officer):
    wrong = sign_in(client, password="not it at all").content.decode()
    nobody = sign_in(client, username="nam", password="not it at all").content.decode()

    assert _errors(wrong) == _errors(nobody)


def _errors(page):
    import re

    return [re.sub(r"<[^>]+>", " ", part).split() for part in re.findall(r"(?s)<form.*?</form>", page)][-1].count("lan")


def test_signing_out_is_remembered(client, officer):
    sign_in(client)
    client.post("/accounts/logout/")

    assert acts() == ["accounts.sign_in", "accounts.sign_out"]
    assert "_auth_user_id" not in client.session


def test_five_failures_pause_the_name_from_that_address_even_with_the_right_password(client, officer):
    for _ in range(5):
        sign_in(client, password="not it at all")

    answer = sign_in(client)

    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session
    assert "accounts.locked_out" in acts()


def test_writing_the_name_in_another_case_does_not_escape_the_pause(client, officer):
    for name in ("lan", "Lan", "LAN", "lAn", "laN"):
        sign_in(client, username=name, password="not it at all")

    assert sign_in(client, username="lAN").status_code == 429


def test_a_pause_does_not_hinder_the_same_officer_at_another_address(client, officer):
    for _ in range(5):
        sign_in(client, password="not it at all")

    assert sign_in(client, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_pause_ends_after_its_time(client, officer):
    from axes.models import AccessAttempt

    for _ in range(5):
        sign_in(client, password="not it at all")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))

    assert sign_in(client).status_code == 302


def test_a_forged_forwarding_header_does_not_escape_the_pause(client, officer):
    for number in range(5):
        sign_in(client, password="not it at all", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")

    assert sign_in(client, HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 429


def test_nobody_can_sign_up(client, db):
    answer = client.post(
        "/accounts/signup/", {"username": "eve", "password1": PASSWORD + "!", "password2": PASSWORD + "!"}
    )

    assert answer.status_code in (200, 403)
    assert not User.objects.filter(username="eve").exists()


def test_whoever_has_a_one_time_code_set_up_must_give_it(client, officer):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(officer, secret)

    answer = sign_in(client)
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert "_auth_user_id" not in client.session

    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session

    counter = next(iter(totp.yield_hotp_counters_from_time()))
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_a_recovery_code_signs_in_once(client, officer):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    totp.TOTP.activate(officer, totp.generate_totp_secret())
    code = RecoveryCodes.activate(officer).get_unused_codes()[0]

    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert client.session["_auth_user_id"] == str(officer.pk)

    client.post("/accounts/logout/")
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short-one", "12"),
        ("password1234", "common"),
        ("nguyenvanlan1", "similar"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(db, password, why):
    from django.utils import translation

    with translation.override("en"), pytest.raises(AccountProblem, match=why):
        services.add_user("nguyenvanlan", password=password, by=None)


@pytest.mark.parametrize("password", ["chín con trâu ngồi dưới mưa", "aaaabbbbccccdddd eeee", "x" * 128])
def test_length_is_enough_no_composition_is_asked(db, password):
    assert services.add_user("lan", password=password, by=None).check_password(password)


def test_only_an_operator_adds_accounts(officer, operator):
    from caytre.accounts.permissions import NotAllowed

    with pytest.raises(NotAllowed):
        services.add_user("eve", password=PASSWORD, by=officer)

    made = services.add_user("nam", password=PASSWORD, role="officer", by=operator)
    assert Entry.objects.get(act="accounts.add_user").subject == f"user:{made.pk}"


def test_a_new_password_ends_the_sessions_opened_with_the_old_one(client, officer, operator):
    sign_in(client)
    services.set_password(officer, "another bamboo in the wind", by=operator)

    assert client.get("/api/v1/me").status_code == 401


def test_an_account_switched_off_is_out_at_once(client, officer, operator):
    sign_in(client)
    assert client.get("/api/v1/me").status_code == 200

    services.switch_off(officer, by=operator)

    assert client.get("/api/v1/me").status_code == 401
    assert sign_in(client)["Location"] == "/accounts/inactive/"
    assert client.get("/api/v1/me").status_code == 401


def test_the_session_changes_its_key_when_signing_in(client, officer):
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["session"] = before

    sign_in(client)

    assert client.session.session_key != before


def test_an_idle_session_ends(client, officer):
    sign_in(client)
    assert client.get("/api/v1/me").status_code == 200
    session = client.session
    session["seen"] -= 2 * 60 * 60 + 1
    session.save()

    assert client.get("/api/v1/me").status_code == 401


def test_a_session_in_use_still_ends_twelve_hours_after_signing_in(client, officer):
    sign_in(client)
    client.get("/api/v1/me")
    session = client.session
    session["seen"] -= 600
    session["ends"] -= 11 * 60 * 60
    session.save()

    client.get("/api/v1/me")

    assert 3000 < client.session.get_expiry_age() <= 3600


def test_the_command_makes_an_account_that_can_sign_in(place):
    made = place.run("user", "add", "lan", "--role", "officer", "--clearance", "2")
    assert made.returncode == 0, made.stderr
    password = made.stdout.strip()

    checked = place.python(
        "from caytre.accounts.models import User; u = User.objects.get(); print(u.role, u.check_password(sys.argv[1]))",
        password,
    )
    again = place.run("user", "add", "lan")

    assert checked.stdout == "officer True\n"
    assert again.returncode == 2
    assert again.stderr.count("\n") == 1
