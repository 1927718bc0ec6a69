"""Names in a text: states, groups, organisations and persons, each with its place in the original.

Read first: `find_names`; then matching.py (how the gazetteer is met in a text), states.py (when a short name means a
state).
Comes in: a text and its language. Goes out: `Mention`s, sorted, not overlapping, `text[start:end] == mention.text`.
May touch: the gazetteer. Leaves alone: database, network, clock.
"""

from __future__ import annotations

from caytre.reading.names.finding import countries, find_names, find_offices
from caytre.reading.names.held import OfficeHeld

__all__ = ["OfficeHeld", "countries", "find_names", "find_offices"]
