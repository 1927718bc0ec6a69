"""How the parts follow each other: extract, then names and facts; one document, or many in bounded memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from caytre.reading.errors import CannotRead
from caytre.reading.extract import extract, limits, too_large
from caytre.reading.model import Extracted, Fact, Mention, Reading
from caytre.reading.proposer import Endpoint, NoAnswer, endpoint_from, propose

_IN_FLIGHT = 4  # documents handed out ahead, for each process


@dataclass(frozen=True)
class Outcome:
    """What came of one path: a reading, or the one sentence that says why there is none."""

    path: str
    reading: Reading | None
    problem: str | None = None


def read(data: bytes, *, name: str, home_state: str = "VN") -> Reading:
    """Read one document: its text, body and particulars, the names in it and the facts found.

    home_state: ISO 3166-1 alpha-2 of the state whose "we" the home press speaks for. Where CAYTRE_MODEL_URL names a
    language model, it is asked too (proposer.py).
    Raises: CannotRead.
    """
    from caytre.reading.facts import find_facts
    from caytre.reading.names import countries

    extracted = extract(data, name=name)
    mentions, facts = find_facts(extracted, home_state=home_state)
    if endpoint := endpoint_from(os.environ):
        extracted, facts = _with_proposals(extracted, facts, endpoint)
    return Reading(
        extracted=extracted,
        countries=countries(mention for mention in mentions if _in_article(extracted, mention)),
        mentions=tuple(mentions),
        facts=tuple(facts),
    )


def _in_article(extracted: Extracted, mention: Mention) -> bool:
    """Whether a name stands in the article itself: what teasers beside it name is not what the document is about."""
    inside = extracted.body_start <= mention.start < extracted.body_end
    return inside and not any(start <= mention.start < end for start, end in extracted.boilerplate)


def _with_proposals(extracted: Extracted, facts: list[Fact], endpoint: Endpoint) -> tuple[Extracted, list[Fact]]:
    """Add what a language model proposes where no frame of ours found the same; say so when it does not answer."""
    try:
        proposal = propose(extracted, endpoint)
    except NoAnswer as silence:
        return replace(extracted, warnings=(*extracted.warnings, str(silence))), facts
    new = [
        fact
        for fact in proposal.facts
        if not any(own.type == fact.type and own.start < fact.end and fact.start < own.end for own in facts)
    ]
    return extracted, sorted([*facts, *new], key=lambda fact: (fact.start, fact.end))


def read_path(path: Path, *, home_state: str = "VN") -> Reading:
    """Read the document at `path`; its size is asked before its bytes.

    Raises: CannotRead, also for a path that is missing, a folder, or not allowed.
    """
    try:
        size = path.stat().st_size
        if size > limits.MAX_BYTES:
            raise too_large(str(path), size)
        with path.open("rb") as file:
            data = file.read(limits.MAX_BYTES + 1)
    except OSError as error:
        raise CannotRead(
            str(path), f"it cannot be opened ({error.strerror or error})", "Check the path and its permissions"
        ) from error
    if len(data) > limits.MAX_BYTES:
        raise too_large(str(path), len(data))
    return read(data, name=str(path), home_state=home_state)


def read_many(paths: Iterable[Path], *, home_state: str = "VN", processes: int = 1) -> Iterator[Outcome]:
    """Read `paths` one after the other, in their order; what cannot be read is told and the rest goes on.

    Memory is bounded by the few documents in flight, not by how many there are. `processes` above one shares the
    work among that many processes.
    """
    if processes <= 1:
        for path in paths:
            yield _attempt(path, home_state)
        return
    yield from _read_in_processes(paths, home_state, processes)


def _attempt(path: Path, home_state: str) -> Outcome:
    try:
        return Outcome(str(path), read_path(path, home_state=home_state))
    except CannotRead as problem:
        return Outcome(str(path), None, str(problem))


def _read_in_processes(paths: Iterable[Path], home_state: str, processes: int) -> Iterator[Outcome]:
    """A window of work in flight, given back in order. When a worker dies, what was in flight is read again, and only
    a document that ends its process by itself is given up."""
    waiting = iter(paths)
    flight: deque[tuple[Path, Future[Outcome]]] = deque()
    pool = _pool(processes)
    try:
        for path in islice(waiting, processes * _IN_FLIGHT):
            flight.append((path, pool.submit(_attempt, path, home_state)))
        while flight:
            path, future = flight.popleft()
            try:
                outcome = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                outcome = _attempt_alone(path, home_state)
                pool = _pool(processes)
                flight = deque((later, pool.submit(_attempt, later, home_state)) for later, _ in flight)
            for following in islice(waiting, 1):
                flight.append((following, pool.submit(_attempt, following, home_state)))
            yield outcome
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _attempt_alone(path: Path, home_state: str) -> Outcome:
    with _pool(1) as pool:
        try:
            return pool.submit(_attempt, path, home_state).result()
        except BrokenProcessPool:
            problem = CannotRead(str(path), "reading it ended the process that read it", "Save its text alone")
            return Outcome(str(path), None, str(problem))


def _pool(processes: int) -> ProcessPoolExecutor:
    """Fresh interpreters: a fork would copy the threads and locks of a web server half-way."""
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
