"""What `make run` says when the machine cannot: one clear line each. The Pythons here only pretend."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from tests.conftest import ROOT


@pytest.fixture
def project(tmp_path):
    """A copy of what the script needs."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "requirements").mkdir()
    shutil.copy(ROOT / "scripts" / "venv.sh", tmp_path / "scripts")
    (tmp_path / "requirements" / "base.txt").write_text("somepackage==1.0 --hash=sha256:00\n")
    return tmp_path


def a_python(path, script):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def install(project, **environment):
    return subprocess.run(
        ["sh", "scripts/venv.sh", "base"],
        cwd=project,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_python_that_is_too_old_is_named_with_the_one_that_is_needed(project, tmp_path):
    old = a_python(tmp_path / "old", 'case "$*" in -V) echo Python 3.9.2;; *) exit 1;; esac')

    answer = install(project, PYTHON=str(old))

    assert answer.returncode == 2
    assert answer.stderr == f"caytre: Python 3.11 or newer is needed; PYTHON={old} is Python 3.9.2.\n"


def test_a_python_without_venv_is_said_so_with_the_remedy(project, tmp_path):
    bare = a_python(tmp_path / "bare", 'case "$*" in *ensurepip*) exit 1;; *) exit 0;; esac')

    answer = install(project, PYTHON=str(bare))

    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1
    assert "python3-venv" in answer.stderr


def test_a_disk_that_fills_while_venv_works_is_named_though_venv_does_not_say_so(project, tmp_path):
    fails = a_python(tmp_path / "fails", 'case "$*" in *"-m venv"*) echo ensurepip failed; exit 1;; *) exit 0;; esac')
    a_python(tmp_path / "bin" / "df", "echo head; echo dev 20000 19996 4 100% /")

    answer = install(project, PYTHON=str(fails), PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")

    assert answer.returncode == 2
    assert answer.stderr.startswith("caytre: the disk is full")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("ERROR: Could not find a version that satisfies the requirement x", "cannot download"),
    ],
)
def test_what_stops_pip_is_said_in_one_line(project, words, said):
    a_python(project / ".venv" / "bin" / "python", f'case "$*" in *pip*) echo "{words}" >&2; exit 1;; esac')

    answer = install(project)

    assert answer.returncode == 2
    assert answer.stderr.splitlines()[-1].startswith(f"caytre: {said}")
    assert len(answer.stderr.splitlines()) == 2  # the first says what is being installed


def test_what_is_installed_already_is_not_installed_again(project):
    a_python(
        project / ".venv" / "bin" / "python", f'case "$*" in *pip*) echo again >>log;; *purelib*) echo {project};; esac'
    )

    first, second = install(project), install(project)

    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert (project / "log").read_text() == "again\n"
    assert second.stderr == ""
