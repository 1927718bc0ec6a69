"""A laid-out page as PDF, by Typst: no system library, the font beside it, the same page always the same bytes."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from itertools import groupby
from typing import Any

from caytre.record.engine import sentences
from caytre.record.engine.layout import Block, Heading, Line, Page, Pair, Plot, Remark
from caytre.record.render import svg
from caytre.record.render.clean import printable

_LANGUAGE = re.compile(r"^[a-z]{2,3}$")


def print_page(page: Page) -> bytes:
    """The page as tagged PDF (PDF/UA-1) without a time stamp."""
    import typst

    made: bytes = typst.compile(
        files(__package__).joinpath("page.typ").read_bytes(),
        sys_inputs={"page": json.dumps(_data(page), ensure_ascii=False)},
        font_paths=svg.fonts(),
        pdf_standards="ua-1",
        format="pdf",
    )
    return made


def _data(page: Page) -> dict[str, Any]:
    runs: list[dict[str, Any]] = []
    for is_line, run in groupby(page.blocks, key=lambda block: isinstance(block, Line)):
        if is_line:
            runs.append({"kind": "lines", "lines": [_line(line) for line in run if isinstance(line, Line)]})
        else:
            runs += [_block(block) for block in run]
    return {
        "language": page.language,
        "title": printable(page.title),
        "subtitle": printable(page.subtitle),
        "author": "Cây Tre",
        "level": page.level,
        "level_number": page.level_number,
        "runs": runs,
        "sources_title": page.sources_title,
        "sources": [
            {
                "number": source.number,
                "quote": printable(source.quote),
                "title": printable(source.title) or "–",
                "about": printable(source.about),
                "link": printable(source.link),
                "quote_language": source.quote_language if _LANGUAGE.match(source.quote_language) else page.language,
            }
            for source in page.sources
        ],
        "words": {word: sentences.term(f"word.{word}", page.language) for word in ("page", "period", "value")},
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text=text, rank=rank):
            return {"kind": "heading", "rank": rank, "text": printable(text)}
        case Remark(text=text):
            return {"kind": "remark", "text": printable(text)}
        case Pair():
            return {
                "kind": "pair",
                "title": printable(block.kind),
                "found": block.found,
                "left": _line(block.left),
                "right": _line(block.right),
            }
        case Plot():
            return {
                "kind": "chart",
                "title": printable(block.title),
                "unit": printable(block.unit),
                "svg": svg.bars(block),
                "rows": [
                    {"period": printable(row.period), "value": printable(row.value), "notes": list(row.notes)}
                    for row in block.rows
                ],
            }
        case Line():
            return {"kind": "lines", "lines": [_line(block)]}


def _line(line: Line) -> dict[str, Any]:
    return {
        "parts": [{"text": printable(part.text), "actor": bool(part.actor)} for part in line.parts],
        "notes": list(line.notes),
        "mark": line.mark,
    }
