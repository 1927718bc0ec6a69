"""The corpus is what its annotations say."""

import json

import pytest

from tests.reading.corpus import build_annotations as corpus


@pytest.mark.parametrize("half", corpus.HALVES)
def test_the_built_annotations_are_those_of_the_hand_written_files(half):
    for name, content in corpus.as_text(*corpus.build(corpus.HERE / half)).items():
        assert (corpus.HERE / half / name).read_text(encoding="utf-8") == content


@pytest.mark.parametrize("half", corpus.HALVES)
def test_every_quote_stands_where_it_says(half):
    for line in (corpus.HERE / half / "gold_facts.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = (corpus.HERE / half / row["seed"]).read_text(encoding="utf-8")
        assert text[row["start"] :].startswith(row["quote"])


def test_a_quote_that_is_not_in_the_text_is_refused():
    body = {"seed": "a.txt", "start": 0}
    with pytest.raises(corpus.NotExact, match="not in the text"):
        corpus.build_fact("visit | B thăm Lào | B | Lào | | | |", "A thăm Lào", body, "a.ann line 1")


def test_a_day_that_does_not_exist_is_refused():
    body = {"seed": "a.txt", "start": 0}
    with pytest.raises(corpus.NotExact, match="no EDTF date"):
        corpus.build_fact("visit | A thăm Lào | A | Lào | | | 2025-02-30 |", "A thăm Lào", body, "a.ann line 1")


def test_every_text_says_that_it_is_invented():
    for half in corpus.HALVES:
        for path in (corpus.HERE / half).glob("*.txt"):
            last = path.read_text(encoding="utf-8").rstrip().splitlines()[-1]
            assert "tự soạn để thử máy đọc" in last or "written to test a reader" in last, path.name
