"""What a dossier says, out of the facts that the record held at one moment."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from caytre.record.engine.answers import (
    ActorRef,
    Chart,
    Contrast,
    Dossier,
    Group,
    Point,
    Section,
    Sentence,
    Term,
    Value,
    When,
    Words,
)
from caytre.record.engine.facts import Composer, Fact, Telling, alike_once, newest_first
from caytre.record.engine.sentences import meaning
from caytre.record.engine.sentences.folding import fold

SHOWN = 20  # sentences of one section
SOON = timedelta(days=365)  # a term that ends within it is "ending soon"
LONGEST_SERIES, MOST_CHARTS = 24, 12

# An upgrade is told from a mere mention by the words of the passage: only then does its date say "since".
_UPGRADE = re.compile(
    r"nâng cấp|nâng\b.{0,40}\blên|thiết lập|xác lập|trở thành|upgrad|elevat|establish|raised?\b", re.IGNORECASE
)
_LEVEL_NOUN = re.compile(r"^(quan hệ|relationship|relations|partnership level)\s+(?=\S)", re.IGNORECASE)
TALKS = ("visit", "meeting", "call")
COMMITMENTS = ("pledge", "directive", "policy_goal")
BODIES = ("organisation_membership", "membership_term", "election_to_body", "candidacy")


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a dossier is written from; `held` by predicate."""

    subject: ActorRef
    other: ActorRef | None
    as_of: date
    known_on: datetime
    held: dict[str, list[Fact]]
    home: str = ""  # key of the home state's actor
    proposed: list[Fact] = field(default_factory=list)
    contradictions: list[tuple[int, str, Fact, Fact, date]] = field(default_factory=list)
    proposed_count: int = 0
    proposed_capped: bool = False  # there are more than `proposed_count`

    def of(self, *predicates: str) -> list[Fact]:
        """Held facts of these predicates that had begun by the day asked, or are planned; newest first."""
        found = [
            fact
            for predicate in predicates
            for fact in self.held.get(predicate, ())
            if fact.began_by(self.as_of) or fact.modality in ("planned", "proposed")
        ]
        return sorted(found, key=newest_first)


def write(material: Material) -> Dossier:
    """The dossier."""
    composer = Composer()
    people = _offices if material.subject.kind == "person" else _people
    sections = (
        _relations(material, composer),
        people(material, composer),
        _agreements(material, composer),
        _visits(material, composer),
        _memberships(material, composer),
        _figures(material, composer),
        _commitments(material, composer),
        _events(material, composer),
        _contradictions(material, composer),
        _proposals(material, composer),
        _coverage(material, composer),
    )
    names: tuple[tuple[str, Value], ...] = (("subject", material.subject),)
    if material.other:
        names = (*names, ("other", material.other))
    return Dossier(
        title=Sentence("dossier.pair" if material.other else "dossier.title", names),
        subtitle=Sentence(
            "dossier.subtitle", (("as_of", When(material.as_of.isoformat())), ("known_on", material.known_on))
        ),
        classification=composer.classification,
        known_on=material.known_on,
        sections=sections,
        footnotes=tuple(composer.footnotes),
        subject=material.subject,
        other=material.other,
        as_of=material.as_of,
    )


def section(name: str, tellings: Sequence[Telling] = (), **rest: object) -> Section:
    """A section of the first `SHOWN` sentences, with what to say where it is empty."""
    return Section(
        name,
        sentences=tuple(tell() for tell in tellings[:SHOWN]),
        more=max(0, len(tellings) - SHOWN),
        empty=Sentence(f"empty.{name}"),
        **rest,  # type: ignore[arg-type]
    )


def groups(named: Iterable[tuple[str, Sequence[Telling]]]) -> tuple[Group, ...]:
    """Headed groups, the empty ones left out, each of the first `SHOWN` sentences."""
    return tuple(
        Group(
            Sentence(f"dossier.group.{name}"),
            tuple(tell() for tell in tellings[:SHOWN]),
            max(0, len(tellings) - SHOWN),
        )
        for name, tellings in named
        if tellings
    )


# --- relations -----------------------------------------------------------------


def level_of(fact: Fact) -> str:
    """The words for the level, without "quan hệ" in front: the sentence has it already."""
    return _LEVEL_NOUN.sub("", fact.value.strip('“”" '))


def is_upgrade(fact: Fact) -> bool:
    """Whether a passage says that the relation was raised or established then, not just that it has this level."""
    return bool(fact.valid) and any(_UPGRADE.search(passage.quote) for passage in fact.passages)


def _relations(material: Material, composer: Composer) -> Section:
    pairs: dict[frozenset[str], list[Fact]] = defaultdict(list)
    for fact in material.of("partnership_level"):
        if fact.value and fact.modality in ("done", "ongoing") and fact.began_by(material.as_of):
            pairs[frozenset((fact.subject_key, fact.object_key))].append(fact)
    ordered = sorted(pairs.items(), key=lambda item: (material.home not in item[0], newest_first(item[1][0])))
    said: list[Telling] = []
    for _, facts in ordered:
        said += _level(facts, composer)
    planned = [fact for fact in material.of("partnership_level") if fact.modality in ("planned", "proposed")]
    said += composer.later(planned)
    return section("relations", said)


def _level(facts: list[Fact], composer: Composer) -> list[Telling]:
    """The present level of one pair with its date, then the levels before it. facts: newest first, one pair."""
    runs: list[list[Fact]] = []
    for fact in facts:
        same = runs and fold(level_of(runs[-1][0])) == fold(level_of(fact))
        if same:
            runs[-1].append(fact)
        else:
            runs.append([fact])
    said: list[Telling] = []
    seen: set[str] = set()
    for index, run in enumerate(runs):
        level = level_of(run[0])
        if fold(level) in seen:  # an older mention of a level already told
            continue
        seen.add(fold(level))
        dated = [fact for fact in run if fact.valid_from]
        upgrade = next((fact for fact in reversed(dated) if is_upgrade(fact)), None)
        first = upgrade or (dated[-1] if dated else run[0])
        message = "dossier.level_before" if index else f"dossier.level_{'since' if upgrade else 'recorded'}"
        carrying = alike_once([first, *(fact for fact in run if fact is not first)], ignoring_date=True)[0]
        when = When(first.valid.partition("/")[0] if upgrade else first.valid)
        said.append(partial(composer.say, carrying, message, value=Words(level, first.language), when=when))
    return said


# --- people --------------------------------------------------------------------


def _people(material: Material, composer: Composer) -> Section:
    """Who holds which office: for each office, the last person known in it whose term had not ended."""
    offices: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in material.of("position_held"):
        office = fact.label.text if isinstance(fact.label, Words) else ""
        if fact.modality in ("done", "ongoing") and office:
            # without the body it belongs to, an office is one per person: a Minister of nobody knows what
            place = fact.object_key or fact.subject_key
            offices[place, "" if place == fact.subject_key else meaning(office)].append(fact)
    said: list[Telling] = []
    for facts in sorted(offices.values(), key=lambda found: newest_first(found[0])):
        latest = facts[0]
        if latest.has_term and not latest.open_on(material.as_of):
            continue
        same_person = alike_once(
            [fact for fact in facts if fact.subject_key == latest.subject_key], ignoring_date=True
        )[0]
        said.append(partial(composer.say, same_person, _office_message(latest)))
    return section("people", said)


def _offices(material: Material, composer: Composer) -> Section:
    return section("offices", composer.later(material.of("position_held")))


def _office_message(fact: Fact) -> str:
    return "dossier.in_office_term" if fact.has_term else "dossier.in_office"


# --- acts ----------------------------------------------------------------------


def _agreements(material: Material, composer: Composer) -> Section:
    return section("agreements", composer.later(material.of("agreement")))


def is_coming(fact: Fact, day: date) -> bool:
    """Whether it is planned and not past."""
    return fact.modality in ("planned", "proposed") and fact.open_on(day)


def _visits(material: Material, composer: Composer) -> Section:
    facts = material.of(*TALKS)
    coming = [fact for fact in reversed(facts) if is_coming(fact, material.as_of)]
    past = [fact for fact in facts if not is_coming(fact, material.as_of)]
    return section("visits", groups=groups([("upcoming", composer.later(coming)), ("past", composer.later(past))]))


def _memberships(material: Material, composer: Composer) -> Section:
    soon: list[Telling] = []
    terms, candidacies, memberships = list(soon), list(soon), list(soon)
    for fact in alike_once(material.of(*BODIES), ignoring_date=True):
        if fact.predicate == "candidacy":
            if fact.open_on(material.as_of):
                candidacies.append(partial(composer.say, fact))
        elif fact.predicate == "organisation_membership":
            memberships.append(partial(composer.say, fact))
        elif fact.predicate == "membership_term" and ends_within(fact, material.as_of, SOON):
            soon.append(partial(term_end, fact, material.as_of, composer))
        else:
            terms.append(partial(composer.say, fact))
    return section(
        "memberships",
        groups=groups(
            [("ending_soon", soon), ("terms", terms), ("candidacies", candidacies), ("memberships", memberships)]
        ),
    )


def ends_within(fact: Fact, day: date, span: timedelta) -> bool:
    """Whether it ends between `day` and `day + span`."""
    return fact.valid_to is not None and day <= fact.valid_to <= day + span and fact.has_term


def term_end(fact: Fact, day: date, composer: Composer) -> Sentence:
    """When a term ends: as precise as the passage, the days left counted to the latest day it can mean."""
    end = fact.valid.partition("/")[2]
    days = (fact.valid_to - day).days if fact.valid_to else 0
    return composer.say(
        fact, "dossier.term_ends" if len(end) == 10 else "dossier.term_ends_by", when=When(end), days=days
    )


def _commitments(material: Material, composer: Composer) -> Section:
    """What was promised or ordered and still binds, also for a day to come."""
    facts = [fact for predicate in COMMITMENTS for fact in material.held.get(predicate, ())]
    still = [fact for fact in facts if fact.modality != "denied" and _binds(fact, material.as_of)]
    return section("commitments", composer.later(sorted(still, key=newest_first)))


def _binds(fact: Fact, day: date) -> bool:
    """A pledge binds until it is said to be kept or its time is over; a directive while it is carried out."""
    if fact.predicate == "pledge":
        return fact.open_on(day) or not fact.has_term
    return fact.modality in ("planned", "ongoing", "proposed") and (fact.open_on(day) or not fact.has_term)


def _events(material: Material, composer: Composer) -> Section:
    facts = material.of("event")
    coming = [fact for fact in reversed(facts) if is_coming(fact, material.as_of)]
    past = [fact for fact in facts if not is_coming(fact, material.as_of)]
    return section("events", groups=groups([("upcoming", composer.later(coming)), ("past", composer.later(past))]))


# --- figures -------------------------------------------------------------------


def _figures(material: Material, composer: Composer) -> Section:
    series: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in alike_once(material.of("trade_figure", "statistic")):
        if fact.number is not None:
            label = fact.label.id if isinstance(fact.label, Term) else fold(fact.label.text)
            span = "year" if len(fact.valid) == 4 else "interval" if "/" in fact.valid else str(len(fact.valid))
            alone = "" if label else str(fact.id)  # what it counts is not told: never in one series with another
            key = (fact.predicate, fact.subject_key, fact.object_key, label, fold(fact.unit), span, alone)
            series[key].append(fact)
    drawn: list[list[Fact]] = []
    said: list[Telling] = []
    for facts in series.values():
        dated = [fact for fact in facts if fact.valid and fact.valid_from and fact.modality in ("done", "ongoing")]
        if len({fact.valid for fact in dated}) > 1 and len(drawn) < MOST_CHARTS:
            drawn.append(dated)
            facts = [fact for fact in facts if fact not in dated]
        said += [partial(composer.say, fact) for fact in facts]
    told = section("figures", said)  # before the charts, as it is printed, so that footnotes run in order
    return replace(told, charts=tuple(_chart(dated, composer) for dated in drawn))


def _chart(facts: list[Fact], composer: Composer) -> Chart:
    """A series over time, oldest first; two values for one period stand both, the contradiction shows elsewhere."""
    title = Sentence("dossier.series", tuple(v for v in facts[0].values() if v[0] in ("subject", "object", "value")))
    points = []
    for fact in sorted(facts[:LONGEST_SERIES], key=lambda fact: (fact.valid_from or date.min, fact.valid, fact.id)):
        notes = composer.say(fact).footnotes
        points.append(Point(fact.valid, fact.number or Decimal(0), fact.bound, notes))
    return Chart(title, facts[0].unit, tuple(points), facts[0].language)


# --- what is open and what it rests on -----------------------------------------


def contrast(found: tuple[int, str, Fact, Fact, date], composer: Composer) -> Contrast:
    """Two statements side by side."""
    number, kind, left, right, day = found
    return Contrast(number, Sentence(f"contradiction.{kind}"), composer.say(left), composer.say(right), day.isoformat())


def _contradictions(material: Material, composer: Composer) -> Section:
    return section("contradictions", contrasts=tuple(contrast(found, composer) for found in material.contradictions))


def _proposals(material: Material, composer: Composer) -> Section:
    """What reading proposed and nobody reviewed, apart and marked."""
    shown = tuple(tell() for tell in composer.later(material.proposed)[:SHOWN])
    count = max(material.proposed_count, len(material.proposed))
    return Section(
        "proposals",
        groups=(Group(Sentence("dossier.proposed_intro"), shown, max(0, count - len(shown))),) if shown else (),
        empty=Sentence("empty.proposals"),
    )


def _coverage(material: Material, composer: Composer) -> Section:
    """What the sentences above rest on, and how much awaits review."""
    held = [note for note in composer.footnotes if note.number in composer.carrying]
    said = []
    if composer.statements:
        counts: tuple[tuple[str, Value], ...] = (
            ("statements", len(composer.statements)),
            ("documents", len({note.document for note in held})),
            ("publishers", len({note.publisher for note in held})),
        )
        said.append(Sentence("dossier.coverage", counts))
        dates = sorted(note.published for note in held if note.published[:4].isdigit())
        if dates:
            said.append(Sentence("dossier.coverage_span", (("first", When(dates[0])), ("last", When(dates[-1])))))
    if material.proposed_count:
        message = "dossier.coverage_proposed_many" if material.proposed_capped else "dossier.coverage_proposed"
        said.append(Sentence(message, (("count", material.proposed_count),)))
    return Section("coverage", sentences=tuple(said), empty=Sentence("empty.coverage"))
