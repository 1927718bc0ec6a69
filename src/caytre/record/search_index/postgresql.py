# ruff: noqa: S608 - the pieces of SQL are constants of this file; what a person typed goes in as a parameter
"""Search on PostgreSQL: two tsvector columns beside each row indexed, one with tone marks and one without, under GIN.

Django does not know these columns; triggers fill them. Letters are lowered and folded by `translate`, so that neither
an extension nor a locale of the server is needed, and punctuation becomes blanks, so that words are what they are on
SQLite. Of a very long text the first 300,000 characters are indexed: a tsvector holds no more than 1 MB.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from caytre.record.engine.text import search_key
from caytre.record.search_index import held

LONGEST = 300_000
TABLES = {
    "record_document": "CASE WHEN NEW.title = '' THEN NEW.name ELSE NEW.title END || ' ' || NEW.text",
    "record_evidence": "(SELECT s.subject_text || ' ' || s.object_text || ' ' || s.value_text || ' ' || s.place"
    " FROM record_statement s WHERE s.id = NEW.statement_id) || ' ' || NEW.quote",
    "record_name": "NEW.text",
}
_CHANGES = {"record_document": " OR UPDATE OF title, name, text"}


def install(cursor: Any) -> None:
    """See the package. What is there already is left alone: altering a table would lock it."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext('caytre search index'))")
    _functions(cursor)
    for table, text in TABLES.items():
        if not _has(cursor, "pg_attribute", "attrelid = %s::regclass AND attname = 'find_folded'", table):
            cursor.execute(f"ALTER TABLE {table} ADD COLUMN find_exact tsvector, ADD COLUMN find_folded tsvector")
        body = (
            f"NEW.find_exact := to_tsvector('simple', caytre_exact(left({text}, {LONGEST})));"
            f" NEW.find_folded := to_tsvector('simple', caytre_folded(left({text}, {LONGEST}))); RETURN NEW;"
        )
        _trigger(cursor, f"{table}_find", table, f"BEFORE INSERT{_CHANGES.get(table, '')}", body)
        _fill(cursor, table, "WHERE find_folded IS NULL")
        for form in ("exact", "folded"):
            if not _has(cursor, "pg_class", "relname = %s", f"{table}_find_{form}"):
                cursor.execute(f"CREATE INDEX {table}_find_{form} ON {table} USING gin (find_{form})")
    for name, (table, event, body) in held.TRIGGERS.items():
        _trigger(cursor, name, table, event, f"{body}; RETURN NULL;")
    cursor.execute(f"SELECT (SELECT count(*) FROM record_heldabout) = (SELECT count(*) FROM ({held.DUE}) AS due)")
    if not cursor.fetchone()[0]:
        held.fill(cursor)


def rebuild(cursor: Any) -> None:
    """See the package."""
    for table in TABLES:
        _fill(cursor, table, "")
    held.fill(cursor)


def _fill(cursor: Any, table: str, where: str) -> None:
    text = TABLES[table].replace("NEW.", "t.")
    cursor.execute(
        f"UPDATE {table} t SET find_exact = to_tsvector('simple', caytre_exact(left({text}, {LONGEST}))),"
        f" find_folded = to_tsvector('simple', caytre_folded(left({text}, {LONGEST}))) {where}"
    )


def _has(cursor: Any, catalogue: str, condition: str, value: str) -> bool:
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {catalogue} WHERE {condition})", [value])
    return bool(cursor.fetchone()[0])


def _trigger(cursor: Any, name: str, table: str, event: str, body: str) -> None:
    cursor.execute(
        f"CREATE OR REPLACE FUNCTION caytre_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    )
    if not _has(cursor, "pg_trigger", "tgname = %s AND NOT tgisinternal", name):
        cursor.execute(f"CREATE TRIGGER {name} {event} ON {table} FOR EACH ROW EXECUTE FUNCTION caytre_{name}()")


def _functions(cursor: Any) -> None:
    exact_from, exact_to, folded_from, folded_to = _letters()
    for name, source, target in (("exact", exact_from, exact_to), ("folded", folded_from, folded_to)):
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION caytre_{name}(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS"
            f" $$ SELECT translate(lower(normalize(words, NFC)), $f${source}$f$, $t${target}$t$) $$"
        )


def _letters() -> tuple[str, str, str, str]:
    """From and to, with and without marks: letters lowered (and folded), all else that is no letter to a blank."""
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for code in (*range(0x21, 0x250), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070), *range(0x20A0, 0x20D0)):
        letter = chr(code)
        category = unicodedata.category(letter)
        if category[0] in "LNM":
            low, plain = letter.lower(), search_key(letter)
            if len(low) == 1 and low != letter:
                exact[letter] = low
            if len(plain) == 1 and plain != letter:
                folded[letter] = plain
        elif letter != "$":  # the quotes of the SQL function; `simple` drops a lone dollar sign
            exact[letter] = folded[letter] = " "
    marks = "".join(chr(code) for code in range(0x300, 0x370))  # left over by NFC: taken away
    return "".join(exact), "".join(exact.values()), "".join(folded) + marks, "".join(folded.values())
