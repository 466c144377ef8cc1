"""Call queues and virtual lines."""

from __future__ import annotations

VIEW = set[str]()
"""Whoever may look at customers."""
MANAGE = set[str]()
"""Whoever may change customers, beside VIEW."""
OF_FULL = set[str]()
"""Full administrators only."""
BOTH = set[str]()
"""Full and wholesale administrators only."""
