"""Roles of a partner's staff (contract, section 8); `staff.roles` is a JSON list of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

FULL: Final = "Partner full admin"
WHOLESALE: Final = "Wholesale admin"
PARTNER: Final = "Partner admin"
READ_ONLY: Final = "Partner read-only admin"
HELP_DESK: Final = "Help desk basic"
HELP_DESK_ADVANCED: Final = "Help desk advanced"
PROVISIONING: Final = "Provisioning admin"

ROLES: Final = (FULL, WHOLESALE, PARTNER, READ_ONLY, HELP_DESK, HELP_DESK_ADVANCED, PROVISIONING)
"""Every role; what each may do stands in the contract."""


def is_full_wholesale(roles: Collection[str]) -> bool:
    """Whether somebody holds both roles that creating customers asks for (ADM-5a)."""
    return FULL in roles and WHOLESALE in roles
