"""A small record to ask: actors, documents and statements put in directly, each at a moment the test names."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from caytre.accounts.models import User
from caytre.record.models import Actor, Belief, Document, Evidence, Name, Statement, StatementActor

MONDAY = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)  # 08:00 in Hà Nội
DAY = timedelta(days=1)
_serial = count()


def officer(clearance: int = 1, name: str = "lan") -> User:
    return User.objects.create_user(name, password="-", clearance=clearance, role="officer")


def actor(key: str, vi: str, en: str = "", *, since: datetime = MONDAY - 30 * DAY) -> Actor:
    made = Actor.objects.create(
        key=key, kind={"org": "organisation"}.get(key.split(":")[0], key.split(":")[0]), since=since
    )
    for language, text in (("vi", vi), ("en", en)):
        if text:
            Name.objects.create(
                actor=made, text=text, folded=text.lower(), language=language, kind="preferred", since=since
            )
    return made


def document(text: str, *, at: datetime = MONDAY, level: int = 1, **fields) -> Document:
    defaults = {
        "name": "tin.txt",
        "title": "Bản tin",
        "publisher": "Báo Mẫu",
        "published": "2026-11-15",
        "published_from": date(2026, 11, 15),
        "language": "vi",
        "state": "read",
        "read_at": at,
    }
    return Document.objects.create(
        sha256=hashlib.sha256(f"{next(_serial)} {text}".encode()).hexdigest(),
        size=len(text.encode()),
        received_at=at,
        text=text,
        body_end=len(text),
        classification=level,
        **(defaults | fields),
    )


def statement(
    predicate: str,
    subject: Actor | str | None = None,
    object: Actor | str | None = None,
    *,
    quote: str = "một câu của nguồn",
    source: Document | None = None,
    at: datetime = MONDAY,
    held: datetime | None = MONDAY,
    until: datetime | None = None,
    level: int = 1,
    valid: str = "",
    number: float | None = None,
    **fields,
) -> Statement:
    source = source or document(quote, at=at, level=level)
    start = source.text.index(quote)
    first, last = bounds(valid)
    named = {}
    for side, value in (("subject", subject), ("object", object)):
        if isinstance(value, Actor):
            named[side] = value
        elif value:
            named[f"{side}_text"] = value
    made = Statement.objects.create(
        predicate=predicate,
        valid=valid,
        valid_from=first,
        valid_to=last,
        value_number=None if number is None else Decimal(str(number)),
        status="accepted" if held and not until else "superseded" if until else "proposed",
        fingerprint=f"{predicate}{subject}{object}{valid}{fields}"[:64],
        proposed_at=at,
        classification=level,
        **named,
        **fields,
    )
    for side in named.values():
        if isinstance(side, Actor):
            StatementActor.objects.get_or_create(statement=made, actor=side)
    Evidence.objects.create(statement=made, document=source, start=start, end=start + len(quote), quote=quote, since=at)
    if held:
        Belief.objects.create(statement=made, held_from=held, held_to=until)
    return made


def bounds(valid: str) -> tuple[date | None, date | None]:
    """Earliest and latest day of a plain EDTF date or interval."""
    if not valid:
        return None, None
    start, slash, end = valid.partition("/")
    first = None if start in ("", "..") else date(*([int(part) for part in start.split("-")] + [1, 1])[:3])
    end = end if slash else start
    if end in ("", ".."):
        return first, None
    parts = [int(part) for part in end.split("-")]
    if len(parts) == 3:
        return first, date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else 12
    return first, (date(year, month, 28) + timedelta(days=4)).replace(day=1) - DAY
