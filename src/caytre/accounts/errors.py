"""What can be refused here."""


class AccountProblem(Exception):
    """An account or token cannot be made or changed as asked; the message says why."""
