"""The docs keep their promises: every setting, command, address and file is named, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from tests.conftest import ROOT

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("samples/*.md")])


def variables_of_the_code() -> set[str]:
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "scripts").glob("*.sh"), ROOT / "tests" / "conftest.py"]
    names = {name for path in files for name in re.findall(r"\bCAYTRE_[A-Z_]+\b", path.read_text(encoding="utf-8"))}
    return names | {"DATABASE_URL"}


def commands() -> set[str]:
    from caytre.cli import build

    def walk(command, words):
        children = getattr(command, "commands", None)
        if children is None:
            yield " ".join(words)
            return
        for name, child in children.items():
            yield from walk(child, [*words, name])

    return set(walk(typer.main.get_command(build()), ["caytre"]))


def addresses() -> set[str]:
    from caytre.api import api

    return set(api.get_openapi_schema()["paths"])


def test_every_setting_is_in_the_operations_page_and_no_other():
    named = set(re.findall(r"`((?:CAYTRE_[A-Z_]+)|DATABASE_URL)", OPERATIONS))

    assert variables_of_the_code() - named == set()
    assert named - variables_of_the_code() == set()


def test_every_command_is_in_the_operations_page_or_in_that_of_its_room():
    text = OPERATIONS + "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "rooms").glob("*.md"))

    assert {command for command in commands() if not re.search(rf"`(\.venv/bin/)?{command}\b", text)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_names_a_command_that_is_not_there(page):
    known = commands()
    groups = {command.rpartition(" ")[0] for command in known} | {"caytre"}
    for words in re.findall(r"`(?:\.venv/bin/)?(caytre(?: [a-z][a-z-]+)*)", page.read_text(encoding="utf-8")):
        parts = words.split()
        assert any(" ".join(parts[:length]) in known | groups for length in range(len(parts), 0, -1)), words
        if len(parts) > 1:
            assert " ".join(parts[:2]) in known | groups, f"{words} is no command"


def test_every_address_of_the_api_is_in_its_page_and_no_other():
    named = set(re.findall(r"`(/api/v1/[^`?]*)`", API)) - {"/api/v1/openapi.json"}

    assert named == addresses()


def test_every_target_of_the_makefile_is_in_the_operations_page():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.M)) - {"help"}

    assert {target for target in targets if f"`make {target}`" not in OPERATIONS} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            continue
        assert (page.parent / target.partition("#")[0]).exists(), target


def test_every_piece_of_evidence_in_the_security_page_is_there():
    for path in re.findall(r"\b(tests/[\w/]+(?:\.py)?)", SECURITY):
        assert (ROOT / path).exists(), path
    for path in re.findall(r"`((?:accounts|operations|record)/[\w/]+(?:\.py)?)`", SECURITY):
        assert (ROOT / "src" / "caytre" / path).exists(), path


@pytest.mark.shared
def test_every_requirement_in_the_security_table_is_one_of_the_standard(shared):
    import csv

    path = Path(shared) / "data" / "consular" / "asvs_5.0.csv"
    with path.open(encoding="utf-8") as stream:
        known = {row["req_id"] for row in csv.DictReader(stream)}
    rows = [line.split("|")[1] for line in SECURITY.splitlines() if line.startswith("| V")]

    assert len(rows) > 40
    assert {number for row in rows for number in re.findall(r"V\d+\.\d+\.\d+", row)} <= known
