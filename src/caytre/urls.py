"""Which room answers which address."""

from importlib.util import find_spec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from caytre import api


@login_not_required
def healthy(request: HttpRequest) -> HttpResponse:
    """For whoever watches the process: answers when the web process does; says nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthy, name="healthy"),
    path("api/v1/", api.patterns()),
    path("accounts/", include("allauth.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
]
if find_spec("caytre.record.urls"):
    urlpatterns.append(path("record/", include("caytre.record.urls")))
if find_spec("caytre.desk.front"):
    urlpatterns.append(path("", include("caytre.desk.front.urls")))
