"""What this room refuses, in words for the person who gave it."""


class BadBallots(ValueError):
    """A file of votes that cannot be used: the message says which file, which row, what came and what is allowed."""
