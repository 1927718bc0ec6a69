"""The disk is full: what was accepted is safe, the answer says so, and all goes on when there is room again."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess

import pytest

from tests.faults.test_web_killed import count, ready_to_review

MEGABYTE = 1024 * 1024


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 24 MB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = os.geteuid() == 0 and (
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], capture_output=True).returncode == 0
    )
    if not mounted:
        pytest.skip("a disk of one's own can be mounted by root only; the test with a limit on file size still runs")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def fill(folder):
    """Take all the room that is left."""
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as stream:
        for size in (MEGABYTE, 65536, 4096, 1):
            try:
                while True:
                    stream.write(b"x" * size)
            except OSError:
                continue
    return filler


@pytest.fixture
def place(empty_place, small_disk, _migrated):
    """A place with its tables, its data folder on the small disk."""
    folder, template = _migrated
    made = empty_place(template)
    made.folder = small_disk / "var"
    made.env["CAYTRE_DATA_DIR"] = str(made.folder)
    shutil.copytree(folder, made.folder)
    return made


def test_nothing_accepted_is_lost_and_work_goes_on_when_there_is_room(place, prepare, serve, small_disk):
    (lan, _), waiting = ready_to_review(place, prepare)
    web, _ = serve()
    first = waiting[0]
    assert web.ask(f"/api/v1/statements/{first}/accept", lan, {})[0] == 200
    filler = fill(small_disk)

    status, body = web.upload(lan, "more.txt", b"Viet Nam " * 200_000)
    assert status == 507, body
    assert "đầy" in body["detail"] or "disk is full" in body["detail"]
    if "DATABASE_URL" not in place.env:  # on PostgreSQL the rows lie on another disk
        for key in waiting[1:]:
            status, body = web.ask(f"/api/v1/statements/{key}/accept", lan, {})
            if status != 200:
                break
        assert status == 503, body
        assert key not in count_on(place, filler)["accepted"]

    filler.unlink(missing_ok=True)
    again, _ = web.upload(lan, "more.txt", b"Viet Nam " * 2000)
    rest = [key for key in waiting if key in count(place)["proposed"]]
    assert again == 201
    assert {web.ask(f"/api/v1/statements/{key}/accept", lan, {})[0] for key in rest} == {200}
    stands = count(place)
    assert stands["accepted"] == stands["reviews"] == stands["beliefs"] == waiting
    assert place.run("journal", "verify").returncode == 0


def count_on(place, filler):
    """Looking needs a little room too: SQLite's shared memory file."""
    filler.unlink()
    return count(place)


def test_setup_on_a_full_disk_says_so_in_one_line(empty_place, small_disk):
    made = empty_place()
    made.env["CAYTRE_DATA_DIR"] = str(small_disk / "var")

    answer = made.run("setup")

    assert answer.returncode == 2
    assert answer.stderr.startswith("caytre: The disk is full")
    assert answer.stderr.count("\n") == 1


def test_a_backup_that_does_not_fit_is_given_up_and_leaves_no_half_of_itself(place, prepare, small_disk):
    prepare()
    filler = fill(small_disk)
    with filler.open("r+b") as stream:
        stream.truncate(max(0, filler.stat().st_size - 100_000))  # room to write the journal, not the backup

    answer = place.run("backup", str(small_disk / "backup.tar.gz"))

    assert answer.returncode == 2, answer.stderr
    assert "disk is full" in answer.stderr.splitlines()[-1]
    assert not list(small_disk.glob("*backup*"))


def test_a_document_that_cannot_be_written_leaves_nothing_behind(installation, officer):
    """With a limit on the size of files instead of a full disk, which needs no root."""
    from caytre.record import services
    from caytre.record.errors import CannotKeep
    from caytre.record.models import Document

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(CannotKeep):
            services.receive_document(b"x" * 100_000, name="a.txt", by=officer)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert not Document.objects.exists()
    assert not [path for path in (installation / "documents").rglob("*") if path.is_file()]
