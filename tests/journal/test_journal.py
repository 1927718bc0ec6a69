"""The journal in its database: what it refuses, and what it finds when the database was made to obey."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from caytre.accounts.permissions import NotAllowed
from caytre.journal import heads, queries, services, triggers
from caytre.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(officer):
    return [
        services.record("record.accept", by=officer, subject=f"statement:{n}", before="Hà Nội") for n in range(1, 6)
    ]


@pytest.fixture
def intruder():
    """Owns the database: takes the triggers away and runs SQL."""
    triggers.remove(connection)

    def run(statement, *values):
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    return run


def faulty(verification):
    return {fault.sequence for fault in verification.faults}


def test_entries_are_numbered_without_gap_and_chained(five):
    found = queries.verify()

    assert [entry.sequence for entry in Entry.objects.all()] == [1, 2, 3, 4, 5]
    assert found.intact
    assert found.entries == 5
    assert found.head == five[-1].hash


def test_dates_and_decimals_in_the_detail_verify_after_being_read_back(officer):
    services.record("record.edit", by=officer, subject="statement:1", on=date(2026, 11, 22), value=Decimal("1.50"))

    assert queries.verify().intact


def test_an_act_that_is_rolled_back_leaves_no_entry(officer):
    with pytest.raises(RuntimeError), transaction.atomic():
        services.record("record.accept", by=officer, subject="statement:1")
        raise RuntimeError

    assert queries.verify().entries == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET act = 'nothing' WHERE sequence = 2",
        "DELETE FROM journal_entry WHERE sequence = 2",
        "DELETE FROM journal_entry",
    ],
)
def test_the_database_refuses_to_change_or_remove_an_entry(five, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert queries.verify().intact


def test_the_database_refuses_to_put_another_entry_in_the_place_of_one(five):
    if connection.vendor == "sqlite":
        statement = "INSERT OR REPLACE INTO journal_entry SELECT id, sequence, at, 'minh', act, subject, detail, previous_hash, hash FROM journal_entry WHERE sequence = 2"  # noqa: E501
    else:
        statement = "INSERT INTO journal_entry SELECT * FROM journal_entry WHERE sequence = 2 ON CONFLICT (id) DO UPDATE SET by = 'minh'"  # noqa: E501

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.postgresql
def test_postgresql_refuses_to_truncate_the_journal(five):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE journal_entry")


def test_verify_finds_an_entry_altered_under_the_triggers(five, intruder):
    intruder("UPDATE journal_entry SET \"by\" = 'minh' WHERE sequence = 2")

    assert faulty(queries.verify()) == {2}


def test_verify_finds_a_changed_detail(five, intruder):
    intruder("UPDATE journal_entry SET detail = %s WHERE sequence = 4", json.dumps({"before": "Huế"}))

    assert faulty(queries.verify()) == {4}


def test_verify_finds_a_removed_entry(five, intruder):
    intruder("DELETE FROM journal_entry WHERE sequence = 3")

    assert 3 in faulty(queries.verify())


def test_verify_finds_two_entries_that_changed_places(five, intruder):
    intruder("UPDATE journal_entry SET sequence = 99 WHERE sequence = 2")
    intruder("UPDATE journal_entry SET sequence = 2 WHERE sequence = 3")
    intruder("UPDATE journal_entry SET sequence = 3 WHERE sequence = 99")

    assert {2, 3} <= faulty(queries.verify())


def test_verify_finds_a_journal_cut_off_after_its_head_was_written_down(five, intruder):
    assert heads.write_down().startswith(f"5 {five[-1].hash}")
    intruder("DELETE FROM journal_entry WHERE sequence = 5")

    assert faulty(queries.verify()) == {5}


def test_verify_finds_a_journal_that_was_emptied(five, intruder):
    heads.write_down()
    intruder("DELETE FROM journal_entry")

    assert faulty(queries.verify()) == {5}


def test_what_was_added_after_the_last_head_can_be_cut_off_unseen(officer, five, intruder):
    # The limit that docs/security.md states: keep heads often, and elsewhere.
    heads.write_down()
    services.record("record.accept", by=officer, subject="statement:6")
    intruder("DELETE FROM journal_entry WHERE sequence = 6")

    assert queries.verify().intact


def test_a_head_is_written_down_once(five):
    assert heads.write_down()
    assert heads.write_down() is None


def test_heads_kept_elsewhere_speak_against_heads_that_were_altered_here(five, tmp_path):
    heads.write_down()
    elsewhere = tmp_path / "notary.txt"
    elsewhere.write_text(f"5 {'a' * 64}\n")

    assert faulty(queries.verify(heads_file=elsewhere)) == {5}


def test_an_export_can_be_checked_without_the_database(five, tmp_path):
    path = tmp_path / "journal.jsonl"
    path.write_text("".join(queries.export_lines(None)), encoding="utf-8")

    assert queries.verify_export(path).intact
    assert queries.verify_export(path).head == five[-1].hash

    path.write_text(path.read_text(encoding="utf-8").replace("statement:3", "statement:30"), encoding="utf-8")
    assert faulty(queries.verify_export(path)) == {3}


def test_only_those_who_may_read_the_journal_do(five, officer, operator):
    with pytest.raises(NotAllowed):
        queries.entries(officer)

    assert queries.entries(operator, subject="statement:2").get() == five[1]
