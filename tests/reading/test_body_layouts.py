"""The article is found in pages saved as text, whatever house they come from (see pages/README.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from caytre.reading.extract import extract

PAGES = sorted(Path(__file__).with_name("pages").glob("*.txt"))


@dataclass
class MarkedPage:
    """A page without its marks, and what the marks say."""

    text: str
    body: str
    told: dict[str, str | None]


def unmarked(marked: str) -> MarkedPage:
    told: dict[str, str | None] = {}
    lines, body, inside = [], [], False
    for line in marked.splitlines():
        if match := re.fullmatch(r"@(title|author|publisher|published|language) (.+)", line):
            told[match[1]] = None if match[2] == "-" else match[2]
        elif line in ("@body", "@end"):
            inside = line == "@body"
        elif line.startswith("@-"):
            lines.append(line[2:])
        else:
            lines.append(line)
            if inside:
                body.append(line)
    return MarkedPage("\n".join(lines), "\n".join(body), told)


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(params=PAGES, ids=lambda path: path.stem)
def page(request: pytest.FixtureRequest) -> MarkedPage:
    return unmarked(request.param.read_text("utf-8"))


def once(text: str) -> str:
    """The text's lines, of those that stand twice one: a caption saved twice is read once."""
    lines = [words(line) for line in text.splitlines() if line.strip()]
    return "\n".join(line for number, line in enumerate(lines) if line not in lines[:number])


def test_the_body_is_the_article_and_nothing_around_or_between(page: MarkedPage):
    extracted = extract(page.text.encode(), name="page.txt")
    left_out = {words(extracted.title or "")} | {
        words(line) for line in page.text.splitlines() if line.startswith(">>")
    }
    expected = [line for line in once(page.body).splitlines() if line not in left_out]

    assert once(extracted.body).splitlines() == expected


def test_title_author_publisher_and_date_are_given_where_the_page_gives_them(page: MarkedPage):
    extracted = extract(page.text.encode(), name="page.txt")

    for what, wanted in page.told.items():
        assert getattr(extracted, what) == wanted, what


def test_a_page_saved_with_windows_line_ends_has_the_same_article(page: MarkedPage):
    extracted = extract(page.text.replace("\n", "\r\n").encode(), name="page.txt")

    assert words(extracted.body) == words(extract(page.text.encode(), name="page.txt").body)


def test_marks_of_the_pages_are_all_used():
    assert len(PAGES) >= 10
    for path in PAGES:
        marked = path.read_text("utf-8")
        assert marked.count("\n@body\n") == marked.count("\n@end\n") == 1, path.name
