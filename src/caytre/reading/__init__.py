"""Text in, candidate facts with verbatim passages out.

Read first: model.py (what comes out), then pipeline.py (how the parts follow each other).
Comes in: bytes of a document (HTML, text, PDF, DOCX, EML). Goes out: a `Reading` with the whole text, the bounds
of its body, and facts whose `text[start:end] == quote`.
May touch: its own data files. Leaves alone: Django, database, clock, settings and, but for the optional proposer,
the network.
"""
