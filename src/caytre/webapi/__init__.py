"""What every room's `api.py` is built from; knows no room.

Read first: problems.py (how an error looks), then paging.py (how a long list is given out), auth.py (who asks).
"""
