"""An officer says how near a source stands to what it reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from caytre.accounts import permissions
from caytre.journal import services as journal
from caytre.record.models import Source

if TYPE_CHECKING:
    from caytre.accounts.models import User


@transaction.atomic
def set_tier(source: Source, tier: int, *, by: User) -> Source:
    """Set the tier; what is read from now on is queued by it. Raises NotAllowed."""
    permissions.require(by, "record.judge")
    before, source.tier = source.tier, tier
    if before != tier:
        source.save(update_fields=["tier"])
        journal.record("record.set_tier", by=by, subject=f"source:{source.pk}", before=before, after=tier)
    return source
