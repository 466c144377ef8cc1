"""Roles of a partner's staff and what they may do (contract, section 8; ADM-3 to ADM-5a).

`staff.roles` is a JSON list of roles. Those that an account has at a request count; a token that an
integration got narrows them to the scopes that it was given.
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

ROLES: Final = (
    FULL,
    WHOLESALE,
    PARTNER,
    READ_ONLY,
    HELP_DESK,
    HELP_DESK_ADVANCED,
    PROVISIONING,
)
"""Every role; what each may do stands in the contract."""

CUSTOMERS_READ: Final = "spark-admin:wholesale_customers_read"
SUBSCRIBERS_READ: Final = "spark-admin:wholesale_subscribers_read"
SUB_PARTNERS_READ: Final = "spark-admin:wholesale_sub_partners_read"
ORGANIZATIONS_READ: Final = "spark-admin:organizations_read"
LOCATIONS_READ: Final = "spark-admin:locations_read"
PEOPLE_READ: Final = "spark:people_read"

CUSTOMERS_WRITE: Final = "spark-admin:wholesale_customers_write"
SUBSCRIBERS_WRITE: Final = "spark-admin:wholesale_subscribers_write"
SUB_PARTNERS_WRITE: Final = "spark-admin:wholesale_sub_partners_write"
LOCATIONS_WRITE: Final = "spark-admin:locations_write"
PEOPLE_LIST: Final = "spark-admin:people_read"
PEOPLE_WRITE: Final = "spark-admin:people_write"
WORKSPACES_READ: Final = "spark-admin:workspaces_read"
WORKSPACES_WRITE: Final = "spark-admin:workspaces_write"
ORGANIZATIONS_WRITE: Final = "spark-admin:organizations_write"

DEVICES_READ: Final = "spark-admin:devices_read"
DEVICES_WRITE: Final = "spark-admin:devices_write"
TELEPHONY_READ: Final = "spark-admin:telephony_config_read"
TELEPHONY_WRITE: Final = "spark-admin:telephony_config_write"
IDENTITY_WRITE: Final = "identity:organizations_rw"
REPORTS_READ: Final = "spark-admin:wholesale_billing_reports_read"
REPORTS_WRITE: Final = "spark-admin:wholesale_billing_reports_write"

CREATE: Final = "create"
"""Making customers and templates (ADM-5a), and nearly all that only the emulation's hub offers."""
PRECHECK: Final = "precheck"
"""Asking whether provisioning would go through (ADM-3)."""
PLATFORM: Final = "platform"
"""Playing the platform itself, which all share: its clock, its denied parties, how reviews end.
Decided here: only the partner may; a sub-partner would reach into its neighbours (SUB-3). So it is
with the partner's purchase order (PKG-16), which is none of a sub-partner's."""
_BOTH: Final = f"{FULL} together with {WHOLESALE}"
NEEDED: Final = {CREATE: _BOTH, PRECHECK: FULL, PLATFORM: f"{_BOTH}, of the partner itself"}
"""The roles that give a right, in words."""

_EVERYBODY: Final = frozenset({PEOPLE_READ})
_VIEW: Final = frozenset(
    {
        CUSTOMERS_READ,
        SUBSCRIBERS_READ,
        ORGANIZATIONS_READ,
        LOCATIONS_READ,
        PEOPLE_LIST,
        WORKSPACES_READ,
        DEVICES_READ,
        TELEPHONY_READ,
        REPORTS_READ,
    }
)
_MANAGE: Final = _VIEW | {
    CUSTOMERS_WRITE,
    SUBSCRIBERS_WRITE,
    LOCATIONS_WRITE,
    PEOPLE_WRITE,
    WORKSPACES_WRITE,
    DEVICES_WRITE,
    TELEPHONY_WRITE,
    # ADM-2: making and deleting reports takes a role that may change things.
    REPORTS_WRITE,
}
_GIVES: Final = {
    # Decided here: an organization is ended (CMG-3a) and renamed by full administrators only.
    FULL: _MANAGE | {ORGANIZATIONS_WRITE, IDENTITY_WRITE},
    # Decided here: nobody is assigned to customers yet, so "own or assigned" are all of the
    # partner's.
    PARTNER: _MANAGE,
    READ_ONLY: _VIEW,
    HELP_DESK: _VIEW,
    HELP_DESK_ADVANCED: _VIEW,
    # Nothing by itself: it adds to a full administrator.
    WHOLESALE: frozenset[str](),
    # Decided here: it sees the one customer that an attach let it into, and none before that.
    PROVISIONING: frozenset[str](),
}


SCOPES: Final = frozenset(
    {
        *_EVERYBODY,
        *_MANAGE,
        ORGANIZATIONS_WRITE,
        IDENTITY_WRITE,
        SUB_PARTNERS_READ,
        SUB_PARTNERS_WRITE,
    }
)
"""Every scope that there is."""


def scopes(roles: Collection[str]) -> frozenset[str]:
    """What an account with some roles reaches; an unknown role adds nothing.

    Indirect providers are for those who hold both roles of ADM-4.
    """
    found = _EVERYBODY.union(*(_GIVES.get(role, ()) for role in roles))
    providers = {SUB_PARTNERS_READ, SUB_PARTNERS_WRITE}
    return found | providers if is_full_wholesale(roles) else found


def rights(
    roles: Collection[str], reached: Collection[str] = SCOPES, *, top: bool = True
) -> frozenset[str]:
    """What an account may do that a scope alone does not give.

    Args:
        roles: the account's.
        reached: the scopes that its token reaches. Decided here: creating asks for writing
            customers, so that a token that was given for reading makes nothing.
        top: whether the account is a partner's and not a sub-partner's.
    """
    found = {PRECHECK} if FULL in roles else set()
    if is_full_wholesale(roles) and CUSTOMERS_WRITE in reached:
        found |= {CREATE, PLATFORM} if top else {CREATE}
    return frozenset(found)


def is_full_wholesale(roles: Collection[str]) -> bool:
    """Whether somebody holds both roles that providers and creating ask for (ADM-4, ADM-5a)."""
    return FULL in roles and WHOLESALE in roles
