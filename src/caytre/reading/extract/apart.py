"""A process apart for what can take any time and memory: one request at a time, ended when it passes its bounds.

The process is `python -m caytre.reading.extract.apart_worker`; it starts with the first document that needs it and
stays for the next. Requests and answers go through its pipes, each preceded by its length in eight bytes.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

from caytre.reading.errors import CannotRead
from caytre.reading.extract import limits

_LENGTH = struct.Struct(">Q")
_START_SECONDS = 30.0  # a busy machine may take long to start a process


class _Ended(Exception):
    """The process apart ended, or was ended, before it answered."""


class _Worker:
    """One process apart and its pipes."""

    def __init__(self) -> None:
        source = str(Path(__file__).resolve().parents[3])
        paths = [source, *filter(None, [os.environ.get("PYTHONPATH")])]
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "caytre.reading.extract.apart_worker", str(limits.MAX_MEMORY)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            close_fds=True,
        )
        if self.read(time.monotonic() + _START_SECONDS) != b"ready":
            raise _Ended

    def ask(self, data: bytes, seconds: float) -> bytes:
        assert self.process.stdin is not None  # noqa: S101 - PIPE above
        until = time.monotonic() + seconds
        try:
            self.process.stdin.write(_LENGTH.pack(len(data)))
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except OSError as error:
            raise _Ended from error
        return self.read(until)

    def read(self, until: float) -> bytes:
        """The next answer, or _Ended when it does not come by the time `until` on the monotonic clock."""
        assert self.process.stdout is not None  # noqa: S101 - PIPE above
        length = _LENGTH.unpack(_exactly(self.process.stdout, _LENGTH.size, until))[0]
        return _exactly(self.process.stdout, length, until)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:  # what it never took in
                    continue


def _exactly(pipe: IO[bytes], size: int, until: float) -> bytes:
    """`size` bytes from an unbuffered look at the pipe, in time."""
    parts = []
    while size:
        left = until - time.monotonic()
        if left <= 0 or not select.select([pipe], [], [], left)[0]:
            raise _Ended
        part = os.read(pipe.fileno(), min(size, 1 << 20))
        if not part:
            raise _Ended
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


_lock = threading.Lock()
_worker: _Worker | None = None
_owner = 0  # process id: a forked child must not share its parent's pipes


def read_apart(data: bytes, name: str) -> dict[str, Any]:
    """What the process apart makes of a PDF: {"pages": [...], "title": ..., "author": ...}.

    Raises: CannotRead when it says so, takes longer than limits.MAX_SECONDS or more memory than limits.MAX_MEMORY.
    """
    global _worker, _owner
    with _lock:
        if _worker is None or _owner != os.getpid() or _worker.process.poll() is not None:
            _worker, _owner = _Worker(), os.getpid()
        try:
            answer: dict[str, Any] = json.loads(_worker.ask(data, limits.MAX_SECONDS))
        except _Ended as error:
            _worker.end()
            _worker = None
            raise CannotRead(
                name,
                f"it took over {limits.MAX_SECONDS:.0f} seconds or {limits.mebibytes(limits.MAX_MEMORY)} of memory",
                "Print it to a new PDF, or save its text alone",
            ) from error
    if problem := answer.get("problem"):
        raise CannotRead(name, problem, answer["remedy"])
    return answer


@atexit.register
def close() -> None:
    """End the process apart, if there is one of ours."""
    global _worker
    if _worker is not None and _owner == os.getpid():
        _worker.end()
    _worker = None
