"""What pages are built from: marked passages, dates in words, charts, icons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

import caytre
from caytre.desk.components import dates, icons
from caytre.desk.components.charts import Point, bar_chart
from caytre.desk.components.passages import Span, pieces, window

SOURCE = Path(caytre.__file__).parent
spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda edges: Span(*sorted(edges), key=str(edges))),
    max_size=8,
)


@given(text=st.text(max_size=60), marked=spans)
def test_the_pieces_of_a_marked_text_joined_give_the_text_back(text, marked):
    found = pieces(text, marked)

    assert "".join(piece.text for piece in found) == text


@given(text=st.text(min_size=1, max_size=60), marked=spans)
def test_each_character_is_under_exactly_the_spans_that_cover_it(text, marked):
    for piece in pieces(text, marked):
        for offset in range(piece.start, piece.start + len(piece.text)):
            assert set(piece.spans) == {span for span in marked if span.start <= offset < span.end}


def test_every_span_opens_once_also_where_spans_overlap():
    marked = [Span(2, 6, "a"), Span(4, 9, "b"), Span(4, 5, "c")]

    opened = [span.key for piece in pieces("0123456789", marked) for span in piece.opens]

    assert sorted(opened) == ["a", "b", "c"]


def test_a_reading_window_keeps_the_passage_whole_and_cuts_between_words():
    text = "Dòng đầu.\n" + "chữ " * 300 + "ĐÂY LÀ TRÍCH ĐOẠN" + " chữ" * 300
    start = text.index("ĐÂY")

    left, right = window(text, start, start + 17)

    assert "ĐÂY LÀ TRÍCH ĐOẠN" in text[left:right]
    assert text[left - 1].isspace() and text[right].isspace()
    assert right - left < 900


@pytest.mark.parametrize(
    ("edtf", "vi", "en"),
    [
        ("2023", "2023", "2023"),
        ("2023-09", "tháng 9/2023", "September 2023"),
        ("2022-09-19", "19/9/2022", "19 September 2022"),
        ("2023/2025", "2023 – 2025", "2023 – 2025"),
        ("2025-33", "quý I/2025", "first quarter of 2025"),
        ("2012-10/..", "từ tháng 10/2012", "since October 2012"),
        ("../2020", "đến 2020", "until 2020"),
        ("1990~", "khoảng 1990", "about 1990"),
        ("199X", "những năm 1990", "the 1990s"),
        ("", "", ""),
        ("what is this", "what is this", "what is this"),
    ],
)
def test_a_partial_date_is_said_as_precisely_as_it_is_known(edtf, vi, en):
    with translation.override("vi"):
        assert dates.in_words(edtf) == vi
    with translation.override("en"):
        assert dates.in_words(edtf) == en


def test_bars_stand_on_a_scale_that_starts_at_nought():
    chart = bar_chart("Trade", [Point("2022", 10, "10"), Point("2023", 20, "20")], unit="bn USD")

    low, high = chart.bars
    assert high.height == pytest.approx(2 * low.height, abs=0.2)
    assert low.y + low.height == pytest.approx(chart.baseline, abs=0.2)


def test_a_single_figure_is_no_chart():
    assert bar_chart("Trade", [Point("2022", 10, "10")], unit="bn USD") is None


def test_every_icon_that_a_template_asks_for_is_in_the_sprite_and_none_lies_there_unused():
    asked = set()
    for path in [*SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("desk/**/*.py")]:
        text = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r'{% icon "([\w-]+)" %}', text))
        asked |= set(re.findall(r'"([\w-]+)"', text)) & set(icons.shapes()) if path.suffix == ".py" else set()

    assert asked == set(icons.shapes())


def test_stylesheets_take_every_colour_from_the_tokens():
    for path in sorted((SOURCE / "desk" / "static" / "desk").glob("*.css")):
        if path.name in ("tokens.css", "print.css"):
            continue
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)

        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", text), path.name


def test_no_template_carries_a_script_or_a_style_of_its_own():
    for path in SOURCE.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")

        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", text), path
        for script in re.findall(r"<script\b[^>]*>", text):
            assert "src=" in script or 'type="application/json"' in script, path
