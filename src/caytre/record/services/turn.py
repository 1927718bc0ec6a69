"""One writer of the record at a time, so that system time runs in the order of commits.

A moment taken inside a turn is later than every moment of a transaction already committed: what was known on a moment
never changes afterwards. It also means that two services never wait for each other in a circle: the turn comes first,
rows and the journal after. SQLite has one writer anyway; PostgreSQL is told by an advisory lock. What takes long
(reading a document, storing its bytes) is done outside a turn.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
T = TypeVar("T")

LOCK = 0x0CA7_0002  # next to the journal's own


def in_turn(service: Callable[P, T]) -> Callable[P, T]:
    """Run a service in one transaction, when its turn has come. May be nested."""

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            return service(*args, **kwargs)

    return run
