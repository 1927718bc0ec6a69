"""Arithmetic of opinion: arrays in, arrays and small frozen dataclasses out.

Read first: ballots.py (what a vote is), conversation.py (places and base clusters as votes come in), clusters.py
(k-means), representative.py (what groups hold), opinion.py (all of it together), prediction.py (votes not cast).
May touch: numpy, scipy. Leaves alone: Django, database, files, network, clock, settings.
"""

from caytre.voice.engine.ballots import AGREE, DISAGREE, PASS, Ballots, ballots
from caytre.voice.engine.opinion import OpinionMap, map_opinions
from caytre.voice.engine.representative import Held

__all__ = ["AGREE", "DISAGREE", "PASS", "Ballots", "Held", "OpinionMap", "ballots", "map_opinions"]
