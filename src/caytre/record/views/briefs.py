"""The morning page."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from caytre.accounts import permissions
from caytre.accounts.requests import SignedInRequest
from caytre.record.forms import SinceForm
from caytre.record.pages import download, laid_out
from caytre.record.queries.brief import brief as ask_brief


@require_GET
def brief(request: SignedInRequest) -> HttpResponse:
    """What is new since `?since=` (by default the morning of yesterday), what comes, what waits.

    `?format=` gives the same as a file.
    """
    form = SinceForm(request.GET)
    day = form.cleaned_data.get("since") if form.is_valid() else None
    day = day or timezone.localdate() - dt.timedelta(days=1)
    answer = ask_brief(request.user, since=timezone.make_aware(dt.datetime.combine(day, dt.time.min)))
    if kind := request.GET.get("format"):
        return download(request, answer, kind, name=f"brief-{timezone.localdate()}")
    context = {
        **laid_out(answer, get_language() or settings.LANGUAGE_CODE),
        "form": SinceForm(initial={"since": day}),
        "since": day,
        "may_review": permissions.may(request.user, "record.review"),
    }
    return render(request, "record/brief.html", context)
