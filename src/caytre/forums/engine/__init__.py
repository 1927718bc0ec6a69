"""Arithmetic of roll calls: arrays in, arrays and small frozen dataclasses out.

Read first: roll_calls.py (what a vote is), then ideal_points.py (positions) and prediction.py (how they will vote).
May touch: numpy, scipy. Leaves alone: Django, database, files, network, clock, settings.
"""

from caytre.forums.engine.ideal_points import IdealPoints, Prior, estimate_ideal_points
from caytre.forums.engine.roll_calls import ABSTAIN, NO, VOTES, YES, RollCalls, roll_calls

__all__ = ["ABSTAIN", "NO", "VOTES", "YES", "IdealPoints", "Prior", "RollCalls", "estimate_ideal_points", "roll_calls"]
