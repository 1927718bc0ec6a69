"""The phrases of data/furniture.toml: each works, none stands twice, sentences of articles are not among them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from caytre.reading.furniture import KINDS, furniture_kind, phrases

ALL = [(kind, phrase) for kind in KINDS for group in phrases()[kind].values() for phrase in group]


def test_the_file_has_the_kinds_that_are_read_and_both_languages():
    assert phrases().keys() == set(KINDS)
    for kind in KINDS:
        assert phrases()[kind].keys() == {"vi", "en"}, kind


def test_no_phrase_stands_twice():
    assert [phrase for phrase, times in Counter(phrase.casefold() for _, phrase in ALL).items() if times > 1] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_phrase_is_found_on_a_line_of_its_own(kind):
    lines = [re.sub(r"\s+", " ", phrase.replace("…", " Quảng Ninh ")).strip() for of, phrase in ALL if of == kind]

    assert [line for line in lines if furniture_kind(line) is None] == []


@pytest.mark.parametrize(
    "line", ["ĐỌC THÊM", "Đọc thêm:", "  Đọc thêm »", "Bình luận (12)", "RELATED STORIES", "0:00 / 3:41"]
)
def test_case_colons_arrows_and_counts_make_no_difference(line):
    assert furniture_kind(line) is not None


def test_paragraphs_of_articles_are_not_furniture():
    for path in sorted(Path(__file__).with_name("pages").glob("*.txt")):
        inside = path.read_text("utf-8").split("\n@body\n")[1].split("\n@end\n")[0]
        for line in inside.splitlines():
            if line.strip() and not line.startswith(("@-", ">>")):
                assert furniture_kind(line) is None, line
