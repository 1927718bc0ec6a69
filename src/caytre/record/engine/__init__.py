"""The pure part of the record: when things hold, what says the same, what contradicts, and how an answer reads.

Read first: validity.py (EDTF), fingerprint.py (what says the same), contradictions.py (what cannot both hold); then
answers.py (dossiers, briefs, search answers as plain dataclasses) and sentences/ (message ids to sentences in
Vietnamese and English). Comes in: plain values, rows already fetched. Goes out: frozen dataclasses. May touch: the
standard library and the pure room `reading`. Leaves alone: Django, database, network, clock, settings.
"""
