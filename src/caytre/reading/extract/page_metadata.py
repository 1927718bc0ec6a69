"""Title, author, publisher and date as an HTML page states them: JSON-LD, then meta elements, then what is shown."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from caytre.reading.dateline import dateline, is_update
from caytre.reading.extract.blocks import Block, Page
from caytre.reading.metadata import Told, byline, looks_like_name, name_below

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|NewsItem|LiveBlogPosting|WebPage)$")
_ISO_DATE = re.compile(r"\s*((?:19|20)\d\d)(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")
_MAX_JSON = 500_000  # characters of one JSON-LD script
_TITLE_SEPARATORS = re.compile(r"\s+[|–—»·-]\s+|\s*\|\s*")
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "headline", "citation_title"),
    "author": ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl", "citation_author"),
    "publisher": ("og:site_name", "dc.publisher", "publisher", "copyright-holder", "citation_journal_title"),
    "published": (
        "article:published_time", "og:published_time", "datepublished", "date.published", "publishdate", "pubdate",
        "publish-date", "dc.date.issued", "dcterms.created", "dc.date", "parsely-pub-date", "sailthru.date",
        "published_time", "citation_publication_date", "article.published",
    ),
}  # fmt: skip


def metadata_of(root: Any, page: Page) -> Told:
    """What a page tells of itself. root: its parsed tree; page: its blocks, of which the first are looked at."""
    stated = _json_ld(root)
    meta = _meta(root)
    heading = next((block.text for block in page.blocks if block.tag == "h1" and len(block.text) > 8), None)
    site = stated.publisher or _first(meta, "publisher")
    named = (root.findtext(".//title") or "").strip()
    title = stated.title or _without_site(_first(meta, "title"), site) or heading or _without_site(named, site)
    author = stated.author or _meta_author(meta, site) or _shown_author(root)
    published = (
        stated.published
        or next(filter(None, map(iso_day, _all(meta, "published"))), None)
        or _shown_date(root)
        or _date_by_headline(page)
    )
    return Told(_clean(title), _clean(author), _clean(site), published)


def iso_day(value: object) -> str | None:
    """The date of an ISO 8601 time, to the day, month or year it gives, on the clock it is written in."""
    match = _ISO_DATE.match(value) if isinstance(value, str) else None
    if not match:
        return dateline(value.strip()) if isinstance(value, str) and len(value) < 60 else None
    year, month, day = match.groups()
    if month and not 1 <= int(month) <= 12:
        return None
    if day:
        from datetime import date

        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            return None
    return f"{year}-{month}" if month else year


def _json_ld(root: Any) -> Told:
    """The first article described in the page's JSON-LD."""
    best = Told()
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        text = (script.text or "").strip()
        if not text or len(text) > _MAX_JSON:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data, 0):
            kinds = item.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if not any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in kinds):
                continue
            of_page = any(kind in ("WebPage", "ItemPage") for kind in kinds)
            told = Told(
                title=None if of_page else _text(item.get("headline") or item.get("name")),
                author=_names(item.get("author")),
                publisher=_names(item.get("publisher")),
                published=iso_day(item.get("datePublished")),
            )
            best = Told(
                best.title or told.title,
                best.author or told.author,
                best.publisher or told.publisher,
                best.published or told.published,
            )
            if best.title and best.published:
                return best
    return best


def _items(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    """All described things, those at the top first."""
    if depth > 4:
        return
    if isinstance(data, list):
        for part in data[:50]:
            yield from _items(part, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _items(data.get("@graph"), depth + 1)
        yield from _items(data.get("mainEntity"), depth + 1)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _names(value: Any) -> str | None:
    """Names of persons or bodies in JSON-LD, joined by commas."""
    found = []
    for part in value if isinstance(value, list) else [value]:
        name = part.get("name") if isinstance(part, dict) else part
        if isinstance(name, list):
            name = ", ".join(str(one) for one in name)
        if isinstance(name, str) and name.strip() and not name.startswith(("http:", "https:", "/")):
            found.append(" ".join(name.split()))
    return ", ".join(dict.fromkeys(found)) or None


def _meta(root: Any) -> dict[str, str]:
    """Contents of meta elements by lower-case name; the first of each counts."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.lower(), content.strip())
    return found


def _all(meta: dict[str, str], what: str) -> list[str]:
    return [meta[name] for name in _META[what] if name in meta]


def _first(meta: dict[str, str], what: str) -> str | None:
    return next(iter(_all(meta, what)), None)


def _without_site(title: str | None, site: str | None) -> str | None:
    """A page's title without the name of its site at the end or the beginning."""
    if not title:
        return None
    parts = _TITLE_SEPARATORS.split(title)
    if len(parts) > 1 and site:
        kept = title
        for part in (parts[-1], parts[0]):
            if part.strip().casefold() in (site.casefold(), site.casefold().removeprefix("báo ")):
                kept = kept.replace(part, "").strip(" |–—»·-")
        return kept or title
    return title


def _meta_author(meta: dict[str, str], site: str | None) -> str | None:
    for value in _all(meta, "author"):
        if value.startswith(("http:", "https:", "/", "@")) or (site and value.casefold() == site.casefold()):
            continue
        return value
    return None


def _shown_author(root: Any) -> str | None:
    """A writer marked as such in the page, where it reads like a name."""
    for element in root.xpath(
        ".//*[@rel='author' or @itemprop='author' or contains(@class,'author') or contains(@class,'byline')]"
    )[:8]:
        text = " ".join("".join(element.itertext()).split())
        if 3 < len(text) < 80:
            if name := byline(text):
                return name
            if looks_like_name(text):
                return text
    return None


def _shown_date(root: Any) -> str | None:
    """The day on the page's dateline: a time element, or an element called date that says nothing else."""
    for element in root.xpath(
        ".//time | .//*[contains(@class,'date') or contains(@class,'time') or contains(@class,'publish')"
        " or contains(@class,'ngay')]"
    )[:12]:
        text = " ".join("".join(element.itertext()).split())
        if is_update(text):
            continue
        if element.tag == "time" and (stated := iso_day(element.get("datetime"))):
            return stated
        if text and (shown := dateline(text)):
            return shown
    return None


def _date_by_headline(page: Page) -> str | None:
    """The day on a line that says nothing else, close to the headline."""
    at = next((number for number, block in enumerate(page.blocks) if block.tag == "h1"), None)
    if at is None:
        return None
    near = [block.text for block in page.blocks[max(0, at - 4) : at + 8]]
    return next((day for text in near if not is_update(text) and (day := dateline(text))), None)


def author_below(page: Page, last: Block) -> str | None:
    """The writer on the line under the article's last paragraph, as Vietnamese papers have it."""
    at = next((number for number, block in enumerate(page.blocks) if block is last), None)
    if at is None or at + 1 == len(page.blocks):
        return None
    return name_below(page.blocks[at + 1].text)


def _clean(value: str | None) -> str | None:
    return " ".join(html.unescape(value).split())[:500] or None if value else None
