"""Pages of the documents: list, upload, one source with its passages."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caytre.accounts import permissions
from caytre.accounts.requests import SignedInRequest
from caytre.desk.components.paging import page_of
from caytre.desk.components.passages import Span, pieces
from caytre.record import services
from caytre.record.errors import InvalidChange, RecordError
from caytre.record.forms import DocumentFilter, UploadForm
from caytre.record.forms_review import EntryForm
from caytre.record.models import Document
from caytre.record.queries import documents as queries
from caytre.record.queries.naming import names_of
from caytre.record.templatetags.record import passage_url
from caytre.record.uploads import receive_files


@require_GET
def documents(request: SignedInRequest) -> HttpResponse:
    """The list; `?state=` and `?source=` narrow it."""
    narrow = DocumentFilter(request.GET)
    chosen = narrow.cleaned_data if narrow.is_valid() else {}
    source = chosen.get("source")
    rows = queries.documents(request.user, state=chosen.get("state", ""), source=source.pk if source else None)
    context = {
        "page": page_of(rows, request),
        "filter": narrow,
        "narrowed": any(chosen.values()),
        "progress": queries.progress(request.user),
        "may_receive": permissions.may(request.user, "record.receive"),
    }
    return render(request, "record/documents.html", context)


@require_GET
def progress(request: SignedInRequest) -> HttpResponse:
    """How far the reading has come; htmx asks again while something waits."""
    return render(request, "record/_progress.html", {"progress": queries.progress(request.user)})


@require_http_methods(["GET", "POST"])
def upload(request: SignedInRequest) -> HttpResponse:
    """Several files at once; each is kept or refused by itself, with the reason beside its name."""
    permissions.require(request.user, "record.receive")
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    answer = None
    if request.method == "POST" and form.is_valid():
        answer = receive_files(by=request.user, **form.cleaned_data)
    return render(request, "record/upload.html", {"form": form, "answer": answer})


@require_GET
def document(request: SignedInRequest, pk: int) -> HttpResponse:
    """The source: its text with every passage marked; `?start=&end=` asks for one, highlighted at #passage."""
    source = _visible(request, pk)
    evidence = queries.passages(request.user, source)
    spans = [Span(e.start, e.end, f"{e.start}-{e.end}", e.statement.status) for e in evidence]
    spans += [Span(0, source.body_start, css="outside"), Span(source.body_end, len(source.text), css="outside")]
    asked = _asked(request, source)
    if asked:
        spans.append(Span(*asked, "asked", "asked"))
    statements = [e.statement for e in evidence]
    context = {
        "document": source,
        "pieces": pieces(source.text, spans),
        "evidence": evidence,
        "asked": asked,
        "names": names_of([a for s in statements for a in (s.subject, s.object)], get_language() or "vi"),
        "may_receive": permissions.may(request.user, "record.receive"),
        "may_enter": permissions.may(request.user, "record.enter") and bool(source.text),
        "may_review": permissions.may(request.user, "record.review"),
    }
    return render(request, "record/document.html", context)


@require_http_methods(["GET", "POST"])
def enter(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter by hand what a passage of the document says."""
    permissions.require(request.user, "record.enter")
    source = _visible(request, pk)
    language, quote = get_language() or "vi", request.GET.get("quote", "")[:5000]
    form = EntryForm(request.POST or None, document=source, user=request.user, language=language, quote=quote)
    if request.method == "POST" and form.is_valid():
        try:
            statement = services.enter_statement(by=request.user, **form.entered())
        except InvalidChange as problem:
            form.refuse(problem)
        else:
            messages.success(request, _("Entered, and held from now on under your name."))
            return redirect(passage_url(statement.evidence.get()))
    return render(request, "record/enter.html", {"document": source, "form": form})


@require_POST
def retry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read a document again that could not be read."""
    try:
        services.retry_document(_visible(request, pk), by=request.user)
    except RecordError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The document waits to be read again."))
    return redirect("record:document", pk=pk)


def _visible(request: SignedInRequest, pk: int) -> Document:
    try:
        return queries.document(request.user, pk)
    except Document.DoesNotExist:
        raise Http404 from None


def _asked(request: SignedInRequest, source: Document) -> tuple[int, int] | None:
    """The passage asked for, where it lies inside the text; only a start asks for its line."""
    try:
        start = int(request.GET["start"])
        end = int(request.GET.get("end", 0)) or (source.text.find("\n", start) + 1 or len(source.text))
    except (KeyError, ValueError):
        return None
    return (start, end) if 0 <= start < end <= len(source.text) else None
