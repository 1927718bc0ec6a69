"""What the home page gathers from the rooms: the brief of since yesterday, my queue, the latest documents."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from caytre.accounts import permissions
from caytre.record.pages import laid_out
from caytre.record.queries import documents
from caytre.record.queries.brief import brief
from caytre.record.queries.contradictions import contradictions_count
from caytre.record.queries.naming import names_of
from caytre.record.queries.review import review_queue
from caytre.record.queries.tally import tally

if TYPE_CHECKING:
    from caytre.accounts.models import User

SECTIONS = ("new", "changed", "due", "anniversaries")
SHOWN = 5


def morning(user: User, language: str) -> dict[str, Any]:
    """Context of the home page."""
    since = timezone.make_aware(dt.datetime.combine(timezone.localdate() - dt.timedelta(days=1), dt.time.min))
    answer = brief(user, since=since)
    laid = laid_out(answer, language)
    empty = {section.id for section in answer.sections if section.is_empty}
    may_review = permissions.may(user, "record.review")
    queue = review_queue(user, limit=SHOWN) if may_review else []
    statements = [item.statement for item in queue]
    return {
        **laid,
        "sections": [(head, blocks) for head, blocks in laid["sections"] if head.anchor in SECTIONS],
        "quiet": set(SECTIONS) <= empty,
        "may_review": may_review,
        "may_receive": permissions.may(user, "record.receive"),
        "queue": queue,
        "tally": tally(user) if may_review else None,
        "clashes": contradictions_count(user),
        "latest": documents.documents(user)[:SHOWN],
        "progress": documents.progress(user),
        "names": names_of([actor for s in statements for actor in (s.subject, s.object)], language),
        "direct": True,
    }
