"""States, groups of states, organisations and their names, read from `data/`.

Read first: `load`, then `Entry`. The files are plain CSV that an officer can extend; data/README.md says how, and
where each fact comes from.
Goes out: `Gazetteer`, read once and kept in memory.
May touch: its own data files.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from caytre.reading.folding import without_diacritics

DATA = Path(__file__).parent / "data"

EntryKind = Literal["state", "territory", "region", "group", "organisation", "place"]
NameKind = Literal["preferred", "official", "acronym", "alias", "demonym", "capital"]


@dataclass(frozen=True, slots=True)
class EntryName:
    """One name in one language ("vi", "en", or "" where it is the same in all)."""

    text: str
    language: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Entry:
    """One state, territory, region, group or body with all names it goes by."""

    key: str  # "state:VN", "territory:HK", "m49:035", "group:g7", "org:un", "capital:CN"
    kind: EntryKind
    names: tuple[EntryName, ...]
    country: str | None = None  # ISO 3166-1 alpha-2 of a state itself, of a body that belongs to one
    parent: str | None = None  # key
    region: str | None = None  # key of the UN M49 region; states and territories only
    alpha3: str | None = None
    status: str = ""  # states: member, observer (of the UN), other
    sort: str = ""  # organisations: what kind of body, e.g. "un_programme", "ministry"
    source: str = ""  # where the fact is known from
    members: tuple[str, ...] = ()  # groups: ISO codes, where the membership is closed and short

    def name(self, language: str) -> str:
        """The preferred name in a language, else any name."""
        preferred = [name for name in self.names if name.kind == "preferred"]
        return next((name.text for name in preferred if name.language in (language, "")), self.names[0].text)


@dataclass(frozen=True, slots=True)
class Body:
    """A body that every state has, such as a ministry of foreign affairs; "org:kz-mofa" is Kazakhstan's."""

    slug: str
    sort: str
    names: tuple[EntryName, ...]  # without a state: "Bộ Ngoại giao", "Foreign Ministry"
    portfolios: tuple[EntryName, ...]  # what its minister is minister of: "Ngoại giao", "Foreign Affairs"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All entries by key."""

    entries: dict[str, Entry]
    bodies: dict[str, Body]

    def get(self, key: str) -> Entry | None:
        """By key; a body that every state has ("org:kz-mofa") is composed from its state and its kind."""
        entry = self.entries.get(key)
        if entry is None and (made := _COMPOSED.fullmatch(key)):
            body, state = self.bodies.get(made["body"]), self.state(made["state"].upper())
            if body and state:
                return _body_of(body, state)
        return entry

    def state(self, code: str) -> Entry | None:
        """By ISO 3166-1 alpha-2 code; territories with a code of their own included."""
        return self.entries.get(f"state:{code}") or self.entries.get(f"territory:{code}")

    def states(self) -> Iterator[Entry]:
        return (entry for entry in self.entries.values() if entry.kind == "state")

    def of_kind(self, kind: EntryKind) -> Iterator[Entry]:
        return (entry for entry in self.entries.values() if entry.kind == kind)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)


_COMPOSED = re.compile(r"org:(?P<state>[a-z]{2})-(?P<body>.+)")


@lru_cache(maxsize=4)
def load(home_state: str = "VN") -> Gazetteer:
    """The gazetteer; read from the files on the first call.

    home_state: ISO 3166-1 alpha-2; its bodies are read from home_XX.csv, where there is such a file.
    Raises: ValueError naming file and line where a row cannot be understood.
    """
    entries: dict[str, Entry] = {}
    bodies = {body.slug: body for body in _bodies()}
    for read in (_regions(), _states(), _places(), _groups(), _organisations(), _home_bodies(home_state)):
        for entry in read:
            if entry.key in entries:
                raise ValueError(f"The key {entry.key} stands twice in the data of the gazetteer. Remove one row.")
            entries[entry.key] = entry
    return Gazetteer(entries, bodies)


def rows(file: str) -> Iterator[dict[str, str]]:
    """Rows of one data file as dictionaries; `line` is the line they stand on."""
    path = DATA / file
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(
                    f"{path.name}, line {reader.line_num}: expected {len(reader.fieldnames or ())} columns."
                )
            yield {**row, "line": str(reader.line_num)}


def several(cell: str) -> list[str]:
    """Values of a cell that holds several, parted by semicolons."""
    return [value for part in cell.split(";") if (value := part.strip())]


def _states() -> Iterator[Entry]:
    for row in rows("states.csv"):
        code, territory = row["code"], row["status"] == "territory"
        names = [EntryName(row["vi"], "vi", "preferred"), EntryName(row["en"], "en", "preferred")]
        for language in ("vi", "en"):
            names += [EntryName(text, language, _kind_of_name(text)) for text in several(row[f"{language}_other"])]
        names += [EntryName(text, "en", "demonym") for text in several(row["en_demonyms"])]
        yield Entry(
            key=f"{'territory' if territory else 'state'}:{code}",
            kind="territory" if territory else "state",
            names=tuple(names),
            country=code,
            region=f"m49:{row['region']}",
            alpha3=row["alpha3"],
            status=row["status"],
            source="UN M49; ISO 3166-1",
        )
        capitals = [EntryName(text, "vi", "capital") for text in several(row["vi_capital"])]
        capitals += [EntryName(text, "en", "capital") for text in several(row["en_capital"])]
        if capitals:
            yield Entry(f"capital:{code}", "place", tuple(capitals), country=code, source="UN M49")


_FORMAL = ("Cộng hòa", "Vương quốc", "Liên bang", "CH", "Đại Hàn", "Hợp chúng quốc", "Nhà nước", "Republic", "Kingdom")


def _kind_of_name(text: str) -> NameKind:
    letters = text.replace(".", "")
    if letters.isascii() and letters.isupper() and len(letters) <= 5:
        return "acronym"
    formal = text.startswith(_FORMAL) or " Republic" in text or "Republic of" in text or "Kingdom of" in text
    return "official" if formal else "alias"


def _regions() -> Iterator[Entry]:
    for row in rows("regions.csv"):
        names = (EntryName(row["vi"], "vi", "preferred"), EntryName(row["en"], "en", "preferred"))
        parent = f"m49:{row['parent']}" if row["parent"] else None
        yield Entry(f"m49:{row['code']}", "region", names, parent=parent, source="UN M49")


def _places() -> Iterator[Entry]:
    for row in rows("places.csv"):
        names = [EntryName(text, "vi", "alias" if at else "preferred") for at, text in enumerate(several(row["vi"]))]
        names += [EntryName(text, "en", "alias" if at else "preferred") for at, text in enumerate(several(row["en"]))]
        slug = re.sub(r"[^a-z0-9]+", "-", without_diacritics(names[0].text))
        key = f"place:{(row['country'] or 'xx').lower()}-{slug.strip('-')}"
        yield Entry(key, "place", tuple(names), country=row["country"] or None, source="the states' own gazetteers")


def _groups() -> Iterator[Entry]:
    for row in rows("groups.csv"):
        members = tuple(row["members"].split())
        yield Entry(row["key"], "group", _names(row), sort="group", source=row["source"], members=members)


def _organisations() -> Iterator[Entry]:
    for row in rows("organisations.csv"):
        yield Entry(
            row["key"],
            "organisation",
            _names(row),
            parent=row["parent"] or None,
            sort=row["sort"],
            source=row["source"],
            members=tuple(row["members"].split()),
        )


def _home_bodies(home_state: str) -> Iterator[Entry]:
    if not (DATA / f"home_{home_state}.csv").exists():
        return
    for row in rows(f"home_{home_state}.csv"):
        yield Entry(
            row["key"],
            "organisation",
            _names(row),
            country=home_state,
            parent=row["parent"] or None,
            sort=row["sort"],
            source=row["source"],
        )


def _names(row: dict[str, str]) -> tuple[EntryName, ...]:
    names: list[EntryName] = []
    for language in ("vi", "en"):
        for at, text in enumerate(several(row[language])):
            names.append(EntryName(text, language, "alias" if at else "preferred"))
    names += [EntryName(text, "", "acronym") for text in several(row.get("acronyms", ""))]
    return tuple(dict.fromkeys(names))


def _bodies() -> Iterator[Body]:
    for row in rows("bodies.csv"):
        portfolios: list[EntryName] = []
        for pair in several(row["portfolios"]):
            vi, _, en = pair.partition("=")
            portfolios += [EntryName(vi, "vi", "preferred")] if en else [EntryName(vi, "en", "alias")]
            portfolios += [EntryName(en, "en", "preferred")] if en else []
        yield Body(row["body"], row["sort"], _names(row), tuple(portfolios))


@lru_cache(maxsize=512)
def _body_of(body: Body, state: Entry) -> Entry:
    """The body of one state: Bộ Ngoại giao Lào, Ministry of Foreign Affairs of Laos."""
    names: list[EntryName] = []
    for name in body.names:
        joint = " " if name.language == "vi" else " of "
        names.append(EntryName(f"{name.text}{joint}{state.name(name.language)}", name.language, name.kind))
    key = f"org:{(state.country or '').lower()}-{body.slug}"
    source = "composed of the state's name and the kind of body"
    return Entry(key, "organisation", tuple(names), country=state.country, sort=body.sort, source=source)
