"""/actors/…/dossier, /pairs, /brief, /search: what the record says, each sentence with the passages that carry it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from caytre.record import queries, render
from caytre.record.api.shapes import ActorKey, Day, Moment, language_of
from caytre.record.engine import answers as shape
from caytre.record.engine import sentences
from caytre.webapi.auth import asker
from caytre.webapi.problems import Refused

router = Router(tags=["answers"])
FILES = {
    kind: {"schema": {"type": "string", "format": "binary"}}
    for kind in ("text/markdown", "text/html", "application/pdf", render.MEDIA_TYPES["docx"])
}
AS_FILE = {"responses": {200: {"content": FILES}}}


class Wanted(Schema):
    language: Literal["vi", "en"] | None = None
    format: Literal["json", "md", "html", "pdf", "docx"] = "json"


class DossierWanted(Wanted):
    as_of: Annotated[Day | None, Field(description="The day in the world that is asked about")] = None
    known_on: Annotated[Moment | None, Field(description="The moment whose record speaks")] = None


class BriefWanted(Wanted):
    since: Annotated[Moment | None, Field(description="By default a day ago")] = None
    until: Annotated[Moment | None, Field(description="By default now")] = None


class SentenceOut(Schema):
    text: str
    footnotes: list[int]
    standing: str  # held, proposed, note
    statement: int | None
    when: str  # EDTF


class GroupOut(Schema):
    heading: str
    sentences: list[SentenceOut]
    more: int


class PointOut(Schema):
    period: str
    value: float
    footnotes: list[int]


class ChartOut(Schema):
    title: str
    unit: str
    points: list[PointOut]


class ContrastOut(Schema):
    contradiction: int
    kind: str
    left: SentenceOut
    right: SentenceOut


class SectionOut(Schema):
    id: str
    title: str
    sentences: list[SentenceOut]
    groups: list[GroupOut]
    charts: list[ChartOut]
    contrasts: list[ContrastOut]
    empty: str | None
    more: int


class FootnoteOut(Schema):
    number: int
    document: int
    start: int
    end: int
    quote: str
    title: str
    publisher: str
    published: str
    origin: str


class AnswerOut(Schema):
    title: str
    subtitle: str
    classification: int
    known_on: datetime
    language: str
    sections: list[SectionOut]
    footnotes: list[FootnoteOut]


class SearchWanted(Schema):
    text: Annotated[str, Field(min_length=1, max_length=300)]
    kinds: Annotated[list[Literal["actor", "statement", "document"]], Field(max_length=3)] = []
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    offset: Annotated[int, Field(ge=0, le=10_000)] = 0
    language: Literal["vi", "en"] | None = None


class HitOut(Schema):
    kind: str
    id: int
    key: str
    title: str
    snippet: str
    highlights: list[tuple[int, int]]
    exact: bool  # with the tone marks as asked
    document: int | None
    start: int
    end: int
    published: str
    publisher: str
    status: str


class FoundOut(Schema):
    hits: list[HitOut]
    counts: dict[str, int]
    capped: list[str]  # kinds of which there are more than were counted


def _out(answer: shape.Answer, language: shape.Language) -> dict[str, Any]:
    def say(sentence: shape.Sentence) -> str:
        return sentences.render(sentence, language)

    def line(sentence: shape.Sentence) -> dict[str, Any]:
        return {
            "text": say(sentence),
            "footnotes": sentence.footnotes,
            "standing": sentence.standing,
            "statement": sentence.statement,
            "when": sentence.when,
        }

    def chart(chart: shape.Chart) -> dict[str, Any]:
        points = [
            {"period": point.period, "value": float(point.value), "footnotes": point.footnotes}
            for point in chart.points
        ]
        return {"title": say(chart.title), "unit": chart.unit, "points": points}

    return {
        "title": say(answer.title),
        "subtitle": say(answer.subtitle),
        "classification": answer.classification,
        "known_on": answer.known_on,
        "language": language,
        "sections": [
            {
                "id": section.id,
                "title": sentences.term(f"section.{section.id}", language),
                "sentences": [line(sentence) for sentence in section.sentences],
                "groups": [
                    {
                        "heading": say(group.heading),
                        "sentences": [line(one) for one in group.sentences],
                        "more": group.more,
                    }
                    for group in section.groups
                ],
                "charts": [chart(one) for one in section.charts],
                "contrasts": [
                    {
                        "contradiction": one.contradiction,
                        "kind": say(one.kind),
                        "left": line(one.left),
                        "right": line(one.right),
                    }
                    for one in section.contrasts
                ],
                "empty": say(section.empty) if section.empty else None,
                "more": section.more,
            }
            for section in answer.sections
        ],
        "footnotes": [{name: getattr(note, name) for name in FootnoteOut.model_fields} for note in answer.footnotes],
    }


def _answer(request: HttpRequest, answer: shape.Answer, wanted: Wanted, name: str) -> Any:
    language = language_of(request, wanted.language)
    if wanted.format == "json":
        return _out(answer, language)
    address = request.build_absolute_uri("/").rstrip("/")
    content = render.printed(answer, wanted.format, language=language, address=address)
    response = HttpResponse(content, content_type=render.MEDIA_TYPES[wanted.format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{wanted.format}"'
    return response


@router.get(
    "/actors/{key}/dossier", response=AnswerOut, summary="What the record knows of an actor", openapi_extra=AS_FILE
)
def dossier(request: HttpRequest, key: ActorKey, wanted: Query[DossierWanted]) -> Any:
    found = queries.dossier(asker(request), key, as_of=wanted.as_of, known_on=wanted.known_on)
    return _answer(request, found, wanted, f"dossier-{_file_name(key)}-{found.as_of}")


@router.get(
    "/pairs/{left}/{right}", response=AnswerOut, summary="What two actors have with each other", openapi_extra=AS_FILE
)
def pair(request: HttpRequest, left: ActorKey, right: ActorKey, wanted: Query[DossierWanted]) -> Any:
    found = queries.pair_dossier(asker(request), left, right, as_of=wanted.as_of, known_on=wanted.known_on)
    return _answer(request, found, wanted, f"pair-{_file_name(left)}-{_file_name(right)}-{found.as_of}")


@router.get("/brief", response=AnswerOut, summary="The morning brief", openapi_extra=AS_FILE)
def brief(request: HttpRequest, wanted: Query[BriefWanted]) -> Any:
    until = wanted.until or timezone.now()
    since = wanted.since or until - timedelta(days=1)
    if since >= until:
        raise Refused(422, "'since' must be before 'until'.")
    found = queries.brief(asker(request), since=since, until=until)
    return _answer(request, found, wanted, f"brief-{_day(until)}")


@router.get("/search", response=FoundOut, summary="Actors, facts and documents, with or without tone marks")
def search(request: HttpRequest, wanted: Query[SearchWanted]) -> dict[str, Any]:
    language = language_of(request, wanted.language)
    found = queries.search(
        asker(request), wanted.text, kinds=wanted.kinds or None, limit=wanted.limit, offset=wanted.offset
    )
    hits = []
    for hit in found.hits:
        row = {name: getattr(hit, name) for name in HitOut.model_fields}
        hits.append(row | {"title": sentences.render(hit.title, language)})
    return {"hits": hits, "counts": dict(found.counts), "capped": found.capped}


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _file_name(key: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in key)
