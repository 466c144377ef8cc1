"""Workspaces with Common Area Calling: read, made, removed (PKG-7, PRV-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import codes, package_sets, packages, texts
from data.emulation.rules.faults import Fault, missing
from data.emulation.services import organizations, places, seating
from data.emulation.services import subscriber_checks as checks
from data.emulation.services.problems import (
    Refusal,
    conflict,
    no_organization,
    require_free,
    require_valid,
)
from data.emulation.services.seating import Wish
from data.emulation.store import devices, usage, usage_starts
from data.emulation.store import workspaces as store
from data.emulation.store.planning import note_change

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.services.callers import Caller
    from data.emulation.services.seating import Seat
    from data.emulation.services.writing import Write
    from data.emulation.store.customer_rows import Customer
    from data.emulation.store.positions import Key, Place
    from data.emulation.store.workspaces import WorkspaceRow
    from data.models.requests import CreateWorkspace

NAME_MOST = 128
"""Characters of a workspace's name at most. Decided here."""
TYPE = "webexCalling"
"""How all workspaces of wholesale make calls."""


class Page(NamedTuple):
    """Workspaces that stand together in a list, and whether there are more around."""

    workspaces: Sequence[WorkspaceRow]
    keys: Sequence[Key]
    has_previous: bool
    has_next: bool


class Which(NamedTuple):
    """uuids: the organization, and the only location or None."""

    organization: bytes
    location: bytes | None = None


def page(
    connection: sqlite3.Connection,
    caller: Caller,
    which: Which,
    place: Place,
    size: int,
    now: int,
) -> Page:
    """A page of the workspaces of an organization, newest first.

    Raises:
        Refusal: 404, there is no such organization in the caller's world.
    """
    organization = organizations.one(connection, caller, which.organization, now)
    if organization.id is None:
        return Page([], [], has_previous=False, has_next=False)
    found, window = store.page(connection, organization.id, which.location, place, size, now)
    return Page(found, *window)


def one(
    connection: sqlite3.Connection, caller: Caller, uuid: bytes | None, now: int
) -> WorkspaceRow:
    """The workspace with a uuid.

    Raises:
        Refusal: 404, there is none in the caller's world.
    """
    found = uuid and store.by_uuid(connection, uuid, now)
    if not found:
        raise _no_workspace()
    try:
        organizations.one(connection, caller, found.organization_uuid, now)
    except Refusal as refusal:
        raise _no_workspace() from refusal
    return found


def create(
    write: Write, org_id: str, wanted: CreateWorkspace, wrong: Sequence[Fault]
) -> WorkspaceRow:
    """Make a workspace with the customer's Common Area package; its use begins (BIL-5).

    Args:
        write: the change.
        org_id: the organization that the request is for; empty for none.
        wanted: the request.
        wrong: what is wrong with its shape.

    Raises:
        Refusal: 400 with all that is wrong; 403, its sub-partner is suspended; 404, no such
            organization; 409 with all that is in the way.
    """
    organization = places.organization_of(write, org_id)
    number = None if organization is None else organization.id
    customer = None if number is None else places.customer_of(write, number)
    wish = _wish(wanted)
    seat, seat_faults = seating.check(write.connection, number, wish)
    found = [
        *places.organization_faults(org_id),
        *texts.check(wanted.display_name, "displayName", most=NAME_MOST),
        *_type_faults(wanted),
        *_package_faults(customer),
        *seat_faults,
    ]
    blockers = (
        []
        if customer is None
        else checks.state_faults(write.connection, customer.row, write.now, "orgId")
    )
    require_valid(checks.merged(wrong, checks.without_location(found, blockers)))
    if number is None:
        raise no_organization()
    if customer is None:
        raise conflict(codes.NOT_PROVISIONED, "the organization is no wholesale customer", "orgId")
    require_free([*blockers, *_conflicts(write, number, customer, seat, wish)])
    uuid = _add(write, customer, seat, texts.normal(wanted.display_name))
    return one(write.connection, write.caller, uuid, write.now)


def remove(write: Write, uuid: bytes | None) -> None:
    """End a workspace with its use and its devices.

    Raises:
        Refusal: 404, there is none in the caller's world.
    """
    found = one(write.connection, write.caller, uuid, write.now)
    store.end(write.connection, found.id, write.now)
    devices.end_of_workspaces(write.connection, [found.id], write.now)
    holder = usage.Holder(found.owner_id, found.customer_id, None, found.id)
    usage.end(write.connection, holder, write.now)
    note_change(write.connection, found.customer_id, now=write.now, request=write.request)


def _no_workspace() -> Refusal:
    return Refusal(404, "The workspace could not be found.", codes.NO_WORKSPACE)


def _wish(wanted: CreateWorkspace) -> Wish:
    calling = wanted.calling
    given = None if calling is None else calling.webex_calling
    inner = "calling.webexCalling"
    location = wanted.location_id
    field = "locationId"
    if given is not None and given.location_id:
        location, field = given.location_id, f"{inner}.locationId"
    return Wish(
        "" if given is None else given.phone_number,
        "" if given is None else given.extension,
        location,
        (f"{inner}.phoneNumber", f"{inner}.extension", field),
    )


def _type_faults(wanted: CreateWorkspace) -> list[Fault]:
    given = wanted.calling.type if wanted.calling is not None else ""
    if not given:
        return [missing("calling.type", codes.MISSING_FIELD)]
    return [] if given == TYPE else [Fault("calling.type", codes.BAD_CHOICE, f"must be {TYPE}")]


def _package_faults(customer: Customer | None) -> list[Fault]:
    if customer is None:
        return []
    if checks.usable(customer) & packages.bit(package_sets.COMMON_AREA):
        return []
    text = f"the customer does not have {packages.NAMES[package_sets.COMMON_AREA]}"
    return [Fault("calling", codes.NOT_OF_CUSTOMER, text)]


def _conflicts(
    write: Write, organization_id: int, customer: Customer, seat: Seat, wish: Wish
) -> list[Fault]:
    faults = []
    if not store.sip_domain(write.connection, organization_id):
        text = "the organization has no SIP domain, which workspaces need"
        faults.append(Fault("orgId", codes.NO_SIP_DOMAIN, text))
    area = package_sets.COMMON_AREA
    return [
        *faults,
        *seating.limit_faults(write.connection, customer, area, "calling", write.now),
        *seating.conflicts(write.connection, organization_id, seat, wish, write.now),
    ]


def _add(write: Write, customer: Customer, seat: Seat, name: str) -> bytes:
    row, area = customer.row, package_sets.COMMON_AREA
    uuid = write.uuid()
    number = store.add(
        write.connection,
        uuid,
        customer_id=row.id,
        location_id=seat.location_id,
        name=name,
        package=area,
        phone=seat.phone,
        extension=seat.extension,
        created_ms=write.now,
    )
    active = max(write.now, row.organization_active_ms)
    start = usage_starts.of(write.connection, row.id, area, active, write.now)
    holder = usage.Holder(row.owner_id, row.id, None, number)
    usage.begin(write.connection, holder, [area], start, location_id=seat.location_id)
    note_change(write.connection, row.id, now=write.now, request=write.request)
    return uuid
