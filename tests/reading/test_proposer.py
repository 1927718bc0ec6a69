"""A language model may propose; what the text does not bear out word for word is dropped.

The model is a real HTTP server on this machine that lies in half of its answers.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from caytre.reading.extract import extract
from caytre.reading.pipeline import read
from caytre.reading.proposer import CONFIDENCE, MAX_ANSWER, Endpoint, NoAnswer, endpoint_from, propose

TEXT = (
    "Hội nghị thường niên về sông Mekong\n\n"
    "Ngày 12/3/2026, tại Cần Thơ, các bên đã thành lập quỹ phục hồi rừng ngập mặn trị giá 14,5 triệu USD.\n\n"
    "Đại diện Na Uy Kari Holm hứa cử hai chuyên gia sang làm việc trong năm nay, còn phía Việt Nam bố trí nơi ở.\n"
)
FUND = "thành lập quỹ phục hồi rừng ngập mặn trị giá 14,5 triệu USD"
EXPERTS = "Đại diện Na Uy Kari Holm hứa cử hai chuyên gia sang làm việc"
TRUE = [
    {
        "type": "event",
        "subject": "các bên",
        "object": "quỹ phục hồi rừng ngập mặn",
        "quote": "Ngày 12/3/2026, tại Cần Thơ, các bên đã " + FUND,
        "date": "2026-03-12",
        "place": "Cần Thơ",
        "value": 14_500_000,
        "unit": "USD",
        "modality": "done",
    },
    {"type": "pledge", "subject": "Kari Holm", "quote": EXPERTS, "modality": "planned"},
]
LIES = [
    {
        "type": "pledge",
        "subject": "Kari Holm",
        "quote": "Đại diện Na Uy Kari Holm hứa cử ba chuyên gia sang làm việc",
    },  # not verbatim
    {"type": "event", "quote": FUND, "value": 15_500_000},  # another number
    {"type": "event", "quote": FUND, "date": "2026-03-12"},  # a date the quote does not hold
    {"type": "rumour", "quote": EXPERTS},  # no type of ours
    {"type": "event", "quote": "Hội nghị thường niên về sông Mekong"},  # the headline, not the body
    {"type": "event", "quote": ""},
    {"type": "event", "quote": None},
    "not even an object",
]

Server = Callable[[Callable[[BaseHTTPRequestHandler, dict], None]], Endpoint]


@pytest.fixture
def serve() -> Iterator[Server]:
    """Start a server whose answers the test writes."""
    servers: list[ThreadingHTTPServer] = []

    def start(answer: Callable[[BaseHTTPRequestHandler, dict], None]) -> Endpoint:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                try:
                    answer(self, question)
                except (BrokenPipeError, ConnectionResetError):
                    return  # the reader hung up, as it should

            def log_message(self, *_: Any) -> None:
                return

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return Endpoint(f"http://127.0.0.1:{server.server_port}/v1", "a-model", "s3cret", seconds=5)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def says(facts: object) -> Callable[[BaseHTTPRequestHandler, dict], None]:
    content = "Sure:\n```json\n" + json.dumps({"facts": facts}, ensure_ascii=False) + "\n```"
    body = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
    return lambda handler, question: send(handler, body)


def a_document(text: str = TEXT):
    return extract(text.encode(), name="a.txt")


def test_of_answers_half_of_which_are_lies_only_the_true_ones_stay(serve: Server):
    extracted = a_document()

    proposal = propose(extracted, serve(says([*LIES[:4], *TRUE, *LIES[4:]])))

    assert [fact.type for fact in proposal.facts] == ["event", "pledge"]
    assert proposal.dropped == len(LIES)
    for fact in proposal.facts:
        assert extracted.text[fact.start : fact.end] == fact.quote
        assert fact.frame == "model"
        assert fact.confidence == CONFIDENCE
    event, pledge = proposal.facts
    assert (event.value, event.unit, event.date, event.place) == (14_500_000, "USD", "2026-03-12", "Cần Thơ")
    assert (pledge.subject, pledge.modality) == ("Kari Holm", "planned")


def test_a_subject_the_text_does_not_hold_is_left_empty(serve: Server):
    claim = {"type": "pledge", "subject": "Ingrid Solberg", "object": "two experts", "quote": EXPERTS}

    (fact,) = propose(a_document(), serve(says([claim]))).facts

    assert fact.subject is None
    assert fact.object is None


def test_the_question_carries_key_model_and_the_body_alone(serve: Server):
    asked: list[tuple[str, str | None, dict]] = []

    def answer(handler: BaseHTTPRequestHandler, question: dict) -> None:
        asked.append((handler.path, handler.headers["Authorization"], question))
        says([])(handler, question)

    propose(a_document(TEXT + "\n\nĐọc thêm\n\nTử vi hôm nay\n"), serve(answer))

    path, key, question = asked[0]
    assert (path, key, question["model"]) == ("/v1/chat/completions", "Bearer s3cret", "a-model")
    assert FUND in question["messages"][-1]["content"]
    assert "Tử vi" not in question["messages"][-1]["content"]


def test_a_long_body_is_asked_about_in_parts_and_offsets_hold(serve: Server):
    text = (
        TEXT
        + "\n".join(f"Đoạn {number} nói về những việc khác và không nêu con số nào đáng kể." for number in range(300))
        + "\n"
        + TEXT[40:]
    )
    parts: list[str] = []

    def answer(handler: BaseHTTPRequestHandler, question: dict) -> None:
        parts.append(question["messages"][-1]["content"])
        says(TRUE[1:])(handler, question)

    proposal = propose(extracted := a_document(text), serve(answer))

    assert len(parts) > 2
    assert "".join(parts) == extracted.text[extracted.body_start : extracted.body_end]
    assert [extracted.text[fact.start : fact.end] for fact in proposal.facts] == [EXPERTS, EXPERTS]


@pytest.mark.parametrize(
    "body",
    [b"", b"not json", b"{}", b'{"choices": []}', b'{"choices": [{"message": {"content": null}}]}', b"[" * 100_000]
    + [
        json.dumps({"choices": [{"message": {"content": content}}]}).encode()
        for content in ("no", "{}", '{"facts": 3}', "}{")
    ],
)
def test_an_answer_out_of_form_is_not_used(serve: Server, body: bytes):
    with pytest.raises(NoAnswer, match="not in the agreed form"):
        propose(a_document(), serve(lambda handler, question: send(handler, body)))


def test_an_answer_without_end_is_cut_off(serve: Server):
    def answer(handler: BaseHTTPRequestHandler, question: dict) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(MAX_ANSWER // 10_000 * 50):
            handler.wfile.write(b" " * 10_000)

    with pytest.raises(NoAnswer, match="too long"):
        propose(a_document(), serve(answer))


@pytest.mark.parametrize("drip", [False, True])
def test_an_answer_that_does_not_come_is_not_awaited(serve: Server, drip: bool):
    hung_up = threading.Event()

    def answer(handler: BaseHTTPRequestHandler, question: dict) -> None:
        if drip:  # a byte now and then, so that no single wait is long
            handler.send_response(200)
            handler.end_headers()
            for _ in range(100):
                handler.wfile.write(b" ")
                handler.wfile.flush()
                time.sleep(0.05)
        else:
            hung_up.wait(5)

    endpoint = serve(answer)
    with pytest.raises(NoAnswer, match="took too long"):
        propose(a_document(), Endpoint(endpoint.url, "m", seconds=0.3))
    hung_up.set()


def test_a_refusal_and_a_dead_address_are_told(serve: Server):
    with pytest.raises(NoAnswer, match="status 401"):
        propose(a_document(), serve(lambda handler, question: send(handler, b"{}", 401)))
    with pytest.raises(NoAnswer, match="could not be asked"):
        propose(a_document(), Endpoint("http://127.0.0.1:9/v1", "m", seconds=2))


def test_no_model_is_asked_unless_an_address_is_set(serve: Server, monkeypatch: pytest.MonkeyPatch):
    assert endpoint_from({}) is None
    assert endpoint_from({"CAYTRE_MODEL_URL": " "}) is None
    asked: list[dict] = []

    def answer(handler: BaseHTTPRequestHandler, question: dict) -> None:
        asked.append(question)
        says(TRUE)(handler, question)

    endpoint = serve(answer)
    monkeypatch.delenv("CAYTRE_MODEL_URL", raising=False)
    without = read(TEXT.encode(), name="a.txt")
    assert not asked

    monkeypatch.setenv("CAYTRE_MODEL_URL", endpoint.url)
    read_with = read(TEXT.encode(), name="a.txt")

    assert asked
    assert set(without.facts) <= set(read_with.facts)
    assert any(fact.frame == "model" for fact in read_with.facts)


def test_reading_goes_on_with_a_warning_when_the_model_is_away(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CAYTRE_MODEL_URL", "http://127.0.0.1:9/v1")

    reading = read(TEXT.encode(), name="a.txt")

    assert "could not be asked" in reading.extracted.warnings[-1]
