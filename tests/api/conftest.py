"""Callers of the API: Lan with a writing token, Hoa with a reading one; and a document read with two facts in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.record.conftest import a_fact, read_as, starter

__all__ = ["read_as", "starter"]

TEXT = (
    "Ngày 14/3/2025, Bộ Công Thương nói kim ngạch thương mại Việt Nam - Kazakhstan đạt hơn 800 triệu USD năm 2024.\n"
    "Việt Nam là thành viên Hội đồng Nhân quyền Liên hợp quốc nhiệm kỳ 2023-2025."
)


class Caller:
    """Sends JSON with a token; every answer keeps to the rules that hold for all answers."""

    def __init__(self, client: Any, secret: str) -> None:
        self.client, self.headers = client, {"Authorization": f"Bearer {secret}"} if secret else {}

    def get(self, path: str, **query: Any) -> Any:
        return _checked(self.client.get("/api/v1" + path, query, headers=self.headers))

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        more = more or {"data": body if body is not None else {}, "content_type": "application/json"}
        return _checked(self.client.post("/api/v1" + path, headers=self.headers, **more))


def _checked(answer: Any) -> Any:
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"
        body = answer.json()
        assert body["status"] == answer.status_code
        assert body["title"]
        assert body["detail"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    return answer


@pytest.fixture
def call_as(client: Any) -> Callable[..., Caller]:
    from caytre.accounts import services

    def make(user: Any, scope: str = "write") -> Caller:
        _, secret = services.make_token(user, name="test", scope=scope, days=1, by=user)
        return Caller(client, secret)

    return make


@pytest.fixture
def lan(call_as: Callable[..., Caller], officer: Any) -> Caller:
    return call_as(officer)


@pytest.fixture
def minh(call_as: Callable[..., Caller], colleague: Any) -> Caller:
    return call_as(colleague)


@pytest.fixture
def hoa(call_as: Callable[..., Caller], reader: Any) -> Caller:
    return call_as(reader)


@pytest.fixture
def document(starter: Any, read_as: Callable[..., Any]) -> Any:
    """A document with two facts in it, read and waiting for a decision."""
    trade = a_fact(
        TEXT,
        "kim ngạch thương mại Việt Nam - Kazakhstan đạt hơn 800 triệu USD năm 2024",
        subject="Việt Nam", subject_id="state:VN", object="Kazakhstan", object_id="state:KZ",
        value=800e6, unit="USD", bound="at_least", date="2024", countries=("KZ", "VN"),
    )  # fmt: skip
    term = a_fact(
        TEXT,
        "Việt Nam là thành viên Hội đồng Nhân quyền Liên hợp quốc nhiệm kỳ 2023-2025",
        type="membership_term",
        subject="Việt Nam", subject_id="state:VN", object="Hội đồng Nhân quyền", date="2023/2025", countries=("VN",),
    )  # fmt: skip
    return read_as(TEXT, trade, term)
