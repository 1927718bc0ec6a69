"""How much of the right article is found in 181 real web pages, beside trafilatura.

`python -m benchmarks.html_pages` prints precision, recall and F1 of 4-word shingles, as the
article-extraction-benchmark of Scrapinghub computes them (mean over pages of the normalised counts), and milliseconds
per page, for Cây Tre and for trafilatura. The rules were made while looking at the pages of one half only, told by the
first bit of the SHA-1 of their ids; the other half is reported apart.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

_TOKEN = re.compile(r"\w+")
_WORDS = 4


@dataclass(frozen=True)
class Page:
    """One page of the benchmark: its bytes and the article as a person marked it."""

    id: str
    data: bytes
    article: str


@dataclass(frozen=True)
class Score:
    """Means over pages; F1 is of the means, as the benchmark has it."""

    precision: float
    recall: float
    pages: int

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def load_pages(shared: Path) -> list[Page]:
    """The pages and their articles. shared: the folder of measuring data."""
    folder = shared / "data/watch/html"
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    return [
        Page(i, gzip.decompress((folder / f"{i}.html.gz").read_bytes()), truth[i]["articleBody"]) for i in sorted(truth)
    ]


def halves(pages: list[Page]) -> tuple[list[Page], list[Page]]:
    """The half that was looked at, and the half held back."""
    looked_at = [page for page in pages if int(hashlib.sha1(page.id.encode()).hexdigest(), 16) % 2 == 0]
    return looked_at, [page for page in pages if page not in looked_at]


def score(pages: Iterable[Page], read: dict[str, str]) -> Score:
    """Shingle precision and recall of what was read, averaged over pages."""
    precisions, recalls, number = [], [], 0
    for page in pages:
        number += 1
        true, found = _shingles(page.article), _shingles(read[page.id])
        both = (true & found).total()
        if found:
            precisions.append(both / found.total())
        if true:
            recalls.append(both / true.total())
    return Score(mean(precisions or [0.0]), mean(recalls or [0.0]), number)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    return Counter(tuple(words[at : at + _WORDS]) for at in range(max(1, len(words) - _WORDS + 1)) if words)


def timed(pages: list[Page], reader: Callable[[Page], str]) -> tuple[dict[str, str], float]:
    """What `reader` makes of every page, and its processor time in milliseconds per page, second round of two."""
    for _ in range(2):
        begun = time.process_time()
        read = {page.id: reader(page) for page in pages}
        spent = time.process_time() - begun
    return read, 1000 * spent / len(pages)


def main() -> None:
    """Print the table."""
    import trafilatura

    from caytre.reading.extract import extract

    shared = Path(os.environ.get("CAYTRE_SHARED") or Path(__file__).resolve().parent.parent.parent / "shared")
    pages = load_pages(shared)
    open_half, held_back = halves(pages)
    readers: dict[str, Callable[[Page], str]] = {
        "caytre": lambda page: extract(page.data, name="page.html").body,
        "trafilatura, defaults": lambda page: trafilatura.extract(page.data) or "",
        "trafilatura, fast, no comments": lambda page: (
            trafilatura.extract(page.data, fast=True, include_comments=False) or ""
        ),
    }
    print(f"{'':32}{'precision':>10}{'recall':>8}{'F1':>8}{'F1 looked at':>14}{'F1 held back':>14}{'ms/page':>9}")
    for name, reader in readers.items():
        read, milliseconds = timed(pages, reader)
        whole = score(pages, read)
        print(
            f"{name:32}{whole.precision:10.4f}{whole.recall:8.4f}{whole.f1:8.4f}{score(open_half, read).f1:14.4f}"
            f"{score(held_back, read).f1:14.4f}{milliseconds:9.1f}"
        )


if __name__ == "__main__":
    main()
