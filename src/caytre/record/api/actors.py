"""/actors: who can be the subject of a statement, under which names."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from caytre.record.api.shapes import ActorKey, language_of
from caytre.record.models import Actor
from caytre.record.queries import directory
from caytre.webapi.auth import asker
from caytre.webapi.paging import Paging, page

router = Router(tags=["actors"])


class ActorFilter(Paging):
    text: Annotated[str, Field(max_length=200, description="Part of any name; tone marks forgiven")] = ""
    kind: Annotated[str, Field(max_length=12, description="state, group, organisation, person …")] = ""
    language: Literal["vi", "en"] | None = None


class ActorOut(Schema):
    key: str
    kind: str
    name: str | None  # in the language asked for
    country: str
    facts: int  # statements about it that you may see


class ActorsOut(Schema):
    items: list[ActorOut]
    next: str | None


class NameOut(Schema):
    text: str
    language: str
    kind: str


class OneActorOut(Schema):
    key: str
    kind: str
    country: str
    region: str
    parent: str | None
    same_as: str | None
    provisional: bool
    names: list[NameOut]

    @staticmethod
    def resolve_parent(actor: Actor) -> str | None:
        return actor.parent.key if actor.parent else None

    @staticmethod
    def resolve_same_as(actor: Actor) -> str | None:
        return actor.same_as.key if actor.same_as else None

    @staticmethod
    def resolve_names(actor: Actor) -> Any:
        return directory.names(actor)


@router.get("/actors", response=ActorsOut, summary="Actors, those last met first")
def actors(request: HttpRequest, wanted: Query[ActorFilter]) -> dict[str, Any]:
    language = language_of(request, wanted.language)
    rows = directory.actors(asker(request), language, kind=wanted.kind, text=wanted.text)
    items, following = page(rows, wanted)
    return {"items": items, "next": following}


@router.get("/actors/{key}", response=OneActorOut, summary="One actor with its names")
def actor(request: HttpRequest, key: ActorKey) -> Actor:
    return directory.actor(asker(request), key)
