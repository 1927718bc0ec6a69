"""Places where real processes serve, work and are killed."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest

PREPARE = """
    from pathlib import Path
    from caytre.accounts import services as accounts
    from caytre.record import services
    from caytre.record.services import starter
    starter.load()
    secrets = []
    for name in ("lan", "minh"):
        user = accounts.add_user(name, password="bamboo bends in the wind", role="officer", clearance=2, by=None)
        secrets.append(accounts.make_token(user, name="test", scope="write", days=1, by=None)[1])
    for path in sys.argv[1:]:
        services.receive_document(Path(path).read_bytes(), name=Path(path).name, by=user)
    print(*secrets)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], Any], what: str, patience: float = 60) -> Any:
    """Wait until something is so; its value. Fails, saying what was waited for."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if value := true():
            return value
        time.sleep(0.05)
    raise AssertionError(f"waited {patience} s in vain until {what}")


class Web:
    """Talks to a served place."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    def ask(
        self, path: str, secret: str = "", body: Any = None, timeout: float = 30, **headers: str
    ) -> tuple[int, Any]:
        """Status and JSON; status 0 when the connection broke."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if data is not None:
            headers.setdefault("Content-Type", "application/json")
        if secret:
            headers["Authorization"] = f"Bearer {secret}"
        request = urllib.request.Request(self.address + path, data=data, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text.startswith((b"{", b"[")) else text
        except urllib.error.HTTPError as problem:
            text = problem.read()
            return problem.code, json.loads(text) if text.startswith(b"{") else text
        except OSError:
            return 0, None

    def upload(self, secret: str, name: str, content: bytes) -> tuple[int, Any]:
        edge = "edge-of-a-part"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        kind = f"multipart/form-data; boundary={edge}"
        return self.ask("/api/v1/documents", secret, body, Content_Type=kind)

    def answers(self) -> bool:
        return self.ask("/healthz", timeout=5)[0] == 200


@pytest.fixture
def prepare(place: Any) -> Callable[..., list[str]]:
    """`prepare(path, …)`: the starter record, Lan and Minh, these documents received; returns their tokens."""

    def make(*paths: Any) -> list[str]:
        made = place.python(PREPARE, *map(str, paths))
        assert made.returncode == 0, made.stderr
        return made.stdout.split()

    return make


@pytest.fixture
def serve(place: Any) -> Iterator[Callable[..., tuple[Web, subprocess.Popen[str]]]]:
    """`serve()`: the place answers over HTTP; ended with the test."""
    started: list[subprocess.Popen[str]] = []

    def start(*words: str, **environment: str) -> tuple[Web, subprocess.Popen[str]]:
        place.env.update(environment)
        port = free_port()
        log = (place.folder / "serve.log").open("a")
        process = place.start("serve", "--port", str(port), *words, stdout=log)
        started.append(process)
        web = Web(port)
        until(web.answers, f"the web process answers; its log is {place.folder / 'serve.log'}")
        return web, process

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def children(process: int) -> list[int]:
    """The direct children of a process."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def descendants(process: int) -> list[int]:
    found = []
    for child in children(process):
        found += [child, *descendants(child)]
    return found


def command_of(process: int) -> str:
    found = subprocess.run(["ps", "-o", "args=", "-p", str(process)], capture_output=True, text=True, check=False)
    return found.stdout.strip()


def lives(process: int) -> bool:
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip()) and not found.stdout.startswith("Z")
