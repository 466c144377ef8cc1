"""Phone numbers of organizations, listed; what calling knows of locations; extensions.

The numbers of an organization are those that were added to its locations, and those that came with
its users, workspaces, call queues and virtual lines. Changes of
them are in `number_changes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import codes, pstn
from data.emulation.rules.faults import Fault, missing
from data.emulation.services import organizations, telephony
from data.emulation.services import pstn as connections
from data.emulation.services import subscriber_checks as checks
from data.emulation.services.problems import require_valid
from data.emulation.store import numbers as store
from data.emulation.store import organizations as organization_rows
from data.emulation.store import pstn as pstn_rows
from data.emulation.store import seats
from data.emulation.store.positions import Key, slice_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.services.callers import Caller
    from data.emulation.services.pstn import Connection
    from data.emulation.services.telephony import Spot
    from data.emulation.store.numbers import HolderRow
    from data.emulation.store.organizations import LocationRow
    from data.emulation.store.positions import Place
    from data.models.telephony import (
        ValidateExtensions,
    )

PHONES: Final = "phoneNumbers"
MOST: Final = 100
"""Numbers, or extensions, that a request names at most. Decided here."""


class Number(NamedTuple):
    """A number of an organization.

    Attributes:
        location: where; None for whose place is not there yet.
        active: whether it makes calls.
        main: whether it is its location's main number.
        holder: who has it; None for nobody.
    """

    phone: str
    location: LocationRow | None
    active: bool
    main: bool
    holder: HolderRow | None


class Which(NamedTuple):
    """Which numbers of a list: each None for all.

    Attributes:
        location: the uuid of the only location.
        phone: a part of the number.
        available: whether nobody has it.
        state: ACTIVE or INACTIVE.
    """

    location: bytes | None = None
    phone: str | None = None
    available: bool | None = None
    state: str | None = None


class Page(NamedTuple):
    """Numbers that stand together in a list, and whether there are more around."""

    numbers: Sequence[Number]
    keys: Sequence[Key]
    has_previous: bool
    has_next: bool


class Settings(NamedTuple):
    """What calling knows of a location: its connection, its main number; empty for none."""

    spot: Spot
    connection: Connection | None
    main: str


def page(
    connection: sqlite3.Connection,
    caller: Caller,
    organization: bytes,
    which: Which,
    place: Place,
    size: int,
    now: int,
) -> Page:
    """A page of the numbers of an organization, in their order.

    All of them are read for it, whatever is asked for; changes read those that they name only.

    Raises:
        Refusal: 404, there is no such organization in the caller's world.
    """
    found = organizations.one(connection, caller, organization, now)
    if found.id is None:
        return Page([], [], has_previous=False, has_next=False)
    numbers = {
        _key(number.phone): number
        for number in all_of(connection, found.id, now)
        if _is_wanted(number, which)
    }
    window = slice_of(sorted(numbers), place, size, descending=False)
    return Page([numbers[key] for key in window.keys], *window)


def all_of(connection: sqlite3.Connection, organization_id: int, now: int) -> list[Number]:
    """All numbers of an organization at `now`, in no order."""
    places = {row.id: row for row in organization_rows.locations(connection, organization_id, now)}
    added = {row.phone: row for row in store.added(connection, organization_id, now)}
    held = {row.phone: row for row in store.holders(connection, organization_id, now)}
    mains = pstn_rows.main_numbers(connection, organization_id)
    found = []
    for phone in added | held:
        row, holder = added.get(phone), held.get(phone)
        at = row.location_id if row is not None else holder and holder.location_id
        # Who only came with a holder is nobody's main number.
        main = row is not None and mains.get(row.location_id) == phone
        active = row is None or bool(row.active)
        found.append(Number(phone, places.get(at or 0), active, main, holder))
    return found


def settings(
    connection: sqlite3.Connection, caller: Caller, uuid: bytes | None, now: int
) -> Settings:
    """What calling knows of a location.

    Raises:
        Refusal: 404, there is no such location in the caller's world.
    """
    spot = telephony.find(connection, caller, uuid, now)
    main = pstn_rows.main_number(connection, spot.location.id)
    rows = store.where(connection, [main], now) if main else []
    # Added, not only somebody's.
    is_there = any(not row.type and row.location_id == spot.location.id for row in rows)
    return Settings(spot, connections.at(connection, spot, now), main if is_there else "")


def validate(
    connection: sqlite3.Connection,
    caller: Caller,
    uuid: bytes | None,
    wanted: ValidateExtensions,
    wrong: Sequence[Fault],
    now: int,
) -> list[tuple[str, str, str]]:
    """What is with each extension of a list: itself, the state, and what is wrong.

    Raises:
        Refusal: 404, there is no such location in the caller's world; 400, there is no list, or
            it has more than 100.
    """
    spot = telephony.find(connection, caller, uuid, now)
    faults = [] if wanted.extensions else [missing("extensions", codes.MISSING_FIELD)]
    if len(wanted.extensions) > MOST:
        faults.append(too_many("extensions"))
    require_valid(checks.merged(wrong, faults))
    taken = seats.extensions_at(connection, spot.organization_id, spot.location.id, now)
    return pstn.verdicts([text.strip() for text in wanted.extensions], taken)


def too_many(field: str) -> Fault:
    """What is wrong with a list that is too long."""
    return Fault(field, codes.LIST_TOO_LONG, f"must have {MOST} entries at most")


def _key(phone: str) -> Key:
    """The place of a number in the list."""
    return Key(int("".join(filter(str.isdecimal, phone)) or 0), 0)


def _is_wanted(number: Number, which: Which) -> bool:
    location, phone, available, state = which
    here = None if number.location is None else number.location.uuid
    return (
        (location is None or here == location)
        and (phone is None or phone in number.phone)
        and (available is None or available is (number.holder is None))
        and (state is None or (state == pstn.ACTIVE) is number.active)
    )
