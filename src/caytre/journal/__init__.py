"""The append-only, hash-chained log of who did what.

Read first: services.py (`record`, the only way in), then chain.py (what makes it tamper-evident).
Every room writes here through `services.record` inside its own transaction; none can rewrite it.
"""
