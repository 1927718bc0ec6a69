"""EDTF dates: never a day more than the text gives."""

from __future__ import annotations

import datetime as dt
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caytre.record.engine.validity import parse


def day(text):
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("", None, None),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-09", "2023-09-01", "2023-09-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-09-19", "2023-09-19", "2023-09-19"),
        ("2023/2025", "2023-01-01", "2025-12-31"),
        ("2025-01/2025-03", "2025-01-01", "2025-03-31"),
        ("2019/..", "2019-01-01", None),
        ("../2030", None, "2030-12-31"),
        ("2019/", "2019-01-01", None),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2021~", "2021-01-01", "2021-12-31"),
        ("2021-24", "2021-12-01", "2022-02-28"),
        ("2021-36", "2021-10-01", "2021-12-31"),
        ("2023-XX", "2023-01-01", "2023-12-31"),
    ],
)
def test_a_date_is_bounded_by_its_own_precision(edtf, first, last):
    validity = parse(edtf)

    assert (validity.first, validity.last) == (day(first), day(last))
    assert validity.edtf == edtf


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2023", None, None),  # at some time in 2023
        ("2023-05-04", "2023-05-04", "2023-05-04"),
        ("2023/2025", "2023-12-31", "2025-01-01"),
        ("2023/2024", "2023-12-31", "2024-01-01"),
        ("2023-05-04/2023-05-09", "2023-05-04", "2023-05-09"),
        ("2023-05-04/..", "2023-05-04", "9999-12-31"),
        ("2023/2023", None, None),
        ("2023-05-04/", None, None),  # an unknown end may have come the next day
    ],
)
def test_only_days_that_no_reading_can_take_away_are_certain(edtf, first, last):
    validity = parse(edtf)

    assert (validity.sure_first, validity.sure_last) == (day(first), day(last))


@pytest.mark.parametrize(
    "edtf",
    ["14/3/2025", "2025-13", "2023-02-29", "soon", "2025/2023", "0000", "2023-9", "2025-02-30/2026", "/", "P35Y"],
)
def test_what_is_no_date_is_refused(edtf):
    if edtf == "/":
        assert parse(edtf).first is None
        return
    with pytest.raises(ValueError, match=edtf.split("/")[0]):
        parse(edtf)


@given(
    st.dates(dt.date(1000, 1, 1), dt.date(9998, 12, 31)), st.sampled_from(["day", "month", "year", "season", "decade"])
)
def test_bounds_agree_with_the_edtf_package(date, precision):
    text = {
        "day": f"{date:%Y-%m-%d}",
        "month": f"{date:%Y-%m}",
        "year": f"{date:%Y}",
        "season": f"{date:%Y}-{21 + date.month % 3}",
        "decade": f"{date:%Y}"[:3] + "X",
    }[precision]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from edtf import parse_edtf

        oracle = parse_edtf(text)
    validity = parse(text)
    assert tuple(oracle.lower_strict()[:3]) == validity.first.timetuple()[:3]
    assert tuple(oracle.upper_strict()[:3]) == validity.last.timetuple()[:3]


@given(st.text(alphabet="0123456789-/.X~? ", max_size=24))
def test_no_text_breaks_the_reading_of_dates(text):
    try:
        validity = parse(text)
    except ValueError:
        return
    if validity.first and validity.last:
        assert validity.first <= validity.last
    if validity.sure_first and validity.first:
        assert validity.first <= validity.sure_first <= validity.sure_last
