"""Jobs of the record. They live in the database, so that they survive a restart."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from caytre.record.models import Document
from caytre.record.services import documents

if TYPE_CHECKING:
    from django.db.models import QuerySet

LONGEST_READ = timedelta(hours=1)  # a job that runs longer than this has lost its worker


@task()
def read_document(document_id: int) -> str:
    """Read one document; returns the state it is left in. Run twice, or by two workers, it is read once."""
    return documents.read_document(Document.objects.get(pk=document_id)).state


def read_waiting() -> int:
    """Enqueue every waiting document that no job has in hand; a worker calls it when it starts and now and then.

    A worker that was killed leaves its document waiting; this takes it up again. A document whose job ended its worker
    too often is marked as failed, so that one bad file cannot stop the others. Returns how many were enqueued.
    """
    jobs = DBTaskResult.objects.filter(task_path=read_document.module_path)
    lately = timezone.now() - LONGEST_READ
    in_hand = _documents(jobs.filter(status="READY")) | _documents(jobs.filter(status="RUNNING", started_at__gt=lately))
    count = 0
    waiting = Document.objects.filter(state=Document.State.WAITING).order_by("pk").values_list("pk", flat=True)
    left = [pk for pk in waiting if pk not in in_hand]
    given_up = _documents(jobs.filter(status="FAILED")) if left else set()
    for pk in left:
        if pk in given_up:
            documents.mark_failed(pk, _("Reading it stopped the worker. The bytes are safe; tell the operator."))
        else:
            read_document.enqueue(pk)
            count += 1
    return count


def _documents(jobs: QuerySet[Any]) -> set[int]:
    return {arguments["args"][0] for arguments in jobs.values_list("args_kwargs", flat=True) if arguments["args"]}
