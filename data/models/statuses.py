"""Statuses of customers; without pydantic, so that a screen may know them from the start."""

from __future__ import annotations

from data.text import _

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


def label(status: str) -> str:
    """A status of what the platform has, in words; an unknown one keeps its own."""
    labels = {
        "provisioned": _("provisioned"),
        "provisioned_with_errors": _("with errors"),
        "provisioning": _("provisioning"),
        "updating": _("updating"),
        "deleting": _("deleting"),
        "error": _("error"),
        "pending_rpl_review": _("RPL review"),
        "pending_user_migration": _("waits for consent"),
        "IN_PROGRESS": _("in progress"),
        "COMPLETED": _("completed"),
        "FAILED": _("failed"),
    }
    return labels.get(status, status)
