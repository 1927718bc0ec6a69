"""A laid-out page as one HTML file: style inside, no script, nothing fetched."""

from __future__ import annotations

from functools import cache
from html import escape as escape_html
from importlib.resources import files
from itertools import groupby

from caytre.record.engine import sentences
from caytre.record.engine.layout import Block, Heading, Line, Page, Pair, Plot, Remark, Source
from caytre.record.engine.sentences import Part
from caytre.record.render import svg
from caytre.record.render.clean import printable


def print_page(page: Page) -> str:
    """The page in HTML5."""
    body = "\n".join(_blocks(page))
    level = f'<span class="level level-{page.level_number}">{escape(page.level)}</span>'
    return (
        f'<!DOCTYPE html>\n<html lang="{page.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(page.title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        f"<header>\n{level}\n<h1>{escape(page.title)}</h1>\n"
        f'<p class="subtitle">{escape(page.subtitle)}</p>\n</header>\n'
        f"<main>\n{body}\n{_sources(page)}</main>\n</body>\n</html>\n"
    )


def escape(text: str) -> str:
    """Text that HTML shows as it stands, without characters that HTML forbids."""
    return escape_html(printable(text))


@cache
def _style() -> str:
    return files(__package__).joinpath("page.css").read_text(encoding="utf-8")


def _blocks(page: Page) -> list[str]:
    printed: list[str] = []
    for is_line, run in groupby(page.blocks, key=lambda block: isinstance(block, Line)):
        if is_line:
            items = [f"<li>{_line(line)}</li>" for line in run if isinstance(line, Line)]
            printed += ["<ul>", *items, "</ul>"]
        else:
            printed += [_block(block, page) for block in run]
    return printed


def _block(block: Block, page: Page) -> str:
    match block:
        case Heading(text=text, rank=rank, anchor=anchor):
            name = f' id="{escape(anchor)}"' if anchor else ""
            return f"<h{rank}{name}>{escape(text)}</h{rank}>"
        case Remark(text=text):
            return f'<p class="remark">{escape(text)}</p>'
        case Pair():
            found = f" ({escape(block.found)})" if block.found else ""
            return (
                f'<section class="pair"><p>{escape(block.kind)}{found}</p>'
                f"<div><span>{_line(block.left)}</span><span>{_line(block.right)}</span></div></section>"
            )
        case Plot():
            return _plot(block, page)
        case Line():
            return f"<p>{_line(block)}</p>"


def _plot(plot: Plot, page: Page) -> str:
    period, value = (sentences.term(f"word.{word}", page.language) for word in ("period", "value"))
    unit = f" ({escape(plot.unit)})" if plot.unit else ""
    rows = "".join(
        f'<tr><th scope="row">{escape(row.period)}</th>'
        f'<td class="number">{escape(row.value)}{_marks(row.notes)}</td></tr>'
        for row in plot.rows
    )
    return (
        f"<figure><figcaption>{escape(plot.title)}{unit}</figcaption>{svg.bars(plot)}"
        f'<table><thead><tr><th scope="col">{escape(period)}</th><th scope="col" class="number">{escape(value)}{unit}'
        f"</th></tr></thead><tbody>{rows}</tbody></table></figure>"
    )


def _line(line: Line) -> str:
    mark = f' <span class="mark">[{escape(line.mark)}]</span>' if line.mark else ""
    return "".join(_part(part) for part in line.parts) + mark + _marks(line.notes)


def _part(part: Part) -> str:
    text = escape(part.text)
    return f"<b>{text}</b>" if part.actor else text


def _marks(notes: tuple[int, ...]) -> str:
    links = (f'<a href="#source-{number}">{number}</a>' for number in notes)
    return f"\u2060<sup>[{', '.join(links)}]</sup>" if notes else ""  # the joiner keeps the mark on its line


def _sources(page: Page) -> str:
    if not page.sources:
        return ""
    items = "\n".join(_source(source) for source in page.sources)
    return f'<h2 id="sources">{escape(page.sources_title)}</h2>\n<ol class="sources">\n{items}\n</ol>\n'


def _source(source: Source) -> str:
    language = f' lang="{escape(source.quote_language)}"' if source.quote_language else ""
    title = escape(source.title)
    if source.link:
        title = f'<a href="{escape(source.link)}">{title}</a>'
    return (
        f'<li id="source-{source.number}"><q{language}>{escape(source.quote)}</q> – {title}'
        f' <span class="about">({escape(source.about)})</span></li>'
    )
