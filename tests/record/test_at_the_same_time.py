"""At the same time, as real processes: two reviewers on one fact, two workers on one document, one killed."""

from __future__ import annotations

import json
import signal
import time

import pytest

pytestmark = pytest.mark.django_db

SET_UP = """
from caytre.accounts.models import User
from caytre.reading.model import Extracted, Fact, Reading
from caytre.record import services
from caytre.record.services import documents, starter
starter.load()
for name in ("lan", "minh"):
    User.objects.create_user(name, role="officer", clearance=2)
text = "\\n".join(f"Việt Nam thăm Lào ngày {day}/5/2024." for day in range(1, 26))
lines, start = text.split("\\n"), 0
facts = []
for day, line in enumerate(lines, 1):
    facts.append(Fact("visit", "Việt Nam", line, start, start + len(line), object="Lào", subject_id="state:VN",
                      object_id="state:LA", date=f"2024-05-{day:02}"))
    start += len(line) + 1
document = services.receive_document(text.encode(), name="a.txt", by=None)
documents.keep_reading(document, Reading(Extracted(text, "text/plain", body_end=len(text)), facts=tuple(facts)))
"""

DECIDE = """
import time, pathlib
from caytre.accounts.models import User
from caytre.record import services
from caytre.record.errors import AlreadyDecided
from caytre.record.models import Statement
who, go = User.objects.get(username=sys.argv[1]), pathlib.Path(sys.argv[2])
print("ready", flush=True)
while not go.exists():
    time.sleep(0.001)
for statement in Statement.objects.order_by("pk"):
    try:
        services.accept(statement, by=who) if sys.argv[1] == "lan" else services.reject(statement, by=who)
        print("decided", statement.pk)
    except AlreadyDecided as problem:
        print("late", statement.pk, problem.by.username)
"""

TOLD = """
import json
from caytre.journal import queries
from caytre.record.models import Belief, Document, Evidence, Review, Statement
print(json.dumps({
    "statements": Statement.objects.count(),
    "evidence": Evidence.objects.count(),
    "reviews": list(Review.objects.values_list("statement", flat=True)),
    "accepted": Statement.objects.filter(status="accepted").count(),
    "held": Belief.objects.filter(held_to=None).count(),
    "documents": list(Document.objects.values_list("state", flat=True)),
    "intact": queries.verify().intact,
}))
"""

READ = """
import time, pathlib
from caytre.record import services
from caytre.record.models import Document
go = pathlib.Path(sys.argv[1])
print("ready", flush=True)
while not go.exists():
    time.sleep(0.001)
print("reading", flush=True)
services.read_document(Document.objects.get())
print("done", flush=True)
"""


def told(place):
    return json.loads(done(place.python(TOLD)).stdout)


def done(answer):
    assert answer.returncode == 0, answer.stderr
    return answer


def at_once(place, go, *processes):
    for process in processes:
        assert process.stdout.readline().strip() == "ready"
    go.touch()
    return [process.communicate(timeout=120)[0].split("\n") for process in processes]


def test_of_two_reviewers_on_one_fact_one_decides_and_the_other_is_told(place, tmp_path):
    done(place.python(SET_UP))
    go = tmp_path / "go"

    lan, minh = at_once(place, go, *(place.start_python(DECIDE, who, str(go)) for who in ("lan", "minh")))

    decided = sorted(int(line.split()[1]) for line in lan + minh if line.startswith("decided"))
    late = [line.split() for line in lan + minh if line.startswith("late")]
    state = told(place)
    assert decided == sorted(state["reviews"]) == sorted(set(state["reviews"]))
    assert len(decided) == 25
    assert len(late) == 25
    assert {line[2] for line in late} <= {"lan", "minh"}
    assert state["accepted"] == state["held"] == sum(line.startswith("decided") for line in lan)
    assert state["intact"]


RECEIVE = """
from caytre.record import services
from caytre.record.services import starter
starter.load()
line = "Ngày {day}/5/2024, Chủ tịch nước Việt Nam thăm chính thức Lào, hội đàm tại Viêng Chăn. "
text = "\\n".join(line.format(day=1 + number % 28) + f"Đoạn {number}." for number in range(int(sys.argv[1])))
services.receive_document(text.encode(), name="a.txt", by=None)
"""


def test_two_workers_on_one_document_write_it_once(place, tmp_path):
    done(place.python(RECEIVE, "20"))
    go = tmp_path / "go"

    at_once(place, go, *(place.start_python(READ, str(go)) for _worker in range(2)))

    twice = told(place)
    assert twice["documents"] == ["read"]
    assert twice["intact"]
    go.unlink()
    at_once(place, go, place.start_python(READ, str(go)))
    assert told(place) == twice


def test_a_worker_killed_in_mid_read_leaves_the_document_waiting_and_the_next_one_reads_it(place, tmp_path):
    done(place.python(RECEIVE, "600"))  # long enough to have a middle to be killed in
    go = tmp_path / "go"
    go.touch()
    first = place.start_python(READ, str(go))
    assert first.stdout.readline().strip() == "ready"
    assert first.stdout.readline().strip() == "reading"
    time.sleep(0.1)

    first.send_signal(signal.SIGKILL)

    assert "done" not in first.communicate()[0]
    state = told(place)
    assert (state["documents"], state["statements"]) == (["waiting"], 0)
    done(place.python("from caytre.record.services import jobs; jobs.read_waiting()"))
    at_once(place, go, place.start_python(READ, str(go)))
    assert told(place)["documents"] == ["read"]
