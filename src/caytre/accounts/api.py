"""/me: who I am, and my tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Schema, Status
from pydantic import Field

from caytre.accounts import permissions, queries, services
from caytre.webapi.auth import asker
from caytre.webapi.problems import Refused

router = Router(tags=["me"])

Key = Annotated[int, Path(ge=1, le=2**63 - 1)]


class Me(Schema):
    username: str
    role: str
    clearance: int
    mission: str | None
    language: str
    acts: list[str]  # what this role may do


class TokenIn(Schema):
    name: Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")]
    scope: Annotated[str, Field(pattern="^(read|write)$")] = "read"
    days: Annotated[int, Field(ge=1, le=365)] = 90


class TokenOut(Schema):
    id: int
    name: str
    scope: str
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class NewToken(TokenOut):
    token: str  # shown this once


@router.get("/me", response=Me, summary="Who I am and what I may do")
def me(request: HttpRequest) -> dict[str, Any]:
    user = asker(request)
    return {
        "username": user.username,
        "role": user.role,
        "clearance": user.clearance,
        "mission": user.mission.code if user.mission else None,
        "language": user.language,
        "acts": sorted(act for act in permissions.ACTS if permissions.may(user, act)),
    }


@router.get("/me/tokens", response=list[TokenOut], summary="My tokens")
def tokens(request: HttpRequest) -> Any:
    return queries.tokens(asker(request))


@router.post("/me/tokens", response={201: NewToken}, summary="Make a token (from a session, not with a token)")
def make_token(request: HttpRequest, wanted: TokenIn) -> Status[dict[str, Any]]:
    if "Authorization" in request.headers:
        raise Refused(403, "A token cannot make another; sign in on the pages, or use `caytre token add`.")
    token, secret = services.make_token(
        asker(request), name=wanted.name, scope=wanted.scope, days=wanted.days, by=asker(request)
    )
    return Status(201, {**TokenOut.from_orm(token).dict(), "token": secret})


@router.delete("/me/tokens/{int:key}", response={204: None}, summary="Revoke one of my tokens")
def revoke_token(request: HttpRequest, key: Key) -> Status[None]:
    services.revoke_token(queries.token(asker(request), key), by=asker(request))
    return Status(204, None)
