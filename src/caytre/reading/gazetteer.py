"""States, groups of states, organisations and their names, read from `data/`.

Read first: `load`, then `Entry`. The files are plain CSV that an officer can extend; data/README.md says how, and
where each fact comes from.
Goes out: `Gazetteer`, read once and kept in memory.
May touch: its own data files.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

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
class Gazetteer:
    """All entries by key."""

    entries: dict[str, Entry]

    def get(self, key: str) -> Entry | None:
        return self.entries.get(key)

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


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """The gazetteer; read from the files on the first call.

    Raises: ValueError naming file and line where a row cannot be understood.
    """
    entries: dict[str, Entry] = {}
    for read in (_states,):
        for entry in read():
            if entry.key in entries:
                raise ValueError(f"The key {entry.key} stands twice in the data of the gazetteer. Remove one row.")
            entries[entry.key] = entry
    return Gazetteer(entries)


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
