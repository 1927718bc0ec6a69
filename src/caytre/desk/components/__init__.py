"""What all pages are built from: icons, dates in words, marked passages, paging, forms, charts, preferences.

Read first: templatetags/desk.py beside this folder (how templates call these parts).
May touch: Django's forms, templates and translation. Leaves alone: every room, its models and its queries.
"""
