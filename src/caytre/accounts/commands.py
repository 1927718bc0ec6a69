"""`caytre user`, `caytre token`: accounts and their API tokens, from the shell of whoever runs the installation."""

from __future__ import annotations

import secrets
import sys
from typing import Annotated

import typer

commands = typer.Typer(no_args_is_help=True, help="Accounts: add, list, new password, switch off.")


def _new_password() -> str:
    return "-".join(secrets.token_hex(2) for _ in range(5))


@commands.command()
def add(
    username: Annotated[str, typer.Argument(help="The name to sign in with.")],
    role: Annotated[str, typer.Option(help="reader, officer, press, consular, leadership or operator.")] = "reader",
    clearance: Annotated[int, typer.Option(min=0, max=3, help="0 public, 1 internal, 2 restricted, 3 secret.")] = 1,
    mission: Annotated[str, typer.Option(help="Code of the mission they serve in.")] = "",
    email: Annotated[str, typer.Option(help="Their e-mail address.")] = "",
) -> None:
    """Make an account with a generated password, printed once."""
    from caytre.cli import BadInput, start_django

    start_django()
    from caytre.accounts import services
    from caytre.accounts.errors import AccountProblem
    from caytre.accounts.models import Mission

    post = Mission.objects.filter(code=mission).first() if mission else None
    if mission and post is None:
        raise BadInput(f"There is no mission with the code '{mission}'.")
    password = _new_password()
    try:
        services.add_user(
            username, password=password, role=role, clearance=clearance, mission=post, email=email, by=None
        )
    except AccountProblem as problem:
        raise BadInput(str(problem)) from problem
    print(f"Made the account '{username}' ({role}). Its password, shown this once:", file=sys.stderr)
    print(password)


@commands.command()
def password(username: Annotated[str, typer.Argument(help="Whose password.")]) -> None:
    """Give an account a new generated password, printed once; its sessions end and its lock-out too."""
    from caytre.cli import start_django

    start_django()
    from axes.utils import reset

    from caytre.accounts import services

    user, fresh = _user(username), _new_password()
    services.set_password(user, fresh, by=None)
    reset(username=username.casefold())
    print(fresh)


@commands.command("off")
def switch_off(username: Annotated[str, typer.Argument(help="Whose account.")]) -> None:
    """Switch an account off: it cannot sign in, its sessions and tokens no longer work. What it did stays."""
    from caytre.cli import start_django

    start_django()
    from caytre.accounts import services

    services.switch_off(_user(username), by=None)


@commands.command("list")
def list_users() -> None:
    """List the accounts: name, role, clearance, whether it may sign in."""
    from caytre.cli import start_django

    start_django()
    from caytre.accounts.models import User

    for user in User.objects.order_by("username"):
        print(f"{user.username}\t{user.role}\t{user.clearance}\t{'active' if user.is_active else 'off'}")


tokens = typer.Typer(no_args_is_help=True, help="API tokens: add, list, revoke.")


@tokens.command("add")
def add_token(
    username: Annotated[str, typer.Argument(help="Whose token.")],
    name: Annotated[str, typer.Option(help="What it is for.")] = "shell",
    scope: Annotated[str, typer.Option(help="read or write.")] = "read",
    days: Annotated[int, typer.Option(help="How long it lives, at most 365.")] = 90,
) -> None:
    """Make an API token for an account; its secret is printed once."""
    from caytre.cli import BadInput, start_django

    start_django()
    from caytre.accounts import services
    from caytre.accounts.errors import AccountProblem

    try:
        token, secret = services.make_token(_user(username), name=name, scope=scope, days=days, by=None)
    except AccountProblem as problem:
        raise BadInput(str(problem)) from problem
    print(
        f"Token {token.pk} of '{username}', scope {scope}, {days} days. Its secret, shown this once:", file=sys.stderr
    )
    print(secret)


@tokens.command("list")
def list_tokens(username: Annotated[str, typer.Argument(help="Whose tokens.")]) -> None:
    """List an account's tokens: number, name, scope, until when, whether revoked."""
    from caytre.cli import start_django

    start_django()
    from caytre.accounts import queries

    for token in queries.tokens(_user(username)):
        state = "revoked" if token.revoked_at else "valid"
        print(f"{token.pk}\t{token.name}\t{token.scope}\t{token.expires_at:%Y-%m-%d}\t{state}")


@tokens.command("revoke")
def revoke_token(number: Annotated[int, typer.Argument(help="The token's number, of `caytre token list`.")]) -> None:
    """End a token now."""
    from caytre.cli import BadInput, start_django

    start_django()
    from caytre.accounts import services
    from caytre.accounts.models import ApiToken

    token = ApiToken.objects.filter(pk=number).first()
    if token is None:
        raise BadInput(f"There is no token {number}.")
    services.revoke_token(token, by=None)


def _user(username: str):  # type: ignore[no-untyped-def]  # the model cannot be imported before Django starts
    from caytre.accounts.models import User
    from caytre.cli import BadInput

    user = User.objects.filter(username=username).first()
    if user is None:
        raise BadInput(f"There is no account '{username}'; `caytre user list` shows them.")
    return user


def register(app: typer.Typer) -> None:
    """Add these commands to the root command."""
    app.add_typer(commands, name="user")
    app.add_typer(tokens, name="token")
