"""What an operator changes of accounts and missions after they are made, and what people choose for themselves."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from caytre.accounts import permissions
from caytre.accounts.errors import AccountProblem
from caytre.accounts.models import Mission, User
from caytre.journal import services as journal

CHANGEABLE = ("first_name", "last_name", "email", "role", "clearance", "mission", "is_active")


@transaction.atomic
def change_user(user: User, *, by: User | None, **fields: Any) -> User:
    """Change role, clearance, mission, name, or whether the account is on. The journal keeps before and after.

    Raises NotAllowed; AccountProblem for a value that does not fit, or where the last operator would be left out.
    """
    permissions.require(by, "accounts.manage")
    changed = {}
    for name, value in fields.items():
        if name not in CHANGEABLE:
            raise AccountProblem(f"'{name}' is not changed here.")
        before = getattr(user, name)
        if before != value:
            changed[name] = [_plain(before), _plain(value)]
            setattr(user, name, value)
    if not changed:
        return user
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as problem:
        raise AccountProblem(" ".join(problem.messages)) from problem
    user.save(update_fields=list(changed))
    if not any(permissions.may(one, "accounts.manage") for one in User.objects.filter(is_active=True)):
        raise AccountProblem("Somebody has to remain who may manage accounts; make another operator first.")
    journal.record("accounts.change_user", by=by, subject=f"user:{user.pk}", username=user.username, changes=changed)
    return user


@transaction.atomic
def add_mission(*, code: str, name_vi: str, name_en: str, by: User | None, **fields: Any) -> Mission:
    """Open a mission: headquarters, an embassy, a consulate. Raises NotAllowed, AccountProblem."""
    permissions.require(by, "accounts.manage")
    mission = Mission(code=code, name_vi=name_vi, name_en=name_en, **fields)
    try:
        mission.full_clean()
    except ValidationError as problem:
        raise AccountProblem(" ".join(problem.messages)) from problem
    mission.save()
    journal.record("accounts.add_mission", by=by, subject=f"mission:{mission.pk}", code=code)
    return mission


def keep_preferences(user: User, **chosen: str) -> None:
    """Keep language and theme on the account. Not in the journal: it is nobody else's business."""
    kept = {name: value for name, value in chosen.items() if name in ("language", "theme")}
    for name, value in kept.items():
        setattr(user, name, value)
    if kept:
        user.save(update_fields=list(kept))


def _plain(value: Any) -> Any:
    return value.code if isinstance(value, Mission) else value
