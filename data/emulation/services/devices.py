"""Devices of persons and workspaces: added, listed, removed (DEV, PKG-7, PKG-8, PKG-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import codes, ids, packages
from data.emulation.rules import devices as rules
from data.emulation.rules.faults import Fault
from data.emulation.services import organizations, persons, places, workspaces
from data.emulation.services import subscriber_checks as checks
from data.emulation.services.problems import Refusal, require_free, require_valid
from data.emulation.store import devices as store
from data.emulation.store import people, subscriber_writes
from data.emulation.store.planning import note_change
from data.emulation.store.workspaces import customer_of, sip_domain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.rules.devices import Model
    from data.emulation.services.callers import Caller
    from data.emulation.services.writing import Write
    from data.emulation.store.customer_rows import Customer
    from data.emulation.store.devices import DeviceRow, Wanted
    from data.emulation.store.positions import Key, Place
    from data.models.devices import CreateDevice

STANDARD = packages.CODES["webex_calling_standard"]
"""The package of one device each (PKG-8)."""


class Page(NamedTuple):
    """Devices that stand together in a list, and whether there are more around."""

    devices: Sequence[DeviceRow]
    keys: Sequence[Key]
    has_previous: bool
    has_next: bool


class Credentials(NamedTuple):
    """What a device that is managed elsewhere is set up with (DEV-3)."""

    user_name: str
    domain: str
    outbound_proxy: str


class Holder(NamedTuple):
    """Whom a device is for, by rowid.

    Attributes:
        field: its place in the request.
        organization: where it is; None for staff that is in no organization of customers.
        person: of a person.
        package: the calling package that it has; None where it has none.
        workspace: of a workspace.
    """

    field: str
    organization: int | None
    person: int | None = None
    package: int | None = None
    workspace: int | None = None


def page(
    connection: sqlite3.Connection,
    caller: Caller,
    organization: bytes,
    wanted: Wanted,
    place: Place,
    size: int,
    now: int,
) -> Page:
    """A page of the devices of an organization, newest first.

    Raises:
        Refusal: 404, there is no such organization in the caller's world.
    """
    found = organizations.one(connection, caller, organization, now)
    if found.id is None:
        return Page([], [], has_previous=False, has_next=False)
    rows, window = store.page(connection, found.id, wanted, place, size, now)
    return Page(rows, *window)


def one(connection: sqlite3.Connection, caller: Caller, uuid: bytes | None, now: int) -> DeviceRow:
    """The device with a uuid.

    Raises:
        Refusal: 404, there is none in the caller's world.
    """
    found = uuid and store.by_uuid(connection, uuid, now)
    if not found:
        raise _no_device()
    try:
        organizations.one(connection, caller, found.organization_uuid, now)
    except Refusal as refusal:
        raise _no_device() from refusal
    return found


def asked(connection: sqlite3.Connection, caller: Caller, organization: bytes, now: int) -> bool:
    """Whether an organization has asked for phones of other makers (DEV-2).

    Raises:
        Refusal: 404, there is no such organization in the caller's world.
    """
    found = organizations.one(connection, caller, organization, now)
    return found.id is not None and store.offers_third_party(connection, found.id)


def credentials(
    connection: sqlite3.Connection, caller: Caller, uuid: bytes | None, now: int
) -> Credentials:
    """What somebody needs to set a device up that the platform does not manage (DEV-3).

    The password is not among it: whoever added the device chose it, and it is told to nobody.

    Raises:
        Refusal: 404, there is no such device, or the platform manages it.
    """
    found = one(connection, caller, uuid, now)
    if rules.models()[found.model].kind not in rules.EXTERNAL:
        text = "The platform manages this device; it has no credentials to download."
        raise Refusal(404, text, codes.NO_DEVICE)
    domain = sip_domain(connection, found.organization_id)
    return Credentials(rules.user_name(found.uuid), domain, rules.outbound_proxy(domain))


def create(write: Write, org_id: str, wanted: CreateDevice, wrong: Sequence[Fault]) -> DeviceRow:
    """Add a device by its MAC address (DEV-1).

    Decided here: whom it is for says in which organization it is; where a request names one too,
    that has to be the same.

    Args:
        write: the change.
        org_id: the organization that the request names; empty for none.
        wanted: the request.
        wrong: what is wrong with its shape.

    Raises:
        Refusal: 400 with all that is wrong; 403, its sub-partner is suspended; 404, there is nobody
            with this id in the organization; 409 with all that is in the way.
    """
    model = rules.find(wanted.model)
    holder, found = _holder(write, org_id, wanted)
    found += [
        *rules.check_model(wanted.model),
        *rules.check_mac(wanted.mac),
        *rules.check_password(model, wanted.password),
    ]
    if holder is not None and model is not None:
        found += _kind_faults(model, holder)
    customer = _customer(write, holder)
    require_valid(checks.merged(wrong, found))
    if holder is None or model is None:
        raise LookupError("a valid request names a model and whom it is for")
    mac = rules.normal_mac(wanted.mac)
    require_free(_conflicts(write, holder, customer, model, mac))
    if holder.organization is None or customer is None:
        raise LookupError("who has a calling package is a customer's")
    uuid = write.uuid()
    store.add(
        write.connection,
        uuid,
        organization_id=holder.organization,
        person_id=holder.person,
        workspace_id=holder.workspace,
        model=model.model,
        mac=mac,
        has_secret=int(model.kind in rules.EXTERNAL),
        created_ms=write.now,
    )
    note_change(write.connection, customer.row.id, now=write.now, request=write.request)
    return one(write.connection, write.caller, uuid, write.now)


def remove(write: Write, uuid: bytes | None) -> None:
    """Take a device away from whom it is for.

    Raises:
        Refusal: 404, there is none in the caller's world.
    """
    found = one(write.connection, write.caller, uuid, write.now)
    store.end(write.connection, found.id, write.now)
    customer = customer_of(write.connection, found.organization_id, write.now)
    if customer is not None:
        note_change(write.connection, customer, now=write.now, request=write.request)


def one_device_faults(
    connection: sqlite3.Connection, person_id: int, package: int, most: int, now: int
) -> list[Fault]:
    """Whether a person has more devices than a package allows (PKG-8).

    Args:
        connection: where to read.
        person_id: the rowid.
        package: the code of the package.
        most: how many there may be before this is in the way.
        now: the moment.
    """
    if package != STANDARD or store.count_of_person(connection, person_id, now) <= most:
        return []
    text = f"{packages.NAMES[STANDARD]} is for one device per user"
    return [Fault("package", codes.ONE_DEVICE, text, "PKG-8")]


def _no_device() -> Refusal:
    return Refusal(404, "The device could not be found.", codes.NO_DEVICE)


def _holder(write: Write, org_id: str, wanted: CreateDevice) -> tuple[Holder | None, list[Fault]]:
    """Whom a request is for, and what is wrong with what it says of that.

    Raises:
        Refusal: 404, there is nobody with this id in the organization.
    """
    faults = []
    organization = ids.decode(ids.ORGANIZATION, org_id)
    if org_id and organization is None:
        faults.append(Fault("orgId", codes.BAD_ID, "is no id of an organization"))
    if organization is not None:
        organizations.one(write.connection, write.caller, organization, write.now)
    if bool(wanted.person_id) is bool(wanted.workspace_id):
        text = "a device is for one person or for one workspace"
        field = "workspaceId" if wanted.workspace_id else "personId"
        return None, [*faults, Fault(field, codes.ONE_HOLDER, text)]
    if wanted.person_id:
        uuid = ids.decode(ids.PERSON, wanted.person_id)
        if uuid is not None:
            return _person(write, uuid, organization), faults
        return None, [*faults, Fault("personId", codes.BAD_ID, "is no id of a person")]
    uuid = ids.decode(ids.WORKSPACE, wanted.workspace_id)
    if uuid is not None:
        return _workspace(write, uuid, organization), faults
    return None, [*faults, Fault("workspaceId", codes.BAD_ID, "is no id of a workspace")]


def _person(write: Write, uuid: bytes, organization: bytes | None) -> Holder:
    field = "personId"
    persons.one(write.connection, write.caller, uuid, write.now)
    row = people.by_uuid(write.connection, uuid, write.now)
    if row is None:
        # Staff of a partner that is no user.
        return Holder(field, None)
    if organization not in (None, row.organization_uuid):
        raise Refusal(404, "The person could not be found.", codes.NO_PERSON)
    number = subscriber_writes.live_of_person(write.connection, row.id, write.now)
    if number is None:
        return Holder(field, row.organization_id, row.id)
    service = subscriber_writes.fold_in(write.connection, number, write.now)
    seated = service.status == "provisioned" and service.package in packages.CALLING
    return Holder(field, row.organization_id, row.id, service.package if seated else None)


def _workspace(write: Write, uuid: bytes, organization: bytes | None) -> Holder:
    row = workspaces.one(write.connection, write.caller, uuid, write.now)
    if organization not in (None, row.organization_uuid):
        raise Refusal(404, "The workspace could not be found.", codes.NO_WORKSPACE)
    found = organizations.one(write.connection, write.caller, row.organization_uuid, write.now)
    return Holder("workspaceId", found.id, None, row.package, row.id)


def _kind_faults(model: Model, holder: Holder) -> list[Fault]:
    if model.place if holder.workspace is not None else model.people:
        return []
    words = "is no model for a workspace: Common Area is for simple endpoints"
    return [Fault("model", codes.BAD_CHOICE, words, "PKG-7")]


def _customer(write: Write, holder: Holder | None) -> Customer | None:
    """The customer of the holder's organization.

    Raises:
        Refusal: 403, its sub-partner is suspended (SUB-11).
    """
    if holder is None or holder.organization is None:
        return None
    return places.customer_of(write, holder.organization)


def _conflicts(
    write: Write, holder: Holder, customer: Customer | None, model: Model, mac: str
) -> list[Fault]:
    """All that is in the way of a device."""
    connection, now, faults = write.connection, write.now, []
    if customer is not None:
        faults += checks.state_faults(connection, customer.row, now, holder.field)
    if customer is None or holder.organization is None or holder.package is None:
        text = "there is no calling package, which a device needs"
        return [*faults, Fault(holder.field, codes.NO_SEAT, text, "PKG-13")]
    if holder.person is not None:
        faults += [
            fault._replace(field=holder.field)
            for fault in one_device_faults(connection, holder.person, holder.package, 0, now)
        ]
    asked_for = store.offers_third_party(connection, holder.organization)
    if model.kind == rules.THIRD_PARTY and not asked_for:
        text = "the organization did not ask for phones of other makers yet"
        faults.append(Fault("model", codes.NOT_OFFERED_YET, text, "DEV-2"))
    if model.kind in rules.EXTERNAL and not sip_domain(connection, holder.organization):
        text = "the organization has no SIP domain, which the device would register with"
        faults.append(Fault(holder.field, codes.NO_SIP_DOMAIN, text, "DEV-3"))
    if store.mac_taken(connection, mac, now):
        text = "another device has this MAC address"
        faults.append(Fault("mac", codes.MAC_TAKEN, text))
    return faults
