"""Cây Tre: a digital diplomacy platform.

Rooms, each one step of the loop listen, record, assess, decide, act, account:
`reading` (text in, facts with passages out), `record` (what is known), `journal` (who did what),
`accounts` (who may), `desk` (the front door). Read `docs/architecture.md` first.
"""

__version__ = "0.1.0"
