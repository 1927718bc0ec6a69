"""The worker: does the jobs that wait, one after the other, and outlives what goes wrong in one of them.

Wraps the worker of django-tasks' database backend. Added to it: a graceful stop that finishes the job in hand; jobs
whose worker died are taken up again; documents that were left waiting are swept up now and then.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from typing import Any

from django.core.management import call_command
from django.db import OperationalError, close_old_connections
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from caytre.journal import heads
from caytre.record.services import jobs

log = logging.getLogger("caytre.worker")

SWEEP_EVERY = 60.0  # seconds
TIDY_EVERY = 24 * 60 * 60.0  # seconds
KEEP_RESULTS = 30  # days that the outcome of a job is kept
MOST_TRIES = 3  # a job that takes its worker down this often is given up


class Worker:
    """Runs until stopped; `once` does what waits and ends."""

    def __init__(self, *, interval: float = 1.0, once: bool = False) -> None:
        self.interval = interval
        self.once = once
        self.stopping = threading.Event()
        self.name = f"{socket.gethostname()[:32]}:{os.getpid()}:{int(time.time())}"
        self.queue = QueueWorker(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            interval=0,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=self.name,
            excluded_queue_names=[],
        )

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        take_up_orphans()
        swept = tidied = float("-inf")
        while not self.stopping.is_set():
            try:
                close_old_connections()
                if time.monotonic() - swept >= SWEEP_EVERY:
                    sweep()
                    swept = time.monotonic()
                if time.monotonic() - tidied >= TIDY_EVERY:
                    tidy()
                    tidied = time.monotonic()
                self.queue.run()  # until nothing waits
            except (
                OperationalError
            ) as problem:  # database away, locked or full: it comes back, or the operator sees why
                log.warning("The database does not answer as it should: %s", problem)
                self.stopping.wait(5)
            if self.once:
                return
            self.stopping.wait(self.interval)

    def _stop(self, number: int, frame: Any) -> None:
        """Finish the job in hand, then end."""
        self.stopping.set()
        self.queue.running = False


def take_up_orphans() -> int:
    """Jobs that a dead worker of this machine had in hand wait again; after MOST_TRIES they count as failed."""
    here, again = socket.gethostname()[:32], 0
    for job in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        host, _, rest = (job.worker_ids[-1] if job.worker_ids else "").partition(":")
        process = rest.partition(":")[0]
        if host != here or not process.isdigit() or _alive(int(process)):
            continue
        if len(job.worker_ids) >= MOST_TRIES:
            job.set_failed(RuntimeError(f"its worker died {len(job.worker_ids)} times"))
        else:
            DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.READY)
            again += 1
    return again


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def sweep() -> None:
    """What each room wants done now and then."""
    heads.write_down()
    jobs.read_waiting()


def tidy() -> None:
    """Throw away what nobody needs any more: sessions that ended, outcomes of old jobs."""
    call_command("clearsessions")
    call_command("prune_db_task_results", min_age_days=KEEP_RESULTS, verbosity=0)
