"""What changes accounts; one function per act, each in the journal."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from caytre.accounts import permissions
from caytre.accounts.classification import Classification
from caytre.accounts.errors import AccountProblem
from caytre.accounts.models import ApiToken, Mission, Role, User
from caytre.journal import services as journal

TOKEN_PREFIX = "ct_"  # noqa: S105  # no secret: lets scanners for leaked secrets find ours
LONGEST_TOKEN = 365  # days
NOTE_USE_EVERY = timedelta(minutes=10)  # so that reading does not write each time


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


@transaction.atomic
def switch_off(user: User, *, by: User | None) -> None:
    """End an account: no sign-in, no session, no token. Its row stays, because what it did names it."""
    permissions.require(by, "accounts.manage")
    user.is_active = False
    user.save(update_fields=["is_active"])
    journal.record("accounts.switch_off", by=by, subject=f"user:{user.pk}", username=user.username)


def _set_checked_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise AccountProblem(_sentences(problem)) from problem
    user.set_password(password)


def _sentences(problem: ValidationError) -> str:
    return " ".join(problem.messages)


@transaction.atomic
def make_token(user: User, *, name: str, scope: str, days: int, by: User | None) -> tuple[ApiToken, str]:
    """Make an API token. Returns it with its secret, which is kept nowhere: only its hash is.

    Raises AccountProblem for an unknown scope or a life that is not between one day and a year."""
    permissions.require(by, "accounts.token")
    if by is not None and by != user:
        permissions.require(by, "accounts.manage")
    if scope not in ApiToken.Scope.values:
        raise AccountProblem(f"'{scope}' is not a scope; scopes are {', '.join(ApiToken.Scope.values)}.")
    if not 1 <= days <= LONGEST_TOKEN:
        raise AccountProblem(f"A token lives between 1 and {LONGEST_TOKEN} days; {days} is not.")
    secret, now = TOKEN_PREFIX + secrets.token_urlsafe(32), timezone.now()
    token = ApiToken.objects.create(
        user=user, name=name, hash=_hash(secret), scope=scope, made_at=now, expires_at=now + timedelta(days=days)
    )
    journal.record(
        "accounts.make_token", by=by, subject=f"token:{token.pk}", owner=user.username, scope=scope, days=days
    )
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User | None) -> None:
    """End a token now. Doing it twice is doing it once."""
    if by != token.user:
        permissions.require(by, "accounts.manage")
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        journal.record("accounts.revoke_token", by=by, subject=f"token:{token.pk}", owner=token.user.username)


def use_token(secret: str) -> ApiToken | None:
    """The token with this secret, if it is neither expired nor revoked and its owner may sign in; else None."""
    if not secret.startswith(TOKEN_PREFIX):
        return None
    now = timezone.now()
    token = (
        ApiToken.objects.select_related("user", "user__mission")
        .filter(hash=_hash(secret), revoked_at=None, expires_at__gt=now, user__is_active=True)
        .first()
    )
    if token and (token.last_used_at is None or now - token.last_used_at > NOTE_USE_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def _hash(secret: str) -> str:
    # A plain hash is enough: the secret has 256 random bits, there is nothing to guess.
    return hashlib.sha256(secret.encode()).hexdigest()
