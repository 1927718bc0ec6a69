"""The indexes that search and dossiers read, kept in step by the database's own triggers.

`install` may be called at any time and any number of times: it makes what is missing (a later migration that rebuilds
a table on SQLite drops its triggers) and fills what is behind. Nothing here is the only copy of anything.
"""

from __future__ import annotations

from django.db import connections, transaction

from caytre.record.search_index import postgresql, sqlite

SYSTEMS = {"sqlite": sqlite, "postgresql": postgresql}


def install(using: str = "default") -> None:
    """Make tables and triggers that are missing and fill indexes that are behind; after every migrate."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    system = SYSTEMS.get(connection.vendor)
    if system is None or "record_heldabout" not in tables:
        return
    with transaction.atomic(using), connection.cursor() as cursor:
        system.install(cursor)


def rebuild(using: str = "default") -> None:
    """Empty and fill every index again, from the tables that they are made of."""
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        SYSTEMS[connection.vendor].rebuild(cursor)
