"""Errors that a person can put right: they carry `advice`, a sentence that says what to do.

All others are defects of the program. This is the one place that tells them apart.
"""

from __future__ import annotations


def advised(error: BaseException) -> bool:
    """Whether an error says what a person can do about it, such as HubError or DatabaseProblem."""
    return isinstance(getattr(error, "advice", None), str)
