"""The record, spine of the platform: documents, actors, statements with evidence, beliefs, reviews.

Read first: models.py (what is kept), services.py (what changes it), queries.py (what is asked of it).
Two clocks run here. Validity (`valid`, EDTF) is when a statement holds in the world; belief (`Belief`) is when the
record held it. Nothing is overwritten: a correction supersedes.
"""
