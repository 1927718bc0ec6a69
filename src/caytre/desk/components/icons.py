"""Icons as inline SVG, so that they take the colour of their text and need no second request."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

SPRITE = Path(__file__).with_name("icons.svg")


class UnknownIcon(KeyError):
    """A template asks for an icon that the sprite does not hold."""


@cache
def shapes() -> dict[str, str]:
    """Name of each icon and the SVG inside its symbol."""
    return dict(re.findall(r'<symbol id="([^"]+)">(.*?)</symbol>', SPRITE.read_text(encoding="utf-8"), re.DOTALL))


def svg(name: str) -> str:
    """The icon as decoration: hidden from screen readers, because a word always stands beside it.

    Raises: UnknownIcon, naming the sprite to add it to.
    """
    try:
        inner = shapes()[name]
    except KeyError:
        raise UnknownIcon(f"No icon '{name}' in {SPRITE.name}; add its symbol there.") from None
    return f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{inner}</svg>'
