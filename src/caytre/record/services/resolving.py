"""From words of a passage to an actor of the record; where none is known, a provisional one is made.

States and bodies resolve by their gazetteer key. Persons resolve by exact name and country, and by nothing weaker:
two persons who may be one are left to a person's judgement.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from caytre.accounts.classification import Classification
from caytre.reading import gazetteer
from caytre.reading.model import Mention
from caytre.record.engine.text import identity, nfc, search_key, slug
from caytre.record.models import Actor, Name, Statement, StatementActor

_KINDS = {
    "state": Actor.Kind.STATE,
    "territory": Actor.Kind.TERRITORY,
    "m49": Actor.Kind.REGION,
    "group": Actor.Kind.GROUP,
    "org": Actor.Kind.ORGANISATION,
    "person": Actor.Kind.PERSON,
}
KEPT_NAMES = frozenset(Name.Kind.values)  # demonyms and capitals serve reading alone
_MADE_KINDS = {"person": Actor.Kind.PERSON, "organisation": Actor.Kind.ORGANISATION}


def made_key(kind: str, name: str, country: str) -> str:
    """The key of an actor that reading or an officer made: readable, and different wherever name or country differ."""
    prefix = "org" if kind == Actor.Kind.ORGANISATION else str(kind)
    digest = hashlib.sha256(f"{identity(name)}|{country}".encode()).hexdigest()[:8]
    return f"{prefix}:{(country or 'xx').lower()}:{slug(name)}-{digest}"


class Resolver:
    """Resolves the actors of one document; remembers what it has found."""

    def __init__(self, mentions: Iterable[Mention], language: str) -> None:
        self.language = language or "und"
        self.mentions: dict[str, list[Mention]] = {}
        self.countries: dict[str, set[str]] = {}
        self._actors: dict[tuple[str, str, str], Actor | None] = {}
        self._states: dict[str, Actor | None] = {}
        for mention in mentions:
            name = nfc(mention.text)
            self.mentions.setdefault(name, []).append(mention)
            if mention.country:
                self.countries.setdefault(name, set()).add(mention.country)

    def resolve(self, text: str | None, key: str | None) -> Actor | None:
        """The actor of a subject or object; None where the words name nobody in particular."""
        text = nfc(text or "")
        slot = ("", text, key or "")
        if slot not in self._actors:
            self._actors[slot] = self._by_key(key, text) if key else self._by_mention(text)
        return self._actors[slot]

    def states(self, codes: Iterable[str]) -> list[Actor]:
        """The states with these ISO codes that the record knows."""
        found = []
        for code in codes:
            if code not in self._states:
                keys = [f"{kind}:{code}" for kind in ("state", "territory")]
                self._states[code] = Actor.objects.filter(key__in=keys).first()
            found.append(self._states[code])
        return [actor for actor in found if actor is not None]

    def _by_key(self, key: str, text: str) -> Actor | None:
        kind = _KINDS.get(key.partition(":")[0])
        if kind is None:
            return self._by_mention(text)
        country = key.partition(":")[2] if kind in (Actor.Kind.STATE, Actor.Kind.TERRITORY) else ""
        return find_or_make(kind, text or key, country=country[:2], language=self.language, key=key)

    def _by_mention(self, text: str) -> Actor | None:
        mention = self._mention_of(text)
        if mention is None:
            return None
        if mention.id and mention.id.partition(":")[0] in _KINDS:
            return self._by_key(mention.id, nfc(mention.text))
        kind = _MADE_KINDS.get(mention.kind)
        if kind is None:
            return None
        name = nfc(mention.text)
        countries = self.countries.get(name, set())
        country = mention.country or (next(iter(countries)) if len(countries) == 1 else "")
        return find_or_make(kind, name, country=country, language=self.language)

    def _mention_of(self, text: str) -> Mention | None:
        """The mention these words are, or the one person they name together with an office."""
        if not text:
            return None
        if exact := self.mentions.get(text):
            return max(exact, key=lambda mention: (mention.id is not None, mention.country is not None))
        inside = {
            name: mentions[0]
            for name, mentions in self.mentions.items()
            if mentions[0].kind == "person" and text.endswith(name) and text[: -len(name)].endswith(" ")
        }
        return inside[max(inside, key=len)] if inside else None


def find_or_make(kind: str, name: str, *, country: str = "", language: str = "und", key: str | None = None) -> Actor:
    """The actor with this key (or exactly this name and country), else a new one.

    A key of the gazetteer ("org:kz-mofa") brings all its names along; any other actor is provisional.
    """
    actor = Actor.objects.select_related("same_as").filter(key=key or made_key(kind, name, country)).first()
    if actor is not None:
        return actor
    entry = gazetteer.load(settings.HOME_STATE).get(key) if key else None
    now = timezone.now()
    names: list[tuple[str, str, str]] = [(unicodedata.normalize("NFC", name)[:300], language, Name.Kind.PREFERRED)]
    if entry is not None:
        country = entry.country or country
        names = [(nfc(each.text), each.language, each.kind) for each in entry.names if each.kind in KEPT_NAMES]
    parent = Actor.objects.filter(key=entry.parent).first() if entry and entry.parent else None
    actor, made = Actor.objects.get_or_create(
        key=key or made_key(kind, name, country),
        defaults={
            "kind": kind,
            "country": country,
            "parent": parent,
            "provisional": entry is None,
            # What the gazetteer knows everyone may; what only a document tells, `index_actors` gives its level.
            "classification": Classification.PUBLIC if entry else Classification.SECRET,
            "since": now,
        },
    )
    if made:
        Name.objects.bulk_create(
            Name(actor=actor, text=text, folded=search_key(text)[:300], language=tongue[:8], kind=sort, since=now)
            for text, tongue, sort in dict.fromkeys(names)
        )
    return actor


def index_actors(about: Iterable[tuple[int, Iterable[Actor | None]]]) -> None:
    """Note which actors each statement (by id) is about; what is told at a lower level is known at that level."""
    pairs = {(statement, actor.pk) for statement, actors in about for actor in actors if actor is not None}
    levels = Statement.objects.only("classification").in_bulk({statement for statement, _ in pairs})
    told: dict[int, set[int]] = {}
    for statement, actor in pairs:
        told.setdefault(levels[statement].classification, set()).add(actor)
    for level, known in told.items():
        Actor.objects.filter(pk__in=known, classification__gt=level).update(classification=level)
    StatementActor.objects.bulk_create(
        [StatementActor(statement_id=statement, actor_id=actor) for statement, actor in sorted(pairs)],
        ignore_conflicts=True,
        batch_size=1000,
    )
