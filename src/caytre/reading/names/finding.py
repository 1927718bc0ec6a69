"""`find_names`: everything that reading knows by name, in one pass over a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from caytre.reading.folding import Folded, fold
from caytre.reading.model import Mention, MentionKind
from caytre.reading.names import states
from caytre.reading.names.matching import Hit, hits

_KINDS: dict[str, MentionKind] = {
    "state": "state",
    "territory": "place",
    "place": "place",
    "group": "group",
    "organisation": "organisation",
}
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


def find_names(text: str, language: str | None = None) -> list[Mention]:
    """States, groups, organisations and persons named in a text.

    text: any str. language: ISO 639-1 of the text; None: told from its letters.
    Returns: mentions sorted by start, none overlapping, `text[m.start:m.end] == m.text`.
    """
    folded = fold(text)
    spoken = language if language in ("vi", "en") else _language(folded.cased)
    found = hits(folded, spoken)
    accepted = _accepted(folded, found)
    return [_mention(folded, hit) for hit in accepted]


def countries(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes of states and territories, most often named first, then by first mention."""
    counted = Counter(mention.country for mention in mentions if mention.country and mention.kind in ("state", "place"))
    return tuple(code for code, _ in counted.most_common())


def _language(text: str) -> str:
    return "vi" if _VIETNAMESE.search(text) else "en"


def _accepted(folded: Folded, found: list[Hit]) -> list[Hit]:
    verdicts: list[bool | None] = []
    sure: set[str] = set()  # states met beyond doubt
    for at, hit in enumerate(found):
        entry = hit.candidate.entry
        if entry is None:
            verdicts.append(False)
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
        hit
        for hit, said in zip(found, verdicts, strict=True)
        if said or (said is None and hit.candidate.entry is not None and hit.candidate.entry.country in sure)
    ]


def _mention(folded: Folded, hit: Hit) -> Mention:
    entry = hit.candidate.entry
    assert entry is not None  # noqa: S101  decoys are never accepted
    start, end = folded.span(hit.start, hit.end)
    return Mention(start, end, folded.original[start:end], _KINDS[entry.kind], entry.key, entry.country)
