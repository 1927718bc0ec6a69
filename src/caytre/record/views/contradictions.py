"""Contradictions: the list, and one side by side with the form that decides it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caytre.accounts import permissions
from caytre.accounts.requests import SignedInRequest
from caytre.record import services
from caytre.record.errors import InvalidChange, RecordError
from caytre.record.forms_review import DecisionForm
from caytre.record.models import Contradiction
from caytre.record.queries import contradictions as open_contradictions
from caytre.record.queries.contradictions import Clash, contradictions_count
from caytre.record.queries.contradictions import contradiction as find_contradiction
from caytre.record.queries.naming import names_of

SHOWN = 50


@require_GET
def contradictions(request: SignedInRequest) -> HttpResponse:
    """The open ones, newest first; `?decided=1` those decided."""
    decided = bool(request.GET.get("decided"))
    clashes = open_contradictions(request.user, decided=decided, limit=SHOWN)
    context = {
        "clashes": clashes,
        "decided": decided,
        "open_count": contradictions_count(request.user),
        "names": _names(clashes),
    }
    return render(request, "record/contradictions.html", context)


@require_http_methods(["GET", "POST"])
def contradiction(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two statements side by side with their passages; keep one, or let both stand, and say why."""
    try:
        clash = find_contradiction(request.user, pk)
    except Contradiction.DoesNotExist:
        raise Http404 from None
    form = DecisionForm(request.POST or None, clash=clash)
    if request.method == "POST" and form.is_valid() and _decide(request, clash, form):
        return redirect("record:contradictions")
    context: dict[str, Any] = {
        "clash": clash,
        "form": form,
        "names": _names([clash]),
        "may_decide": permissions.may(request.user, "record.decide"),
    }
    return render(request, "record/contradiction.html", context)


def _decide(request: SignedInRequest, clash: Clash, form: DecisionForm) -> bool:
    try:
        services.decide_contradiction(
            clash.contradiction, by=request.user, keep=form.kept(), reason=form.cleaned_data["reason"]
        )
    except InvalidChange as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        return False
    except RecordError as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, _("Decided. The decision and its reason are in the journal and can be undone."))
    return True


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a decision back: the contradiction is open again."""
    row = get_object_or_404(Contradiction.objects.visible_to(request.user), pk=pk)
    try:
        again = services.undo_decision(row, by=request.user)
    except RecordError as problem:
        messages.error(request, str(problem))
        return redirect("record:contradiction", pk=pk)
    messages.success(request, _("Undone. The contradiction is open again."))
    return redirect("record:contradiction", pk=again.pk)


def _names(clashes: list[Clash]) -> dict[int, str]:
    statements = [side.statement for clash in clashes for side in (clash.left, clash.right)]
    actors = [actor for statement in statements for actor in (statement.subject, statement.object)]
    return names_of(actors, get_language() or settings.LANGUAGE_CODE)
