"""Every frame finds the fact in its example and leaves its counter-example alone; a broken file is named."""

import pytest

from caytre.reading.facts import find_facts, frames
from caytre.reading.facts.patterns import BadPattern, compile_pattern
from caytre.reading.model import Extracted

ALL = [frame for language in frames.LANGUAGES for frame in frames.load(language).frames]


def facts_in(text, *, language="vi", published="2025-06-15", home_state="VN", **fields):
    extracted = Extracted(text=text, media_type="text/plain", language=language, published=published,
                          body_end=len(text), **fields)  # fmt: skip
    return find_facts(extracted, home_state=home_state)[1]


@pytest.mark.parametrize("frame", ALL, ids=lambda frame: frame.id)
def test_a_frame_finds_the_fact_of_its_example(frame):
    found = [fact for fact in facts_in(frame.example, language=frame.language) if fact.frame == frame.id]

    assert found, f"{frame.id} finds nothing in its own example: {frame.example}"
    assert all(frame.example[fact.start : fact.end] == fact.quote for fact in found)
    for field, wanted in frame.finds.items():
        assert wanted in [getattr(fact, field) for fact in found], f"{field}: {found}"


@pytest.mark.parametrize("frame", ALL, ids=lambda frame: frame.id)
def test_a_frame_leaves_its_counter_example_alone(frame):
    assert [fact for fact in facts_in(frame.counter_example, language=frame.language) if fact.frame == frame.id] == []


def test_every_type_of_fact_has_frames_in_both_languages():
    from typing import get_args

    from caytre.reading.model import FactType

    for language in frames.LANGUAGES:
        assert {frame.type for frame in ALL if frame.language == language} == set(get_args(FactType))


@pytest.mark.parametrize("pattern", ["(thăm", "thăm)", "{object:nobody}", "@nothing", "{who:state}"])
def test_a_pattern_that_cannot_be_read_is_refused_with_its_reason(pattern):
    with pytest.raises(BadPattern, match="pattern"):
        compile_pattern(pattern, {})


def test_a_frame_with_a_field_missing_is_named(tmp_path, monkeypatch):
    (tmp_path / "vi").mkdir()
    (tmp_path / "vi" / "words.toml").write_text("", encoding="utf-8")
    (tmp_path / "vi" / "visit.toml").write_text('[[frame]]\nname = "half"\n', encoding="utf-8")
    monkeypatch.setattr(frames, "DATA", tmp_path)

    with pytest.raises(ValueError, match=r"visit\.toml, frame 1 \(half\).*missing fields"):
        frames.load.__wrapped__("vi")
