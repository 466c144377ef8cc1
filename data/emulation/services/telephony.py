"""Locations as calling sees them: found, and free to be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault
from data.emulation.services import places
from data.emulation.services import subscriber_checks as checks
from data.emulation.services.parameters import CALLING_MASK
from data.emulation.store import organizations

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.services.callers import Caller
    from data.emulation.services.writing import Write
    from data.emulation.store.customer_rows import Customer
    from data.emulation.store.organizations import LocationRow

FIELD = "locationId"


class Spot(NamedTuple):
    """A location, and the rowid of its organization."""

    location: LocationRow
    organization_id: int


class Change(NamedTuple):
    """A location that somebody changes.

    Attributes:
        spot: where.
        customer: the wholesale customer; None where there is none.
        blockers: why nothing of it can be changed now (PRV-2, RPL-6).
        faults: why what calling needs cannot be set: the customer has no calling package.
    """

    spot: Spot
    customer: Customer | None
    blockers: list[Fault]
    faults: Sequence[Fault] = ()


def find(connection: sqlite3.Connection, caller: Caller, uuid: bytes | None, now: int) -> Spot:
    """The location with a uuid.

    Raises:
        Refusal: 404, there is none in the caller's world.
    """
    location, organization = places.one(connection, caller, uuid, now)
    number = organizations.id_of(connection, organization)
    if number is None:
        raise LookupError("a location belongs to an organization")
    return Spot(location, number)


def change(write: Write, uuid: bytes | None) -> Change:
    """The location that a change is about.

    Decided here: a package that failed counts, since a PSTN connection may mend it (PST-2).

    Raises:
        Refusal: 404, there is none in the caller's world; 403, its sub-partner is suspended.
    """
    spot = find(write.connection, write.caller, uuid, write.now)
    customer = places.customer_of(write, spot.organization_id)
    if customer is None:
        text = "the organization is no wholesale customer"
        return Change(spot, None, [Fault(FIELD, codes.NOT_PROVISIONED, text)])
    blockers = checks.state_faults(write.connection, customer.row, write.now, FIELD)
    if customer.row.packages & CALLING_MASK:
        return Change(spot, customer, blockers)
    text = "the customer has no calling package"
    return Change(spot, customer, blockers, [Fault(FIELD, codes.NOT_OF_CUSTOMER, text)])
