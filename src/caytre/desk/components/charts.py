"""Small charts as SVG, drawn on the server, each with its table. Geometry here, drawing in the template.

No chart without unit, source and date: the template shows them under the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 480, 180
LEFT, RIGHT, TOP, BOTTOM = 8, 56, 14, 26


@dataclass(frozen=True, slots=True)
class Point:
    """One figure: where it stands on the axis, how it is written, and where its passage opens."""

    label: str  # as the axis shows it, "2023"
    value: float
    text: str  # as the record writes it, with unit and bound
    href: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A point with its rectangle in the picture, in SVG units."""

    point: Point
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where its label hangs."""
        return round(self.x + self.width / 2, 1)

    @property
    def label_y(self) -> float:
        """Where its value is written: above a bar, under a negative one."""
        return round(self.y - 4 if self.point.value >= 0 else self.y + self.height + 12, 1)


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart ready to be drawn."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    baseline: float
    css: str = "own"
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def points(self) -> list[Point]:
        """What the table lists."""
        return [bar.point for bar in self.bars]


def bar_chart(title: str, points: Sequence[Point], *, unit: str, css: str = "own") -> Chart | None:
    """Bars on a scale that starts at nought, because a cut axis misleads. None for fewer than two points."""
    if len(points) < 2:
        return None
    top, low = max(0.0, *(p.value for p in points)), min(0.0, *(p.value for p in points))
    span = (top - low) or 1.0
    room_x, room_y = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    slot = room_x / len(points)
    width = min(slot * 0.7, 48.0)
    baseline = TOP + room_y * top / span
    bars = []
    for place, point in enumerate(points):
        height = room_y * abs(point.value) / span
        y = baseline - height if point.value >= 0 else baseline
        bars.append(
            Bar(
                point,
                round(LEFT + slot * place + (slot - width) / 2, 1),
                round(y, 1),
                round(width, 1),
                round(height, 1),
            )
        )
    return Chart(title, unit, tuple(bars), round(baseline, 1), css)
