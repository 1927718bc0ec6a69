"""The page of sources: who publishes, and how near they stand to what they report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caytre.accounts import permissions
from caytre.accounts.requests import SignedInRequest
from caytre.desk.components.paging import page_of
from caytre.record.forms import TierForm
from caytre.record.models import Source, Tier
from caytre.record.queries import sources as queries
from caytre.record.services.tiers import set_tier


@require_GET
def sources(request: SignedInRequest) -> HttpResponse:
    """The list, with the tier of each."""
    context = {
        "page": page_of(queries.sources(request.user), request, per_page=100),
        "tiers": Tier.choices,
        "may_judge": permissions.may(request.user, "record.judge"),
    }
    return render(request, "record/sources.html", context)


@require_POST
def tier(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how near a source stands."""
    form = TierForm(request.POST)
    if form.is_valid():
        source = set_tier(get_object_or_404(Source, pk=pk), form.cleaned_data["tier"], by=request.user)
        messages.success(request, _("%(source)s: %(tier)s.") % {"source": source, "tier": source.get_tier_display()})
    return redirect("record:sources")
