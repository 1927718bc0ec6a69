"""The shell asks for brief, dossier and search: results, exit codes, one clear line on bad input."""

from __future__ import annotations

import json

import pytest

from caytre import cli
from tests.record.a_record import actor, statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def shell(monkeypatch, capsys):
    """`shell("brief", "-o", "x.pdf")`: what it printed, what it said, its exit code."""

    def run(*words: str) -> tuple[str, str, int]:
        monkeypatch.setattr("sys.argv", ["caytre", *words])
        try:
            cli.main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return said.out, said.err, code

    return run


@pytest.fixture
def kazakhstan():
    made = actor("state:KZ", "Kazakhstan", "Kazakhstan")
    statement("event", made, value_text="khai trương đường bay", valid="2026-11")
    statement("event", made, value_text="việc mật", level=3)
    return made


@pytest.mark.parametrize(
    ("name", "beginning"), [("a.md", b"# "), ("a.html", b"<!DOCTYPE html>"), ("a.pdf", b"%PDF"), ("a.docx", b"PK")]
)
@pytest.mark.parametrize("what", [["brief", "--since", "2026-11-01"], ["dossier", "Kazakhstan"]])
def test_the_name_of_the_file_tells_the_form(shell, kazakhstan, tmp_path, what, name, beginning):
    out, _, code = shell(*what, "-o", str(tmp_path / name))

    assert (out, code) == ("", 0)
    assert (tmp_path / name).read_bytes().startswith(beginning)


def test_a_dossier_goes_to_stdout_in_the_language_asked(shell, kazakhstan):
    out, _, code = shell("dossier", "state:KZ", "--language", "en")

    assert code == 0
    assert out.startswith("# Dossier: Kazakhstan\n")
    assert "khai trương đường bay" in out


def test_the_shell_sees_what_is_internal_unless_a_higher_clearance_is_asked_for(shell, kazakhstan):
    assert "việc mật" not in shell("dossier", "Kazakhstan")[0]
    assert "việc mật" in shell("dossier", "Kazakhstan", "--clearance", "secret")[0]


def test_a_day_known_on_is_taken_to_its_end(shell, kazakhstan):
    assert "khai trương" in shell("dossier", "Kazakhstan", "--known-on", "2026-11-16")[0]
    assert "khai trương" not in shell("dossier", "Kazakhstan", "--known-on", "2026-11-15")[0]


def test_search_prints_one_json_row_per_hit(shell, kazakhstan):
    out, _, code = shell("search", "duong bay", "--kind", "statement", "--json")

    (row,) = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert (row["kind"], row["status"], row["title"]) == (
        "statement",
        "accepted",
        "Kazakhstan khai trương đường bay tháng 11/2026.",
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["brief", "--since", "hôm qua"], "--since: 'hôm qua' is no date"),
        (["brief", "--since", "2026-11-20", "--until", "2026-11-10"], "not before --until"),
        (["dossier", "Atlantis"], "no actor called 'Atlantis'"),
        (["dossier", "Kazakh"], "state:KZ"),
        (["dossier", "Kazakhstan", "--as-of", "2026-13-01"], "--as-of: '2026-13-01' is no day"),
        (["dossier", "Kazakhstan", "-o", "/no/such/folder/a.md"], "could not be written"),
        (["search", "x", "--kind", "story"], "actor, statement, document; not story"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_two(shell, kazakhstan, words, said):
    out, err, code = shell(*words)

    assert (out, code) == ("", 2)
    assert err.startswith("caytre: ")
    assert err.count("\n") == 1
    assert said in err
