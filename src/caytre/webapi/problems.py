"""Every error of the API as an RFC 9457 problem: `application/problem+json` with type, title, status and detail."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    ObjectDoesNotExist,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from caytre.accounts.errors import AccountProblem
from caytre.accounts.permissions import NotAllowed

log = logging.getLogger("caytre.api")

MEDIA_TYPE = "application/problem+json"


class Refused(Exception):
    """Raised by a door whose room refused: `status` and the sentence for whoever asked."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class Problem(Schema):
    """RFC 9457. `type` is always about:blank: the status says what kind it is, `detail` what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] | None = None  # 422: which field, and why


def problem(status: int, detail: str, *, errors: list[dict[str, Any]] | None = None) -> HttpResponse:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors is not None:
        body["errors"] = errors
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)


def install(api: NinjaAPI) -> None:
    """Answer each kind of exception with its problem."""

    def answer(kind: type[Exception], make: Callable[[Any], HttpResponse]) -> None:
        api.add_exception_handler(kind, lambda request, error: make(error))

    def unauthorized(error: AuthenticationError) -> HttpResponse:
        response = problem(401, "Sign in, or send a token that is valid: 'Authorization: Bearer …'.")
        response["WWW-Authenticate"] = "Bearer"
        return response

    def throttled(error: Throttled) -> HttpResponse:
        wait = error.wait or 60
        response = problem(429, f"Too many requests; wait {wait} seconds.")
        response["Retry-After"] = str(wait)
        return response

    def invalid(error: ValidationError) -> HttpResponse:
        errors = [{"where": [str(part) for part in one["loc"]], "why": one["msg"]} for one in error.errors]
        return problem(422, "Some of what was sent does not fit; see 'errors'.", errors=errors)

    def unexpected(error: Exception) -> HttpResponse:
        log.exception("an API request failed", exc_info=error)
        return problem(500, "Something broke on our side; it is in the log. Nothing was changed by this request.")

    def unavailable(error: OperationalError) -> HttpResponse:
        log.exception("the database does not answer", exc_info=error)
        return problem(503, "The database does not answer at the moment. Nothing was changed; try again.")

    answer(Exception, unexpected)
    answer(OperationalError, unavailable)
    answer(Http404, lambda error: problem(404, str(error) or "There is nothing at this address that you may see."))
    answer(ObjectDoesNotExist, lambda error: problem(404, "There is nothing at this address that you may see."))
    answer(NotAllowed, lambda error: problem(403, str(error)))
    answer(AccountProblem, lambda error: problem(422, str(error)))
    answer(Refused, lambda error: problem(error.status, str(error)))
    answer(HttpError, lambda error: problem(error.status_code, error.message))
    answer(AuthenticationError, unauthorized)
    answer(Throttled, throttled)
    answer(ValidationError, invalid)
    answer(RequestDataTooBig, lambda error: problem(413, "The body is larger than this installation takes."))
    for kind in (SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent):
        answer(kind, lambda error: problem(400, str(error)))


def refuse(api: NinjaAPI, refusals: dict[type[Exception], int]) -> None:
    """Answer a room's own refusals with the status that the room names for each."""

    def answer(status: int) -> Callable[[HttpRequest, Any], HttpResponse]:
        return lambda request, error: problem(status, str(error))

    for kind, status in refusals.items():
        api.add_exception_handler(kind, answer(status))


def as_problems(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """What the framework answers before any of our code runs (a method that is not allowed), as a problem too."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "\x00" in request.path:
            return problem(400, "The address has a NUL character in it.")
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            allowed = response["Allow"]
            response = problem(405, f"{request.method} is not possible here; {allowed} is.")
            response["Allow"] = allowed
        return response

    return answer


def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address under the API."""
    return problem(404, "There is nothing at this address; see /api/v1/openapi.json for what there is.")
