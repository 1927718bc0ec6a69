"""The API keeps to its own description, whatever is sent to it (schemathesis, a bounded number of tries)."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from caytre.wsgi import application

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def secret(document: Any, operator: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """A writing token of someone who may do everything; no limit on requests; the test's own connection is kept."""
    from django.core import signals
    from django.db import close_old_connections

    from caytre.accounts import services
    from caytre.webapi.auth import PerUser

    monkeypatch.setattr(PerUser, "allow_request", lambda throttle, request: True)
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    _, made = services.make_token(operator, name="fuzz", scope="write", days=1, by=None)
    yield made
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_every_answer_is_one_that_the_description_names(case, secret):
    response = case.call(headers={"Authorization": f"Bearer {secret}"})

    case.validate_response(response, checks=CHECKS)
