"""Where a call queue or a virtual line is to be, and what its customer needs for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import codes, ids, packages
from data.emulation.rules import queues as rules
from data.emulation.rules.faults import Fault
from data.emulation.services import organizations, places, seating
from data.emulation.services import subscriber_checks as checks
from data.emulation.services.problems import Refusal, conflict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.emulation.services.seating import Seat, Wish
    from data.emulation.services.writing import Write
    from data.emulation.store.customer_rows import Customer
    from data.emulation.store.organizations import LocationRow

FIELDS = ("phoneNumber", "extension", "locationId")
"""The places of the numbers and of the location in requests."""


class Site(NamedTuple):
    """A location that a queue or a virtual line is to be at, and whose it is.

    Attributes:
        id: the id of the location on the wire.
        blockers: why nothing can be provisioned there at the moment.
    """

    id: str
    location: LocationRow
    organization_id: int
    customer: Customer | None
    blockers: Sequence[Fault]

    def provisioned(self) -> Customer:
        """The customer.

        Raises:
            Refusal: 409, the organization is no wholesale customer.
        """
        if self.customer is None:
            text = "the organization is no wholesale customer"
            raise conflict(codes.NOT_PROVISIONED, text, "locationId")
        return self.customer


def site(write: Write, location: bytes | None, organization: bytes | None = None) -> Site:
    """The location that something is to be at.

    Raises:
        Refusal: 404, there is none in the caller's world, or it is another organization's; 403,
            its sub-partner is suspended (SUB-11).
    """
    row, uuid = places.one(write.connection, write.caller, location, write.now)
    if organization not in (None, uuid):
        raise Refusal(404, "The location could not be found.", codes.NO_LOCATION)
    found = organizations.one(write.connection, write.caller, uuid, write.now)
    if found.id is None:
        raise LookupError("an organization with a location has a row")
    customer = places.customer_of(write, found.id)
    blockers = (
        []
        if customer is None
        else checks.state_faults(write.connection, customer.row, write.now, "locationId")
    )
    return Site(ids.encode(ids.LOCATION, row.uuid), row, found.id, customer, blockers)


def seat(write: Write, organization_id: int, wish: Wish, what: str) -> tuple[Seat, list[Fault]]:
    """The seat that a request asks for, and what is wrong with it; `what` is to sit there."""
    found, faults = seating.check(write.connection, organization_id, wish)
    text = f"a {what} needs an extension or a phone number, or both"
    return found, [
        fault._replace(text=text) if fault.code == codes.NUMBER_REQUIRED else fault
        for fault in faults
    ]


def package_faults(customer: Customer | None, kind: str, field: str) -> list[Fault]:
    """Why a customer cannot have queues of a kind, or virtual lines (PKG-8, PKG-12)."""
    if customer is None or checks.usable(customer) & rules.mask(kind):
        return []
    names = ", ".join(packages.NAMES[code] for code in rules.FITTING[kind])
    return [Fault(field, codes.NOT_OF_CUSTOMER, f"the customer needs one of {names}")]
