"""The HTTP API, /api/v1: one router per room, one way to say what went wrong.

Every error is an RFC 9457 problem (`application/problem+json`). Who asks is told by a session or by a token
(`Authorization: Bearer …`). The description is at /api/v1/openapi.json.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, re_path
from django.views.decorators.csrf import csrf_exempt

import caytre
from caytre.accounts import api as accounts
from caytre.journal import api as journal
from caytre.record import api as record
from caytre.webapi import problems
from caytre.webapi.auth import PerUser, SessionAuth, TokenAuth
from caytre.webapi.schema import Api, KeepableParser

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
for room in (accounts, journal, record):
    api.add_router("", room.router)
    problems.refuse(api, getattr(room, "REFUSALS", {}))


def patterns() -> tuple[list[URLPattern | URLResolver], str, str]:
    """The addresses of the API, for `path("api/v1/", …)`.

    No page-style sign-in is asked for here: the API tells by itself who asks and answers 401 where a page would send to
    the sign-in page."""
    found, app_name, namespace = api.urls
    for pattern in found:
        if isinstance(pattern, URLPattern):
            pattern.callback = login_not_required(problems.as_problems(pattern.callback))
    found.append(re_path(r"^(?P<rest>.*)$", login_not_required(csrf_exempt(problems.nothing_here))))
    return found, app_name, namespace
