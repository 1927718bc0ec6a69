"""The review queue: one proposal at a time, passage left, fields right; every key has its button and its address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caytre.accounts import permissions
from caytre.accounts.requests import SignedInRequest
from caytre.record import services
from caytre.record.errors import InvalidChange, RecordError
from caytre.record.forms_review import QueueFilter, StatementForm
from caytre.record.models import Review, Statement
from caytre.record.queries import review as queries
from caytre.record.queries.naming import names_of
from caytre.record.queries.tally import tally

MOST_REPEATS = 100


@require_GET
def queue(request: SignedInRequest) -> HttpResponse:
    """The proposal at `?at=` (0 is the most pressing) of the queue narrowed by `?predicate=` and so on."""
    permissions.require(request.user, "record.review")
    narrow = QueueFilter(request.GET, auto_id="narrow_%s")
    chosen = narrow.chosen()
    count = queries.waiting_count(request.user, **chosen)
    at = min(max(0, _number(request.GET.get("at"))), max(0, count - 1))
    items = queries.review_queue(request.user, limit=1, offset=at, **chosen)
    context = {"filter": narrow, "chosen": chosen, "count": count, "at": at}
    return _page(request, items[0] if items else None, context)


@require_GET
def one(request: SignedInRequest, pk: int) -> HttpResponse:
    """One statement, whatever became of it, with its history."""
    permissions.require(request.user, "record.review")
    return _page(request, _item(request, pk), {"history": queries.history(request.user, pk)})


@require_POST
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept, edit or reject; then the next one of the queue. A refused edit comes back with its fields."""
    statement = _item(request, pk).statement
    decision, form = request.POST.get("decision"), None
    try:
        if decision == Review.Decision.EDIT:
            form = StatementForm(request.POST, statement=statement, user=request.user, language=_language())
            if not form.is_valid():
                return _page(request, _item(request, pk), {"form": form, **_place(request)})
            services.edit(statement, by=request.user, changes=form.changes())
        elif decision == Review.Decision.REJECT:
            services.reject(statement, by=request.user, reason=request.POST.get("reason", ""))
        elif decision == Review.Decision.ACCEPT:
            services.accept(statement, by=request.user)
    except InvalidChange as problem:
        if form is None:
            raise
        form.refuse(problem)
        return _page(request, _item(request, pk), {"form": form, **_place(request)})
    except RecordError as problem:
        messages.error(request, str(problem))
        return redirect("record:review_one", pk=pk)
    return redirect(_queue_url(request))


@require_POST
def undo(request: SignedInRequest) -> HttpResponse:
    """Take my last decision back and stand before that statement again."""
    review = get_object_or_404(Review, pk=_number(request.POST.get("review")))
    try:
        services.undo(review, by=request.user)
    except RecordError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Undone. The statement waits for a decision again."))
    return redirect("record:review_one", pk=review.statement_id)


@require_http_methods(["GET", "POST"])
def repeats(request: SignedInRequest) -> HttpResponse:
    """Proposals that say again what is held already: look over the list, accept all that are ticked."""
    permissions.require(request.user, "record.review")
    items = queries.review_queue(request.user, repeats=True, limit=MOST_REPEATS)
    if request.method == "POST":
        ticked = set(request.POST.getlist("statement"))
        chosen = [item.statement for item in items if str(item.statement.pk) in ticked]
        try:
            done = services.accept_repeats(by=request.user, statements=chosen)
        except RecordError as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("%(count)d repeats accepted as further evidence.") % {"count": len(done)})
        return redirect("record:repeats")
    context = {"items": items, "names": _names(items)}
    return render(request, "record/repeats.html", context)


def _page(request: SignedInRequest, item: queries.QueueItem | None, more: dict[str, Any]) -> HttpResponse:
    last = next(iter(queries.last_reviews(request.user, limit=1)), None)
    context: dict[str, Any] = {
        "item": item,
        "last": last,
        "tally": tally(request.user),
        "names": _names([item] if item else []),
        "repeats_waiting": queries.waiting_count(request.user, repeats=True),
        "place": urlencode(_kept(request)),
        **more,
    }
    if item and item.statement.status in (Statement.Status.PROPOSED, Statement.Status.ACCEPTED):
        context.setdefault("form", StatementForm(statement=item.statement, user=request.user, language=_language()))
    return render(request, "record/review.html", context)


def _item(request: SignedInRequest, pk: int) -> queries.QueueItem:
    try:
        return queries.review_item(request.user, pk)
    except Statement.DoesNotExist:
        raise Http404 from None


def _names(items: list[queries.QueueItem]) -> dict[int, str]:
    statements = [item.statement for item in items]
    statements += [opposed.statement for item in items for opposed in item.contradictions]
    return names_of([actor for s in statements for actor in (s.subject, s.object)], _language())


def _kept(request: SignedInRequest) -> dict[str, str]:
    """The part of the address that says where in the queue the reader stands."""
    return {
        name: str(value) for name, value in request.GET.items() if name in ("at", *QueueFilter.base_fields) and value
    }


def _place(request: SignedInRequest) -> dict[str, Any]:
    return {"at": _number(request.GET.get("at"))}


def _queue_url(request: SignedInRequest) -> str:
    kept = urlencode(_kept(request))
    return reverse("record:review") + (f"?{kept}" if kept else "")


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 12 else 0


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
