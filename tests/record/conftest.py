"""What the record's tests tell their stories with: documents with a text, facts found in it, a reading of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from caytre.reading.model import Extracted, Fact, Mention, Reading

TRADE = (
    "Ngày 14/3/2025, Bộ Công Thương nói kim ngạch thương mại Việt Nam - Kazakhstan đạt hơn 800 triệu USD năm 2024.\n"
    "Chủ tịch nước Lương Cường tiếp Tổng thống Kassym-Jomart Tokayev tại Hà Nội.\n"
    "Việt Nam là thành viên Hội đồng Nhân quyền Liên hợp quốc nhiệm kỳ 2023-2025."
)


def a_fact(text: str, quote: str, type: str = "trade_figure", **fields: Any) -> Fact:
    """A fact whose passage is the quote's first place in the text."""
    start = text.index(quote)
    return Fact(type=type, quote=quote, start=start, end=start + len(quote), **{"subject": None, **fields})


def a_reading(text: str, *facts: Fact, mentions: tuple[Mention, ...] = (), **extracted: Any) -> Reading:
    """What reading would give back for this text."""
    given = {"media_type": "text/plain", "language": "vi", "body_end": len(text), **extracted}
    return Reading(Extracted(text=text, **given), mentions=mentions, facts=facts)


def a_person(text: str, name: str, country: str | None = None) -> Mention:
    start = text.index(name)
    return Mention(start, start + len(name), name, "person", country=country)


@pytest.fixture
def starter(db: None) -> dict[str, int]:
    """The record with the few states and bodies that these tests speak of, and the sources known."""
    from caytre.record.services import starter

    keys = ("state:VN", "state:KZ", "state:LA", "state:FR", "state:BR", "org:un", "org:asean")
    return starter.load(only=frozenset(keys))


@pytest.fixture
def read_as(db: None) -> Callable[..., Any]:
    """`read_as(text, *facts)`: receive this text and take these facts as what is read from it."""
    from caytre.record import services
    from caytre.record.models import Document
    from caytre.record.services import documents

    def read(text: str, *facts: Fact, **options: Any) -> Document:
        name = options.pop("name", "a.txt")
        given = {key: options.pop(key) for key in ("by", "origin", "classification") if key in options}
        document = services.receive_document(text.encode(), name=name, **{"by": None, **given})
        return documents.keep_reading(document, a_reading(text, *facts, **options))

    return read
