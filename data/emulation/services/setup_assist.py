"""Requests for Setup Assist: for a location of a customer, once (SUA)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import codes, emails, ids, setup_assist, texts
from data.emulation.rules.faults import Fault, missing, unsaid
from data.emulation.rules.skus import SETUP_ASSIST
from data.emulation.rules.times import DAY
from data.emulation.services import customers, purchase_orders
from data.emulation.services import subscriber_checks as checks
from data.emulation.services.acting import require_active
from data.emulation.services.problems import require_free, require_valid
from data.emulation.store import organizations, partners
from data.emulation.store import setup_assist as store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.services.callers import Caller
    from data.emulation.services.writing import Write
    from data.emulation.store.customer_rows import CustomerRow
    from data.emulation.store.organizations import LocationRow
    from data.emulation.store.partners import PartnerRow
    from data.emulation.store.setup_assist import AssistRow
    from data.models.setup_assist import SetupAssistInput

NAME_MOST = 128
"""Characters of a contact's name at most. Decided here."""


class Request(NamedTuple):
    """A request, and what its form tells beside it (SUA-8)."""

    row: AssistRow
    customer: CustomerRow
    owner: PartnerRow
    locations: int


def listed(
    connection: sqlite3.Connection, caller: Caller, uuid: bytes | None, now: int
) -> list[Request]:
    """The requests for the customer with a uuid, newest first.

    Raises:
        Refusal: 404, the caller has no such customer.
    """
    customer = customers.one(connection, caller.world, uuid, now).row
    rows = store.of_customer(connection, customer.id)
    return [_told(connection, customer, row, now) for row in rows]


def create(
    write: Write, uuid: bytes | None, wanted: SetupAssistInput, wrong: Sequence[Fault]
) -> Request:
    """Request Setup Assist for a location; which kind, its seats say (SUA-2).

    Decided here: it is for locations with seats only, as users are provisioned before (SUA-9); and
    who has it on the order counts as a partner that is set up itself (SUA-1).

    Raises:
        Refusal: 404, no such customer; 403, its sub-partner is suspended; 400 with all that is
            wrong; 409 with all that is in the way.
    """
    connection, now = write.connection, write.now
    customer = customers.one(connection, write.caller.world, uuid, now).row
    require_active(partners.partner(connection, customer.owner_id))
    places = organizations.locations(connection, customer.organization_id, now)
    place, found = _place(wanted.location_id.strip(), places)
    end, day_faults = setup_assist.check_end(
        wanted.onboarding_end_date.strip(), now // DAY, "onboardingEndDate"
    )
    name = texts.check(wanted.contact_name, "contactName", most=NAME_MOST, rule="SUA-8")
    email = emails.check(wanted.contact_email, "contactEmail", rule="SUA-8")
    found += [*day_faults, *name, *email, *_unordered(write)]
    require_valid(unsaid(wrong, found))
    if place is None or end is None:
        raise LookupError("a valid request names a location and a day")
    seats = store.seats(connection, customer.id, place.id, now)
    require_free(_conflicts(write, customer, place, seats))
    offer = setup_assist.offer(seats)
    store.add(
        connection,
        uuid=write.uuid(),
        owner_id=customer.owner_id,
        customer_id=customer.id,
        location_id=place.id,
        sku=offer.sku.sku,
        seats=seats,
        cents=offer.cents,
        onboarding_day=end,
        contact_name=texts.normal(wanted.contact_name),
        contact_email=emails.normal(wanted.contact_email),
        created_ms=now,
        staff_id=write.caller.staff.id,
    )
    return _told(connection, customer, store.of_customer(connection, customer.id)[0], now)


def _told(
    connection: sqlite3.Connection, customer: CustomerRow, row: AssistRow, now: int
) -> Request:
    owner = partners.partner(connection, customer.owner_id)
    places = organizations.locations(connection, customer.organization_id, now)
    return Request(row, customer, owner, len(places))


def _place(
    location_id: str, places: Sequence[LocationRow]
) -> tuple[LocationRow | None, list[Fault]]:
    field = "locationId"
    if not location_id:
        return None, [missing(field, codes.MISSING_FIELD, "SUA-8")]
    uuid = ids.decode(ids.LOCATION, location_id)
    if uuid is None:
        return None, [Fault(field, codes.BAD_ID, "is no id of a location")]
    found = next((place for place in places if place.uuid == uuid), None)
    words = "the customer has no location with this id"
    return found, [] if found else [Fault(field, codes.NO_LOCATION, words)]


def _unordered(write: Write) -> list[Fault]:
    lacking = purchase_orders.without(write.connection, write.caller.partner.root_id)
    words = "the partner's purchase order does not have Setup Assist"
    return [Fault("", codes.NOT_ON_ORDER, words, "SUA-1")] if SETUP_ASSIST in lacking else []


def _conflicts(write: Write, customer: CustomerRow, place: LocationRow, seats: int) -> list[Fault]:
    found = checks.state_faults(write.connection, customer, write.now, "")
    there = {row.location_uuid for row in store.of_customer(write.connection, customer.id)}
    if place.uuid in there:
        words = "Setup Assist was requested for this location already"
        found.append(Fault("locationId", codes.ASSIST_REQUESTED, words))
    elif not seats:
        words = "nobody at this location makes calls yet; provision its users first"
        found.append(Fault("locationId", codes.NOT_PROVISIONED, words, "SUA-9"))
    return found
