"""Roles of a partner's staff and what they may read (contract, section 8; ADM-4).

`staff.roles` is a JSON list of roles. A token carries no scopes of its own: those of the account's
roles are asked for at each request.
"""

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

CUSTOMERS_READ: Final = "spark-admin:wholesale_customers_read"
SUBSCRIBERS_READ: Final = "spark-admin:wholesale_subscribers_read"
SUB_PARTNERS_READ: Final = "spark-admin:wholesale_sub_partners_read"
ORGANIZATIONS_READ: Final = "spark-admin:organizations_read"
LOCATIONS_READ: Final = "spark-admin:locations_read"
PEOPLE_READ: Final = "spark:people_read"

_EVERYBODY: Final = frozenset({PEOPLE_READ})
_VIEW: Final = frozenset({CUSTOMERS_READ, SUBSCRIBERS_READ, ORGANIZATIONS_READ, LOCATIONS_READ})
_READS: Final = {
    FULL: _VIEW,
    # Decided here: nobody is assigned to customers yet, so "own or assigned" are all of the
    # partner's.
    PARTNER: _VIEW,
    READ_ONLY: _VIEW,
    HELP_DESK: _VIEW,
    HELP_DESK_ADVANCED: _VIEW,
    # Nothing by itself: it adds to a full administrator.
    WHOLESALE: frozenset[str](),
    # Decided here: it sees the one customer that an attach let it into, and none before that.
    PROVISIONING: frozenset[str](),
}


def scopes(roles: Collection[str]) -> frozenset[str]:
    """What an account with some roles may read; an unknown role adds nothing.

    Indirect providers are for those who hold both roles of ADM-4.
    """
    found = _EVERYBODY.union(*(_READS.get(role, ()) for role in roles))
    return found | {SUB_PARTNERS_READ} if is_full_wholesale(roles) else found


def is_full_wholesale(roles: Collection[str]) -> bool:
    """Whether somebody holds both roles that providers and creating ask for (ADM-4, ADM-5a)."""
    return FULL in roles and WHOLESALE in roles
