"""The web process is killed while an officer reviews: what was answered stands, once; the rest can be done again."""

from __future__ import annotations

import json
import os
import signal
import threading

from tests.conftest import ROOT
from tests.faults.conftest import children, command_of, descendants, until

COUNT = """
    import json
    from caytre.record.models import Belief, Review, Statement
    print(json.dumps({
        "accepted": sorted(Statement.objects.filter(status="accepted").values_list("pk", flat=True)),
        "reviews": sorted(Review.objects.filter(decision="accept").values_list("statement", flat=True)),
        "beliefs": sorted(Belief.objects.filter(held_to=None).values_list("statement", flat=True)),
        "proposed": sorted(Statement.objects.filter(status="proposed").values_list("pk", flat=True)),
    }))
"""


def count(place):
    answer = place.python(COUNT)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def ready_to_review(place, prepare):
    secrets = prepare(*sorted((ROOT / "samples").glob("0[1-3]*")))
    assert place.run("worker", "--once").returncode == 0
    waiting = count(place)["proposed"]
    assert len(waiting) >= 10
    return secrets, waiting


def web_worker(parent):
    """The process that answers requests: the youngest of granian's."""
    return until(
        lambda: next((one for one in reversed(descendants(parent)) if "granian" in command_of(one) or "spawn" in
                      command_of(one)), None),
        "the web process runs",
    )  # fmt: skip


def review_all(web, secret, waiting, answered):
    for key in waiting:
        status, _ = web.ask(f"/api/v1/statements/{key}/accept", secret, {}, timeout=20)
        answered.append((key, status))


def test_what_was_answered_before_the_kill_stands_once_and_the_rest_is_untouched(place, prepare, serve):
    (lan, _), waiting = ready_to_review(place, prepare)
    web, parent = serve()
    answered: list[tuple[int, int]] = []
    officer = threading.Thread(target=review_all, args=(web, lan, waiting, answered))
    officer.start()
    until(lambda: len(answered) >= 3, "three statements are reviewed")
    for process in descendants(parent.pid):
        os.kill(process, signal.SIGKILL)
    officer.join(120)

    until(web.answers, "the web process is started again")
    stands = count(place)
    done = {key for key, status in answered if status == 200}
    unsure = {key for key, status in answered if status == 0}  # killed before the answer, perhaps after the commit
    assert done <= set(stands["accepted"]) <= done | unsure
    assert stands["accepted"] == stands["reviews"] == stands["beliefs"], "nothing half done, nothing doubled"
    assert place.run("journal", "verify").returncode == 0

    left = stands["proposed"]
    for key in left:
        assert web.ask(f"/api/v1/statements/{key}/accept", lan, {})[0] == 200
    assert count(place)["accepted"] == waiting


def test_of_two_reviewers_on_one_fact_one_decides_and_the_other_is_told(place, prepare, serve):
    (lan, minh), waiting = ready_to_review(place, prepare)
    web, _ = serve()
    outcomes: dict[int, list[int]] = {key: [] for key in waiting[:8]}

    def decide(secret, act):
        for key in outcomes:
            together.wait(30)
            status, body = web.ask(f"/api/v1/statements/{key}/{act}", secret, {})
            outcomes[key].append(status)
            if status == 409:
                assert "lan" in body["detail"] or "minh" in body["detail"]

    together = threading.Barrier(2)
    reviewers = [threading.Thread(target=decide, args=pair) for pair in ((lan, "accept"), (minh, "reject"))]
    for reviewer in reviewers:
        reviewer.start()
    for reviewer in reviewers:
        reviewer.join(120)

    assert {key: sorted(found) for key, found in outcomes.items()} == {key: [200, 409] for key in outcomes}
    decided = place.python("from caytre.record.models import Review; print(Review.objects.count())")
    assert decided.stdout.strip() == str(len(outcomes))


def test_an_upload_over_the_limit_is_refused_and_the_web_process_lives_on(place, prepare, serve):
    lan, _ = prepare()
    web, parent = serve(CAYTRE_UPLOAD_LIMIT_MB="1")
    before = children(parent.pid)

    status, body = web.upload(lan, "large.txt", b"x" * (3 * 1024 * 1024))
    small, _ = web.upload(lan, "small.txt", b"Viet Nam")

    assert (status, small) == (413, 201)
    assert "1 MB" in body["detail"]
    assert children(parent.pid) == before
