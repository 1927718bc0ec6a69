"""The worker is killed while it reads: the document is read once, by the next one, and nothing is doubled."""

from __future__ import annotations

import json

import pytest

from tests.conftest import ROOT
from tests.faults.conftest import until

LOOK = """
    import json
    from django_tasks_db.models import DBTaskResult
    from caytre.record.models import Document, Evidence, Statement
    print(json.dumps({
        "documents": sorted(Document.objects.values_list("name", "state")),
        "statements": Statement.objects.count(),
        "evidence": Evidence.objects.count(),
        "passages": len(set(Evidence.objects.values_list("document", "statement", "start", "end"))),
        "jobs": sorted(DBTaskResult.objects.values_list("status", flat=True)),
    }))
"""


def look(place):
    answer = place.python(LOOK)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


@pytest.fixture
def long_document(tmp_path):
    """A document whose reading takes long enough to be killed in."""
    page = (ROOT / "samples" / "03-phong-van-dai-su-tai-kazakhstan.txt").read_text(encoding="utf-8")
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join(f"Phần {number}.\n{page}" for number in range(150)), encoding="utf-8")
    return path


def test_a_worker_killed_in_mid_read_leaves_a_document_that_the_next_one_reads_once(place, prepare, long_document):
    prepare(long_document)
    worker = place.start("worker", "--interval", "0.05")
    try:
        until(lambda: look(place)["jobs"] == ["RUNNING"], "the job runs")
    finally:
        worker.kill()  # SIGKILL: no goodbye
        worker.wait()
    killed = look(place)
    assert killed["documents"] == [["long.txt", "waiting"]], "it was read too quickly to be killed in mid-read"
    assert killed["statements"] == 0

    again = place.run("worker", "--once")

    assert again.returncode == 0, again.stderr
    read = look(place)
    assert read["documents"] == [["long.txt", "read"]]
    assert read["statements"] > 0
    assert read["evidence"] == read["passages"]
    assert read["jobs"] == ["SUCCESSFUL"]

    once_more = place.run("worker", "--once")
    assert once_more.returncode == 0
    assert look(place) == read
    assert place.run("journal", "verify").returncode == 0


def test_jobs_that_waited_while_nobody_worked_are_done_after_a_restart(place, prepare):
    samples = [path for path in sorted((ROOT / "samples").iterdir()) if path.suffix in (".txt", ".docx", ".eml")]
    prepare(*samples)
    assert {state for _, state in look(place)["documents"]} == {"waiting"}

    place.run("worker", "--once")

    after = look(place)
    assert {state for _, state in after["documents"]} == {"read"}
    assert set(after["jobs"]) == {"SUCCESSFUL"}


def test_a_document_whose_job_was_lost_is_swept_up(place, prepare):
    prepare(ROOT / "samples" / "09-statement-at-the-united-nations.txt")
    place.python("from django_tasks_db.models import DBTaskResult; DBTaskResult.objects.all().delete()")

    place.run("worker", "--once")

    assert look(place)["documents"] == [["09-statement-at-the-united-nations.txt", "read"]]


def test_a_job_that_takes_its_worker_down_again_and_again_is_given_up(place, prepare):
    prepare(ROOT / "samples" / "09-statement-at-the-united-nations.txt")
    place.python("""
        import socket
        from django_tasks_db.models import DBTaskResult
        dead = f"{socket.gethostname()[:32]}:4194305:0"  # a process number that Linux never gives out
        DBTaskResult.objects.update(status="RUNNING", worker_ids=[dead, dead, dead])
    """)

    place.run("worker", "--once")

    assert look(place)["jobs"] == ["FAILED"]
    assert look(place)["documents"][0][1] == "failed"
