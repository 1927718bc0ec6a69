"""Characters that no printed form can carry."""

from __future__ import annotations

import re

# C0 and C1 controls, lone surrogates, noncharacters: forbidden in XML 1.0 and in HTML text. Bidirectional controls are
# left out as well: in a quote they could make a line read as what it does not say.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


def printable(text: str) -> str:
    """The text with unprintable characters replaced by a visible mark."""
    return _UNPRINTABLE.sub("\ufffd", text)
