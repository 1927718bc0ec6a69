"""The only way into the journal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from caytre.journal import chain
from caytre.journal.models import Entry

if TYPE_CHECKING:
    from caytre.accounts.models import User

LOCK = 0x0CA7_0001  # PostgreSQL advisory lock of the journal's head


@transaction.atomic
def record(act: str, *, by: User | None, subject: str, **detail: Any) -> Entry:
    """Append one entry, inside the caller's transaction: the act and its entry stand or fall together.

    act: room and verb, "record.accept". by: None for the system itself. subject: kind and id, "statement:12".
    detail: what is worth knowing later; JSON-able; never a secret or a citizen's data in clear.
    Writers queue at the head of the chain until the transaction ends, so write the journal last.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    # On SQLite every transaction begins IMMEDIATE (settings): there is one writer at a time already.
    last = Entry.objects.order_by("-sequence").only("sequence", "hash").first()
    sequence, previous = (last.sequence + 1, last.hash) if last else (1, chain.START)
    at = timezone.now()
    name = by.get_username() if by else "system"
    # What is hashed must be what is read back: dates, decimals and lazy words become plain JSON first.
    detail = json.loads(json.dumps(detail, cls=DjangoJSONEncoder, allow_nan=False))
    return Entry.objects.create(
        sequence=sequence,
        at=at,
        by=name,
        act=act,
        subject=subject,
        detail=detail,
        previous_hash=previous,
        hash=chain.digest(sequence, at, name, act, subject, detail, previous),
    )
