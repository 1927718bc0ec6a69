"""The database itself refuses to change or remove an entry, whoever asks.

Someone who owns the database can drop these triggers; what they then do to the rows is found by `verify`.
"""

from __future__ import annotations

from django.db import NotSupportedError
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "the journal is append-only"

SQLITE = {
    "journal_entry_no_update": f"""
        CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "journal_entry_no_delete": f"""
        CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    # INSERT OR REPLACE removes the row in its way without waking the trigger above.
    "journal_entry_no_replace": f"""
        CREATE TRIGGER journal_entry_no_replace BEFORE INSERT ON journal_entry
        WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.id OR sequence = NEW.sequence OR hash = NEW.hash)
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608  # no outside words in it
}
POSTGRESQL = f"""
    CREATE OR REPLACE FUNCTION journal_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$;
    CREATE TRIGGER journal_entry_no_change BEFORE UPDATE OR DELETE ON journal_entry
        FOR EACH ROW EXECUTE FUNCTION journal_entry_refuse();
    CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry
        FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_refuse();
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place. Raises NotSupportedError on a database that is neither SQLite nor PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for statement in SQLITE.values():
                cursor.execute(statement)
        elif connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
        else:
            raise NotSupportedError(f"no journal triggers for {connection.vendor}")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away (a migration backwards; tests that play the intruder)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS journal_entry_no_change ON journal_entry")
            cursor.execute("DROP TRIGGER IF EXISTS journal_entry_no_truncate ON journal_entry")
            cursor.execute("DROP FUNCTION IF EXISTS journal_entry_refuse()")
