"""Call queues and virtual lines."""

from __future__ import annotations

VIEW = {"queues.list", "queues.get", "queues.whole", "virtual_lines.list"}
"""Whoever may look at customers."""
MANAGE = {
    "queues.create",
    "queues.update",
    "queues.delete",
    "queues.upgrade",
    "queues.supervisors",
    "virtual_lines.create",
    "virtual_lines.delete",
}
"""Whoever may change customers, beside VIEW."""
OF_FULL = set[str]()
"""Full administrators only."""
BOTH = set[str]()
"""Full and wholesale administrators only."""
