"""What reading cannot do, said in one sentence: what, where, and what to do about it."""

from __future__ import annotations


class CannotRead(ValueError):
    """A document that no text can be got out of; `str()` is one line fit to be shown to an officer."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        self.name = name
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{name}: {reason}. {remedy}.")

    def __reduce__(self) -> tuple[type[CannotRead], tuple[str, str, str]]:
        """Survive the way back from a worker process."""
        return type(self), (self.name, self.reason, self.remedy)
