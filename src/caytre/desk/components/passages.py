"""A text cut into pieces so that every marked span can be shown, also where spans overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """A passage to mark: offsets in code points, what it belongs to, and how it is to look."""

    start: int
    end: int
    key: int | str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same spans; `opens` lists the spans that begin exactly here."""

    start: int
    text: str
    spans: tuple[Span, ...] = ()
    opens: tuple[Span, ...] = field(default=())

    @property
    def css(self) -> str:
        """The looks of all spans over this piece, each once."""
        return " ".join(dict.fromkeys(word for span in self.spans for word in span.css.split()))


def pieces(text: str, spans: Iterable[Span], *, start: int = 0, end: int | None = None) -> list[Piece]:
    """Cut `text[start:end]` at every edge of a span; the pieces joined give that text back.

    Spans are clipped to the window; empty ones, and ones outside it, are left out.
    """
    end = len(text) if end is None else min(end, len(text))
    kept = sorted(
        (span for span in spans if max(span.start, start) < min(span.end, end)), key=lambda s: (s.start, -s.end)
    )
    edges = sorted({start, end, *(max(s.start, start) for s in kept), *(min(s.end, end) for s in kept)})
    found, active, upcoming = [], list[Span](), 0
    for left, right in pairwise(edges):
        active = [span for span in active if span.end > left]
        opened = []
        while upcoming < len(kept) and max(kept[upcoming].start, start) <= left:
            active.append(kept[upcoming])
            opened.append(kept[upcoming])
            upcoming += 1
        found.append(Piece(left, text[left:right], tuple(active), tuple(opened)))
    return found


def window(text: str, start: int, end: int, *, around: int = 400) -> tuple[int, int]:
    """Bounds of a reading window about a passage, moved out to the nearest line break or space."""
    left, right = max(0, start - around), min(len(text), end + around)
    if left:
        cut = text.find("\n", left, start)
        left = cut + 1 if cut >= 0 else text.find(" ", left, start) + 1 or left
    if right < len(text):
        cut = text.rfind("\n", end, right)
        right = cut if cut >= 0 else max(text.rfind(" ", end, right), end)
    return left, right
