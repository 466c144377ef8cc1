"""Virtual lines: read, made, removed; only what call queues need of them (QUE-3, PKG-8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import codes, ids, texts
from data.emulation.rules import queues as rules
from data.emulation.rules.faults import Fault, missing
from data.emulation.services import organizations, queue_sites, seating
from data.emulation.services import subscriber_checks as checks
from data.emulation.services.problems import Refusal, require_free, require_valid
from data.emulation.services.seating import Wish
from data.emulation.store import virtual_lines as store
from data.emulation.store import workspaces
from data.emulation.store.planning import note_change

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.services.callers import Caller
    from data.emulation.services.workspaces import Which
    from data.emulation.services.writing import Write
    from data.emulation.store.positions import Key, Place
    from data.emulation.store.virtual_lines import LineRow
    from data.models.queues import CreateVirtualLine

NAME_MOST = 64
"""Characters of a first or last name at most."""


class Page(NamedTuple):
    """Virtual lines that stand together in a list, and whether there are more around."""

    lines: Sequence[LineRow]
    keys: Sequence[Key]
    has_previous: bool
    has_next: bool


def page(
    connection: sqlite3.Connection,
    caller: Caller,
    which: Which,
    place: Place,
    size: int,
    now: int,
) -> Page:
    """A page of the virtual lines of an organization, newest first.

    Raises:
        Refusal: 404, there is no such organization in the caller's world.
    """
    organization = organizations.one(connection, caller, which.organization, now)
    if organization.id is None:
        return Page([], [], has_previous=False, has_next=False)
    found, window = store.page(connection, organization.id, which.location, place, size, now)
    return Page(found, *window)


def create(
    write: Write,
    organization: bytes | None,
    wanted: CreateVirtualLine,
    wrong: Sequence[Fault],
) -> bytes:
    """Make a virtual line at a location; its uuid.

    Decided here: the customer needs a package that has virtual lines, one of those with call
    queues (PKG-8).

    Args:
        write: the change.
        organization: whose location it has to be; None for any.
        wanted: the request.
        wrong: what is wrong with its shape.

    Raises:
        Refusal: 400 with all that is wrong; 403, its sub-partner is suspended; 404, no such
            location; 409 with all that is in the way.
    """
    location = ids.decode(ids.LOCATION, wanted.location_id)
    if location is None:
        # Where it is to be is not known, and so not what else is wrong there.
        require_valid(checks.merged(wrong, [*_place_faults(wanted), *_name_faults(wanted)]))
        raise LookupError("a valid request names a location")
    there = queue_sites.site(write, location, organization)
    wish = Wish(wanted.phone_number, wanted.extension, wanted.location_id, queue_sites.FIELDS)
    seat, found = queue_sites.seat(write, there.organization_id, wish, "virtual line")
    found += [
        *_name_faults(wanted),
        *queue_sites.package_faults(there.customer, rules.CALLING, "locationId"),
    ]
    require_valid(checks.merged(wrong, found))
    customer = there.provisioned()
    taken = seating.conflicts(write.connection, there.organization_id, seat, wish, write.now)
    require_free([*there.blockers, *taken])
    uuid = write.uuid()
    store.add(
        write.connection,
        uuid,
        location_id=there.location.id,
        first_name=texts.normal(wanted.first_name),
        last_name=texts.normal(wanted.last_name),
        phone=seat.phone,
        extension=seat.extension,
        created_ms=write.now,
    )
    note_change(write.connection, customer.row.id, now=write.now, request=write.request)
    return uuid


def remove(write: Write, uuid: bytes | None) -> None:
    """End a virtual line; queues lose it as an agent.

    Raises:
        Refusal: 404, there is none in the caller's world.
    """
    found = store.by_uuid(write.connection, uuid, write.now) if uuid else None
    if found is None:
        raise _no_line()
    try:
        organizations.one(write.connection, write.caller, found.organization_uuid, write.now)
    except Refusal as refusal:
        raise _no_line() from refusal
    store.end(write.connection, found.id, write.now)
    customer = workspaces.customer_of(write.connection, found.organization_id, write.now)
    if customer is not None:
        note_change(write.connection, customer, now=write.now, request=write.request)


def _no_line() -> Refusal:
    return Refusal(404, "The virtual line could not be found.", codes.NO_VIRTUAL_LINE)


def _place_faults(wanted: CreateVirtualLine) -> list[Fault]:
    if not wanted.location_id:
        return [missing("locationId", codes.MISSING_FIELD)]
    return [Fault("locationId", codes.BAD_ID, "is no id of a location")]


def _name_faults(wanted: CreateVirtualLine) -> list[Fault]:
    return [
        *texts.check(wanted.first_name, "firstName", most=NAME_MOST),
        *texts.check(wanted.last_name, "lastName", most=NAME_MOST),
    ]
