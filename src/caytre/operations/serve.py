"""Web and worker in one process tree.

The parent starts the web server (granian, WSGI) and, if asked, the worker, each a process of its own; it starts again
whichever dies, and ends both when it is stopped. Children end with their parent, even when it is killed.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable

from caytre.operations.errors import CannotRun

PATIENCE = 30.0  # seconds a child has to end what it is doing
QUICK_DEATHS = 5  # so many in a row, each within SHORT_LIFE of its start, and we give up
SHORT_LIFE = 10.0


class Child:
    """One process that is kept running."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name, self.command, self.quick_deaths = name, command, 0
        self.start()

    def start(self) -> None:
        self.started = time.monotonic()
        # A group of its own: Ctrl-C reaches the parent alone, which then ends the children in order.
        self.process = subprocess.Popen(  # noqa: S603  # our own command line
            self.command, start_new_session=True, preexec_fn=_end_with_parent()
        )

    def look_after(self) -> None:
        """Start it again if it died. Raises CannotRun when it keeps dying."""
        if self.process.poll() is None:
            return
        self._end_group()
        self.quick_deaths = self.quick_deaths + 1 if time.monotonic() - self.started < SHORT_LIFE else 0
        if self.quick_deaths >= QUICK_DEATHS:
            raise CannotRun(f"The {self.name} process ends as soon as it starts; its own words are above.")
        print(f"The {self.name} process ended ({self.process.returncode}); starting it again.", file=sys.stderr)
        time.sleep(0.2 * self.quick_deaths)
        self.start()

    def end(self, deadline: float) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._end_group()

    def _end_group(self) -> None:
        """End what the process left behind when it was killed: it would hold the port and serve on unseen."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


def serve(*, host: str, port: int, with_worker: bool) -> int:
    """Serve until SIGINT or SIGTERM; returns the exit code. Raises CannotRun when the port cannot be had."""
    _check_port(host, port)
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", "1", "--blocking-threads", "8", "--respawn-failed-workers", "--workers-kill-timeout", "10"]
    web += ["--no-ws", "--log-level", "error", "caytre.wsgi:application"]
    stopped = False

    def stop(number: int, frame: object) -> None:
        nonlocal stopped
        stopped = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    children = [Child("web", web)]
    if with_worker:
        children.append(Child("worker", [sys.executable, "-m", "caytre", "worker"]))
    try:
        if _wait_for_answer(host, port, lambda: stopped):
            shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::") else host  # noqa: S104
            print(f"Cây Tre answers on http://{shown}:{port}/  (Ctrl-C ends it)", file=sys.stderr, flush=True)
        while not stopped:
            for child in children:
                child.look_after()
            time.sleep(0.3)
    finally:
        deadline = time.monotonic() + PATIENCE
        for child in children:
            if child.process.poll() is None:
                child.process.terminate()
        for child in children:
            child.end(deadline)
    print("Ended.", file=sys.stderr)
    return 0


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                raise CannotRun(
                    f"Port {port} is taken: something else answers there. Choose another: CAYTRE_PORT={port + 1}."
                ) from problem
            raise CannotRun(f"Cannot listen on {host}:{port}: {problem.strerror or problem}.") from problem


def _wait_for_answer(host: str, port: int, stopped: Callable[[], bool], patience: float = 60.0) -> bool:
    """Wait until something accepts connections there."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    until = time.monotonic() + patience
    while time.monotonic() < until and not stopped():
        try:
            socket.create_connection((target, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def _end_with_parent() -> Callable[[], None] | None:
    """On Linux: have the kernel end a child whose parent was killed. Elsewhere nothing."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def in_child() -> None:
        libc.prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(0)

    return in_child
