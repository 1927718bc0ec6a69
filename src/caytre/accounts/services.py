"""What changes accounts; one function per act, each in the journal."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from caytre.accounts import permissions
from caytre.accounts.classification import Classification
from caytre.accounts.errors import AccountProblem
from caytre.accounts.models import Mission, Role, User
from caytre.journal import services as journal


@transaction.atomic
def add_user(
    username: str,
    *,
    password: str,
    role: str = Role.READER,
    clearance: int = Classification.INTERNAL,
    mission: Mission | None = None,
    email: str = "",
    by: User | None,
) -> User:
    """Make an account. Raises AccountProblem for a name that is taken or not fit, an unknown role, a weak password."""
    permissions.require(by, "accounts.manage")
    if role not in Role.values:
        raise AccountProblem(f"'{role}' is not a role; roles are {', '.join(Role.values)}.")
    user = User(username=username, role=role, clearance=clearance, mission=mission, email=email)
    _set_checked_password(user, password)
    try:
        user.full_clean()
    except ValidationError as problem:
        raise AccountProblem(_sentences(problem)) from problem
    user.save()
    journal.record("accounts.add_user", by=by, subject=f"user:{user.pk}", username=username, role=str(role))
    return user


@transaction.atomic
def set_password(user: User, password: str, *, by: User | None) -> None:
    """Give someone a new password; their sessions end. Raises AccountProblem for a weak one."""
    if by != user:
        permissions.require(by, "accounts.manage")
    _set_checked_password(user, password)
    user.save()
    journal.record("accounts.set_password", by=by, subject=f"user:{user.pk}", username=user.username)


def _set_checked_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise AccountProblem(_sentences(problem)) from problem
    user.set_password(password)


def _sentences(problem: ValidationError) -> str:
    return " ".join(problem.messages)
