"""What a service refuses becomes a page: not allowed is 403, above one's clearance is 404, as if it were not there."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caytre.accounts.permissions import NotAllowed
from caytre.record.errors import NotYours, RecordError

Answer = Callable[[HttpRequest], HttpResponse]


class RefusalsMiddleware:
    """Turns the exceptions of services into pages, for those that a view did not expect."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """A page for what is refused; None leaves other errors to Django."""
        if request.path.startswith("/api/"):
            return None
        if isinstance(problem, NotAllowed):
            return render(request, "403.html", {"problem": str(problem)}, status=403)
        if isinstance(problem, NotYours):
            return render(request, "404.html", status=404)
        if isinstance(problem, RecordError):
            return render(request, "400.html", {"problem": str(problem)}, status=400)
        return None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form without its token: an old tab, or cookies switched off."""
    words = _(
        "This form was too old, or your browser keeps no cookies. Nothing was changed. Go back, reload, try again."
    )
    return render(request, "403.html", {"problem": words}, status=403)
