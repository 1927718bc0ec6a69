"""Bring rows from elsewhere into the record: all of a file, or nothing and every problem with its line.

What another house accepted comes in as a proposal, unless a named officer accepts it here (`accept_as`); its
rejections and superseded statements stay behind. An exact repeat of what is held lends its passages.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caytre.accounts import permissions
from caytre.accounts.classification import Classification
from caytre.journal import services as journal
from caytre.record import store
from caytre.record.clusters import cluster
from caytre.record.engine import validity
from caytre.record.engine.text import nfc, search_key
from caytre.record.errors import InvalidChange, RecordError
from caytre.record.importers import csv_table, ftm, jsonl
from caytre.record.importers.base import THIS_FILE, Numbered, Problem
from caytre.record.models import Actor, Document, Name, Source, Statement, Tier
from caytre.record.services import actors, contradictions, fields, reviewing
from caytre.record.services.access import check_may_see
from caytre.record.services.proposing import add_evidence
from caytre.record.services.resolving import index_actors
from caytre.record.services.saying import mark, same_already
from caytre.record.services.turn import in_turn

if TYPE_CHECKING:
    from caytre.accounts.models import User

FORMATS: dict[str, Callable[[Path], Iterator[Numbered | Problem]]] = {
    "jsonl": jsonl.rows,
    "csv": csv_table.rows,
    "ftm": ftm.rows,
}
MOST_PROBLEMS = 100  # told at once
_LARGEST_KEPT = 50 * 2**20  # bytes of an import file that is itself the document


class ImportRefused(RecordError):
    """The file was not taken; `problems` says why, line by line. Nothing of it is in the record."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass
class Imported:
    """What was new, by type of row; `repeats`: statements held already, `left`: those of no standing there."""

    counts: Counter[str] = field(default_factory=Counter)


def import_file(
    path: Path,
    *,
    format: str,
    by: User | None,
    accept_as: User | None = None,
    classification: int = Classification.INTERNAL,
    progress: Callable[[int], None] = lambda lines: None,
) -> Imported:
    """Import a file that lies on this machine. classification: of the file itself, where it is the document.

    accept_as: the officer who accepts what was accepted there. progress: called with the lines done.
    Raises ImportRefused, NotAllowed; ValueError for an unknown format.
    """
    permissions.require(by, "record.import")
    if accept_as is not None:
        permissions.require(accept_as, "record.review")
    if format not in FORMATS:
        raise ValueError(f"'{format}' is no format; use one of {', '.join(FORMATS)}.")
    stored: list[str] = []
    try:
        return _import(path, format, by, accept_as, classification, progress, stored)
    except BaseException:
        _forget(stored)
        raise


@in_turn
def _import(
    path: Path,
    format: str,
    by: User | None,
    accept_as: User | None,
    classification: int,
    progress: Callable[[int], None],
    stored: list[str],
) -> Imported:
    desk = _Desk(path, by, accept_as, classification, stored)
    problems: list[Problem] = []
    for number, item in enumerate(FORMATS[format](path), 1):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            problems += desk.take(item)
        if len(problems) >= MOST_PROBLEMS:
            break
        progress(number)
    if problems:
        raise ImportRefused(problems)
    journal.record(
        "record.import", by=by, subject="record:import", file=path.name, format=format, **dict(desk.done.counts)
    )
    return desk.done


def _forget(stored: list[str]) -> None:
    """Take away the bytes of an import that was refused, unless a document has them by now."""
    kept = set(Document.objects.filter(sha256__in=stored).values_list("sha256", flat=True))
    for sha256 in set(stored) - kept:
        store.path_of(sha256).unlink(missing_ok=True)


class _Desk:
    """Takes rows one by one, inside the transaction of the import."""

    def __init__(
        self, path: Path, by: User | None, accept_as: User | None, classification: int, stored: list[str]
    ) -> None:
        self.path, self.by, self.accept_as, self.classification = path, by, accept_as, classification
        self.stored, self.done = stored, Imported()
        self.reader: Document | None = None
        self._documents: dict[str, Document] = {}
        self._takers = {
            "source": self._source,
            "document": self._document,
            "actor": self._actor,
            "statement": self._statement,
        }

    def take(self, item: Numbered) -> list[Problem]:
        """Write one row. Returns what is wrong with it; the savepoint leaves nothing of a wrong row behind."""
        row = item.row
        taker = self._takers.get(str(row.get("type")))
        if taker is None:
            return [Problem(item.line, "type", f"'{row.get('type')}' is none of {', '.join(self._takers)}.")]
        try:
            with transaction.atomic():
                taker(row)
        except InvalidChange as wrong:
            return [Problem(item.line, wrong.field, str(wrong))]
        except RecordError as wrong:
            return [Problem(item.line, "", str(wrong))]
        return []

    def _source(self, row: dict[str, Any]) -> None:
        tier = row.get("tier", Tier.OTHER)
        if tier not in Tier.values:
            raise InvalidChange("tier", _("The tier of a source is 1, 2, 3 or 4."))
        _source, new = Source.objects.get_or_create(
            name=_text(row, "name", 200, needed=True),
            defaults={
                "host": _text(row, "host", 200),
                "tier": tier,
                "language": _text(row, "language", 8),
                "country": _text(row, "country", 2),
            },
        )
        self.done.counts["sources"] += new

    def _document(self, row: dict[str, Any]) -> None:
        sha256 = _text(row, "sha256", 64, needed=True)
        known = Document.objects.filter(sha256=sha256).first()
        if known is not None:
            check_may_see(self.by, known)
            if known.state == Document.State.READ:
                return
        if not isinstance(row.get("contents"), str):
            raise InvalidChange("contents", _("The record lacks this document; export it again with its contents."))
        try:
            data = base64.b64decode(row["contents"], validate=True)
        except (binascii.Error, ValueError):
            raise InvalidChange("contents", _("The contents are not in base64.")) from None
        if store.digest(data) != sha256:
            raise InvalidChange("contents", _("The contents do not have the digest given; the file was altered."))
        text = str(row.get("text") or "").replace("\x00", "\ufffd")
        document = self._new_document(data, sha256, text, name=_text(row, "name", 300, needed=True))
        if known is not None:  # received here and not read yet: it takes over what was read there
            document.pk, document.name = known.pk, known.name
            document.received_at, document.received_by = known.received_at, known.received_by
        document.media_type = _text(row, "media_type", 100)
        document.origin = known.origin if known is not None else _text(row, "origin", 2000)
        for column in ("title", "author", "publisher"):
            setattr(document, column, _text(row, column, 10_000))
        document.language = _text(row, "language", 8)
        document.published = _date(row, "published")
        document.published_from = validity.parse(document.published).first
        document.classification = max(self._level(row), known.classification if known is not None else 0)
        document.reader = _text(row, "reader", 40)
        document.body_start, document.body_end = _span(row, "body_start", "body_end", len(text))
        document.source = Source.objects.filter(name=row.get("source") or "").first()
        document.save()
        self.done.counts["documents"] += known is None

    def _new_document(self, data: bytes, sha256: str, text: str, *, name: str) -> Document:
        if not store.path_of(sha256).exists():
            self.stored.append(sha256)
        store.keep(data)
        now = timezone.now()
        return Document(
            sha256=sha256, size=len(data), name=name, text=text, body_end=len(text), received_at=now, read_at=now,
            received_by=self.by, state=Document.State.READ, classification=self.classification,
        )  # fmt: skip

    def _this_file(self) -> Document:
        """The imported file itself as a document."""
        if self.reader is None:
            data = self.path.read_bytes()
            if len(data) > _LARGEST_KEPT:
                raise InvalidChange(
                    "evidence", _("This file is too large to be kept as a document of its own; split it in parts.")
                )
            sha256 = hashlib.sha256(data).hexdigest()
            known = Document.objects.filter(sha256=sha256).first()
            if known is None or not known.text:
                text = data.decode("utf-8", errors="replace").replace("\x00", "\ufffd")
                known = self._new_document(data, sha256, text, name=self.path.name[:300])
                known.media_type, known.reader = "application/json", "import"
                known.save()
                self.done.counts["documents"] += 1
            self.reader = known
        return self.reader

    def _actor(self, row: dict[str, Any]) -> None:
        key, kind = _text(row, "key", 120, needed=True), row.get("kind")
        if kind not in Actor.Kind.values:
            raise InvalidChange("kind", _("'%(kind)s' is no kind of actor.") % {"kind": kind})
        now = timezone.now()
        actor, new = Actor.objects.get_or_create(
            key=key,
            defaults={
                "kind": kind,
                "country": _text(row, "country", 2),
                "region": _text(row, "region", 60),
                "parent": self._other(row, "parent"),
                "provisional": bool(row.get("provisional", True)),
                "classification": self._level(row),
                "since": now,
            },
        )
        if actor.kind != kind:
            raise InvalidChange("kind", _("The record has '%(key)s' as another kind.") % {"key": key})
        names = row.get("names")
        if not isinstance(names, list) or not names:
            raise InvalidChange("names", _("An actor needs a list of names, at least one."))
        for name in names:
            self._name(actor, name, now)
        self.done.counts["actors"] += new
        same = self._other(row, "same_as")
        if same is not None and self.accept_as is not None and same.pk not in cluster(actor.pk):
            actors.judge(actor, same, "same", by=self.accept_as, reason=_("imported"))

    def _name(self, actor: Actor, row: Any, now: Any) -> None:
        if not isinstance(row, dict) or row.get("kind") not in Name.Kind.values:
            raise InvalidChange(
                "names", _("A name needs text, language and kind (preferred, official, acronym, alias).")
            )
        text = nfc(_text(row, "text", 300, needed=True))
        _name, new = Name.objects.get_or_create(
            actor=actor,
            text=text,
            language=_text(row, "language", 8),
            kind=row["kind"],
            until=None,
            defaults={"folded": search_key(text)[:300], "valid": _date(row, "valid"), "since": now},
        )
        self.done.counts["names"] += new

    def _other(self, row: dict[str, Any], column: str) -> Actor | None:
        key = row.get(column)
        if not key:
            return None
        other = Actor.objects.filter(key=key).first()
        if other is None and column == "parent":
            raise InvalidChange(column, _("The record knows no actor '%(key)s'.") % {"key": key})
        return other

    def _statement(self, row: dict[str, Any]) -> None:
        if row.get("status", "proposed") not in ("accepted", "proposed"):
            self.done.counts["left"] += 1
            return
        passages = [self._passage(each) for each in self._evidence(row)]
        statement = Statement(proposed_at=timezone.now())
        values = {name: row[name] for name in fields.EDITABLE if row.get(name) is not None}
        fields.apply(statement, {"predicate": row.get("predicate"), **values})
        for words in ("subject_text", "object_text"):  # empty words stay empty, whoever the actor is
            if row.get(words) == "":
                setattr(statement, words, "")
        statement.confidence = _share(row, "confidence")
        statement.frame = _text(row, "frame", 80) if "frame" in row else "import"
        documents = [document for document, _start, _end in passages]
        statement.classification = max(self._level(row), min(document.classification for document in documents))
        statement.tier = min(document.source.tier if document.source else Tier.OTHER for document in documents)
        content = mark(statement, documents[0])
        known = same_already([(statement, content)]).find(statement, content)
        if known is None:
            statement.save()
            index_actors([(statement.pk, fields.actors_of(statement))])
        target = known or statement
        for document, start, end in passages:
            add_evidence(target, document, (start, end))
        if known is None:
            contradictions.look_for(statement)
        self.done.counts["repeats" if known else "statements"] += 1
        if self.accept_as is not None and row.get("status") == "accepted":
            target.refresh_from_db()
            if target.status == Statement.Status.PROPOSED:
                reviewing.accept(target, by=self.accept_as, reason=_("imported"))

    def _evidence(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        evidence = row.get("evidence")
        if not isinstance(evidence, list) or not evidence or not all(isinstance(each, dict) for each in evidence):
            raise InvalidChange("evidence", _("Nothing is known without a passage: give document, start, end, quote."))
        return evidence

    def _passage(self, row: dict[str, Any]) -> tuple[Document, int, int]:
        """Document and offsets of a passage whose quote stands there, or stands in the text exactly once."""
        document = self._document_of(row.get("document"))
        quote = str(row.get("quote") or "")
        if row.get("start") not in (None, "") or row.get("end") not in (None, ""):
            start, end = _span(row, "start", "end", len(document.text))
            if start == end or (quote and document.text[start:end] != quote):
                raise InvalidChange("quote", _("The quote is not what stands between start and end of the document."))
            return document, start, end
        if not quote or (times := document.text.count(quote)) == 0:
            raise InvalidChange("quote", _("The quote does not stand in the document, word for word."))
        if times > 1:
            raise InvalidChange("quote", _("The quote stands in the document more than once; give start and end."))
        start = document.text.index(quote)
        return document, start, start + len(quote)

    def _document_of(self, sha256: Any) -> Document:
        if sha256 == THIS_FILE:
            return self._this_file()
        key = str(sha256)
        if key not in self._documents:
            document = Document.objects.select_related("source").filter(sha256=key).first()
            if document is None:
                raise InvalidChange("document", _("The record has no document %(sha256)s.") % {"sha256": key[:64]})
            check_may_see(self.by, document)
            if len(self._documents) > 200:  # texts are large; the last ones met are enough
                self._documents.clear()
            self._documents[key] = document
        return self._documents[key]

    def _level(self, row: dict[str, Any]) -> int:
        name = row.get("classification")
        if name in (None, ""):
            return self.classification
        try:
            level = Classification[str(name).upper()]
        except KeyError:
            levels = ", ".join(each.name.lower() for each in Classification)
            raise InvalidChange("classification", _("Use one of: %(levels)s.") % {"levels": levels}) from None
        if self.by is not None and level > self.by.clearance:
            raise InvalidChange("classification", _("This level is above your own clearance."))
        return level


def _text(row: dict[str, Any], column: str, limit: int, *, needed: bool = False) -> str:
    value = row.get(column)
    if value is None or value == "":
        if needed:
            raise InvalidChange(column, _("'%(field)s' is needed.") % {"field": column})
        return ""
    if not isinstance(value, str) or len(value) > limit:
        raise InvalidChange(
            column, _("'%(field)s' is text of at most %(limit)d characters.") % {"field": column, "limit": limit}
        )
    return value.replace("\x00", "\ufffd")


def _date(row: dict[str, Any], column: str) -> str:
    try:
        return validity.parse(_text(row, column, 60)).edtf
    except ValueError as problem:
        raise InvalidChange(column, str(problem)) from problem


def _span(row: dict[str, Any], first: str, last: str, length: int) -> tuple[int, int]:
    try:
        start, end = int(row.get(first) or 0), int(row.get(last) or 0)
    except (TypeError, ValueError):
        raise InvalidChange(first, _("Offsets are whole numbers.")) from None
    if not 0 <= start <= end <= length:
        raise InvalidChange(first, _("Offsets must lie within the text, the first before the second."))
    return start, end


def _share(row: dict[str, Any], column: str) -> float:
    try:
        value = float(row.get(column) if row.get(column) not in (None, "") else 1.0)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        value = -1.0
    if not 0 <= value <= 1:
        raise InvalidChange(column, _("'%(field)s' is a number from 0 to 1.") % {"field": column})
    return value
