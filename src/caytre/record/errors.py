"""What the record refuses, in words that say what, where and what to do. Doors turn them into a page or a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from caytre.accounts.models import User
    from caytre.record.models import Review


class RecordError(Exception):
    """Base of what services of the record refuse; the message is fit to show."""


class CannotKeep(RecordError):
    """The bytes could not be stored: disk full, folder not writable."""


class EmptyDocument(RecordError):
    """A document without a single byte."""


class NotYours(RecordError):
    """The thing is above the clearance of who asks; doors answer as if it were not there."""


class AlreadyDecided(RecordError):
    """Another reviewer was first."""

    def __init__(self, review: Review | None, *, by: User | None = None, at: datetime | None = None) -> None:
        self.review = review
        self.by = by or (review.by if review else None)
        self.at = at or (review.at if review else None)
        if self.by is None or self.at is None:
            message = _("This has already been decided. Reload the page to see what stands now.")
        else:
            message = _("%(who)s decided this on %(when)s. Undo that decision first to decide again.") % {
                "who": self.by.get_full_name() or self.by.get_username(),
                "when": date_format(localtime(self.at), "SHORT_DATETIME_FORMAT"),
            }
        super().__init__(message)


class InvalidChange(RecordError):
    """A field of a statement cannot take the value given."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


class CannotUndo(RecordError):
    """Something later stands on the decision; that has to be undone first."""


class CannotJudge(RecordError):
    """Two actors cannot be judged so: they are of different kinds, or an earlier judgement says otherwise."""


class NoPassage(RecordError):
    """The offsets given do not mark a passage of the document."""
