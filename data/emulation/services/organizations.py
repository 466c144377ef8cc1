"""Organizations, read and ended; their locations, and sub-partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import codes
from data.emulation.services.problems import conflict, forbidden, no_organization
from data.emulation.store import managing, order_facts, partners
from data.emulation.store import organizations as store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.services.callers import Caller
    from data.emulation.services.writing import Write
    from data.emulation.store.organizations import LocationRow
    from data.emulation.store.partners import PartnerRow
    from data.emulation.store.positions import Key, Place

STATES = ("active", "suspended")
"""Provisioning states of a sub-partner (SUB-11)."""


class Organization(NamedTuple):
    """An organization as readers see it.

    Attributes:
        id: its rowid; None for a partner's own that was never a customer (PRV-7).
    """

    uuid: bytes
    name: str
    created_ms: int
    id: int | None = None


class SubPartnerPage(NamedTuple):
    """Sub-partners that stand together in the list, and whether there are more around."""

    partners: Sequence[PartnerRow]
    keys: Sequence[Key]
    has_previous: bool
    has_next: bool


class LocationPage(NamedTuple):
    """Places that stand together in the list, and whether there are more around."""

    locations: Sequence[LocationRow]
    keys: Sequence[Key]
    has_previous: bool
    has_next: bool


def everything(connection: sqlite3.Connection, caller: Caller, now: int) -> list[Organization]:
    """The caller's own organization, its sub-partners', and those of their customers; each once."""
    own = [_of_partner(connection, row) for row in _partners(connection, caller)]
    listed = {organization.uuid for organization in own}
    return own + [
        Organization(row.uuid, row.name, row.created_ms, row.id)
        for row in store.all_of(connection, caller.world, now)
        if row.uuid not in listed
    ]


def one(
    connection: sqlite3.Connection, caller: Caller, uuid: bytes | None, now: int
) -> Organization:
    """The organization with a uuid.

    Raises:
        Refusal: 404, there is none in the caller's world.
    """
    if uuid is not None:
        mine = partners.partner_by_uuid(connection, caller.partner.root_id, uuid)
        if mine is not None and caller.world.owner_id in {None, mine.id}:
            return _of_partner(connection, mine)
        row = store.by_uuid(connection, caller.world, uuid, now)
        if row is not None:
            return Organization(row.uuid, row.name, row.created_ms, row.id)
    raise no_organization()


def remove(write: Write, uuid: bytes | None) -> None:
    """End an organization with its persons; locations and rights go from view with it (CMG-3a).

    Raises:
        Refusal: 404, there is none in the caller's world; 403, it is a partner's own, or the
            caller's side may only provision in it; 409, it is a wholesale customer still.
    """
    connection = write.connection
    found = one(connection, write.caller, uuid, write.now)
    if partners.partner_by_uuid(connection, write.caller.partner.root_id, found.uuid) is not None:
        raise forbidden("A partner's own organization is not removed by this call.")
    if found.id is None:
        raise LookupError("an organization without a row is a partner's")
    if managing.level(connection, write.caller.world, found.id, write.now) != managing.FULL:
        raise forbidden("This needs all rights in the organization; the partner may provision.")
    if order_facts.customer_of(connection, found.id, write.now):
        text = "the organization is a wholesale customer; remove that first, and wait for its end"
        raise conflict(codes.ALREADY_CUSTOMER, text, "orgId")
    managing.end(connection, found.id, write.now)


def locations(
    connection: sqlite3.Connection,
    organization: Organization,
    name: str,
    place: Place,
    size: int,
    now: int,
) -> LocationPage:
    """A page of an organization's places at `now` whose name contains a text, oldest first.

    A partner's own has none before it is a customer.
    """
    if organization.id is None:
        return LocationPage([], [], has_previous=False, has_next=False)
    rows, window = store.locations_page(connection, organization.id, name, place, size, now)
    return LocationPage(rows, *window)


def sub_partners(
    connection: sqlite3.Connection, caller: Caller, state: str | None, place: Place, size: int
) -> SubPartnerPage:
    """A page of the caller's sub-partners, newest first; a sub-partner has none (SUB-1)."""
    if caller.partner.parent_id is not None:
        return SubPartnerPage([], [], has_previous=False, has_next=False)
    keys, before, after = partners.sub_partners(connection, caller.partner.id, state, place, size)
    found = partners.by_ids(connection, [key.id for key in keys])
    return SubPartnerPage(found, keys, before, after)


def _partners(connection: sqlite3.Connection, caller: Caller) -> list[PartnerRow]:
    if caller.world.owner_id is not None:
        return [caller.partner]
    return partners.tree(connection, caller.partner.root_id)


def _of_partner(connection: sqlite3.Connection, row: PartnerRow) -> Organization:
    rowid = store.id_of(connection, row.uuid)
    return Organization(row.uuid, row.name, row.created_ms, rowid)
