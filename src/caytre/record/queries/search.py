# ruff: noqa: S608 - the pieces of SQL are constants of this file; what a person typed goes in as a parameter
"""Search over actors, facts and documents, with or without tone marks; what has them as asked comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models.functions import Substr
from django.utils import timezone

from caytre.accounts.models import User
from caytre.record.engine.answers import Hit, SearchAnswer, Sentence
from caytre.record.engine.facts import Composer
from caytre.record.engine.search import Phrase, Question, parse, plain, snippet, spans, spellings
from caytre.record.models import Document, Evidence, Name, Statement
from caytre.record.queries.actors import identities, references
from caytre.record.queries.loading import load

KINDS = ("actor", "statement", "document")
CANDIDATES = 1000  # of each kind the newest so many are looked at; where there are more, newest first
LOOKED_THROUGH = 200_000  # characters of a document in which its snippet is looked for


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one kind is found: its table (as r), what joins it, which rows the user may see; `levels`: how many %s."""

    index: str
    table: str
    weights: str  # of the columns, for bm25; empty: newest first, as for facts, which are one sentence each
    visible: str
    joins: str = ""
    levels: int = 0


_PLACES = {
    "actor": _Place(
        "name",
        "record_name",
        "1.0",
        "r.until IS NULL AND a.classification <= %s",
        "JOIN record_actor a ON a.id = r.actor_id",
        1,
    ),
    "statement": _Place(
        "fact",
        "record_evidence",
        "",
        "r.until IS NULL AND s.status IN ('accepted', 'proposed')"
        " AND s.classification <= %s AND d.classification <= %s",
        "JOIN record_statement s ON s.id = r.statement_id JOIN record_document d ON d.id = r.document_id",
        2,
    ),
    "document": _Place("document", "record_document", "5.0, 1.0", "r.classification <= %s", levels=1),
}


@dataclass(frozen=True, slots=True)
class _Found:
    """A row that matched. Lower scores are better."""

    row: int
    score: float
    exact: bool


def search(
    user: User, text: str, *, kinds: Iterable[str] | None = None, limit: int = 20, offset: int = 0
) -> SearchAnswer:
    """What the record has on `text`.

    kinds: of actor, statement, document; all by default. limit, offset: of each kind. Quotes keep words together; the
    last word, of at least three letters, also finds longer ones. Hits with the tone marks as asked come first, then
    by relevance. Raises ValueError for another kind.
    """
    wanted = tuple(KINDS if kinds is None else dict.fromkeys(kinds))
    if unknown := set(wanted) - set(KINDS):
        raise ValueError(f"Search finds {', '.join(KINDS)}; not {', '.join(sorted(unknown))}.")
    question = parse(text)
    if not question:
        return SearchAnswer(text, counts=tuple((kind, 0) for kind in wanted), offset=offset, limit=limit)
    hits: list[Hit] = []
    counts, capped = [], []
    for kind in wanted:
        found, full = _find(user, kind, question)
        made, count = _MAKERS[kind](user, question, found, slice(offset, offset + limit))
        hits += made
        counts.append((kind, count))
        if full:
            capped.append(kind)
    return SearchAnswer(text, tuple(hits), tuple(counts), tuple(capped), offset, limit)


def _find(user: User, kind: str, question: Question) -> tuple[list[_Found], bool]:
    """Matching rows, those with the marks as asked first, each part best first; and whether there are more."""
    exact = _match(user, kind, question, "exact")
    rows = {row for row, _ in exact}
    folded = _match(user, kind, question, "folded") if len(exact) < CANDIDATES else []
    found = [_Found(row, score, True) for row, score in sorted(exact, key=_best_first)]
    found += [_Found(row, score, False) for row, score in sorted(folded, key=_best_first) if row not in rows]
    return found[:CANDIDATES], max(len(exact), len(folded)) >= CANDIDATES


def _best_first(found: tuple[int, float]) -> tuple[float, int]:
    return found[1], -found[0]


def _match(user: User, kind: str, question: Question, form: str) -> list[tuple[int, float]]:
    """Ids and scores of the newest rows that match. form: exact (tone marks as asked) or folded."""
    place = _PLACES[kind]
    levels: list[int | str] = [user.clearance] * place.levels
    if connection.vendor == "sqlite":
        index = f"find_{place.index}_{form}"
        found = (  # CROSS JOIN: walk the index, not the table
            f"FROM {index} CROSS JOIN {place.table} r ON r.id = {index}.rowid {place.joins}"
            f" WHERE {index} MATCH %s AND {place.visible} ORDER BY {index}.rowid DESC LIMIT {CANDIDATES}"
        )
        parameters: list[int | str] = [_fts5(question, form), *levels]
        newest = _rows(f"SELECT r.id, 0 {found}", parameters)
        if not place.weights or len(newest) >= CANDIDATES:  # ranking would count these words in every text there is
            return newest
        sql = f"SELECT r.id, bm25({index}, {place.weights}) {found}"
    else:
        asked = _tsquery(question, form)
        sql = (
            f"SELECT id, -ts_rank(words, to_tsquery('simple', %s)) FROM (SELECT r.id, r.find_{form} AS words"
            f" FROM {place.table} r {place.joins} WHERE r.find_{form} @@ to_tsquery('simple', %s) AND {place.visible}"
            f" ORDER BY r.id DESC LIMIT {CANDIDATES}) AS newest"
        )
        parameters = [asked, asked, *levels]
    return _rows(sql, parameters)


def _rows(sql: str, parameters: list[int | str]) -> list[tuple[int, float]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [(int(row), float(score)) for row, score in cursor.fetchall()]


def _fts5(question: Question, form: str) -> str:
    """The question in the language of FTS5. Words are letters and figures only, so nothing in them needs escaping."""

    def one(words: Sequence[str], prefix: bool) -> str:
        return f'"{" ".join(words)}"' + ("*" if prefix else "")

    parts = []
    for phrase in question.phrases:
        if form == "folded":
            parts.append(one([word.replace("đ", "d").replace("Đ", "D") for word in phrase.words], phrase.prefix))
        else:
            parts.append("(" + " OR ".join(one(words, phrase.prefix) for words in _variants(phrase)) + ")")
    return " AND ".join(parts)


def _tsquery(question: Question, form: str) -> str:
    """The question in the language of tsquery."""

    def one(words: Sequence[str], prefix: bool) -> str:
        return "(" + " <-> ".join(words) + (":*" if prefix else "") + ")"

    parts = []
    for phrase in question.phrases:
        if form == "folded":
            parts.append(one([plain(word) for word in phrase.words], phrase.prefix))
        else:
            variants = ([word.lower() for word in words] for words in _variants(phrase))
            parts.append("(" + " | ".join(one(words, phrase.prefix) for words in variants) + ")")
    return " & ".join(parts)


def _variants(phrase: Phrase) -> list[list[str]]:
    """The phrase in each way its words may be spelt: all composed, all decomposed, each tone placement."""
    spelt = [spellings(word) for word in phrase.words]
    most = max(len(each) for each in spelt)
    return [list(words) for words in dict.fromkeys(tuple(each[i % len(each)] for each in spelt) for i in range(most))]


def _documents(user: User, question: Question, found: list[_Found], page: slice) -> tuple[list[Hit], int]:
    wanted = found[page]
    rows = Document.objects.filter(id__in=[each.row for each in wanted]).annotate(
        beginning=Substr("text", 1, LOOKED_THROUGH)
    )
    columns = ("id", "title", "name", "beginning", "published", "publisher", "source__name", "classification")
    by_id = {row["id"]: row for row in rows.values(*columns)}
    hits = []
    for each in wanted:
        row = by_id[each.row]
        piece, start, lit = snippet(row["beginning"] or "", question)
        hits.append(
            Hit(
                kind="document",
                id=each.row,
                key="",
                title=Sentence("hit.title", (("what", row["title"] or row["name"]),)),
                snippet=piece,
                highlights=lit,
                exact=each.exact,
                document=each.row,
                start=start,
                end=start + len(piece),
                published=row["published"],
                publisher=row["publisher"] or row["source__name"] or "",
                classification=row["classification"],
            )
        )
    return hits, len(found)


def _statements(user: User, question: Question, found: list[_Found], page: slice) -> tuple[list[Hit], int]:
    """Facts, each once however many of its passages match."""
    rows = dict(Evidence.objects.filter(id__in=[each.row for each in found]).values_list("id", "statement_id"))
    first: dict[int, _Found] = {}
    for each in found:
        first.setdefault(rows[each.row], each)
    wanted = list(first.items())[page]
    now = timezone.now()
    ids = [number for number, _ in wanted]
    facts = load(user, ids, known=identities(now), known_on=now)
    statuses = dict(Statement.objects.filter(id__in=ids).values_list("id", "status"))
    composer = Composer()
    hits = []
    for number, each in wanted:
        if number not in facts:
            continue
        fact = facts[number]
        passage = fact.passages[0]
        said = composer.say(fact)
        hits.append(
            Hit(
                kind="statement",
                id=number,
                key="",
                title=Sentence(said.message, said.values, statement=number),
                snippet=passage.quote,
                highlights=tuple(spans(passage.quote, question)),
                exact=each.exact,
                document=passage.document,
                start=passage.start,
                end=passage.end,
                published=passage.published,
                publisher=passage.publisher,
                status=statuses[number],
                classification=fact.classification,
            )
        )
    return hits, len(first)


def _actors(user: User, question: Question, found: list[_Found], page: slice) -> tuple[list[Hit], int]:
    """Actors, each once under its best name: first those whose whole name was asked, then the well established."""
    columns = ("id", "text", "actor_id", "actor__same_as_id", "actor__provisional")
    names = {row["id"]: row for row in Name.objects.filter(id__in=[each.row for each in found]).values(*columns)}
    asked = " ".join(word for phrase in question.phrases for word in phrase.words)

    def rank(each: _Found) -> tuple[bool, bool, bool, bool, float, int]:
        row = names[each.row]
        whole, whole_plain = row["text"].casefold() == asked.casefold(), plain(row["text"]) == plain(asked)
        return not whole, not each.exact, not whole_plain, row["actor__provisional"], each.score, each.row

    best: dict[int, _Found] = {}
    for each in sorted(found, key=rank):
        row = names[each.row]
        best.setdefault(row["actor__same_as_id"] or row["actor_id"], each)
    wanted = list(best.items())[page]
    now = timezone.now()
    named = references([actor for actor, _ in wanted], identities(now), now)
    hits = []
    for actor, each in wanted:
        name = names[each.row]["text"]
        hits.append(
            Hit(
                kind="actor",
                id=actor,
                key=named[actor].key,
                title=Sentence("hit.title", (("what", named[actor]),)),
                snippet=name,
                highlights=tuple(spans(name, question)),
                exact=each.exact,
            )
        )
    return hits, len(best)


_MAKERS: dict[str, Callable[[User, Question, list[_Found], slice], tuple[list[Hit], int]]] = {
    "actor": _actors,
    "statement": _statements,
    "document": _documents,
}
