"""The API object: JSON that can be kept in a database, and an OpenAPI description that names every error."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from caytre.webapi import problems

COMMON = {  # what any operation may answer
    400: "Not understood",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not there, or not for this user",
    405: "Not this method",
    429: "Too many requests",
    503: "The database does not answer",
}
CHANGING = {409: "Somebody was there before", 413: "Too large", 422: "Does not fit", 507: "The disk is full"}


class KeepableParser(Parser):
    """Refuses text that no database keeps: NUL characters and halves of surrogate pairs."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        data = json.loads(request.body, parse_constant=_no_constant)
        _check_keepable(json.dumps(data, ensure_ascii=False))
        return data  # type: ignore[no-any-return]

    def parse_querydict(self, data: MultiValueDict, list_fields: list[str], request: HttpRequest) -> dict[str, Any]:
        for name, values in data.lists():
            if any(isinstance(value, str) and "\x00" in value for value in [name, *values]):
                raise HttpError(400, "A parameter has a NUL character in it.")
        return super().parse_querydict(data, list_fields, request)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _check_keepable(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise HttpError(400, "The text has half of a surrogate pair in it.") from error
    if "\\u0000" in text:
        raise HttpError(400, "The text has a NUL character in it.")


class Api(NinjaAPI):
    """NinjaAPI whose description names the problems that every operation may answer with."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"].setdefault("schemas", {})["Problem"] = problems.Problem.json_schema()
        reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                answers = COMMON | CHANGING if method != "get" or "parameters" in operation else COMMON
                for status, description in answers.items():
                    operation["responses"][status] = {
                        "description": description,
                        "content": {problems.MEDIA_TYPE: reference},
                    }
        return schema
