"""`find_names`: everything that reading knows by name, in one pass over a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import ahocorasick

from caytre.reading.folding import Folded, fold
from caytre.reading.gazetteer import load
from caytre.reading.model import Mention, MentionKind
from caytre.reading.names import states
from caytre.reading.names.ambiguous import is_ambiguous, means_a_state, names_an_instrument, pairs
from caytre.reading.names.bodies import owners
from caytre.reading.names.held import OfficeHeld, offices_held
from caytre.reading.names.matching import Hit, hits
from caytre.reading.names.persons import find_holdings
from caytre.reading.names.tokens import Name

_KINDS: dict[str, MentionKind] = {
    "state": "state",
    "territory": "place",
    "place": "place",
    "group": "group",
    "organisation": "organisation",
}
_PLAIN_TEXT = 40  # code points; in a shorter text the lack of diacritics says nothing
_CONGOS = ("CD", "CG")
_ACCENTED = re.compile("[À-ÖØ-öø-ỹ]")
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


def find_names(text: str, language: str | None = None, *, home_state: str = "VN") -> list[Mention]:
    """States, groups, organisations and persons named in a text.

    text: any str. language: ISO 639-1 of the text; None: told from its letters. home_state: whose bodies are meant
    where the text names no state with them.
    Returns: mentions sorted by start, none overlapping, `text[m.start:m.end] == m.text`.
    """
    return list(_read(text, language, home_state)[0])


def find_offices(
    text: str, mentions: Iterable[Mention] = (), language: str | None = None, *, home_state: str = "VN"
) -> list[OfficeHeld]:
    """Offices that the text gives to persons, in the order of the text.

    mentions: what `find_names` gave for the same text, so that no person outside it is returned; empty: all.
    """
    wanted = {(mention.start, mention.end) for mention in mentions if mention.kind == "person"}
    held = _read(text, language, home_state)[1]
    return [office for office in held if not wanted or (office.person.start, office.person.end) in wanted]


@lru_cache(maxsize=2)  # names and offices of one text are asked for one after the other
def _read(text: str, language: str | None, home_state: str) -> tuple[tuple[Mention, ...], tuple[OfficeHeld, ...]]:
    folded = fold(text)
    spoken = language if language in ("vi", "en") else _language(folded.cased)
    plain = spoken == "vi" and _is_plain(folded.cased)
    found = hits(folded, spoken, home_state, plain)
    if spoken == "vi" and (extra := pairs(folded, found, home_state)):
        found = sorted([*found, *extra], key=lambda hit: hit.start)
    accepted = _accepted(folded, found, spoken)
    found = _one_congo(found, accepted)
    owned = owners(folded, found, accepted, home_state, spoken)
    holdings = find_holdings(folded, found, accepted, spoken, plain)
    answers = offices_held(folded, holdings, found, owned, load(home_state), home_state=home_state, language=spoken)
    mentions = [person for person, _ in answers]
    mentions += _again(folded, [(holding.name, person) for holding, (person, _) in zip(holdings, answers, strict=True)])
    covered = sorted((mention.start, mention.end) for mention in mentions)
    names = [_mention(folded, hit, owned.get(at)) for at, hit in enumerate(found) if accepted[at]]
    mentions += [mention for mention in names if not _overlaps(covered, mention)]
    mentions.sort(key=lambda mention: mention.start)
    return tuple(mentions), tuple(office for _, held in answers for office in held)


def _again(folded: Folded, persons: list[tuple[Name, Mention]]) -> list[Mention]:
    """Later places where a person already found is named in full, without an office."""
    cased, text = folded.cased, folded.text
    first: dict[str, Mention] = {}
    for name, person in persons:
        if name.words > 1:
            first.setdefault(text[name.start : name.end], person)
    if not first:
        return []
    automaton = ahocorasick.Automaton()
    for full, person in first.items():
        automaton.add_word(full, (len(full), person))
    automaton.make_automaton()
    covered = sorted((person.start, person.end) for _, person in persons)
    found: list[Mention] = []
    for last, (size, person) in automaton.iter_long(text):
        begin = last - size + 1
        if (begin and text[begin - 1].isalnum()) or text[last + 1 : last + 2].isalnum() or not cased[begin].isupper():
            continue
        written = cased[begin : last + 1]
        if not (written.istitle() or written.isupper() or written == person.text):
            continue
        start, end = folded.span(begin, last + 1)
        mention = Mention(start, end, folded.original[start:end], "person", None, person.country)
        if not _overlaps(covered, mention):
            found.append(mention)
    return found


def _overlaps(spans: list[tuple[int, int]], mention: Mention) -> bool:
    """spans: sorted, not overlapping each other."""
    at = bisect_right(spans, (mention.start, mention.end)) - 1
    return any(start < mention.end and mention.start < end for start, end in spans[max(0, at) : at + 2])


def countries(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes of states and territories, most often named first, then by first mention."""
    counted = Counter(mention.country for mention in mentions if mention.country and mention.kind in ("state", "place"))
    return tuple(code for code, _ in counted.most_common())


def _language(text: str) -> str:
    return "vi" if _VIETNAMESE.search(text) else "en"


def _is_plain(text: str) -> bool:
    """Whether Vietnamese is typed without diacritics: no accented letter in a text of some length."""
    return len(text) >= _PLAIN_TEXT and not _ACCENTED.search(text)


def _accepted(folded: Folded, found: list[Hit], language: str) -> list[bool]:
    verdicts: list[bool | None] = []
    sure: set[str] = set()  # states met beyond doubt
    for at, hit in enumerate(found):
        entry = hit.candidate.entry
        if entry is None:
            verdicts.append(hit.candidate.body is not None)
            continue
        said: bool | None = True
        if states.is_weak(hit, folded):
            said = states.verdict(folded, hit)
            if said is None and states.beside_state(folded, hit, found, at):
                said = True
        elif names_an_instrument(folded, hit):
            said = False
        elif is_ambiguous(hit, folded):
            said = means_a_state(folded, hit, found, at, language)
        verdicts.append(said)
        if said and entry.country and entry.kind == "state":
            sure.add(entry.country)
    for at, hit in enumerate(found):
        entry = hit.candidate.entry
        if verdicts[at] is None and entry is not None and not states.is_faint(hit, folded):
            verdicts[at] = entry.country in sure
    return [said is True for said in verdicts]


def _one_congo(found: list[Hit], accepted: list[bool]) -> list[Hit]:
    """ "Congo" alone is the state that the text names in full, where it names one of the two only."""
    named = {hit.candidate.entry for hit, said in zip(found, accepted, strict=True) if said and _full(hit)}
    full = [entry for entry in named if entry is not None and entry.country in _CONGOS]
    if len(full) != 1:
        return found
    return [
        replace(hit, candidate=replace(hit.candidate, entry=full[0]))
        if hit.candidate.entry is not None and hit.candidate.entry.country in _CONGOS and not _full(hit)
        else hit
        for hit in found
    ]


def _full(hit: Hit) -> bool:
    return " " in hit.candidate.name.text or "-" in hit.candidate.name.text


def _mention(folded: Folded, hit: Hit, owner: str | None) -> Mention:
    start, end = folded.span(hit.start, hit.end)
    text = folded.original[start:end]
    entry, body = hit.candidate.entry, hit.candidate.body
    if entry is not None and owner is None:
        return Mention(start, end, text, _KINDS[entry.kind], entry.key, entry.country)
    key = f"org:{owner.lower()}-{body.slug}" if body and owner else None
    return Mention(start, end, text, "organisation", key, owner)
