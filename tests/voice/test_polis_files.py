"""Polis's files and the two doors in the shell: what is read, what is written, and what is refused with a remedy."""

import gzip
import json

import polars as pl
import pytest
from typer.testing import CliRunner

from caytre.cli import BadInput, build
from caytre.voice.errors import BadBallots
from caytre.voice.importers.polis import read_ballots, read_moderation
from tests.voice.simulated import a_talk, as_csv

HEADER = "timestamp,comment-id,voter-id,vote\n"


def a_file(tmp_path, text, name="votes.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def shell(*words):
    return CliRunner().invoke(build(), ["voice", *map(str, words)], catch_exceptions=False)


def test_csv_gzip_and_the_servers_json_of_either_spelling_say_the_same(tmp_path):
    rows = a_talk(voters=10).rows
    packed = tmp_path / "votes.csv.gz"
    packed.write_bytes(gzip.compress(as_csv(rows).encode()))
    new = [{"participant_id": int(v), "statement_id": int(s), "vote": x, "modified": float(t)} for t, s, v, x in rows]
    old = [{"pid": int(v), "tid": int(s), "vote": x, "modified": str(t)} for t, s, v, x in rows]

    read = [
        read_ballots(path)
        for path in (
            a_file(tmp_path, as_csv(rows)),
            packed,
            a_file(tmp_path, json.dumps(new), "new.json"),
            a_file(tmp_path, json.dumps(old), "old.json"),
        )
    ]

    for votes in read[1:]:
        assert votes.participants == read[0].participants
        assert votes.statements == read[0].statements
        assert (votes.vote == read[0].vote).all()


def test_votes_without_times_keep_the_order_of_their_rows(tmp_path):
    votes = read_ballots(a_file(tmp_path, HEADER + ",0,7,-1\n,0,3,1\n"))

    assert votes.participants == ("7", "3")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("1,0,0,1\n2,0,1,2\n", r"votes.csv, line 3, 'vote': '2' is not one of 1 \(agree\), 0 \(pass\) or -1"),
        ("1,0,0,yes\n", r"line 2, 'vote': 'yes' is not one of"),
        ("1,0,,1\n", r"line 2, 'voter-id' is empty\. Fill it or remove the row"),
        ("soon,0,0,1\n", r"line 2, 'timestamp': 'soon' is not a number of milliseconds"),
        ("", r"there is no vote in this file"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_nothing_is_imported(tmp_path, rows, message):
    with pytest.raises(BadBallots, match=message):
        read_ballots(a_file(tmp_path, HEADER + rows))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", r"not a JSON file that can be read"),
        ('{"votes": []}', r"a list of objects is needed"),
        ("[]", r"there is no vote in this file"),
        ('[{"pid": 1, "vote": 1}]', r"no entry has statement_id or tid .*; it has pid, vote"),
        ('[{"pid": 1, "tid": 0, "vote": 1}, {"pid": 1, "tid": 1, "vote": 8}]', r"entry 2, 'vote': '8' is not one of"),
    ],
)
def test_a_bad_json_file_is_told_what_it_lacks(tmp_path, text, message):
    with pytest.raises(BadBallots, match=message):
        read_ballots(a_file(tmp_path, text, "votes.json"))


def test_a_stray_table_is_told_which_columns_are_needed(tmp_path):
    with pytest.raises(BadBallots, match="no column voter-id, comment-id, vote; there are a, b"):
        read_ballots(a_file(tmp_path, "a,b\n1,2\n"))


def test_moderation_is_read_from_either_form(tmp_path):
    table = a_file(tmp_path, "comment-id,moderated\n0,1\n1,-1\n2,0\n", "comments.csv")
    listed = [{"tid": 1, "mod": -1, "is_meta": False}, {"tid": 4, "mod": 1, "is_meta": True}]

    assert read_moderation(table) == ({"1"}, set())
    assert read_moderation(a_file(tmp_path, json.dumps(listed), "comments.json")) == ({"1"}, {"4"})


def test_the_shell_writes_participants_groups_and_statements_and_finds_the_moderation_beside_the_votes(tmp_path):
    talk = a_talk()
    votes = a_file(tmp_path, as_csv(talk.rows))
    a_file(tmp_path, "comment-id,moderated\n0,-1\n", "comments.csv")

    answer = shell("opinion", votes, "-o", tmp_path / "map.json")

    assert answer.exit_code == 0
    report = json.loads((tmp_path / "map.json").read_text(encoding="utf-8"))
    assert {row["participant"] for row in report["participants"]} == set(talk.group)
    assert [group["participants"] for group in report["groups"]] == [30, 30]
    taken = {row["statement"]: row["moderated_out"] for row in report["statements"]}
    assert taken["0"] and not taken["1"]
    first = next(row for row in report["statements"] if row["statement"] == "1")
    cast = [vote for _, statement, _, vote in talk.rows if statement == "1"]
    assert (first["agree"], first["disagree"], first["pass"]) == tuple(cast.count(vote) for vote in (1, -1, 0))


def test_the_shell_writes_a_table_of_groups_where_a_csv_is_asked_for(tmp_path):
    votes = a_file(tmp_path, as_csv(a_talk().rows))

    shell("opinion", votes, "-o", tmp_path / "groups.csv")

    assert pl.read_csv(tmp_path / "groups.csv").columns == ["participant", "group"]


def test_the_shell_predicts_every_pair_asked_in_its_order(tmp_path):
    votes = a_file(tmp_path, as_csv(a_talk().rows))
    ask = a_file(tmp_path, "voter-id,comment-id\n5,1\nstranger,0\n5,0\n", "ask.csv")

    answer = shell("predict", votes, "--ask", ask, "-o", tmp_path / "out.csv")

    assert answer.exit_code == 0
    rows = pl.read_csv(tmp_path / "out.csv", infer_schema=False).rows()
    assert [row[:2] for row in rows] == [("5", "1"), ("stranger", "0"), ("5", "0")]
    assert float(rows[0][2]) < 0.5 < float(rows[2][2])


def test_the_shell_ends_with_one_line_on_a_bad_file(tmp_path):
    path = a_file(tmp_path, HEADER + "1,0,0,maybe\n")

    with pytest.raises(BadInput, match="line 2"):
        shell("opinion", path, "-o", tmp_path / "x.json")
