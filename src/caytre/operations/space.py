"""A full disk, recognised in whatever way it shows itself."""

from __future__ import annotations

import errno


def out_of_space(problem: BaseException | None) -> str:
    """One line for the operator when this exception, or what caused it, is a full disk or quota; else ''."""
    while problem is not None:
        full = isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        if full or "database or disk is full" in str(problem) or "No space left on device" in str(problem):
            from django.conf import settings

            return f"The disk is full. What was accepted is safe; make room under {settings.DATA_DIR} and try again."
        problem = problem.__cause__ or problem.__context__
    return ""
