"""For whom somebody acts, and whether that one may provision (SUB-6, SUB-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault
from data.emulation.services import callers
from data.emulation.services.problems import Refusal
from data.emulation.store import partners

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.services.callers import Caller
    from data.emulation.store.customer_filter import Scope
    from data.emulation.store.partners import PartnerRow

BEHALF: Final = "onBehalfOfSubPartnerOrgId"
"""The parameter that names a sub-partner to act for (SUB-6)."""
SUSPENDED: Final = "suspended"
"""The state of a sub-partner that may delete, but neither provision nor update (SUB-11)."""


def owner_for(connection: sqlite3.Connection, caller: Caller, org_id: str | None) -> PartnerRow:
    """Whose new customer it becomes: the caller's own, or that of a sub-partner it acts for.

    Args:
        connection: where to read.
        caller: who acts.
        org_id: the value of `BEHALF`; None or empty for oneself.

    Raises:
        Refusal: 404, no such sub-partner; 403, the caller's roles do not reach it (ADM-4).
    """
    if not org_id:
        return caller.partner
    scope = callers.provider(connection, caller, BEHALF, org_id)
    if scope.owner_id is None:
        raise LookupError("the scope of a provider names its owner")
    return partners.partner(connection, scope.owner_id)


def scope_for(connection: sqlite3.Connection, caller: Caller, org_id: str | None) -> Scope:
    """Where to look for a customer or subscriber that exists.

    Args:
        connection: where to read.
        caller: who acts.
        org_id: the value of `BEHALF`; None or empty for all that the caller may see.

    Raises:
        Refusal: as `owner_for`.
    """
    return callers.provider(connection, caller, BEHALF, org_id) if org_id else caller.world


def require_active(partner: PartnerRow) -> None:
    """Check that the customers of a partner may be provisioned and updated (SUB-11).

    Args:
        partner: the customer's owner, whoever acts.

    Raises:
        Refusal: 403, it is suspended.
    """
    if partner.state == SUSPENDED:
        text = "a suspended sub-partner may neither provision nor update, only delete"
        fault = Fault("", codes.SUSPENDED, text)
        raise Refusal.of(403, "The sub-partner is suspended.", [fault])
