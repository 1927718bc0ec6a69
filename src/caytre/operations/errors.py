"""What can go wrong when an installation is run, each in words that say what to do next."""


class CannotRun(Exception):
    """The installation cannot do what was asked; the message says why and what to do."""
