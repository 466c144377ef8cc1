"""People of organizations: a partner's are its staff, a customer's stay when the service ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import codes, emails
from data.emulation.services import organizations
from data.emulation.services.problems import Refusal, conflict, forbidden
from data.emulation.store import managing, partners, people, subscriber_writes
from data.emulation.store.people import PersonRow

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.services.callers import Caller
    from data.emulation.services.writing import Write
    from data.emulation.store.partners import PartnerRow, StaffRow
    from data.emulation.store.positions import Key, Place


class Staff(NamedTuple):
    """A staff account as a person of its partner's organization."""

    row: StaffRow
    partner: PartnerRow


class Partly(NamedTuple):
    """A person of whom the caller sees only the part that provisioning needs (ATT-3)."""

    row: PersonRow


Shown = PersonRow | Partly | Staff


class Page(NamedTuple):
    """People that stand together in a list, their keys, and whether there are more around."""

    people: Sequence[Shown]
    keys: Sequence[Key]
    has_previous: bool
    has_next: bool


def page(
    connection: sqlite3.Connection,
    caller: Caller,
    uuid: bytes | None,
    place: Place,
    size: int,
    now: int,
) -> Page:
    """A page of the people of an organization, the caller's own where none is named; newest first.

    Raises:
        Refusal: 404, there is no such organization in the caller's world.
    """
    uuid = uuid or caller.partner.uuid
    organization = organizations.one(connection, caller, uuid, now)
    partner = partners.partner_by_uuid(connection, caller.partner.root_id, uuid)
    if partner is not None:
        both, window = people.everyone_page(
            connection, partner.id, organization.id, place, size, now
        )
        shown = [row if isinstance(row, PersonRow) else Staff(row, partner) for row in both]
        return Page(shown, *window)
    if organization.id is None:
        raise LookupError("an organization without a row is a partner's")
    found, window = people.page(connection, organization.id, place, size, now)
    return Page(_shown(connection, caller, organization.id, found, now), *window)


def with_email(
    connection: sqlite3.Connection, caller: Caller, email: str, uuid: bytes | None, now: int
) -> Shown | None:
    """Who has an email, if the caller may see that organization.

    Args:
        connection: where to read.
        caller: who asks.
        email: in any case.
        uuid: the only organization; None for all of the caller's world.
        now: the moment.

    Raises:
        Refusal: 404, there is no such organization in the caller's world.
    """
    if uuid is not None:
        organizations.one(connection, caller, uuid, now)
    email = emails.normal(email)
    staff, person = partners.staff_by_email(connection, email), people.by_email(connection, email)
    found: list[PersonRow | Staff] = []
    if staff is not None:
        found.append(Staff(staff, partners.partner(connection, staff.partner_id)))
    if person is not None and person.active_ms <= now:
        found.append(person)
    for one in found:
        theirs = _organization(one)
        if uuid in (None, theirs) and _sees(connection, caller, theirs, now):
            return _one_shown(connection, caller, one, now)
    return None


def one(connection: sqlite3.Connection, caller: Caller, uuid: bytes | None, now: int) -> Shown:
    """The person with a uuid, as far as the caller sees it.

    Raises:
        Refusal: 404, there is none in the caller's world.
    """
    return _one_shown(connection, caller, _find(connection, caller, uuid, now), now)


def remove(write: Write, uuid: bytes | None) -> None:
    """Take a person out of its organization; the email is free from then on.

    Decided here: who has a wholesale package, or is asked for consent to one, has to lose it
    first; staff of a partner are not removed this way.

    Raises:
        Refusal: 403, 404; 409, the person has a wholesale package.
    """
    found = _find(write.connection, write.caller, uuid, write.now)
    if isinstance(found, Staff):
        raise forbidden("Accounts of a partner's staff are not removed by this call.")
    if subscriber_writes.live_of_person(write.connection, found.id, write.now) is not None:
        text = "the person has a wholesale package; remove the subscriber first"
        raise conflict(codes.PERSON_IN_SERVICE, text, "personId")
    people.close_free_account(write.connection, found.email)
    people.end(write.connection, found.id, write.now)


def _find(
    connection: sqlite3.Connection, caller: Caller, uuid: bytes | None, now: int
) -> PersonRow | Staff:
    """The person with a uuid; who is staff of a partner and its user is found as staff (PRV-7)."""
    found: PersonRow | Staff | None = None
    if uuid is not None:
        staff = partners.staff_by_uuid(connection, uuid)
        if staff is not None:
            found = Staff(staff, partners.partner(connection, staff.partner_id))
        else:
            found = people.by_uuid(connection, uuid, now)
    if found is None or not _sees(connection, caller, _organization(found), now):
        raise Refusal(404, "The person could not be found.", codes.NO_PERSON)
    return found


def _one_shown(
    connection: sqlite3.Connection, caller: Caller, found: PersonRow | Staff, now: int
) -> Shown:
    if isinstance(found, Staff):
        return found
    return _shown(connection, caller, found.organization_id, [found], now)[0]


def _shown(
    connection: sqlite3.Connection,
    caller: Caller,
    organization_id: int,
    found: Sequence[PersonRow],
    now: int,
) -> list[Shown]:
    """Persons of an organization as far as the caller sees them.

    Who may only provision there sees in full those who have a wholesale package (ATT-3).
    """
    right = managing.level(connection, caller.world, organization_id, now)
    if right != managing.PROVISIONING:
        return list(found)
    served = managing.served(connection, [row.id for row in found], now)
    return [row if row.id in served else Partly(row) for row in found]


def _organization(found: PersonRow | Staff) -> bytes:
    return found.partner.uuid if isinstance(found, Staff) else found.organization_uuid


def _sees(connection: sqlite3.Connection, caller: Caller, uuid: bytes, now: int) -> bool:
    try:
        organizations.one(connection, caller, uuid, now)
    except Refusal:
        return False
    return True
