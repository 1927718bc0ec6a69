"""When two statements say the same: exactly (`fingerprint`), or but for place, bound and speaker (`likeness`).

An exact repeat of an accepted statement is attached to it without asking, so `fingerprint` is strict. Something that
happens (a visit, a meeting) and has no date is never the same as another of its kind in another document: two
undated visits may be two visits. A state of affairs (an office, a membership, a relation) may be repeated undated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from caytre.record.engine.text import identity

STATES_OF_AFFAIRS = frozenset({"position_held", "organisation_membership", "partnership_level", "membership_term"})
_MOST_COMBINATIONS = 64


@dataclass(frozen=True, slots=True)
class Said:
    """What one statement says. `subject` and `object` are keys of actors where known, else words."""

    predicate: str
    subject: str = ""
    object: str = ""
    subject_known: bool = False
    object_known: bool = False
    value_text: str = ""
    value_number: Decimal | None = None
    unit: str = ""
    bound: str = ""
    valid: str = ""
    place: str = ""
    modality: str = "done"
    attributed_to: str = ""
    document: str = ""  # SHA-256: tells undated events of two documents apart


def fingerprint(said: Said) -> str:
    """SHA-256 over everything that is said."""
    return _digest([*_core(said), said.bound, identity(said.place), said.attributed_to])


def likeness(said: Said) -> str:
    """SHA-256 over what is said but for place, bound and speaker."""
    return _digest(_core(said))


def fingerprints_of_cluster(said: Said, subjects: Iterable[str], objects: Iterable[str]) -> set[str]:
    """Fingerprints the statement would have under any key of merged actors; its own is always among them."""
    found = {fingerprint(said)}
    subjects = sorted(set(subjects) | {said.subject}) if said.subject_known else [said.subject]
    objects = sorted(set(objects) | {said.object}) if said.object_known else [said.object]
    for index, (subject, object_) in enumerate(product(subjects, objects)):
        if index >= _MOST_COMBINATIONS:
            break
        fields = {name: getattr(said, name) for name in Said.__slots__} | {"subject": subject, "object": object_}
        found.add(fingerprint(Said(**fields)))
    return found


def plain_number(value: Decimal | None) -> str:
    """The shortest decimal writing of a number: 800, 800.0 and 8E2 are one."""
    if value is None:
        return ""
    return f"{value.normalize():f}" if value else "0"


def _core(said: Said) -> list[str]:
    return [
        said.predicate,
        said.subject if said.subject_known else "~" + identity(said.subject),
        said.object if said.object_known else "~" + identity(said.object),
        identity(said.value_text),
        plain_number(said.value_number),
        identity(said.unit),
        said.valid,
        said.modality,
        said.document if not said.valid and said.predicate not in STATES_OF_AFFAIRS else "",
    ]


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
