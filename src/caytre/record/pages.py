"""Answers on a page: the laid-out blocks, gathered by section, and the same answer as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from caytre.record import render
from caytre.record.engine.answers import Answer, Language
from caytre.record.engine.layout import Block, Heading, lay_out


def laid_out(answer: Answer, language: str) -> dict[str, Any]:
    """Context of a page that shows an answer: `answer`, `laid`, and `sections` as (heading, blocks)."""
    laid = lay_out(answer, "vi" if language == "vi" else "en")
    sections: list[tuple[Heading, list[Block]]] = []
    for block in laid.blocks:
        if isinstance(block, Heading) and block.rank == 2:
            sections.append((block, []))
        elif sections:
            sections[-1][1].append(block)
    notes = list(zip(laid.sources, answer.footnotes, strict=True))
    return {"answer": answer, "laid": laid, "sections": sections, "notes": notes}


def download(request: HttpRequest, answer: Answer, kind: str, *, name: str) -> HttpResponse:
    """The answer as a file in the page's language; 404 for a format that does not exist."""
    if kind not in render.FORMATS:
        raise Http404
    language: Language = "vi" if get_language() == "vi" else "en"
    address = request.build_absolute_uri("/")
    body = render.printed(answer, kind, language=language, address=address)
    return HttpResponse(
        body,
        content_type=render.MEDIA_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'},
    )
