"""Whatever goes wrong is said as an RFC 9457 problem, and nothing of our insides with it."""

from __future__ import annotations

import pytest
from django.db import OperationalError

pytestmark = pytest.mark.django_db


def test_an_address_that_does_not_exist(lan):
    assert lan.get("/nothing/here").status_code == 404


def test_a_method_that_is_not_possible_names_those_that_are(lan):
    answer = lan.post("/me")

    assert answer.status_code == 405
    assert answer["Allow"] == "GET"


def test_a_body_that_is_no_json(lan):
    answer = lan.post("/me/tokens", data=b"{", content_type="application/json")

    assert answer.status_code == 400


@pytest.mark.parametrize("name", ['"a\\u0000b"', '"\\ud800"'])
def test_text_that_no_database_keeps(lan, document, name):
    answer = lan.post("/statements/1/accept", data=f'{{"reason": {name}}}', content_type="application/json")

    assert answer.status_code == 400


def test_fields_that_do_not_fit_are_named(lan):
    answer = lan.get("/documents", limit=1000)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"][-1] == "limit"


def test_a_number_no_database_has(lan):
    assert lan.get("/documents/99999999999999999999999").status_code == 422


def test_an_error_of_our_own_says_nothing_of_our_insides(lan, monkeypatch):
    from caytre.journal import queries

    def broken(**anything):
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr(queries, "verify", broken)

    answer = lan.get("/journal/verify")

    assert answer.status_code == 500
    assert "hunter2" not in answer.content.decode()


def test_a_database_that_does_not_answer_is_said_so(lan, monkeypatch):
    from caytre.journal import queries

    def away(**anything):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(queries, "verify", away)

    assert lan.get("/journal/verify").status_code == 503


def test_too_many_requests_of_one_user_are_asked_to_wait(lan, minh, monkeypatch):
    from caytre.webapi.auth import PerUser

    for throttle in _throttles():
        assert isinstance(throttle, PerUser)
        monkeypatch.setattr(throttle, "num_requests", 3)

    statuses = [lan.get("/me").status_code for _ in range(4)]

    assert statuses == [200, 200, 200, 429]
    assert int(lan.get("/me")["Retry-After"]) > 0
    assert minh.get("/me").status_code == 200


def _throttles():
    from caytre.api import api

    found = []
    for _, router in api._routers if hasattr(api, "_routers") else []:
        for view in router.path_operations.values():
            for operation in view.operations:
                found += operation.throttle_objects
    for bound in api._get_bound_routers():
        for view in bound.path_operations.values():
            for operation in view.operations:
                found += operation.throttle_objects
    assert found
    return found
