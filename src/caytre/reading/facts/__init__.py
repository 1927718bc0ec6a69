"""Facts: what a text says was done, agreed, counted, promised, each with the clause that says so.

Read first: `find_facts`; then frames.py (how a kind of fact is described in data), patterns.py (the language of
those descriptions), shape.py (what they run over), filling.py (how a match becomes a fact), naming.py and discourse.py
(whom it names, whom it means), keeping.py (which of several readings of one passage stays).
Comes in: an `Extracted`. Goes out: mentions and `Fact`s with `text[start:end] == quote`.
May touch: its own data files. Leaves alone: database, network, clock.
"""

from __future__ import annotations

from caytre.reading.facts.finding import find_facts

__all__ = ["find_facts"]
