"""A laid-out page as Markdown."""

from __future__ import annotations

import re

from caytre.record.engine.layout import Block, Heading, Line, Page, Pair, Plot, Remark, Source
from caytre.record.render.clean import printable

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&$^])")
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_BLOCK_START = re.compile(r"^(\d+(?=[.)])|(?=[+\-=:]))")  # a list, a rule, a heading's underline


def print_page(page: Page) -> str:
    """The page in CommonMark; tables as GitHub has them. Ends with one line feed."""
    lines = [f"# {escape(page.title)}", "", f"**{escape(page.level)}** · {escape(page.subtitle)}", ""]
    for index, block in enumerate(page.blocks):
        if not isinstance(block, Line) and index and isinstance(page.blocks[index - 1], Line):
            lines.append("")
        lines += _block(block)
    if lines[-1]:
        lines.append("")
    if page.sources:
        lines += [f"## {escape(page.sources_title)}", ""]
        lines += [_source(source) for source in page.sources]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it stands, on one line."""
    return _BLOCK_START.sub(r"\1\\", inline(text))


def inline(text: str) -> str:
    """The same inside a line, where no list or heading can begin."""
    return _SPECIAL.sub(r"\\\1", _BREAKS.sub(" ", printable(text)).strip())


def _block(block: Block) -> list[str]:
    match block:
        case Heading():
            return [f"{'#' * block.rank} {escape(block.text)}", ""]
        case Line():
            return [f"- {_line(block)}"]
        case Remark():
            return [f"*{escape(block.text)}*", ""]
        case Pair():
            found = f" ({escape(block.found)})" if block.found else ""
            return [f"- **{escape(block.kind)}**{found}", f"  - {_line(block.left)}", f"  - {_line(block.right)}", ""]
        case Plot():
            unit = f" ({escape(block.unit)})" if block.unit else ""
            rows = [f"| {inline(row.period)} | {inline(row.value)}{_marks(row.notes)} |" for row in block.rows]
            return [f"**{escape(block.title)}**{unit}", "", "| | |", "|---|---:|", *rows, ""]


def _line(line: Line) -> str:
    mark = f" **[{escape(line.mark)}]**" if line.mark else ""
    return f"{escape(line.text)}{mark}{_marks(line.notes)}"


def _marks(notes: tuple[int, ...]) -> str:
    return "".join(f" [^{number}]" for number in notes)


def _source(source: Source) -> str:
    title = escape(source.title)
    if source.link:
        address = source.link.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
        title = f"[{title}](<{_BREAKS.sub('', printable(address))}>)"
    return f"[^{source.number}]: “{escape(source.quote)}” – {title} ({escape(source.about)})"
