"""The process apart (see apart.py): reads PDFs from its standard input, one after the other, until that closes."""

from __future__ import annotations

import io
import json
import logging
import struct
import sys
from typing import Any

from caytre.reading.extract import limits

_LENGTH = struct.Struct(">Q")


def main() -> None:
    """Take a bound on memory, say ready, then answer every request."""
    _bound_memory(int(sys.argv[1]))
    logging.disable(logging.CRITICAL)  # pypdf tells of every flaw it works around
    taken, given = sys.stdin.buffer, sys.stdout.buffer

    def answer(data: bytes) -> None:
        given.write(_LENGTH.pack(len(data)) + data)
        given.flush()

    answer(b"ready")
    while head := taken.read(_LENGTH.size):
        data = taken.read(_LENGTH.unpack(head)[0])
        answer(json.dumps(_read(data)).encode())


def _bound_memory(size: int) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ImportError, ValueError, OSError):  # no such bound on this system; the time bound remains
        return


def _read(data: bytes) -> dict[str, Any]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return _problem("it is locked with a password", "Open it, save it without the password, and try again")
        pages, size = [], 0
        for page in reader.pages:
            text = page.extract_text()
            size += len(text)
            if size > limits.MAX_TEXT:
                return _problem(f"it holds more than {limits.MAX_TEXT:,} characters of text", "Split it into parts")
            pages.append(text)
        about: dict[str, Any] = dict(reader.metadata or {})
        return {"pages": pages, "title": _line(about.get("/Title")), "author": _line(about.get("/Author"))}
    except DependencyError:
        return _problem("it is locked in a way that is not read here", "Print it to a new PDF, and try again")
    except MemoryError:
        return _problem("it takes more memory than any report does", "Print it to a new PDF, or save its text alone")
    except (PyPdfError, RecursionError):
        pass
    except Exception:  # noqa: S110 - pypdf meets broken files with errors of any kind
        pass
    return _problem("it is a damaged PDF", "Open it where it came from, save or print it to a new PDF, and try again")


def _line(value: object) -> str:
    try:
        return " ".join(str(value or "").split())[:500]
    except Exception:  # a broken string object
        return ""


def _problem(problem: str, remedy: str) -> dict[str, Any]:
    return {"problem": problem, "remedy": remedy}


if __name__ == "__main__":
    main()
