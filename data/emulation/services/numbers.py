"""Phone numbers of organizations: listed, added to locations, removed; main numbers; extensions.

The numbers of an organization are those that were added to its locations, and those that came with
its users, workspaces, call queues and virtual lines. Decided here: who becomes the main number of
a location is added there, if that was not done before, so that it stays when its holder goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import codes, phones, pstn
from data.emulation.rules.faults import Fault, missing, shown
from data.emulation.services import organizations, telephony
from data.emulation.services import pstn as connections
from data.emulation.services import subscriber_checks as checks
from data.emulation.services.problems import one_of, require_free, require_valid
from data.emulation.store import numbers as store
from data.emulation.store import organizations as organization_rows
from data.emulation.store import pstn as pstn_rows
from data.emulation.store import seats
from data.emulation.store.numbers import AddedRow
from data.emulation.store.planning import note_change
from data.emulation.store.positions import Key, slice_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.services.callers import Caller
    from data.emulation.services.pstn import Connection
    from data.emulation.services.telephony import Change, Spot
    from data.emulation.services.writing import Write
    from data.emulation.store.numbers import HolderRow
    from data.emulation.store.organizations import LocationRow
    from data.emulation.store.positions import Place
    from data.models.telephony import (
        AddNumbers,
        LocationCallingInput,
        RemoveNumbers,
        ValidateExtensions,
    )

PHONES: Final = "phoneNumbers"
MAIN: Final = "callingLineId.phoneNumber"


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
    mains = {number: pstn_rows.main_number(connection, number) for number in places}
    found = []
    for phone in added | held:
        row, holder = added.get(phone), held.get(phone)
        at = row.location_id if row is not None else holder and holder.location_id
        # Who only came with a holder is nobody's main number.
        main = row is not None and mains.get(row.location_id) == phone
        active = row is None or bool(row.active)
        found.append(Number(phone, places.get(at or 0), active, main, holder))
    return found


def add(write: Write, uuid: bytes | None, wanted: AddNumbers, wrong: Sequence[Fault]) -> None:
    """Add numbers to a location; those that it has already stay as they are.

    Args:
        write: the change.
        uuid: the location's.
        wanted: the request.
        wrong: what is wrong with its shape.

    Raises:
        Refusal: 400 with all that is wrong; 403, the sub-partner is suspended; 404, there is no
            such location in the caller's world; 409, a number is somebody's, the location is not
            connected (PST-1), or it is not the time (RPL-6).
    """
    found = telephony.change(write, uuid)
    state = wanted.state.strip()
    faults = _phone_faults(wanted.phone_numbers)
    if state and state not in pstn.STATES:
        words = f"{shown(state)} is not allowed; it must be {one_of(pstn.STATES)}"
        faults.append(Fault("state", codes.BAD_CHOICE, words))
    require_valid(checks.merged(wrong, faults))
    phones_in_order = _distinct(wanted.phone_numbers)
    require_free([*found.blockers, *_adding(write, found, phones_in_order)])
    added = store.added(write.connection, found.spot.organization_id, write.now)
    here = {row.phone for row in added}
    active = int(state != pstn.STATES[1])
    for phone in phones_in_order:
        if phone not in here:
            _add(write, found.spot, phone, active)
    _note(write, found)


def remove(write: Write, uuid: bytes | None, wanted: RemoveNumbers, wrong: Sequence[Fault]) -> None:
    """Remove numbers from a location.

    Raises:
        Refusal: as `add`; 400 for what is none of the location's; 409 for what somebody has, and
            for the main number.
    """
    found = telephony.change(write, uuid)
    faults = _phone_faults(wanted.phone_numbers)
    here = _here(write, found)
    faults = faults or [
        _elsewhere(f"{PHONES}[{index}]")
        for index, text in enumerate(wanted.phone_numbers)
        if text.strip() not in here
    ]
    require_valid(checks.merged(wrong, faults))
    wanted_phones = _distinct(wanted.phone_numbers)
    blockers = list(found.blockers)
    for phone in wanted_phones:
        number = here[phone]
        if number.holder is not None or number.main:
            words = "is in use" if number.holder is not None else "is the location's main number"
            blockers.append(Fault(PHONES, codes.NUMBER_TAKEN, f"the phone number {phone} {words}"))
    require_free(blockers)
    for phone in wanted_phones:
        store.remove(write.connection, found.spot.organization_id, phone, write.now)
    _note(write, found)


def settings(
    connection: sqlite3.Connection, caller: Caller, uuid: bytes | None, now: int
) -> Settings:
    """What calling knows of a location.

    Raises:
        Refusal: 404, there is no such location in the caller's world.
    """
    spot = telephony.find(connection, caller, uuid, now)
    main = pstn_rows.main_number(connection, spot.location.id)
    added = store.added(connection, spot.organization_id, now) if main else []
    is_there = any(r.phone == main and r.location_id == spot.location.id for r in added)
    return Settings(spot, connections.at(connection, spot, now), main if is_there else "")


def set_main(
    write: Write, uuid: bytes | None, wanted: LocationCallingInput, wrong: Sequence[Fault]
) -> None:
    """Set the main number of a location: one that it has.

    Raises:
        Refusal: as `add`; 400 for a number that is none of the location's.
    """
    found = telephony.change(write, uuid)
    line = wanted.calling_line_id
    phone = "" if line is None else line.phone_number.strip()
    faults = phones.check_phone(phone, MAIN) if phone else [missing(MAIN, codes.MISSING_FIELD)]
    here = _here(write, found)
    if not faults and phone not in here:
        faults.append(_elsewhere(MAIN))
    require_valid(checks.merged(wrong, faults))
    require_free(found.blockers)
    added = store.added(write.connection, found.spot.organization_id, write.now)
    if phone not in {row.phone for row in added}:
        _add(write, found.spot, phone, 1)
    pstn_rows.set_main_number(write.connection, found.spot.location.id, phone)
    _note(write, found)


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
        Refusal: 404, there is no such location in the caller's world; 400, there is no list.
    """
    spot = telephony.find(connection, caller, uuid, now)
    faults = [] if wanted.extensions else [missing("extensions", codes.MISSING_FIELD)]
    require_valid(checks.merged(wrong, faults))

    def taken(extension: str) -> bool:
        return seats.extension_taken(
            connection, spot.organization_id, spot.location.id, extension, now
        )

    return pstn.verdicts([text.strip() for text in wanted.extensions], taken)


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


def _here(write: Write, found: Change) -> dict[str, Number]:
    """The numbers of the location that is changed."""
    return {
        number.phone: number
        for number in all_of(write.connection, found.spot.organization_id, write.now)
        if number.location is not None and number.location.id == found.spot.location.id
    }


def _phone_faults(given: Sequence[str]) -> list[Fault]:
    if not given:
        return [missing(PHONES, codes.MISSING_FIELD)]
    faults = []
    for index, text in enumerate(given):
        field = f"{PHONES}[{index}]"
        faults += (
            phones.check_phone(text.strip(), field)
            if text.strip()
            else [missing(field, codes.MISSING_FIELD)]
        )
    return faults


def _distinct(given: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(text.strip() for text in given))


def _elsewhere(field: str) -> Fault:
    return Fault(field, codes.NUMBER_ELSEWHERE, "is none of the location's numbers")


def _adding(write: Write, found: Change, wanted: Sequence[str]) -> list[Fault]:
    """What is in the way of numbers at a location."""
    faults = []
    if connections.at(write.connection, found.spot, write.now) is None:
        text = "the location has no PSTN connection yet"
        faults.append(Fault(telephony.FIELD, codes.PSTN_REQUIRED, text))
    here = (found.spot.organization_id, found.spot.location.id)
    taken = {
        row.phone
        for row in store.where(write.connection, wanted, write.now)
        if (row.organization_id, row.location_id) != here
    }
    for index, phone in enumerate(wanted):
        if phone in taken:
            text = f"the phone number {phone} is in use elsewhere"
            faults.append(Fault(f"{PHONES}[{index}]", codes.NUMBER_TAKEN, text))
    return faults


def _add(write: Write, spot: Spot, phone: str, active: int) -> None:
    # What was the main number once, and went with the service, is not that again.
    if pstn_rows.main_number(write.connection, spot.location.id) == phone:
        pstn_rows.set_main_number(write.connection, spot.location.id, "")
    row = AddedRow(phone, spot.location.id, active)
    store.add(write.connection, spot.organization_id, row, write.now)


def _note(write: Write, found: Change) -> None:
    if found.customer is not None:
        number = found.customer.row.id
        note_change(write.connection, number, now=write.now, request=write.request)
