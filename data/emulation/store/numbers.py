"""Phone numbers: those added to locations, and those that came with whoever has them.

Whose a number is: a person's with a service, a workspace's, a call queue's, a virtual line's.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.store.rows import insert
from data.emulation.store.subscriber_window import STATUS_NOW

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


class HolderRow(NamedTuple):
    """Who has a number: the type of the wire, and a name (all of it is the first, but people's)."""

    phone: str
    extension: str
    location_id: int | None
    type: str
    uuid: bytes
    first_name: str
    last_name: str


class AddedRow(NamedTuple):
    """A number that was added to a location; active is 0 or 1."""

    phone: str
    location_id: int
    active: int


class Taken(NamedTuple):
    """Where a number is: of which organization, at which location, who has it; empty for nobody.

    active is 0 for one that was added and makes no calls yet.
    """

    phone: str
    organization_id: int
    location_id: int | None
    type: str
    active: int


PEOPLE: Final = "PEOPLE"
PLACE: Final = "PLACE"
QUEUE: Final = "CALL_QUEUE"
LINE: Final = "VIRTUAL_LINE"

_SERVED: Final = f"{STATUS_NOW} <> 'deleted'"
_THERE: Final = "{0}.created_ms <= :now AND ({0}.ended_ms IS NULL OR {0}.ended_ms > :now)"
_LIVE: Final = "(n.ended_ms IS NULL OR n.ended_ms > :now)"
_OF_CUSTOMER: Final = "customers AS c INDEXED BY customers_organization CROSS JOIN "
_OF_PLACE: Final = "locations AS l INDEXED BY locations_organization CROSS JOIN "
_HOLDERS: Final = (
    f"SELECT u.phone, u.extension, u.location_id, '{PEOPLE}', p.uuid, p.first_name, p.last_name"
    f" FROM {_OF_CUSTOMER} subscribers AS u INDEXED BY subscribers_customer"
    " ON u.customer_id = c.id CROSS JOIN people AS p ON p.id = u.person_id"
    f" WHERE c.organization_id = :organization AND u.phone <> '' AND {_SERVED}"
    f" UNION ALL SELECT w.phone, w.extension, w.location_id, '{PLACE}', w.uuid, w.name, ''"
    f" FROM {_OF_CUSTOMER} workspaces AS w INDEXED BY workspaces_customer"
    " ON w.customer_id = c.id WHERE c.organization_id = :organization AND w.phone <> ''"
    f" AND {_THERE.format('w')}"
    f" UNION ALL SELECT q.phone, q.extension, q.location_id, '{QUEUE}', q.uuid, q.name, ''"
    f" FROM {_OF_PLACE} queues AS q INDEXED BY queues_location ON q.location_id = l.id"
    f" WHERE l.organization_id = :organization AND q.phone <> '' AND {_THERE.format('q')}"
    f" UNION ALL SELECT v.phone, v.extension, v.location_id, '{LINE}', v.uuid, v.first_name,"
    f" v.last_name FROM {_OF_PLACE} virtual_lines AS v INDEXED BY virtual_lines_location"
    " ON v.location_id = l.id"
    f" WHERE l.organization_id = :organization AND v.phone <> '' AND {_THERE.format('v')}"
)
_ADDED: Final = (
    "SELECT n.phone, n.location_id, n.active FROM numbers AS n INDEXED BY numbers_organization"
    f" WHERE n.organization_id = :organization AND {_LIVE}"
)
_EACH: Final = "FROM json_each(:phones) AS j CROSS JOIN "
_WHERE: Final = (
    f"SELECT n.phone, n.organization_id, n.location_id, '', n.active {_EACH} numbers AS n"
    f" INDEXED BY numbers_taken ON n.phone = j.value WHERE {_LIVE}"
    f" UNION ALL SELECT u.phone, c.organization_id, u.location_id, '{PEOPLE}', 1 {_EACH}"
    " subscribers AS u INDEXED BY subscribers_phone ON u.phone = j.value"
    f" CROSS JOIN customers AS c ON c.id = u.customer_id WHERE u.phone <> '' AND {_SERVED}"
    f" UNION ALL SELECT w.phone, c.organization_id, w.location_id, '{PLACE}', 1 {_EACH}"
    " workspaces AS w INDEXED BY workspaces_phone ON w.phone = j.value"
    " CROSS JOIN customers AS c ON c.id = w.customer_id"
    " WHERE w.phone <> '' AND (w.ended_ms IS NULL OR w.ended_ms > :now)"
    f" UNION ALL SELECT q.phone, l.organization_id, q.location_id, '{QUEUE}', 1 {_EACH}"
    " queues AS q INDEXED BY queues_phone ON q.phone = j.value"
    " CROSS JOIN locations AS l ON l.id = q.location_id"
    " WHERE q.phone <> '' AND (q.ended_ms IS NULL OR q.ended_ms > :now)"
    f" UNION ALL SELECT v.phone, l.organization_id, v.location_id, '{LINE}', 1 {_EACH}"
    " virtual_lines AS v INDEXED BY virtual_lines_phone ON v.phone = j.value"
    " CROSS JOIN locations AS l ON l.id = v.location_id"
    " WHERE v.phone <> '' AND (v.ended_ms IS NULL OR v.ended_ms > :now)"
)
_REMOVE: Final = (
    "UPDATE numbers INDEXED BY numbers_taken SET ended_ms = :now"
    " WHERE phone IN (SELECT value FROM json_each(:phones)) AND organization_id = :organization"
    " AND (ended_ms IS NULL OR ended_ms > :now)"
)
_SET_STATE: Final = (
    "UPDATE numbers INDEXED BY numbers_taken SET active = :active"
    " WHERE phone IN (SELECT value FROM json_each(:phones)) AND organization_id = :organization"
    " AND (ended_ms IS NULL OR ended_ms > :now)"
)


def holders(connection: sqlite3.Connection, organization_id: int, now: int) -> list[HolderRow]:
    """Who has a number in an organization at `now`."""
    values = {"organization": organization_id, "now": now}
    return list(map(HolderRow._make, connection.execute(_HOLDERS, values)))


def added(connection: sqlite3.Connection, organization_id: int, now: int) -> list[AddedRow]:
    """The numbers that were added to an organization's locations and are there at `now`."""
    values = {"organization": organization_id, "now": now}
    return list(map(AddedRow._make, connection.execute(_ADDED, values)))


def where(connection: sqlite3.Connection, phones: Iterable[str], now: int) -> list[Taken]:
    """Where some numbers are at `now`, in all organizations; one may be added and in use.

    What ends at a moment that is settled is taken until then.
    """
    values = {"phones": json.dumps(list(phones)), "now": now}
    return list(map(Taken._make, connection.execute(_WHERE, values)))


def add(
    connection: sqlite3.Connection,
    organization_id: int,
    row: AddedRow,
    now: int,
) -> None:
    """Add a number, which nobody has added, to a location."""
    insert(
        connection,
        "numbers",
        organization_id=organization_id,
        created_ms=now,
        **row._asdict(),
    )


def remove(
    connection: sqlite3.Connection, organization_id: int, phones: Iterable[str], now: int
) -> None:
    """End numbers that were added to an organization's locations."""
    values = {"organization": organization_id, "phones": json.dumps(list(phones)), "now": now}
    connection.execute(_REMOVE, values)


def set_state(
    connection: sqlite3.Connection,
    organization_id: int,
    phones: Iterable[str],
    active: int,
    now: int,
) -> None:
    """Set the state of numbers that were added: 1 for active, 0 for not yet."""
    values = {"organization": organization_id, "phones": json.dumps(list(phones))}
    connection.execute(_SET_STATE, {**values, "active": active, "now": now})


def end(connection: sqlite3.Connection, organization_id: int, at_ms: int) -> None:
    """End all numbers that were added to an organization's locations, at a moment."""
    connection.execute(
        "UPDATE numbers SET ended_ms = :at WHERE organization_id = :organization"
        " AND (ended_ms IS NULL OR ended_ms > :at)",
        {"organization": organization_id, "at": at_ms},
    )
