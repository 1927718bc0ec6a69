"""The only way into the journal."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from caytre.journal.models import Entry

if TYPE_CHECKING:
    from caytre.accounts.models import User

FIRST = "0" * 64


@transaction.atomic
def record(act: str, *, by: User | None, subject: str, **detail: Any) -> Entry:
    """Append one entry, inside the caller's transaction: the act and its entry stand or fall together.

    act: room and verb, "record.accept". by: None for the system itself. subject: kind and id, "statement:12".
    detail: what is worth knowing later; JSON-able; never a secret or a citizen's data in clear.
    """
    last = Entry.objects.order_by("-sequence").first()
    at = timezone.now()
    name = by.get_username() if by else "system"
    sequence = last.sequence + 1 if last else 1
    previous = last.hash if last else FIRST
    body = json.dumps(
        [sequence, at.isoformat(), name, act, subject, detail, previous], sort_keys=True, ensure_ascii=False
    )
    digest = hashlib.sha256(body.encode()).hexdigest()
    return Entry.objects.create(
        sequence=sequence,
        at=at,
        by=name,
        act=act,
        subject=subject,
        detail=detail,
        previous_hash=previous,
        hash=digest,
    )
