"""Whose ministry: bodies that every state has, given to a state by the words beside them.

"Bộ Ngoại giao Lào", "the Foreign Ministry of Laos", "Lao Foreign Ministry" name their state; "Bộ Ngoại giao" alone is
the home state's in a text that tells of no other, else that of the state last named with it; "Bộ Ngoại giao hai nước"
is nobody's in particular.
"""

from __future__ import annotations

import re

from caytre.reading.folding import Folded
from caytre.reading.names.matching import Hit

_JOINT = re.compile(r" (?:(?:của |nước |của nước )|(?:of |of the |for |in ))?")
_OWNER = re.compile(r"(?:['’]s?)? (?:the )?")
_NOBODY = re.compile(
    r" (?:của )?(?:hai|ba|bốn|các|mỗi|mọi|những|nhiều|một số|nước|liên|số|lâm thời|kỳ|khóa|khoá|địa phương|điện tử)\b"
)
_REACH = 12  # code points between a body and its state


def owners(
    folded: Folded, hits: list[Hit], accepted: list[bool], home_state: str, language: str
) -> dict[int, str | None]:
    """For each accepted body without a state of its own: the ISO code of the state it belongs to, None if unknown.

    hits: sorted; accepted: which of them are mentions. Keys of the answer are indices of hits.
    """
    given: dict[int, str | None] = {}
    foreign: dict[str, str] = {}  # body -> the state last named with it
    named = {
        hit.candidate.entry.country
        for hit, said in zip(hits, accepted, strict=True)
        if said and hit.candidate.entry is not None
    }
    # a text that tells of the home state means its bodies; one of Vietnamese alone does where it tells of no other
    follows = home_state not in named
    fallback = None if follows and language != "vi" else home_state
    for at, hit in enumerate(hits):
        body = hit.candidate.body
        if body is None:
            if owner := _party_of_another(folded, hits, accepted, at, home_state, language):
                given[at] = owner
            continue
        owner = _beside(folded, hits, accepted, at, language)
        if owner is None and not _NOBODY.match(folded.text, hit.end):
            owner = foreign.get(body.slug) if follows else None
            if owner is None and body.sort not in ("house", "mission"):
                owner = fallback
        elif owner:
            foreign[body.slug] = owner
        given[at] = owner
    return given


def _beside(folded: Folded, hits: list[Hit], accepted: list[bool], at: int, language: str) -> str | None:
    hit = hits[at]
    if at + 1 < len(hits) and accepted[at + 1]:
        other = hits[at + 1].candidate.entry
        gap = folded.text[hit.end : min(hits[at + 1].start, hit.end + _REACH)]
        if other is not None and other.kind in ("state", "territory") and _JOINT.fullmatch(gap):
            return other.country
    if language == "en" and at and accepted[at - 1]:
        other = hits[at - 1].candidate.entry
        gap = folded.text[max(hits[at - 1].end, hit.start - _REACH) : hit.start]
        if other is not None and other.kind in ("state", "territory") and _OWNER.fullmatch(gap):
            return other.country
    return None


def _party_of_another(
    folded: Folded, hits: list[Hit], accepted: list[bool], at: int, home_state: str, language: str
) -> str | None:
    """The state whose party organ this is, where not the home state's: "Bộ Chính trị Đảng Cộng sản Trung Quốc"."""
    entry = hits[at].candidate.entry
    if entry is None or entry.country != home_state or not entry.sort.startswith("party"):
        return None
    owner = _beside(folded, hits, accepted, at, language)
    if owner is None and at + 1 < len(hits) and hits[at + 1].candidate.body is not None:
        gap = folded.text[hits[at].end : hits[at + 1].start]
        owner = (
            _beside(folded, hits, accepted, at + 1, language) if len(gap) <= _REACH and _JOINT.fullmatch(gap) else None
        )
    return None if owner == home_state else owner
