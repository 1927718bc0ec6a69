"""The HTTP API, /api/v1: one router per room, one way to say what went wrong.

Every error is an RFC 9457 problem (`application/problem+json`). Who asks is told by a session or by a token
(`Authorization: Bearer …`). The description is at /api/v1/openapi.json.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, re_path

import caytre
from caytre.webapi import problems
from caytre.webapi.auth import PerUser, SessionAuth, TokenAuth
from caytre.webapi.schema import Api, KeepableParser

ROOMS = ("accounts", "journal", "record")

api = Api(
    title="Cây Tre",
    version=caytre.__version__,
    description="What the record knows, with its passages; what waits for a decision; what was decided.",
    urls_namespace="api-v1",
    auth=[TokenAuth(), SessionAuth()],
    throttle=[PerUser()],
    parser=KeepableParser(),
    docs_url=None,  # its page loads scripts from elsewhere, which our content security policy forbids
)
problems.install(api)
for room in ROOMS:
    if find_spec(f"caytre.{room}.api"):
        api.add_router("", import_module(f"caytre.{room}.api").router)


def patterns() -> tuple[list[URLPattern | URLResolver], str, str]:
    """The addresses of the API, for `path("api/v1/", …)`.

    No page-style sign-in is asked for here: the API tells by itself who asks and answers 401 where a page would send to
    the sign-in page."""
    found, app_name, namespace = api.urls
    for pattern in found:
        if isinstance(pattern, URLPattern):
            pattern.callback = login_not_required(problems.as_problems(pattern.callback))
    found.append(re_path(r"^(?P<rest>.*)$", login_not_required(problems.nothing_here)))
    return found, app_name, namespace
