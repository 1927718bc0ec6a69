"""README keeps its promises: commands exist, files are there, labels are those of the pages."""

import re
from pathlib import Path

import pytest
import typer.main

from caytre import cli

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.vi.md")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def catalogue(language):
    """msgid -> msgstr of the pages' texts."""
    from babel.messages.pofile import read_po

    path = ROOT / "src" / "caytre" / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if isinstance(message.id, str)}


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "CHANGELOG.md", "samples/README.md", "docs/glossary.md"])
def test_every_link_and_picture_leads_somewhere(name):
    for target in re.findall(r"\]\(([^)#]+)\)", read(name)):
        if "://" not in target:
            assert ((ROOT / name).parent / target).exists(), target


@pytest.mark.parametrize("name", READMES)
def test_every_command_shown_exists(name):
    known = typer.main.get_command(cli.build()).commands
    for words in re.findall(r"(?:\.venv/bin/|`)caytre ([a-z]+(?: [a-z]+)?)", read(name)):
        first, *rest = words.split()
        assert first in known, words
        if rest and hasattr(known[first], "commands"):
            assert rest[0] in known[first].commands, words


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_shown_exists(name):
    for target in re.findall(r"(?:^|`)make ([a-z]+)", read(name), re.M):
        assert re.search(rf"^{target}:", read("Makefile"), re.M), target


def test_continuous_integration_runs_the_test_command_of_readme():
    assert "make test " in read("README.md")
    assert re.search(r"^make test$", read(".ci/run"), re.M)


def test_the_tour_names_buttons_and_pages_as_they_are_labelled():
    labels = catalogue("vi")
    for label in re.findall(r"\*\*(.+?)\*\*", read("README.md")):
        assert label in labels, label
    for label in re.findall(r"\*\*(.+?)\*\*", read("README.vi.md")):
        assert label in labels.values(), label


@pytest.mark.parametrize("name", READMES)
def test_the_python_example_runs(name, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    (example,) = re.findall(r"```python\n(.*?)```", read(name), re.S)

    exec(compile(example, name, "exec"), {})  # noqa: S102  # our own README

    assert "visit 2026-10-26/2026-10-28" in capsys.readouterr().out
