"""What a morning brief says, out of what changed in the record and what comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from caytre.record.engine.answers import ActorRef, Brief, Group, Section, Sentence, Value, When, Words
from caytre.record.engine.dossier import contrast, ends_within, is_coming, is_upgrade, level_of
from caytre.record.engine.facts import Composer, Fact, alike_once, newest_first
from caytre.record.engine.sentences.folding import fold

AHEAD = timedelta(days=30)
SHOWN_PER_ACTOR, MOST_ACTORS, MOST_SOURCES = 8, 40, 12
# What lasts, and whose end therefore is news; the end of a visit is not.
LASTING = ("membership_term", "position_held", "agreement", "pledge", "directive", "policy_goal", "candidacy")
_BEGINNINGS = ("quan he ngoai giao", "diplomatic relations")  # folded: what makes an event a beginning of relations


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person: counts. oldest: ISO day of the oldest proposal."""

    proposals: int = 0
    oldest: str = ""
    failed: int = 0
    unread: int = 0
    provisional: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was read, from where, what could not be read, and what officers decided."""

    by_source: tuple[tuple[str, int], ...] = ()  # name of the source (may be empty), documents
    failures: tuple[tuple[str, str], ...] = ()  # name of the document, problem
    accepted: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a brief is written from."""

    since: datetime
    until: datetime
    home: str = ""  # key of the home state's actor: it is in nearly everything, so it heads a group last
    states: Mapping[str, ActorRef] = field(default_factory=dict)  # by ISO code
    new: Sequence[Fact] = ()
    withdrawn: Sequence[Fact] = ()
    corrected: Sequence[tuple[Fact, Fact]] = ()  # before, now
    coming: Sequence[Fact] = ()
    remembered: Sequence[Fact] = ()
    contradictions: Sequence[tuple[int, str, Fact, Fact, date]] = ()
    waiting: Waiting = field(default_factory=Waiting)
    coverage: Coverage = field(default_factory=Coverage)


def write(material: Material) -> Brief:
    """The brief."""
    composer = Composer()
    sections = (
        _waiting(material),
        _new(material, composer),
        _changed(material, composer),
        _contradictions(material, composer),
        _due(material, composer),
        _anniversaries(material, composer),
        _coverage(material),
    )
    return Brief(
        title=Sentence("brief.title", (("day", When(material.until.date().isoformat())),)),
        subtitle=Sentence("brief.subtitle", (("since", material.since), ("until", material.until))),
        classification=composer.classification,
        known_on=material.until,
        sections=sections,
        footnotes=tuple(composer.footnotes),
        since=material.since,
        until=material.until,
    )


def _section(name: str, sentences: Iterable[Sentence] = (), **rest: object) -> Section:
    return Section(name, sentences=tuple(sentences), empty=Sentence(f"empty.{name}"), **rest)  # type: ignore[arg-type]


def _counted(message: str, count: int, **values: Value) -> list[Sentence]:
    return [Sentence(message, (("count", count), *values.items()))] if count else []


def _waiting(material: Material) -> Section:
    waiting = material.waiting
    said = [
        *_counted(
            "brief.queue_oldest" if waiting.oldest else "brief.queue", waiting.proposals, when=When(waiting.oldest)
        ),
        *_counted("brief.contradictions", len(material.contradictions)),
        *_counted("brief.failed", waiting.failed),
        *_counted("brief.waiting_documents", waiting.unread),
        *_counted("brief.provisional", waiting.provisional),
    ]
    return _section("waiting", said)


def _heading(fact: Fact, material: Material) -> ActorRef | None:
    """Under whom a fact is told: a foreign state, also for its persons and bodies; else a body; else the home state."""
    found = []
    for actor in (fact.subject, fact.object):
        if actor is None:
            continue
        state = material.states.get(actor.country)
        found.append(actor if actor.kind == "state" or state is None else state)
    order = {"state": 0, "organisation": 1, "group": 2, "person": 3}
    foreign = [actor for actor in found if actor.key != material.home]
    return min(foreign or found, key=lambda actor: order.get(actor.kind, 4), default=None)


def _new(material: Material, composer: Composer) -> Section:
    by_actor: dict[str, list[Fact]] = defaultdict(list)
    headings: dict[str, ActorRef | None] = {}
    for fact in alike_once(material.new):
        heading = _heading(fact, material)
        key = heading.key if heading else ""
        headings[key] = heading
        by_actor[key].append(fact)
    order = sorted(by_actor, key=lambda key: (key == "", key == material.home, -len(by_actor[key]), key))
    groups = []
    for key in order[:MOST_ACTORS]:
        facts = sorted(by_actor[key], key=newest_first)
        actor = headings[key]
        heading_sentence = Sentence("brief.actor", (("subject", actor),)) if actor else Sentence("brief.others")
        said = tuple(composer.say(fact) for fact in facts[:SHOWN_PER_ACTOR])
        groups.append(Group(heading_sentence, said, max(0, len(facts) - SHOWN_PER_ACTOR)))
    left_out = sum(len(by_actor[key]) for key in order[MOST_ACTORS:])
    return _section("new", groups=tuple(groups), more=left_out)


def _changed(material: Material, composer: Composer) -> Section:
    said = []
    for before, now in material.corrected:
        old, new = composer.say(before), composer.say(now)
        notes = tuple(dict.fromkeys(old.footnotes + new.footnotes))
        values = (("before", old), ("after", new))
        said.append(Sentence("brief.corrected", values, notes, "held", now.id, now.valid, now.classification))
    for fact in material.withdrawn:
        old = composer.say(fact)
        said.append(
            Sentence(
                "brief.withdrawn", (("what", old),), old.footnotes, "held", fact.id, fact.valid, fact.classification
            )
        )
    return _section("changed", said)


def _contradictions(material: Material, composer: Composer) -> Section:
    return _section("contradictions", contrasts=tuple(contrast(found, composer) for found in material.contradictions))


def _due(material: Material, composer: Composer) -> Section:
    """Terms that end and engagements that come, in order of their day."""
    day = material.until.date()
    lines: list[tuple[date, int, Sentence]] = []
    for fact in alike_once(material.coming):
        if is_coming(fact, day) and fact.valid_from and day <= fact.valid_from <= day + AHEAD:
            lines.append((fact.valid_from, fact.id, _in_days(fact, day, composer)))
        elif fact.predicate in LASTING and fact.modality != "denied" and ends_within(fact, day, AHEAD):
            lines.append((fact.valid_to or day, fact.id, _ending(fact, day, composer)))
    return _section("due", [sentence for _, _, sentence in sorted(lines, key=lambda line: line[:2])])


def _ending(fact: Fact, day: date, composer: Composer) -> Sentence:
    assert fact.valid_to  # noqa: S101 - the caller looked
    days = (fact.valid_to - day).days
    end = When(fact.valid.partition("/")[2])
    by = "" if len(end.edtf) == 10 else "_by"
    if fact.predicate == "membership_term":
        return composer.say(fact, f"dossier.term_ends{by}", when=end, days=days)
    return composer.say(fact, f"brief.ends{by}", what=composer.say(fact), when=end, days=days)


def _in_days(fact: Fact, day: date, composer: Composer) -> Sentence:
    """What is planned; days are counted only where the passage names the day."""
    if len(fact.valid.partition("/")[0]) != 10 or not fact.valid_from:
        return composer.say(fact)
    days = (fact.valid_from - day).days
    return composer.say(fact, "brief.event_in" if days else "brief.event_today", what=composer.say(fact), days=days)


def _anniversaries(material: Material, composer: Composer) -> Section:
    day = material.until.date()
    lines: list[tuple[date, int, Sentence]] = []
    for fact in alike_once(material.remembered):
        due = anniversary(fact, day)
        if due is None or not fact.valid_from or not _is_beginning(fact):
            continue
        years = due.year - fact.valid_from.year
        exact = len(fact.valid.partition("/")[0]) == 10
        when = When(due.isoformat() if exact else f"{due:%Y-%m}")
        if fact.predicate == "partnership_level":
            message = "brief.anniversary" if exact else "brief.anniversary_month"
            said = composer.say(fact, message, years=years, day=when, value=Words(level_of(fact), fact.language))
        else:
            said = composer.say(fact, "brief.anniversary_event", years=years, what=composer.say(fact))
        if years % 5 == 0:
            said = Sentence(
                "brief.round", (("what", said),), said.footnotes, "held", fact.id, fact.valid, fact.classification
            )
        lines.append((due, fact.id, said))
    return _section("anniversaries", [sentence for _, _, sentence in sorted(lines, key=lambda line: line[:2])])


def _is_beginning(fact: Fact) -> bool:
    """Whether it marks a beginning of relations or of a level of them, not any visit or meeting."""
    if fact.modality not in ("done", "ongoing"):
        return False
    if fact.predicate == "partnership_level":
        return bool(fact.value) and is_upgrade(fact)
    return any(words in fold(fact.value) for words in _BEGINNINGS)


def anniversary(fact: Fact, day: date) -> date | None:
    """The next return of the fact's beginning within 30 days after `day`; None if there is none.

    A month without a day returns with the month; a year alone never does. 29 February returns on 28 February.
    """
    start = fact.valid.partition("/")[0].rstrip("~?%")
    if len(start) not in (7, 10) or not fact.valid_from or fact.valid_from.month > 12:
        return None
    for year in (day.year, day.year + 1):
        if year <= fact.valid_from.year:
            continue
        try:
            due = fact.valid_from.replace(year=year)
        except ValueError:
            due = date(year, 2, 28)
        if len(start) == 7 and (due.year, due.month) == (day.year, day.month):
            return due
        if day <= due <= day + AHEAD:
            return due
    return None


def _coverage(material: Material) -> Section:
    coverage = material.coverage
    count = sum(number for _, number in coverage.by_source)
    said: list[Sentence] = []
    if count:
        said.append(Sentence("brief.read", (("count", count), ("sources", len(coverage.by_source)))))
        for name, number in coverage.by_source[:MOST_SOURCES]:
            source: Value = name if name else Sentence("brief.unnamed")
            said.append(Sentence("brief.by_source", (("name", source), ("count", number))))
    else:
        said.append(Sentence("brief.read_none"))
    if coverage.accepted or coverage.rejected:
        said.append(Sentence("brief.reviewed", (("accepted", coverage.accepted), ("rejected", coverage.rejected))))
    said += [Sentence("brief.failures", (("name", name), ("problem", problem))) for name, problem in coverage.failures]
    return _section("coverage", said)
