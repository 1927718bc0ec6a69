# ruff: noqa: S608 - the pieces of SQL are constants of this file; what a person typed goes in as a parameter
"""Search on SQLite: FTS5 tables without content (only the index is kept), one with tone marks and one without.

The tokenizer `unicode61 remove_diacritics 2` takes every Vietnamese mark away but that of đ, which SQL replaces. Row
ids are those of the rows indexed; for facts those of the evidence, so that a fact is found by each of its passages.
"""

from __future__ import annotations

from typing import Any

from caytre.record.search_index import held

TOKENIZERS = {"exact": "unicode61 remove_diacritics 0", "folded": "unicode61 remove_diacritics 2"}

# name of the index -> columns with the SQL that gives each from the row {r}, table, condition for being indexed
INDEXES = {
    "document": (
        {"title": "CASE WHEN {r}.title = '' THEN {r}.name ELSE {r}.title END", "text": "{r}.text"},
        "record_document",
        "{r}.state = 'read'",
    ),
    "fact": (
        {
            "words": "(SELECT s.subject_text || ' ' || s.object_text || ' ' || s.value_text || ' ' || s.place"
            " FROM record_statement s WHERE s.id = {r}.statement_id)",
            "quote": "{r}.quote",
        },
        "record_evidence",
        "1",
    ),
    "name": ({"text": "{r}.text"}, "record_name", "1"),
}


def install(cursor: Any) -> None:
    """See the package."""
    for name in INDEXES:
        for form, tokenizer in TOKENIZERS.items():
            columns = ", ".join(INDEXES[name][0])
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS find_{name}_{form}"
                f" USING fts5({columns}, content='', tokenize='{tokenizer}')"
            )
            if _is_behind(cursor, name, form):
                _fill(cursor, name, form)
        for trigger, body in _triggers(name).items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {trigger} {body}")
    for trigger, (table, event, body) in held.TRIGGERS.items():
        cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {trigger} {event} ON {table} BEGIN {body}; END")
    if _count(cursor, "SELECT count(*) FROM record_heldabout") != _count(cursor, f"SELECT count(*) FROM ({held.DUE})"):
        held.fill(cursor)


def rebuild(cursor: Any) -> None:
    """See the package."""
    for name in INDEXES:
        for form in TOKENIZERS:
            _fill(cursor, name, form)
    held.fill(cursor)


def _fill(cursor: Any, name: str, form: str) -> None:
    columns, table, condition = INDEXES[name]
    cursor.execute(f"INSERT INTO find_{name}_{form}(find_{name}_{form}) VALUES ('delete-all')")
    cursor.execute(
        f"INSERT INTO find_{name}_{form}(rowid, {', '.join(columns)})"
        f" SELECT t.id, {_values(name, form, 't')} FROM {table} t WHERE {condition.format(r='t')}"
    )


def _is_behind(cursor: Any, name: str, form: str) -> bool:
    _, table, condition = INDEXES[name]
    rows = _count(cursor, f"SELECT count(*) FROM {table} t WHERE {condition.format(r='t')}")
    return rows != _count(cursor, f"SELECT count(*) FROM find_{name}_{form}_docsize")


def _count(cursor: Any, sql: str) -> int:
    cursor.execute(sql)
    return int(cursor.fetchone()[0])


def _values(name: str, form: str, row: str) -> str:
    values = [value.format(r=row) for value in INDEXES[name][0].values()]
    if form == "folded":
        values = [f"replace(replace({value}, 'đ', 'd'), 'Đ', 'D')" for value in values]
    return ", ".join(values)


def _triggers(name: str) -> dict[str, str]:
    """Insert always; change and removal where the row's own columns say all that was indexed."""
    columns, table, condition = INDEXES[name]
    names = ", ".join(columns)

    def into(form: str, row: str, command: str = "") -> str:
        index = f"find_{name}_{form}"
        first, value = (f"{index}, ", f"'{command}', ") if command else ("", "")
        return (
            f"INSERT INTO {index}({first}rowid, {names}) SELECT {value}{row}.id, {_values(name, form, row)}"
            f" WHERE {condition.format(r=row)};"
        )

    add = " ".join(into(form, "NEW") for form in TOKENIZERS)
    remove = " ".join(into(form, "OLD", "delete") for form in TOKENIZERS)
    made = {f"find_{name}_added": f"AFTER INSERT ON {table} BEGIN {add} END"}
    if name != "fact":
        made[f"find_{name}_removed"] = f"AFTER DELETE ON {table} BEGIN {remove} END"
    if name == "document":
        changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in ("title", "name", "text", "state"))
        made["find_document_changed"] = (
            f"AFTER UPDATE OF title, name, text, state ON {table} WHEN {changed} BEGIN {remove} {add} END"
        )
    return made
