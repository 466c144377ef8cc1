"""Seats: the place and the numbers of a subscriber or workspace with a calling package (SBR-1).

Who sits where is checked for both together: an extension is one seat's within its location, a
phone number one seat's anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import codes, ids, packages, phones
from data.emulation.rules.faults import Fault, missing
from data.emulation.store import numbers, organizations
from data.emulation.store import seats as store

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.customer_rows import Customer
    from data.emulation.store.organizations import LocationRow


class Wish(NamedTuple):
    """What a request says of a seat, and the places of the three in the request.

    Attributes:
        phone: E.164, or empty.
        extension: digits, or empty.
        location: the id of a location, or empty.
        fields: the places of phone, extension and location, in this order.
    """

    phone: str
    extension: str
    location: str
    fields: tuple[str, str, str]


class Seat(NamedTuple):
    """A seat; without a location it has no numbers either."""

    location: LocationRow | None = None
    phone: str = ""
    extension: str = ""

    @property
    def location_id(self) -> int | None:
        """The rowid of its location."""
        return None if self.location is None else self.location.id


def check(
    connection: sqlite3.Connection, organization_id: int | None, wish: Wish
) -> tuple[Seat, list[Fault]]:
    """The seat that a request asks for, and what is wrong with it (SBR-1, SBR-2).

    Args:
        connection: where to read.
        organization_id: whose locations; None where the customer is not known.
        wish: what the request says.
    """
    phone, extension = wish.phone.strip(), wish.extension.strip()
    phone_field, extension_field, _ = wish.fields
    faults = [
        *phones.check_phone(phone, phone_field),
        *phones.check_extension(extension, extension_field),
    ]
    if not phone and not extension:
        faults.append(Fault(extension_field, codes.NUMBER_REQUIRED, _NUMBER))
    if organization_id is None:
        return Seat(None, phone, extension), faults
    location, more = _location(connection, organization_id, wish)
    return Seat(location, phone, extension), [*faults, *more]


def conflicts(
    connection: sqlite3.Connection, organization_id: int, seat: Seat, wish: Wish, now: int
) -> list[Fault]:
    """Numbers of a seat that others have already (SBR-1).

    Decided here: nobody gets an inactive number, before it was added once more as an active one.
    """
    phone_field, extension_field, _ = wish.fields
    faults = []
    if seat.phone and store.phone_taken(connection, seat.phone, now):
        text = "the phone number is in use"
        faults.append(Fault(phone_field, codes.NUMBER_TAKEN, text))
    elif seat.phone:
        faults += _added_faults(connection, organization_id, seat, phone_field, now)
    if seat.location is not None and seat.extension:
        taken = store.extension_taken(
            connection, organization_id, seat.location.id, seat.extension, now
        )
        if taken:
            text = f"the extension is in use at the location {seat.location.name}"
            faults.append(Fault(extension_field, codes.EXTENSION_TAKEN, text))
    return faults


def limit_faults(
    connection: sqlite3.Connection, customer: Customer, package: int, field: str, now: int
) -> list[Fault]:
    """Whether one more of a package or add-on would be beyond the customer's limit."""
    limits = {row.package: row.limit_n for row in customer.packages}
    limit = limits.get(package)
    if limit is None or store.held(connection, customer.row.id, package, now) < limit:
        return []
    text = f"the customer may use {limit} of {packages.NAMES[package]}, and does"
    return [Fault(field, codes.LIMIT_REACHED, text)]


def _added_faults(
    connection: sqlite3.Connection, organization_id: int, seat: Seat, field: str, now: int
) -> list[Fault]:
    """What is wrong with a seat's number that was added: elsewhere (PST-1), or as inactive."""
    here = (organization_id, seat.location_id)
    rows = numbers.where(connection, [seat.phone], now)
    if any((row.organization_id, row.location_id) != here for row in rows):
        text = "the phone number belongs to another organization or location"
        return [Fault(field, codes.NUMBER_TAKEN, text)]
    if not all(row.active for row in rows):
        return [Fault(field, codes.NUMBER_INACTIVE, "the phone number is not active yet")]
    return []


_NUMBER = "a calling package needs an extension or a phone number, or both"


def _location(
    connection: sqlite3.Connection, organization_id: int, wish: Wish
) -> tuple[LocationRow | None, list[Fault]]:
    field = wish.fields[2]
    places = organizations.locations(connection, organization_id)
    if not wish.location:
        if len(places) == 1:
            return places[0], []
        fault = missing(field, codes.LOCATION_REQUIRED)
        why = "the customer has several locations" if places else "the customer has no location yet"
        return None, [fault._replace(text=f"{fault.text}: {why}")]
    uuid = ids.decode(ids.LOCATION, wish.location)
    if uuid is None:
        return None, [Fault(field, codes.BAD_ID, "is no id of a location")]
    found = next((place for place in places if place.uuid == uuid), None)
    if found is None:
        return None, [Fault(field, codes.NO_LOCATION, "the customer has no location with this id")]
    return found, []
