"""Files of votes: what is read, and what is refused with the line and the remedy."""

import gzip

import polars as pl
import pytest
from typer.testing import CliRunner

from caytre.cli import BadInput, build
from caytre.forums.errors import BadVotes
from caytre.forums.importers.roll_calls import read_roll_calls
from tests.forums.simulated import a_world, rows_of

HEADER = "rcid,country_code,session,vote\n"


def a_file(tmp_path, text, name="votes.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_namibia_is_a_state_and_not_a_missing_value(tmp_path):
    votes = read_roll_calls(a_file(tmp_path, HEADER + "1,NA,50,yes\n1,VN,50,no\n"))

    assert votes.states == ("NA", "VN")


def test_a_gzip_file_with_further_columns_is_read_as_a_plain_one(tmp_path):
    path = tmp_path / "votes.csv.gz"
    path.write_bytes(gzip.compress(b"country,rcid,country_code,session,vote\nViet Nam,1,VN,50,abstain\n"))

    assert list(read_roll_calls(path).vote) == [1]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("1,VN,50,yes\n1,LA,50,abstein\n", r"line 3, column 'vote': 'abstein' .* Did you mean 'abstain'\?"),
        ("1,VN,50,8\n", r"line 2, column 'vote': '8' is not one of no, abstain, yes"),
        ("x,VN,50,yes\n", r"line 2, column 'rcid': 'x' is not a whole number"),
        ("1,,50,yes\n", r"line 2, column 'country_code' is empty"),
        ("1,VN,50,yes\n1,VN,50,no\n", r"State VN votes twice in roll call 1"),
        ("1,VN,50,yes\n1,LA,51,no\n", r"Roll call 1 stands in two sessions"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_nothing_is_imported(tmp_path, rows, message):
    with pytest.raises(BadVotes, match=message):
        read_roll_calls(a_file(tmp_path, HEADER + rows))


def test_a_stray_file_of_a_hundred_columns_is_told_which_columns_are_needed(tmp_path):
    path = a_file(tmp_path, ",".join(f"c{i}" for i in range(100)) + "\n")

    with pytest.raises(BadVotes, match="no column rcid, country_code, session, vote; there are c0, c1"):
        read_roll_calls(path)


def test_the_shell_places_states_and_predicts_votes_from_files(tmp_path):
    rows = rows_of(a_world(sessions=3, per_session=40, states=20).votes)
    words = ("no", "abstain", "yes")
    line = [f"{rcid},{state},{session},{words[vote]}\n" for state, rcid, session, vote in rows]
    past = [text for text, row in zip(line, rows, strict=True) if row[2] < 3]
    now = [row for row in rows if row[2] == 3]
    known = [f"{rcid},{state},{words[vote]}\n" for state, rcid, _, vote in now if state < "S08"]
    asked = [f"{rcid},{state}\n" for state, rcid, _, vote in now if state >= "S08"]
    votes = a_file(tmp_path, HEADER + "".join(past))
    known_file = a_file(tmp_path, "rcid,country_code,vote\n" + "".join(known), "known.csv")
    ask_file = a_file(tmp_path, "rcid,country_code\n" + "".join(asked), "ask.csv")
    shell = CliRunner()

    placed = shell.invoke(build(), ["forums", "ideal-points", str(votes), "-o", str(tmp_path / "points.csv")])
    predicted = shell.invoke(
        build(),
        [
            *("forums", "predict", str(votes), "--known", str(known_file), "--ask", str(ask_file)),
            *("--reasons", "-o", str(tmp_path / "chances.csv")),
        ],
    )

    assert placed.exit_code == predicted.exit_code == 0
    points = pl.read_csv(tmp_path / "points.csv")
    assert points.columns == ["session", "country_code", "ideal_point", "lower", "upper"]
    chances = pl.read_csv(tmp_path / "chances.csv")
    assert chances.columns == ["rcid", "country_code", "p_yes", "p_abstain", "p_no", "p_absent", "reasons"]
    assert len(chances) == len(asked)
    assert chances.select(pl.sum_horizontal("p_yes", "p_abstain", "p_no")).to_series().is_between(0.999, 1.001).all()


def test_the_shell_ends_with_one_line_on_a_bad_file(tmp_path):
    path = a_file(tmp_path, HEADER + "1,VN,50,maybe\n")

    with pytest.raises(BadInput, match="line 2"):
        CliRunner().invoke(
            build(), ["forums", "ideal-points", str(path), "-o", str(tmp_path / "x.csv")], catch_exceptions=False
        )
