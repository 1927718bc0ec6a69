"""Pages of the actors: directory, dossier, pair of actors, judgement on whether two are one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caytre.accounts import permissions
from caytre.accounts.requests import SignedInRequest
from caytre.desk.components.paging import page_of
from caytre.record import services
from caytre.record.errors import RecordError
from caytre.record.forms import ActorFilter, ClocksForm, JudgementForm
from caytre.record.models import Actor, Judgement
from caytre.record.pages import download, laid_out
from caytre.record.queries import directory
from caytre.record.queries.actors import NoSuchActor
from caytre.record.queries.dossier import dossier as ask_dossier
from caytre.record.queries.dossier import pair_dossier
from caytre.record.queries.naming import names_of


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@require_GET
def actors(request: SignedInRequest) -> HttpResponse:
    """The directory; `?kind=` and `?text=` narrow it. Opens with the states."""
    narrow = ActorFilter(request.GET or {"kind": Actor.Kind.STATE})
    chosen = narrow.cleaned_data if narrow.is_valid() else {"kind": "", "text": ""}
    page = page_of(directory.actors_by_name(request.user, _language(), **chosen), request, per_page=60)
    context = {
        "page": page,
        "names": names_of(page.object_list, _language()),
        "facts": directory.fact_counts(request.user, page.object_list),
        "filter": narrow,
        "home_state": f"state:{settings.HOME_STATE}",
    }
    return render(request, "record/actors.html", context)


@require_GET
def names(request: SignedInRequest) -> HttpResponse:
    """Names that begin with the letters typed, for the field that asks; whichever field it is."""
    text = next((request.GET[name] for name in ("text", "subject", "object") if name in request.GET), "")
    return render(request, "record/_names.html", {"found": directory.name_suggestions(request.user, text)})


@require_GET
def dossier(request: SignedInRequest, key: str, other: str = "") -> HttpResponse:
    """One actor, or two and what they have with each other; `?as_of=` and `?known_on=` set the clocks.

    `?format=` gives the same as a file.
    """
    clocks = ClocksForm(request.GET)
    asked = clocks.cleaned_data if clocks.is_valid() else {}
    when: dict[str, Any] = {"as_of": asked.get("as_of"), "known_on": _evening(asked.get("known_on"))}
    try:
        if other:
            answer = pair_dossier(request.user, key, other, **when)
        else:
            answer = ask_dossier(request.user, key, **when)
    except NoSuchActor:
        raise Http404 from None
    if kind := request.GET.get("format"):
        return download(request, answer, kind, name="-".join(filter(None, (key, other))).replace(":", "-"))
    actor = directory.actor(request.user, answer.subject.key)
    home = f"state:{settings.HOME_STATE}"
    context = {
        **laid_out(answer, _language()),
        "actor": actor,
        "names": directory.names(actor),
        "clocks": clocks if clocks.is_bound and any(request.GET.values()) else ClocksForm(),
        "clocks_set": any(asked.values()),
        "pair": None if other or actor.key == home else home,
        "may_judge": permissions.may(request.user, "record.judge"),
        "may_review": permissions.may(request.user, "record.review"),
    }
    return render(request, "record/dossier.html", context)


def _evening(day: dt.date | None) -> dt.datetime | None:
    """The end of that day where the installation stands."""
    if day is None:
        return None
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))


@require_http_methods(["GET", "POST"])
def judge(request: SignedInRequest, key: str) -> HttpResponse:
    """Same, different, unsure: what persons have said of this actor, and whom it may be."""
    permissions.require(request.user, "record.judge")
    actor = get_object_or_404(Actor.objects.visible_to(request.user), key=key)
    if request.method == "POST":
        form = JudgementForm(request.POST)
        if form.is_valid():
            _judge(request, actor, form.cleaned_data)
        return redirect("record:judge", key=key)
    text = request.GET.get("text", "").strip()
    standing = directory.judgements(request.user, actor)
    likely = directory.likely_same(request.user, actor, _language(), text=text)
    context = {
        "actor": actor,
        "actor_names": directory.names(actor),
        "standing": standing,
        "likely": [(other, directory.names(other)) for other in likely],
        "text": text,
        "facts": directory.fact_counts(request.user, likely),
        "names": names_of([actor, *likely, *(one.other for one in standing)], _language()),
        "verdicts": Judgement.Verdict.choices,
    }
    return render(request, "record/judge.html", context)


def _judge(request: SignedInRequest, actor: Actor, given: dict[str, Any]) -> None:
    other = get_object_or_404(Actor.objects.visible_to(request.user), key=given["other"])
    try:
        services.judge(actor, other, given["verdict"], by=request.user, reason=given["reason"])
    except RecordError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Judged. The journal keeps your word; it can be undone below."))


@require_POST
def undo_judgement(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    """Take a judgement back: what it merged is apart again."""
    actor = get_object_or_404(Actor.objects.visible_to(request.user), key=key)
    judgement = get_object_or_404(Judgement, Q(left=actor) | Q(right=actor), pk=pk)
    try:
        services.undo_judgement(judgement, by=request.user)
    except RecordError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Undone. The two stand apart as before."))
    return redirect("record:judge", key=key)
