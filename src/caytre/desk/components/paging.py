"""One page of a long list, and the links to the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 30


def page_of(rows: QuerySet[Any] | Sequence[Any], request: HttpRequest, *, per_page: int = PER_PAGE) -> Page:
    """The page named by `?page=`; a number out of range gives the nearest page, never an error."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
