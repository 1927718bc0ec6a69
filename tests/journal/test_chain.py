"""The chain in itself: what each kind of tampering looks like to whoever checks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caytre.journal import chain

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def a_chain(length: int) -> list[chain.Line]:
    lines, previous = [], chain.START
    for number in range(1, length + 1):
        content = (
            number,
            NOON + timedelta(minutes=number),
            "lan",
            "record.accept",
            f"statement:{number}",
            {"n": number},
        )
        lines.append(chain.Line(*content, previous, chain.digest(*content, previous)))
        previous = lines[-1].hash
    return lines


def faults(lines, **options):
    return [(fault.sequence, fault.what) for fault in chain.check(lines, **options)]


def test_an_untouched_chain_has_no_fault():
    assert faults(a_chain(20)) == []


def test_the_canonical_form_is_the_one_documented():
    # Written out by hand: whoever checks the journal with another language must arrive at the same bytes.
    form = chain.canonical(1, NOON, "lan", "record.accept", "statement:1", {"b": "Hà Nội", "a": [1, None]}, chain.START)

    expected = (
        '[1,"2026-11-22T12:00:00.000000+00:00","lan","record.accept","statement:1",{"a":[1,null],"b":"Hà Nội"},"'
        + "0" * 64
        + '"]'
    )
    assert form == expected.encode()


@pytest.mark.parametrize(
    "change",
    [
        {"by": "minh"},
        {"at": NOON},
        {"act": "record.reject"},
        {"subject": "statement:99"},
        {"detail": {}},
        {"hash": "f" * 64},
        {"previous_hash": "f" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_altered_field_is_found(change):
    lines = a_chain(5)
    lines[2] = replace(lines[2], **change)

    assert 3 in {sequence for sequence, _ in faults(lines)}


def test_an_altered_entry_with_its_hash_made_anew_breaks_the_next_one():
    lines = a_chain(5)
    forged = replace(lines[2], by="minh")
    content = (forged.sequence, forged.at, forged.by, forged.act, forged.subject, forged.detail, forged.previous_hash)
    lines[2] = replace(forged, hash=chain.digest(*content))

    assert faults(lines) == [(4, "does not follow from the entry before it")]


def test_a_removed_entry_is_found():
    lines = a_chain(5)
    del lines[1]

    assert (2, "entry 2 is missing") in faults(lines)


def test_two_entries_that_changed_places_are_found():
    lines = a_chain(5)
    lines[1], lines[2] = replace(lines[2], sequence=2), replace(lines[1], sequence=3)

    assert {2, 3} <= {sequence for sequence, _ in faults(lines)}


def test_a_chain_cut_off_at_its_end_is_found_by_a_head_written_down_before():
    lines = a_chain(5)
    anchors = {5: lines[4].hash}

    assert faults(lines[:4]) == []  # in itself it is consistent: only the head tells
    assert faults(lines[:4], anchors=anchors) == [(5, "was written down as a head, but the journal ends at 4")]


def test_a_chain_made_anew_from_the_start_is_found_by_a_head_written_down_before():
    genuine, forged = a_chain(5), []
    previous = chain.START
    for line in genuine:
        content = (line.sequence, line.at, "minh", line.act, line.subject, line.detail, previous)
        forged.append(replace(line, by="minh", previous_hash=previous, hash=chain.digest(*content)))
        previous = forged[-1].hash

    assert faults(forged) == []
    assert faults(forged, anchors={3: genuine[2].hash}) == [(3, "differs from the head that was written down")]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(), children, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=8), json_values, max_size=4))
def test_what_was_hashed_is_what_is_read_back_from_json(detail):
    row = (1, NOON, "lan", "act", "subject")

    assert chain.digest(*row, detail, chain.START) == chain.digest(*row, json.loads(json.dumps(detail)), chain.START)


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        chain.digest(1, datetime(2026, 11, 22), "lan", "act", "subject", {}, chain.START)  # noqa: DTZ001
