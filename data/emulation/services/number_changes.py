"""Changes of phone numbers: added to locations, removed from them, made a main number.

Decided here: a request names 100 numbers at most. An inactive number is neither a location's main
number nor anybody's; one that is there gets the state that a request adding it names. Who becomes
the main number of a location is added there, if that was not done before, so that it stays when
its holder goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import codes, phones, pstn
from data.emulation.rules.faults import Fault, missing, shown
from data.emulation.services import pstn as connections
from data.emulation.services import subscriber_checks as checks
from data.emulation.services import telephony
from data.emulation.services.numbers import MOST, PHONES, too_many
from data.emulation.services.problems import one_of, require_free, require_valid
from data.emulation.store import numbers as store
from data.emulation.store import pstn as pstn_rows
from data.emulation.store.numbers import AddedRow
from data.emulation.store.planning import note_change

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from data.emulation.services.telephony import Change, Spot
    from data.emulation.services.writing import Write
    from data.models.telephony import AddNumbers, LocationCallingInput, RemoveNumbers

MAIN: Final = "callingLineId.phoneNumber"


class Standing(NamedTuple):
    """How some numbers stand to a location.

    Attributes:
        added: those that were added to it, and whether each is active.
        held: those of it that somebody has, added or not.
        elsewhere: those of another location, or of another organization.
        main: the location's main number; empty for none.
    """

    added: dict[str, bool]
    held: frozenset[str]
    elsewhere: frozenset[str]
    main: str

    def has(self, phone: str) -> bool:
        """Whether a number is one of the location's."""
        return phone in self.added or phone in self.held


def add(write: Write, uuid: bytes | None, wanted: AddNumbers, wrong: Sequence[Fault]) -> None:
    """Add numbers to a location; those that it has already get the state that is named.

    Where no state is named, new ones are active, and the others stay as they are.

    Args:
        write: the change.
        uuid: the location's.
        wanted: the request; 100 numbers at most.
        wrong: what is wrong with its shape.

    Raises:
        Refusal: 400 with all that is wrong; 403, the sub-partner is suspended; 404, there is no
            such location in the caller's world; 409, a number is somebody's, the location is not
            connected (PST-1), what is to be inactive is in use, or it is not the time (RPL-6).
    """
    found = telephony.change(write, uuid)
    state = wanted.state.strip()
    faults = _phone_faults(wanted.phone_numbers)
    if state and state not in pstn.STATES:
        words = f"{shown(state)} is not allowed; it must be {one_of(pstn.STATES)}"
        faults.append(Fault("state", codes.BAD_CHOICE, words))
    require_valid(checks.merged(wrong, [*found.faults, *faults]))
    given = _fields(wanted.phone_numbers)
    there = _standing(write, found.spot, given)
    active = int(state != pstn.STATES[1])
    blockers = [*found.blockers, *_unconnected(write, found.spot)]
    for phone, field in given.items():
        if phone in there.elsewhere:
            blockers.append(_taken(field, phone, "is in use elsewhere"))
        elif not active and (phone in there.held or phone == there.main):
            blockers.append(_taken(field, phone, "is in use and cannot be inactive"))
    require_free(blockers)
    for phone in given:
        if phone not in there.added:
            _add(write, found.spot, phone, active)
    if state:
        changed = [phone for phone, before in there.added.items() if before != bool(active)]
        organization = found.spot.organization_id
        store.set_state(write.connection, organization, changed, active, write.now)
    _note(write, found)


def remove(write: Write, uuid: bytes | None, wanted: RemoveNumbers, wrong: Sequence[Fault]) -> None:
    """Remove numbers from a location, 100 at most; also where calling was taken away.

    Raises:
        Refusal: as `add`; 400 for what is none of the location's; 409 for what somebody has, and
            for the main number.
    """
    found = telephony.change(write, uuid)
    faults = _phone_faults(wanted.phone_numbers)
    given = {} if faults else _fields(wanted.phone_numbers)
    there = _standing(write, found.spot, given)
    faults += [
        _elsewhere(f"{PHONES}[{index}]")
        for index, text in enumerate(wanted.phone_numbers)
        if given and not there.has(text.strip())
    ]
    require_valid(checks.merged(wrong, faults))
    blockers = list(found.blockers)
    for phone, field in given.items():
        if phone in there.held:
            blockers.append(_taken(field, phone, "is in use"))
        elif phone == there.main:
            words = f"the phone number {phone} is the location's main number; choose another first"
            blockers.append(Fault(field, codes.MAIN_NUMBER, words))
    require_free(blockers)
    store.remove(write.connection, found.spot.organization_id, given, write.now)
    _note(write, found)


def set_main(
    write: Write, uuid: bytes | None, wanted: LocationCallingInput, wrong: Sequence[Fault]
) -> None:
    """Set the main number of a location: one that it has and that makes calls.

    Raises:
        Refusal: as `add`; 400 for a number that is none of the location's; 409 for an inactive one.
    """
    found = telephony.change(write, uuid)
    line = wanted.calling_line_id
    phone = "" if line is None else line.phone_number.strip()
    faults = phones.check_phone(phone, MAIN) if phone else [missing(MAIN, codes.MISSING_FIELD)]
    there = _standing(write, found.spot, [phone])
    if not faults and not there.has(phone):
        faults.append(_elsewhere(MAIN))
    require_valid(checks.merged(wrong, [*found.faults, *faults]))
    blockers = [*found.blockers, *_unconnected(write, found.spot)]
    if not there.added.get(phone, True):
        words = f"the phone number {phone} is not active yet"
        blockers.append(Fault(MAIN, codes.NUMBER_INACTIVE, words))
    require_free(blockers)
    if phone not in there.added:
        _add(write, found.spot, phone, 1)
    pstn_rows.set_main_number(write.connection, found.spot.location.id, phone)
    _note(write, found)


def _standing(write: Write, spot: Spot, wanted: Collection[str]) -> Standing:
    """How some numbers stand to a location; reads these only."""
    rows = store.where(write.connection, wanted, write.now)
    here = (spot.organization_id, spot.location.id)
    ours = [row for row in rows if (row.organization_id, row.location_id) == here]
    added = {row.phone: bool(row.active) for row in ours if not row.type}
    main = pstn_rows.main_number(write.connection, spot.location.id)
    return Standing(
        added,
        frozenset(row.phone for row in ours if row.type),
        frozenset(row.phone for row in rows if (row.organization_id, row.location_id) != here),
        # What went with the service and came back otherwise is not the main number again.
        main if main in added else "",
    )


def _phone_faults(given: Sequence[str]) -> list[Fault]:
    """What is wrong with a list of numbers; of one that is too long, no more than that."""
    if not given:
        return [missing(PHONES, codes.MISSING_FIELD)]
    if len(given) > MOST:
        return [too_many(PHONES)]
    faults = []
    for index, text in enumerate(given):
        field = f"{PHONES}[{index}]"
        faults += (
            phones.check_phone(text.strip(), field)
            if text.strip()
            else [missing(field, codes.MISSING_FIELD)]
        )
    return faults


def _fields(given: Sequence[str]) -> dict[str, str]:
    """Each number once, in their order, with its first place in the request."""
    fields: dict[str, str] = {}
    for index, text in enumerate(given):
        fields.setdefault(text.strip(), f"{PHONES}[{index}]")
    return fields


def _elsewhere(field: str) -> Fault:
    return Fault(field, codes.NUMBER_ELSEWHERE, "is none of the location's numbers")


def _taken(field: str, phone: str, words: str) -> Fault:
    return Fault(field, codes.NUMBER_TAKEN, f"the phone number {phone} {words}")


def _unconnected(write: Write, spot: Spot) -> list[Fault]:
    """Whether a location lacks what its numbers need (PST-1)."""
    if connections.at(write.connection, spot, write.now) is not None:
        return []
    text = "the location has no PSTN connection yet"
    return [Fault(telephony.FIELD, codes.PSTN_REQUIRED, text)]


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
