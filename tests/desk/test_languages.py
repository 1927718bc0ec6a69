"""Both languages are complete: `python scripts/messages.py` gathers, `--check` is this test."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def messages():
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("messages_script", ROOT / "scripts" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_message_has_its_translation_and_none_is_left_over(messages, language):
    assert messages.problems(language) == []


def test_a_message_without_a_translation_is_found(messages, tmp_path):
    (tmp_path / "room.py").write_text('_("A word nobody has translated")\n', encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text('{% translate "Another" %}', encoding="utf-8")

    found = messages.problems("vi", tmp_path)

    assert any("A word nobody has translated" in line for line in found)
    assert any("Another" in line for line in found)


def test_a_translation_that_loses_a_value_is_found(messages, tmp_path):
    (tmp_path / "room.py").write_text('_("%(count)d documents")\n', encoding="utf-8")
    messages.write("vi", tmp_path)
    path = messages.path_of("vi", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace('msgstr ""\n', 'msgstr "tài liệu"\n'), encoding="utf-8")

    assert any("loses count" in line for line in messages.problems("vi", tmp_path))
