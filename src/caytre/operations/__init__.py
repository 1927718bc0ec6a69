"""Running an installation: set up, serve, work, back up, restore.

Read first: commands.py (what the operator types). Knows every room, as the front door does; no room knows it.
"""
