"""Locations of organizations: found by themselves, and made (ADR-3, LOC-1, TZN-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.rules import addresses, codes, ids, locales, texts, time_zones
from data.emulation.rules.faults import Fault, missing
from data.emulation.services import acting, organizations
from data.emulation.services import subscriber_checks as checks
from data.emulation.services.problems import (
    Refusal,
    no_organization,
    require_free,
    require_valid,
)
from data.emulation.store import customer_rows, partners, places, workspaces
from data.emulation.store import organizations as store
from data.emulation.store.organizations import LocationRow
from data.emulation.store.planning import note_change
from data.search_key import search_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.services.callers import Caller
    from data.emulation.services.organizations import Organization
    from data.emulation.services.writing import Write
    from data.emulation.store.customer_rows import Customer
    from data.models.customers import Address
    from data.models.requests import CreateLocation
    from data.models.resources import LocationAddress

NAME_MOST = 256
"""Characters of a location's name at most."""
_WAITS = (codes.UNDER_REVIEW, codes.NEEDS_APPROVAL)
"""What a customer waits for that keeps new locations away."""
_FIELDS = {
    "address.addressLine1": "address.address1",
    "address.addressLine2": "address.address2",
    "address.stateOrProvince": "address.state",
    "address.zipOrPostalCode": "address.postalCode",
}


def one(
    connection: sqlite3.Connection, caller: Caller, uuid: bytes | None, now: int
) -> tuple[LocationRow, bytes]:
    """The location with a uuid, and its organization's uuid.

    Raises:
        Refusal: 404, there is none in the caller's world.
    """
    found = uuid and places.by_uuid(connection, uuid, now)
    if not found:
        raise _no_location()
    try:
        organizations.one(connection, caller, found[1], now)
    except Refusal as refusal:
        raise _no_location() from refusal
    return found


def create(
    write: Write, org_id: str, wanted: CreateLocation, wrong: Sequence[Fault]
) -> tuple[LocationRow, bytes]:
    """Make a location of an organization; it, and its organization's uuid.

    Args:
        write: the change.
        org_id: the organization that the request is for; empty for none.
        wanted: the request.
        wrong: what is wrong with its shape.

    Raises:
        Refusal: 400 with all that is wrong; 403, its sub-partner is suspended; 404, no such
            organization; 409, a review (RPL-6) or an approval is pending, or the name is
            taken.
    """
    organization = organization_of(write, org_id)
    address = _address(wanted.address)
    country = address.country if address is not None else ""
    language = _language(wanted.preferred_language)
    found = [
        *organization_faults(org_id),
        *texts.check(wanted.name, "name", most=NAME_MOST),
        *_zone_faults(wanted.time_zone.strip()),
        *locales.check(language, "preferredLanguage"),
        *(_renamed(fault) for fault in addresses.check(address, "address")),
    ]
    require_valid(checks.merged(wrong, found))
    if organization is None or organization.id is None or address is None:
        raise LookupError("a valid request names an organization and an address")
    name = texts.normal(wanted.name)
    require_free([*_blockers(write, organization.id), *_name_faults(write, organization.id, name)])
    row = LocationRow(
        0,
        write.uuid(),
        name,
        wanted.time_zone.strip(),
        locales.resolve(language, country, locales.default_of(country)),
        address.address_line1,
        address.address_line2,
        address.city,
        address.state_or_province,
        address.zip_or_postal_code,
        address.country,
    )
    places.add(write.connection, row, organization.id, write.now)
    customer = workspaces.customer_of(write.connection, organization.id, write.now)
    if customer is not None:
        note_change(write.connection, customer, now=write.now, request=write.request)
    return row, organization.uuid


def organization_of(write: Write, org_id: str) -> Organization | None:
    """The organization that a request is for; None if what it has is no id.

    Raises:
        Refusal: 404, the caller has none with this id that could have locations and workspaces.
    """
    uuid = ids.decode(ids.ORGANIZATION, org_id)
    if uuid is None:
        return None
    found = organizations.one(write.connection, write.caller, uuid, write.now)
    if found.id is None:
        raise no_organization()
    return found


def organization_faults(org_id: str) -> list[Fault]:
    """What is wrong with the id of an organization in a request."""
    if not org_id:
        return [missing("orgId", codes.MISSING_FIELD)]
    if ids.decode(ids.ORGANIZATION, org_id) is None:
        return [Fault("orgId", codes.BAD_ID, "is no id of an organization")]
    return []


def customer_of(write: Write, organization_id: int) -> Customer | None:
    """The wholesale customer that an organization is; None where it is none.

    Raises:
        Refusal: 403, its sub-partner is suspended (SUB-11).
    """
    number = workspaces.customer_of(write.connection, organization_id, write.now)
    if number is None:
        return None
    found = customer_rows.by_ids(write.connection, [number], write.now)[0]
    acting.require_active(partners.partner(write.connection, found.row.owner_id))
    return found


def _no_location() -> Refusal:
    return Refusal(404, "The location could not be found.", codes.NO_LOCATION)


def _zone_faults(name: str) -> list[Fault]:
    return (
        time_zones.check(name, "timeZone") if name else [missing("timeZone", codes.MISSING_FIELD)]
    )


def _language(text: str) -> str:
    """A language as it is spelled here: the locations API also takes `en_us`."""
    language, mark, country = text.strip().partition("_")
    return f"{language.lower()}{mark}{country.upper()}"


def _address(given: LocationAddress | None) -> Address | None:
    """The address in the spelling of customers, as it is kept."""
    from data.models.customers import Address

    if given is None:
        return None
    return addresses.normal(
        Address(
            address_line1=given.address1,
            address_line2=given.address2,
            city=given.city,
            state_or_province=given.state,
            zip_or_postal_code=given.postal_code,
            country=given.country,
        )
    )


def _renamed(fault: Fault) -> Fault:
    return fault._replace(field=_FIELDS.get(fault.field, fault.field))


def _blockers(write: Write, organization_id: int) -> list[Fault]:
    """What is in the way of a new location: a review of the customer (RPL-6), or its attach."""
    customer = customer_of(write, organization_id)
    if customer is None:
        return []
    found = checks.state_faults(write.connection, customer.row, write.now, "orgId")
    return [fault for fault in found if fault.code in _WAITS]


def _name_faults(write: Write, organization_id: int, name: str) -> list[Fault]:
    taken = {search_key(place.name) for place in store.locations(write.connection, organization_id)}
    if search_key(name) not in taken:
        return []
    return [Fault("name", codes.NAME_TAKEN, "the organization has a location of this name")]
