"""A made-up record of any size, the same for the same seed: documents of Vietnamese sentences and the facts in them.

Nothing in it is true. States and bodies are those of the starter record; persons, dates, figures and texts are drawn.
Rows go in by `executemany`, without the triggers that keep the indexes; `search_index.install` fills those after.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection, transaction

from caytre.record import search_index
from caytre.record.models import (
    Actor,
    Belief,
    Document,
    Evidence,
    Name,
    Statement,
    StatementActor,
)

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
DAYS = 3 * 365  # over which the record was filled
FACTS = 4  # of a document
ACCEPTED = 0.7  # of the facts
BATCH = 2000  # documents put in at once
FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
GIVEN = (
    "An Bình Chi Dũng Giang Hà Hưng Hùng Khánh Lan Linh Minh Nam Ngọc Phúc Quang Sơn Thảo Trang Tuấn Việt Yến".split()
)
WORDS = (
    "hợp tác kinh tế thương mại đầu tư quốc phòng an ninh văn hóa giáo dục khoa học công nghệ nông nghiệp năng"
    " lượng môi trường biến đổi khí hậu giao thông du lịch lao động địa phương nhân dân doanh nghiệp thị trường"
    " xuất khẩu nhập khẩu hội nghị diễn đàn chuyến thăm hội đàm ký kết thỏa thuận hiệp định biên bản ghi nhớ tuyên"
    " bố chung đối tác chiến lược toàn diện hai bên nhất trí thúc đẩy tăng cường trao đổi đoàn cấp cao cơ chế song"
    " phương đa phương khu vực quốc tế hòa bình ổn định phát triển bền vững luật pháp biển đảo cộng đồng công dân"
    " bảo hộ lãnh sự thị thực khu vực tự do"
).split()
LEVELS = ("Đối tác toàn diện", "Đối tác chiến lược", "Đối tác chiến lược toàn diện")
WEIGHTS = {
    "visit": 10, "meeting": 18, "call": 4, "agreement": 10, "partnership_level": 3, "membership_term": 3,
    "candidacy": 2, "trade_figure": 12, "pledge": 6, "position_held": 12, "organisation_membership": 4, "event": 10,
    "statistic": 6,
}  # fmt: skip


class Maker:
    """Fills an empty, migrated database that holds the starter record."""

    def __init__(self, seed: int = 20261122) -> None:
        self.random = random.Random(seed)
        self.states = list(Actor.objects.filter(kind="state").order_by("id").values_list("id", "key"))
        self.names = dict(Name.objects.filter(language="vi", kind="preferred").values_list("actor_id", "text"))
        self.bodies = list(Actor.objects.filter(kind="organisation").order_by("id").values_list("id", flat=True))
        self.home = next(number for number, key in self.states if key == "state:VN")
        # A few states fill most of the news, as they do; the home state is in two facts of three.
        self.random.shuffle(self.states)
        front = ["state:CN", "state:US", "state:JP", "state:KR", "state:LA", "state:RU", "state:IN"]
        self.states.sort(key=lambda state: front.index(state[1]) if state[1] in front else len(front))
        self.weights = [1 / (rank + 2) for rank in range(len(self.states))]
        self.persons: list[tuple[int, str, int]] = []
        self.serial = count(1)
        self.made = 0
        self._people()

    def grow_to(self, size: int) -> None:
        """Add documents with their facts until there are `size` of them, then fill the indexes."""
        _drop_triggers()
        while self.made < size:
            with transaction.atomic():
                self._batch(min(BATCH, size - self.made))
        search_index.install()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    # --- pieces ------------------------------------------------------------------

    def _people(self) -> None:
        now = NOW - timedelta(days=DAYS)
        for number, _ in self.states[:120]:
            for _ in range(12):
                name = " ".join((self.random.choice(FAMILY), *self.random.sample(GIVEN, 2)))
                actor = Actor.objects.create(key=f"person:xx:{next(self.serial)}", kind="person", since=now)
                Name.objects.create(
                    actor=actor, text=name, folded=name.lower(), language="vi", kind="preferred", since=now
                )
                self.persons.append((actor.id, name, number))

    def _sentence(self, *names: str) -> str:
        words = self.random.choices(WORDS, k=self.random.randint(8, 22))
        for name in names:
            words.insert(self.random.randrange(len(words)), name)
        return " ".join(words).capitalize() + ". "

    def _batch(self, size: int) -> None:
        documents, statements, abouts, passages, beliefs = [], [], [], [], []
        first_document, first_statement = _next(Document), _next(Statement)
        for offset in range(size):
            at = NOW - timedelta(seconds=self.random.randrange(DAYS * 86400))
            number, text, quotes = first_document + offset, "", []
            for _ in range(FACTS):
                text += self._sentence() + self._sentence()
                fact = self._fact(at)
                quote = self._sentence(*(self.names.get(actor, "") for actor in fact.pop("named")))
                quotes.append((fact, len(text), quote))
                text += quote
            documents.append(self._document(number, text, at))
            for fact, start, quote in quotes:
                statement = first_statement + len(statements)
                actors, held = fact.pop("actors"), self.random.random() < ACCEPTED
                level = documents[-1]["classification"]
                statements.append(
                    _statement(
                        statement,
                        status="accepted" if held else "proposed",
                        classification=level,
                        proposed_at=_stamp(at),
                        fingerprint=f"{statement:064}",
                        **fact,
                    )
                )
                abouts += [{"statement_id": statement, "actor_id": actor} for actor in dict.fromkeys(actors)]
                passages.append(
                    {
                        "statement_id": statement,
                        "document_id": number,
                        "start": start,
                        "end": start + len(quote),
                        "quote": quote,
                        "since": _stamp(at),
                    }
                )
                if held:
                    beliefs.append({"statement_id": statement, "held_from": _stamp(at + timedelta(hours=2))})
        for model, rows in (
            (Document, documents),
            (Statement, statements),
            (StatementActor, abouts),
            (Evidence, passages),
            (Belief, beliefs),
        ):
            _insert(model, rows)
        self.made += size

    def _document(self, number: int, text: str, at: datetime) -> dict[str, Any]:
        title = self._sentence().rstrip(". ")
        return {
            "id": number,
            "sha256": hashlib.sha256(f"{number}".encode()).hexdigest(),
            "media_type": "text/plain",
            "size": len(text),
            "name": f"{number}.txt",
            "origin": "",
            "received_at": _stamp(at),
            "read_at": _stamp(at),
            "state": "read",
            "problem": "",
            "reader": "",
            "title": title,
            "author": "",
            "publisher": f"Báo Mẫu {number % 40}",
            "published": at.date().isoformat(),
            "published_from": at.date(),
            "language": "vi",
            "text": text,
            "body_start": 0,
            "body_end": len(text),
            "classification": self.random.choices((0, 1, 2, 3), (70, 20, 8, 2))[0],
        }

    def _fact(self, at: datetime) -> dict[str, Any]:
        draw = self.random
        predicate = draw.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        state = draw.choices(self.states, self.weights)[0][0]
        home = self.home if draw.random() < 0.66 else draw.choices(self.states, self.weights)[0][0]
        day = at.date() - timedelta(days=draw.randint(0, 20))
        fact: dict[str, Any] = {"predicate": predicate, "modality": "done", "subject_id": home, "object_id": state}
        fact |= {"actors": [home, state], "named": [home, state], **_valid(day.isoformat(), day, day)}
        if predicate in ("visit", "meeting", "call", "position_held"):
            person, _, country = draw.choice(self.persons)
            fact |= {"subject_id": person, "actors": [person, country, state], "named": [country, state]}
        if predicate == "position_held":
            office = draw.choice(("Bộ trưởng Ngoại giao", "Thủ tướng", "Đại sứ", "Thứ trưởng"))
            fact |= {"value_text": office, "object_id": fact["actors"][1]}
        elif predicate == "partnership_level":
            fact |= {"value_text": draw.choice(LEVELS)}
        elif predicate in ("membership_term", "candidacy", "organisation_membership"):
            body, year = draw.choice(self.bodies), draw.randint(2023, 2027)
            term = _valid(f"{year}/{year + 2}", date(year, 1, 1), date(year + 2, 12, 31))
            fact |= {"subject_id": state, "object_id": body, "actors": [state, body], "named": [state], **term}
        elif predicate in ("trade_figure", "statistic"):
            year = draw.randint(2015, 2025)
            span = _valid(str(year), date(year, 1, 1), date(year, 12, 31))
            fact |= {"value_number": draw.randint(1, 900) * 1_000_000, "unit": "USD", "value_text": "kim ngạch", **span}
        elif predicate == "pledge":
            fact |= {"value_text": self._sentence(), **_valid("2027", date(2027, 1, 1), date(2027, 12, 31))}
        else:
            fact |= {"value_text": " ".join(draw.choices(WORDS, k=6))}
        if predicate in ("visit", "event") and draw.random() < 0.05:
            day = NOW.date() + timedelta(days=draw.randint(-20, 60))
            fact |= {"modality": "planned", **_valid(day.isoformat(), day, day)}
        return fact


def _valid(edtf: str, first: date, last: date) -> dict[str, Any]:
    return {"valid": edtf, "valid_from": first, "valid_to": last}


def _statement(number: int, **fields: Any) -> dict[str, Any]:
    empty = dict.fromkeys(
        ("subject_text", "object_text", "value_text", "unit", "bound", "place", "frame", "likeness"), ""
    )
    return (
        {"id": number, **empty, "value_number": None, "countries": "[]", "confidence": 0.8, "tier": 4}
        | {"contested": False, "object_id": None, "subject_id": None}
        | fields
    )


def _stamp(moment: datetime) -> Any:
    """As the database keeps it, in UTC; rows that go in by `executemany` pass no field of Django."""
    return moment if connection.vendor == "postgresql" else moment.strftime("%Y-%m-%d %H:%M:%S")


def _next(model: Any) -> int:
    last = model.objects.order_by("-id").values_list("id", flat=True).first()
    return (last or 0) + 1


def _insert(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    rows = list(rows)
    if not rows:
        return
    columns = list(rows[0])
    names, places = ", ".join(f'"{column}"' for column in columns), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({places})",
            [[row[column] for column in columns] for row in rows],
        )
        if connection.vendor == "postgresql" and "id" in columns:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{model._meta.db_table}', 'id'), {rows[-1]['id']})")


def _drop_triggers() -> None:
    """Take the triggers away while rows go in by the hundred thousand; `install` makes them again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal")
            for name, table in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name} ON {table}")


def pages(total: int) -> Iterator[int]:
    """1,000, 10,000, 100,000 … up to `total`."""
    size = 1000
    while size < total:
        yield size
        size *= 10
    yield total
