"""Signing in and out, and what changes how one signs in, goes into the journal."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_set
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from caytre.accounts.lockout import client_address
from caytre.accounts.models import User
from caytre.journal import services as journal


def _record(act: str, user: User | None, request: HttpRequest | None, **detail: Any) -> None:
    address = client_address(request) if request is not None else ""
    journal.record(act, by=user, subject=f"user:{user.pk}" if user else "user:", address=address, **detail)


@receiver(user_logged_in)
def signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    _record("accounts.sign_in", user, request)


@receiver(user_logged_out)
def signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        _record("accounts.sign_out", user, request)


@receiver(user_login_failed)
def sign_in_failed(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    # A name nobody has is not written down: people type their password into the wrong field.
    tried = User.objects.filter(username=credentials.get("username") or credentials.get("login") or "").first()
    address = client_address(request) if request is not None else ""
    subject = f"user:{tried.pk}" if tried else "user:"
    journal.record("accounts.sign_in_failed", by=None, subject=subject, address=address)


@receiver(user_locked_out)
def was_locked_out(sender: Any, request: HttpRequest, username: str, **kwargs: Any) -> None:
    tried = User.objects.filter(username=username or "").first()
    subject = f"user:{tried.pk}" if tried else "user:"
    journal.record("accounts.locked_out", by=None, subject=subject, address=client_address(request))


@receiver([password_changed, password_set])
def password_was_changed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    _record("accounts.set_password", user, request)


def _on_authenticator(signal: Any, act: str) -> None:
    def note(sender: Any, request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
        _record(act, user, request, kind=str(authenticator.type))

    signal.connect(note, weak=False)


_on_authenticator(authenticator_added, "accounts.add_authenticator")
_on_authenticator(authenticator_removed, "accounts.remove_authenticator")
_on_authenticator(authenticator_reset, "accounts.reset_authenticator")
_on_authenticator(authentication_failed, "accounts.authenticator_failed")
