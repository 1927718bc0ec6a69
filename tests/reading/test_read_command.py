"""`caytre read`: one JSON row per document, one bad file stops nothing, interrupted work is taken up again."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caytre.reading.pipeline import read_many
from tests.reading.test_extract_formats import PARAGRAPH, a_docx, a_pdf

Caytre = Callable[..., subprocess.CompletedProcess[str]]
STORY = (
    "Thủ tướng thăm chính thức Lào\n\n"
    "Ngày 5/12/2026, Thủ tướng Chính phủ Phạm Văn Định đã thăm chính thức Lào và hội đàm với Thủ tướng Lào.\n\n"
    "Kim ngạch thương mại hai chiều năm 2025 đạt 2,1 tỷ USD, tăng 18,4% so với năm trước.\n"
)
KEYS = "path title author published language text body_start body_end body countries facts"
FACT_KEYS = "type subject object value unit date place quote start end modality countries confidence"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    (folder / "deeper").mkdir(parents=True)
    (folder / "a.txt").write_text(STORY, "utf-8")
    (folder / "b.docx").write_bytes(a_docx())
    (folder / "deeper/c.pdf").write_bytes(a_pdf("The minister visited Laos on 5 December 2026."))
    (folder / "deeper/notes.xyz").write_text("not a document", "utf-8")
    (folder / ".hidden.txt").write_text(STORY, "utf-8")
    return folder


def rows(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_document_gives_one_row_with_the_agreed_keys(caytre: Caytre, inbox: Path):
    answer = caytre("read", str(inbox / "a.txt"), "--json")

    assert answer.returncode == 0, answer.stderr
    (row,) = rows(answer.stdout)
    assert set(KEYS.split()) <= row.keys()
    assert row["path"] == str(inbox / "a.txt")
    assert row["text"] == STORY
    assert row["title"] == "Thủ tướng thăm chính thức Lào"
    assert row["body"] == row["text"][row["body_start"] : row["body_end"]]
    assert {"LA", "VN"} >= set(row["countries"]) >= {"LA"}
    assert any(fact["type"] == "trade_figure" for fact in row["facts"])
    for fact in row["facts"]:
        assert set(FACT_KEYS.split()) <= fact.keys()
        assert row["text"][fact["start"] : fact["end"]] == fact["quote"]


def test_a_folder_is_read_with_all_below_it_in_order_of_name(caytre: Caytre, inbox: Path):
    answer = caytre("read", str(inbox), "--json")

    names = [Path(row["path"]).name for row in rows(answer.stdout)]
    assert answer.returncode == 0, answer.stderr
    assert names == ["a.txt", "b.docx", "c.pdf"]


def test_one_bad_file_gives_a_line_on_stderr_and_the_rest_goes_on(caytre: Caytre, inbox: Path):
    (inbox / "b.docx").write_bytes(b"PK\x03\x04 broken")

    answer = caytre("read", str(inbox), str(inbox / "nothing.txt"), "--json")

    assert answer.returncode == 2
    assert [Path(row["path"]).name for row in rows(answer.stdout)] == ["a.txt", "c.pdf"]
    complaints = answer.stderr.strip().splitlines()
    assert len(complaints) == 2
    assert "nothing.txt: there is no such file" in complaints[0]
    assert "b.docx: it is a damaged Word document" in complaints[1]


def test_without_json_a_person_reads_titles_and_passages(caytre: Caytre, inbox: Path):
    answer = caytre("read", str(inbox / "a.txt"))

    assert answer.returncode == 0, answer.stderr
    assert "Thủ tướng thăm chính thức Lào" in answer.stdout
    assert "trade_figure" in answer.stdout


def test_a_row_broken_off_by_an_interruption_is_read_again_and_the_others_kept(
    caytre: Caytre, inbox: Path, tmp_path: Path
):
    out = tmp_path / "rows.jsonl"
    caytre("read", str(inbox), "--json", "-o", str(out))
    whole = out.read_text("utf-8")
    out.write_text(whole[: whole.rindex('"countries"')], "utf-8")

    answer = caytre("read", str(inbox), "--json", "-o", str(out), "--resume")

    assert answer.returncode == 0, answer.stderr
    assert out.read_text("utf-8") == whole


def test_reading_killed_in_the_middle_is_taken_up_with_no_document_lost_or_doubled(place, tmp_path: Path):
    inbox = tmp_path / "many"
    inbox.mkdir()
    for number in range(400):
        (inbox / f"{number:03}.txt").write_text(STORY + f"\nBản số {number} của bản tin hằng ngày.\n", "utf-8")
    out = tmp_path / "rows.jsonl"
    process = place.start("read", str(inbox), "--json", "-o", str(out))
    while process.poll() is None and (not out.exists() or out.read_bytes().count(b"\n") < 5):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert out.read_bytes().count(b"\n") < 400, "it was done before it could be killed"

    answer = place.run("read", str(inbox), "--json", "-o", str(out), "--resume")

    assert answer.returncode == 0, answer.stderr
    assert [row["path"] for row in rows(out.read_text("utf-8"))] == [str(path) for path in sorted(inbox.iterdir())]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--resume"], "--resume goes with --json and -o FILE"),
        (["--json", "-o", "/nowhere/rows.jsonl"], "cannot be written"),
    ],
)
def test_options_that_cannot_be_followed_end_in_one_line(caytre: Caytre, inbox: Path, words, complaint):
    answer = caytre("read", str(inbox), *words)

    assert answer.returncode == 2
    assert complaint in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1


def test_a_file_that_is_not_rows_of_ours_is_not_written_over(caytre: Caytre, inbox: Path, tmp_path: Path):
    diary = tmp_path / "diary.txt"
    diary.write_text("Dear diary\nMonday\n", "utf-8")

    answer = caytre("read", str(inbox), "--json", "-o", str(diary), "--resume")

    assert answer.returncode == 2
    assert "line 1: not a row" in answer.stderr
    assert diary.read_text("utf-8") == "Dear diary\nMonday\n"


def test_several_processes_give_the_same_rows_in_the_same_order(inbox: Path):
    paths = [inbox / "a.txt", inbox / "none.txt", inbox / "b.docx", inbox / "deeper/c.pdf"] * 3

    assert list(read_many(paths, processes=2)) == list(read_many(paths))


def test_a_worker_killed_in_mid_batch_loses_no_document(inbox: Path):
    outcomes = read_many([inbox / "a.txt"] * 30, processes=2)
    first = next(outcomes)
    for worker in multiprocessing.active_children():
        os.kill(worker.pid, signal.SIGKILL)  # type: ignore[arg-type]

    rest = list(outcomes)

    assert len(rest) == 29
    assert all(outcome == first for outcome in rest)


@pytest.mark.parametrize("processes", [1, 2])
def test_paths_are_taken_as_they_are_needed_not_all_at_once(inbox: Path, processes: int):
    taken = 0

    def endless() -> Iterator[Path]:
        nonlocal taken
        while True:
            taken += 1
            yield inbox / "a.txt"

    outcomes = read_many(endless(), processes=processes)
    for _ in range(5):
        assert next(outcomes).reading is not None
    outcomes.close()  # type: ignore[attr-defined]

    assert taken <= 5 + 4 * processes


def test_the_command_is_light_to_import():
    heavy = "lxml trafilatura pypdf docx django rich.progress py3langid"
    script = f"import sys, caytre.reading.commands; print([m for m in {heavy.split()!r} if m in sys.modules])"

    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"


def test_many_documents_take_no_more_memory_than_few(tmp_path: Path):
    """The reader holds the few in flight, not what it has read: 150 readings of 180 kB would be 27 MB."""
    (tmp_path / "long.txt").write_text((PARAGRAPH + "\n\n") * 500, "utf-8")
    script = """
import sys
from pathlib import Path
import caytre.reading.pipeline as pipeline
from caytre.reading.extract import extract
from caytre.reading.model import Reading
pipeline.read = lambda data, name, home_state: Reading(extract(data, name=name))
path, number = Path(sys.argv[1]), int(sys.argv[2])
for outcome in pipeline.read_many(path for _ in range(number)):
    assert outcome.reading
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""

    def kilobytes(number: int) -> int:
        command = [sys.executable, "-c", script, str(tmp_path / "long.txt"), str(number)]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    assert kilobytes(150) < kilobytes(10) + 12_000
