"""Users, their roles and missions, classification levels, sign-in.

Read first: classification.py, then models.py. Who may see or do a thing is decided in queries, through
`Classified.visible_to(user)`, and in services, through `permissions.require`; never in a template.
"""
