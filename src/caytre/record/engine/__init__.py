"""What the record works out: validity of EDTF dates, fingerprints, contradictions, order of review.

Read first: validity.py, then fingerprint.py, then contradictions.py. Comes in: plain values and frozen dataclasses.
Goes out: the same. May touch: the standard library. Leaves alone: Django, database, clock, network.
"""
