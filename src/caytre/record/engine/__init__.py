"""The pure part of the record: what an answer is made of, and how it reads in Vietnamese and English.

Read first: answers.py (dossiers, briefs, search answers as plain dataclasses), then sentences/ (message ids to
sentences). Comes in: rows already fetched. Goes out: frozen dataclasses. May touch: the standard library and the
pure room `reading`. Leaves alone: Django, database, network, clock, settings.
"""
