"""Who holds which office of what: the answer for facts of the type position_held.

The state is the one the text names with the office; an office of state, government, parliament, party or ministry
named with none is the home state's when its holder has a name of the home state's form.
"""

from __future__ import annotations

from dataclasses import dataclass

from caytre.reading.folding import Folded
from caytre.reading.gazetteer import Gazetteer
from caytre.reading.model import Mention
from caytre.reading.names.matching import Hit
from caytre.reading.names.persons import NO_OFFICE, Held, Holding

_OF_STATE = ("state", "government", "parliament", "party", "ministry", "mission")


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """One office that the text gives to one person. Offsets in code points of the text."""

    person: Mention
    office: str  # without the state: "Tổng thống", "Bộ trưởng Ngoại giao", "Vụ trưởng Vụ các Tổ chức quốc tế"
    office_start: int
    office_end: int  # of the office with all that belongs to it: "Tổng thống Hàn Quốc"
    start: int  # of office and name together, whichever comes first
    end: int
    organisation: str | None = None  # what it is an office of, by its name
    organisation_id: str | None = None  # "state:KR", "org:vn-mofa"
    country: str | None = None  # ISO 3166-1 alpha-2 of the state whose office it is
    certain: bool = False  # the text names that state; False: taken to be the home state
    host: str | None = None  # ISO code of the state in which an ambassador serves
    former: bool = False  # "nguyên", "cựu", "former"


def offices_held(
    folded: Folded,
    holdings: list[Holding],
    hits: list[Hit],
    owned: dict[int, str | None],
    gazetteer: Gazetteer,
    *,
    home_state: str,
    language: str,
) -> list[tuple[Mention, list[OfficeHeld]]]:
    """Each person of `holdings` with the offices held, in the order of the text."""
    named: dict[str, str] = {}  # full name -> state beyond doubt
    resolved: list[list[tuple[str | None, bool]]] = []
    for holding in holdings:
        states = [_state_named(held, hits, owned) for held in holding.offices]
        shared = next((state for state in states if state), None)
        resolved.append([(state or shared, bool(state or shared)) for state in states])
        if shared:
            for key in _keys(folded, holding):
                named.setdefault(key, shared)
    answer: list[tuple[Mention, list[OfficeHeld]]] = []
    for holding, states_of in zip(holdings, resolved, strict=True):
        known = next((named[key] for key in _keys(folded, holding) if key in named), None)
        ours = holding.name.vietnamese == (home_state == "VN") and holding.name.words > 1
        decided: list[tuple[str | None, bool]] = []
        for held, (state, certain) in zip(holding.offices, states_of, strict=True):
            if state is None and (held.title.office.of in _OF_STATE or _of_a_ministry(held, hits)):
                state, certain = (known, True) if known else (home_state if ours else None, False)
            decided.append((state, certain))
        answer.append(_answer(folded, holding, decided, hits, owned, gazetteer, language))
    return answer


def _keys(folded: Folded, holding: Holding) -> tuple[str, ...]:
    """Under what a person is known in the text: the full name, and of a foreign one its last word ("Putin")."""
    full = folded.text[holding.name.start : holding.name.end]
    return (full,) if holding.name.vietnamese else (full, full.rsplit(" ", 1)[-1])


def _state_named(held: Held, hits: list[Hit], owned: dict[int, str | None]) -> str | None:
    for number in held.states:
        entry = hits[number].candidate.entry
        if entry is not None:
            return entry.country
    for number in [*held.bodies, *held.lands]:
        entry = hits[number].candidate.entry
        country = entry.country if entry is not None else owned.get(number)
        if country:
            return country
    return None


def _answer(
    folded: Folded,
    holding: Holding,
    decided: list[tuple[str | None, bool]],
    hits: list[Hit],
    owned: dict[int, str | None],
    gazetteer: Gazetteer,
    language: str,
) -> tuple[Mention, list[OfficeHeld]]:
    start, end = folded.span(holding.name.start, holding.name.end)
    offices = [
        (held, state, certain)
        for held, (state, certain) in zip(holding.offices, decided, strict=True)
        if held.title.office.of not in NO_OFFICE
    ]
    office = office_start = None
    if offices:
        first = min(held.start for held, _, _ in offices)
        before = [max(held.end, held.title.end) for held, _, _ in offices if held.start < holding.name.start]
        last = max(before or [max(held.end, held.title.end) for held, _, _ in offices])
        first = min(held.start for held, _, _ in offices if (held.start < holding.name.start) == bool(before))
        office_start, office_end = folded.span(first, last)
        office = folded.original[office_start:office_end]
    country = next((state for state, _ in decided if state), None)
    person = Mention(
        start, end, folded.original[start:end], "person", None, country, office=office, office_start=office_start
    )
    held_offices: list[OfficeHeld] = []
    for held, state, certain in offices:
        title_start, title_end = folded.span(held.start, max(held.end, held.title.end))
        organisation, key = _organisation(folded, held, state, hits, owned, gazetteer, language)
        held_offices.append(
            OfficeHeld(
                person,
                _wording(folded, held),
                title_start,
                title_end,
                min(title_start, start),
                max(title_end, end),
                organisation,
                key,
                state,
                certain,
                _host(held, hits),
                held.former,
            )
        )
    return person, held_offices


def _host(held: Held, hits: list[Hit]) -> str | None:
    entries = [hits[number].candidate.entry for number in held.hosts]
    return next((entry.country for entry in entries if entry is not None), None)


def _wording(folded: Folded, held: Held) -> str:
    """The office as the text words it, without the state and what follows a comma."""
    office = held.title.office
    end = held.title.end
    if not held.states and (office.of == "organisation" or (office.of == "ministry" and office.body is None)):
        end = max(end, held.end)
    return folded.cased[held.title.start : end].split(", ")[0].replace("\n", " ")


def _organisation(
    folded: Folded,
    held: Held,
    state: str | None,
    hits: list[Hit],
    owned: dict[int, str | None],
    gazetteer: Gazetteer,
    language: str,
) -> tuple[str | None, str | None]:
    office = held.title.office
    code = (state or "").lower()
    key: str | None = None
    if office.of == "ministry" and office.body and state:
        key = f"org:{code}-{office.body}"
    elif office.of in ("government", "parliament") and state:
        key = f"org:{code}-{office.of}"
    elif office.of == "party" and f"org:{code}-communist-party" in gazetteer.entries:
        key = f"org:{code}-communist-party"
    elif held.bodies and not (office.of == "mission" and state) and _takes_body(held, hits):
        number = held.bodies[0]
        entry, body = hits[number].candidate.entry, hits[number].candidate.body
        owner = owned.get(number) or state
        key = entry.key if entry is not None else f"org:{owner.lower()}-{body.slug}" if body and owner else None
        start, end = folded.span(hits[number].start, hits[held.bodies[-1]].end)
        return folded.original[start:end], key
    elif state and (office.of in ("state", "party", "mission") or held.states):
        known = gazetteer.state(state)
        return (known.name(language), known.key) if known else (None, None)
    if key and (known := gazetteer.get(key)):
        return known.name(language), key
    complement = folded.cased[held.title.end : held.end].strip(" ,") if office.of == "organisation" else ""
    complement = complement.removeprefix("của ").removeprefix("of ").removeprefix("the ")
    return complement or None, None


def _of_a_ministry(held: Held, hits: list[Hit]) -> bool:
    """Whether the office is of a body that every state has, such as a spokesperson's."""
    return bool(held.bodies) and hits[held.bodies[0]].candidate.body is not None


def _takes_body(held: Held, hits: list[Hit]) -> bool:
    """Whether the body named is what the office is of, not part of the longer name of another."""
    return not held.lands or hits[held.bodies[0]].candidate.body is not None
