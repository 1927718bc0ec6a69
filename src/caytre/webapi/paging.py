"""Long lists in pages: newest first, each page saying how to ask for the next.

The cursor is opaque to whoever asks. It holds the last key given out, so rows added meanwhile shift nothing.
"""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Query, Schema
from pydantic import Field

from caytre.webapi.problems import Refused


class Paging(Schema):
    """`limit` rows of the list, from `cursor` on."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, Field(max_length=100)] = ""


PageQuery = Query[Paging]


def page(rows: QuerySet[Any], paging: Paging) -> tuple[list[Any], str | None]:
    """One page of rows, by descending key, and the cursor of the next page or None.

    Raises Refused (400) for a cursor we did not give out."""
    rows = rows.order_by("-pk")
    if paging.cursor:
        rows = rows.filter(pk__lt=_key(paging.cursor))
    found = list(rows[: paging.limit + 1])
    more = len(found) > paging.limit
    found = found[: paging.limit]
    return found, _cursor(found[-1].pk) if more else None


def _cursor(key: int) -> str:
    return base64.urlsafe_b64encode(f"before:{key}".encode()).decode().rstrip("=")


def _key(cursor: str) -> int:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        kind, _, key = text.partition(":")
        if kind != "before" or not key.isdecimal() or len(key) > 18:
            raise ValueError
        return int(key)
    except (ValueError, binascii.Error) as error:
        raise Refused(400, "This is not a cursor that we gave out; take it from 'next' of the page before.") from error
