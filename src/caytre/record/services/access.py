"""Who may touch which row: the first lines of every service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from caytre.record.errors import NotYours
from caytre.record.models import Document, Statement

if TYPE_CHECKING:
    from caytre.accounts.models import User


def check_may_see(by: User | None, *rows: Document | Statement) -> None:
    """Raise NotYours where a row lies above the user's clearance; None is the system, which sees all."""
    if by is None:
        return
    for row in rows:
        if row.classification > by.clearance:
            raise NotYours(_("There is nothing here that you may see."))


def lock_statement(statement: Statement | int) -> Statement:
    """The statement as it is now, its row locked until the transaction ends.

    PostgreSQL locks the row; SQLite has locked the whole database already, for its transactions begin IMMEDIATE.
    """
    pk = statement.pk if isinstance(statement, Statement) else statement
    return Statement.objects.select_for_update().get(pk=pk)
