"""Small charts as SVG, by our own template: a few bars, their values written on them.

No script, no style attribute (pages have a strict content security policy), no font of its own. The colours stand as
presentation attributes, so that a stylesheet may override them by class.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from html import escape as escape_html
from importlib.resources import files
from pathlib import Path
from typing import Any

from caytre.record.engine.layout import Plot
from caytre.record.render.clean import printable

WIDTH, HEIGHT = 520, 190
TOP, BOTTOM, SIDE = 26, 30, 8
MOST_LABELS = 9  # more bars than this: only first, last, highest and lowest carry their value


def bars(plot: Plot) -> str:
    """The chart as one `<svg>` element; the table that says the same stands beside it."""
    numbers = [row.number for row in plot.rows]
    top, floor = max([*numbers, Decimal(0)]), min([*numbers, Decimal(0)])
    span = (top - floor) or Decimal(1)
    room = HEIGHT - TOP - BOTTOM
    step = (WIDTH - 2 * SIDE) / len(numbers)
    width = min(step * 0.7, 64.0)

    def height(number: Decimal) -> float:
        return TOP + float((top - number) / span) * room

    zero = height(Decimal(0))
    labelled = _labelled(numbers)
    parts = []
    for index, row in enumerate(plot.rows):
        middle = SIDE + step * (index + 0.5)
        y = height(row.number)
        parts.append(
            f'<rect class="bar" fill="#2F6B3F" x="{middle - width / 2:.1f}" y="{min(y, zero):.1f}"'
            f' width="{width:.1f}" height="{max(abs(y - zero), 0.8):.1f}"/>'
        )
        if index in labelled:
            above = min(y, zero) - 6 if row.number >= 0 else max(y, zero) + 14
            parts.append(_text(middle, above, row.value, "value"))
            parts.append(_text(middle, HEIGHT - 10, row.period, "period"))
    title = f"{plot.title} ({plot.unit})" if plot.unit else plot.title
    return (
        f'<svg class="chart" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' xmlns="http://www.w3.org/2000/svg" aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f'{"".join(parts)}<line class="axis" stroke="#55605A" stroke-width="1" x1="{SIDE}" x2="{WIDTH - SIDE}"'
        f' y1="{zero:.1f}" y2="{zero:.1f}"/></svg>'
    )


def _labelled(numbers: list[Decimal]) -> set[int]:
    if len(numbers) <= MOST_LABELS:
        return set(range(len(numbers)))
    return {0, len(numbers) - 1, numbers.index(max(numbers)), numbers.index(min(numbers))}


def _text(x: float, y: float, text: str, kind: str) -> str:
    return (
        f'<text class="{kind}" fill="#1B231F" font-family="Be Vietnam Pro, sans-serif" font-size="12"'
        f' text-anchor="middle" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'
    )


def escape(text: str) -> str:
    """Text that SVG shows as it stands."""
    return escape_html(printable(text))


def as_png(plot: Plot) -> bytes:
    """The chart as a picture for forms that cannot carry SVG, at 200 dots per inch of its printed width."""
    import typst

    made: bytes = typst.compile(
        f"#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 0pt)\n#image(bytes(sys.inputs.svg))".encode(),
        sys_inputs={"svg": bars(plot)},
        font_paths=fonts(),
        format="png",
        ppi=150,
    )
    return made


@cache
def fonts() -> Any:
    """Be Vietnam Pro and what Typst has inside; nothing of the machine's, so that it looks alike everywhere."""
    import typst

    folder = Path(str(files(__package__).joinpath("fonts")))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
