"""The worker's own housekeeping."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from caytre.journal import heads, services
from caytre.operations import worker

pytestmark = pytest.mark.django_db


def test_sessions_that_ended_are_thrown_away_and_others_kept():
    for key, hours in (("ended", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(hours=hours))

    worker.tidy()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]


def test_every_sweep_writes_the_head_of_the_journal_down(officer):
    entry = services.record("test.write", by=officer, subject="test:1")

    worker.sweep()

    assert heads.read(heads.own_file()) == {entry.sequence: entry.hash}
