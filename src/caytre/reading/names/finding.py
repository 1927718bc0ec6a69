"""`find_names`: everything that reading knows by name, in one pass over a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from caytre.reading.folding import Folded, fold
from caytre.reading.model import Mention, MentionKind
from caytre.reading.names import states
from caytre.reading.names.bodies import owners
from caytre.reading.names.matching import Hit, hits

_KINDS: dict[str, MentionKind] = {
    "state": "state",
    "territory": "place",
    "place": "place",
    "group": "group",
    "organisation": "organisation",
}
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


def find_names(text: str, language: str | None = None, *, home_state: str = "VN") -> list[Mention]:
    """States, groups, organisations and persons named in a text.

    text: any str. language: ISO 639-1 of the text; None: told from its letters. home_state: whose bodies are meant
    where the text names no state with them.
    Returns: mentions sorted by start, none overlapping, `text[m.start:m.end] == m.text`.
    """
    folded = fold(text)
    spoken = language if language in ("vi", "en") else _language(folded.cased)
    found = hits(folded, spoken, home_state)
    accepted = _accepted(folded, found)
    owned = owners(folded, found, accepted, home_state, spoken)
    return [_mention(folded, hit, owned.get(at)) for at, hit in enumerate(found) if accepted[at]]


def countries(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes of states and territories, most often named first, then by first mention."""
    counted = Counter(mention.country for mention in mentions if mention.country and mention.kind in ("state", "place"))
    return tuple(code for code, _ in counted.most_common())


def _language(text: str) -> str:
    return "vi" if _VIETNAMESE.search(text) else "en"


def _accepted(folded: Folded, found: list[Hit]) -> list[bool]:
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
        verdicts.append(said)
        if said and entry.country and entry.kind == "state":
            sure.add(entry.country)
    return [
        said is True or (said is None and hit.candidate.entry is not None and hit.candidate.entry.country in sure)
        for hit, said in zip(found, verdicts, strict=True)
    ]


def _mention(folded: Folded, hit: Hit, owner: str | None) -> Mention:
    start, end = folded.span(hit.start, hit.end)
    text = folded.original[start:end]
    entry, body = hit.candidate.entry, hit.candidate.body
    if entry is not None:
        return Mention(start, end, text, _KINDS[entry.kind], entry.key, entry.country)
    key = f"org:{owner.lower()}-{body.slug}" if body and owner else None
    return Mention(start, end, text, "organisation", key, owner)
