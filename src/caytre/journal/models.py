"""One line of the journal."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """Who did what to what, chained to the entry before it by `previous_hash`."""

    sequence = models.PositiveBigIntegerField(unique=True)  # 1, 2, 3 … without a gap
    at = models.DateTimeField()
    by = models.CharField(max_length=150)  # user name, or "system"
    act = models.CharField(max_length=60, db_index=True)  # "record.accept", "accounts.sign_in"
    subject = models.CharField(max_length=120, db_index=True)  # "statement:12"
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["sequence"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.sequence} {self.by} {self.act} {self.subject}"
