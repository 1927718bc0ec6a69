"""Several processes write to one journal at once, on the database of this run."""

from __future__ import annotations

WRITER = """
    from django.db import transaction
    from caytre.journal import services
    for number in range(25):
        with transaction.atomic():
            services.record("test.write", by=None, subject=f"writer:{sys.argv[1]}", number=number)
"""


def test_concurrent_writers_make_one_chain_without_gap_or_loss(place):
    writers = [place.start_python(WRITER, str(writer)) for writer in range(4)]
    for writer in writers:
        said, _ = writer.communicate(timeout=120)
        assert writer.returncode == 0, said

    verified = place.run("journal", "verify")

    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert verified.stdout.startswith("intact: 100 entries")


def test_the_command_finds_what_was_altered_and_ends_with_one(place):
    written = place.python(WRITER, "1")
    assert written.returncode == 0, written.stderr
    forged = place.python("""
        from django.db import connection
        from caytre.journal import triggers
        triggers.remove(connection)
        connection.cursor().execute("UPDATE journal_entry SET act = 'test.other' WHERE sequence = 7")
    """)
    assert forged.returncode == 0, forged.stderr

    verified = place.run("journal", "verify")

    assert verified.returncode == 1
    assert verified.stdout == "entry 7: its content is not what was hashed\n"


def test_an_exported_journal_verifies_by_command(place, tmp_path):
    place.python(WRITER, "1")

    exported = place.run("journal", "export", "-o", str(tmp_path / "journal.jsonl"))
    verified = place.run("journal", "verify", str(tmp_path / "journal.jsonl"))

    assert exported.returncode == 0, exported.stderr
    assert verified.stdout.startswith("intact: 25 entries")
