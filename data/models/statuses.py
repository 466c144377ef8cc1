"""Statuses of customers; without pydantic, so that a screen may know them from the start."""

from __future__ import annotations

STATUSES = (
    "provisioned",
    "provisioned_with_errors",
    "provisioning",
    "updating",
    "deleting",
    "error",
    "pending_rpl_review",
)
"""Every status a customer can have, in the contract's order."""

MOVING = frozenset({"provisioning", "updating", "deleting", "pending_rpl_review"})
"""Statuses that end by themselves."""
