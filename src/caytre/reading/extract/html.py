"""HTML pages: the article by its blocks, trafilatura where that finds too little; what the page states of itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from caytre.reading.errors import CannotRead
from caytre.reading.extract import limits
from caytre.reading.extract.article import article_blocks
from caytre.reading.extract.blocks import Block, TooDeep, blocks_of
from caytre.reading.extract.encoding import decode
from caytre.reading.extract.page_metadata import author_below, metadata_of
from caytre.reading.extract.sniff import MEDIA_TYPES
from caytre.reading.language import tell_language
from caytre.reading.metadata import Told
from caytre.reading.model import Extracted

_FEW = 200  # characters: an article so short is doubted when the page holds more prose
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


def read_html(data: bytes, name: str) -> Extracted:
    """The article of a page; `text` is the article alone, a paragraph a line."""
    markup, warnings = decode(data, name=name, html=True)
    text, told = _read_page(markup, name)
    return Extracted(
        text=text,
        media_type=MEDIA_TYPES["html"],
        language=tell_language(text),
        title=told.title,
        author=told.author,
        publisher=told.publisher,
        published=told.published,
        body_end=len(text),
        warnings=warnings,
    )


def html_text(markup: str, name: str) -> str:
    """The text of a piece of HTML, such as the HTML part of a message."""
    return _read_page(markup, name)[0]


def _read_page(markup: str, name: str) -> tuple[str, Told]:
    root = _parse(markup, name)
    try:
        page = blocks_of(root)
        told = metadata_of(root, page)
        article = article_blocks(page, told.title or "")
        if _length(article) < _FEW < sum(len(block.text) for block in page.blocks if block.is_prose):
            second_page = blocks_of(root, trust_classes=False)
            second = article_blocks(second_page, told.title or "")
            if _length(second) > 2 * _length(article):
                page, article = second_page, second
        if article and told.author is None:
            told = replace(told, author=author_below(page, article[-1]))
        text = "\n".join(block.text for block in article)
    except TooDeep as error:
        raise _too_deep(name) from error
    if len(text) < _FEW:
        # Pages of a few words, or of none in paragraphs: trafilatura's baseline takes what there is.
        found = _ask_trafilatura(markup)
        text = found if len(found) > 2 * len(text) else text
    if not text:
        text = "\n".join(block.text for block in page.blocks)
    if not text:
        raise CannotRead(name, "the page shows no text", "Save it again once it is fully shown, or save it as text")
    return text, told


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _parse(markup: str, name: str) -> Any:
    import lxml.html
    from lxml import etree

    if len(markup) > limits.MAX_MARKUP or markup.count("<") > limits.MAX_TAGS:
        raise CannotRead(
            name,
            f"the page has more than {limits.MAX_TAGS:,} tags or {limits.mebibytes(limits.MAX_MARKUP)} of markup",
            "Save its text alone",
        )
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = _XML_DECLARATION.sub("", markup, count=1).replace("\x00", "").encode("utf-8", "replace")
    try:
        root = lxml.html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise CannotRead(
            name, "it holds no page that can be taken apart", "Save it again, or save it as text"
        ) from error
    if any("Excessive depth" in problem.message for problem in parser.error_log):
        raise _too_deep(name)
    return root


def _ask_trafilatura(markup: str) -> str:
    import trafilatura

    return trafilatura.extract(markup, fast=True, include_comments=False) or ""


def _too_deep(name: str) -> CannotRead:
    return CannotRead(
        name, f"its elements are nested more than {limits.MAX_DEPTH} deep, as no real page is", "Save its text alone"
    )
