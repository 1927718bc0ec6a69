"""Multilateral diplomacy: how states voted, where they stand, how they will vote.

Read first: engine/roll_calls.py (what a vote is), engine/ideal_points.py (positions through the years),
engine/prediction.py (chances for votes not cast yet); importers/ (one file per
outside format); commands.py (the shell).
"""
