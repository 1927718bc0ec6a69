"""Who may do what: one table, from acts to roles.

Services ask `require(user, act)` before they change anything; pages ask `may(user, act)` to know what to offer.
What a user may *see* is another matter: `Classified.objects.visible_to(user)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from caytre.accounts.models import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from caytre.accounts.models import User

EVERYONE = frozenset(Role)
# Whoever runs a small installation is often also its only officer, so operators may work on the record too.
WORKING = frozenset({Role.OFFICER, Role.PRESS, Role.CONSULAR, Role.LEADERSHIP, Role.OPERATOR})
DECIDING = frozenset({Role.OFFICER, Role.LEADERSHIP, Role.OPERATOR})
RUNNING = frozenset({Role.OPERATOR})

ACTS: dict[str, frozenset[Role]] = {
    "record.read": EVERYONE,
    "record.export": WORKING,
    "record.receive": WORKING,  # give a document to the record
    "record.enter": WORKING,  # enter a statement by hand
    "record.review": DECIDING,  # accept, edit, reject, undo
    "record.judge": DECIDING,  # same, different, unsure
    "record.decide": DECIDING,  # settle a contradiction
    "record.import": RUNNING,
    "journal.read": frozenset({Role.LEADERSHIP, Role.OPERATOR}),
    "journal.verify": EVERYONE,
    "accounts.token": EVERYONE,  # make and revoke one's own tokens
    "accounts.manage": RUNNING,
}


class NotAllowed(Exception):
    """The user's role does not include the act."""


def may(user: User | AnonymousUser | None, act: str) -> bool:
    """Whether this user may do this act. None is the system itself (a job, the command line): it may.

    Raises KeyError for an act that is not in the table, so that a misspelt one is never granted."""
    roles = ACTS[act]
    if user is None:
        return True
    return bool(user.is_authenticated and user.is_active and getattr(user, "role", None) in roles)


def require(user: User | AnonymousUser | None, act: str) -> None:
    """Raise NotAllowed unless this user may do this act."""
    if not may(user, act):
        raise NotAllowed(_("Your role does not include this act (%(act)s). Ask your operator.") % {"act": act})
