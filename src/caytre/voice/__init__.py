"""Voice: what the public answers, and later what the ministry says.

Read first: engine/ballots.py (what a vote on a statement is), engine/opinion.py (groups of opinion, what each holds,
what bridges them), engine/prediction.py (chances for votes not cast); importers/ (one file per outside format);
commands.py (the shell).
"""
