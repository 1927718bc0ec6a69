"""Pages of those who run the house: journal, people, missions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caytre.accounts import people as acts
from caytre.accounts import permissions, services
from caytre.accounts.errors import AccountProblem
from caytre.accounts.models import Mission, User
from caytre.accounts.requests import SignedInRequest
from caytre.desk.components.paging import page_of
from caytre.desk.front.forms import JournalFilter, MissionForm, NewPersonForm, PersonForm
from caytre.journal import queries as journal_queries


@require_GET
def journal(request: SignedInRequest) -> HttpResponse:
    """Entries, newest first; `?verify=1` checks the whole chain."""
    narrow = JournalFilter(request.GET)
    chosen = narrow.cleaned_data if narrow.is_valid() else {}
    entries = journal_queries.entries(request.user, **chosen)
    context = {
        "filter": narrow,
        "page": page_of(entries, request, per_page=50),
        "checked": journal_queries.verify() if request.GET.get("verify") else None,
    }
    return render(request, "desk/front/journal.html", context)


@require_http_methods(["GET", "POST"])
def people(request: SignedInRequest) -> HttpResponse:
    """Everyone with an account; POST makes one."""
    permissions.require(request.user, "accounts.manage")
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _made(request, form):
        return redirect("front:people")
    context = {
        "page": page_of(User.objects.select_related("mission").order_by("username"), request, per_page=100),
        "missions": Mission.objects.order_by("-headquarters", "code"),
        "form": form,
    }
    return render(request, "desk/front/people.html", context)


def _made(request: SignedInRequest, form: NewPersonForm) -> bool:
    given: dict[str, Any] = dict(form.cleaned_data)
    names = {name: given.pop(name) for name in ("first_name", "last_name")}
    try:
        user = services.add_user(given.pop("username"), by=request.user, **given)
        acts.change_user(user, by=request.user, **names)
    except AccountProblem as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, _("The account %(name)s is made.") % {"name": user.username})
    return True


@require_http_methods(["GET", "POST"])
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One account: role, clearance, mission, on or off."""
    permissions.require(request.user, "accounts.manage")
    who = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, person=who)
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_user(who, by=request.user, **form.cleaned_data)
        except AccountProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved. The journal keeps what changed."))
            return redirect("front:people")
    return render(request, "desk/front/person.html", {"who": who, "form": form})


@require_http_methods(["GET", "POST"])
def new_mission(request: SignedInRequest) -> HttpResponse:
    """Open a mission."""
    permissions.require(request.user, "accounts.manage")
    form = MissionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            mission = acts.add_mission(by=request.user, **form.cleaned_data)
        except AccountProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The mission %(code)s is open.") % {"code": mission.code})
            return redirect("front:people")
    return render(request, "desk/front/mission.html", {"form": form})
