"""Virtual lines, and finding who could be an agent of a queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.store.positions import page_of
from data.emulation.store.queues import THERE
from data.emulation.store.rows import insert
from data.emulation.store.subscriber_window import STATUS_NOW

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.positions import Place, Window


class LineRow(NamedTuple):
    """A virtual line's columns, and what is told of its location and organization."""

    id: int
    uuid: bytes
    first_name: str
    last_name: str
    phone: str
    extension: str
    location_uuid: bytes
    location_name: str
    organization_id: int
    organization_uuid: bytes


class Found(NamedTuple):
    """Somebody by an id: rowid, name, and the code of the package; None for none."""

    id: int
    name: str
    package: int | None


_COLUMNS: Final = (
    "v.id, v.uuid, v.first_name, v.last_name, v.phone, v.extension, l.uuid, l.name, o.id, o.uuid"
)
_LIVE: Final = THERE.format("v")
_ONE: Final = (
    f"SELECT {_COLUMNS} FROM virtual_lines AS v CROSS JOIN locations AS l ON l.id = v.location_id"
    f" CROSS JOIN organizations AS o ON o.id = l.organization_id WHERE {_LIVE} AND v.uuid = :uuid"
)
_OF: Final = (
    f"SELECT {_COLUMNS} FROM organizations AS o CROSS JOIN locations AS l"
    " INDEXED BY locations_organization ON l.organization_id = o.id"
    " CROSS JOIN virtual_lines AS v INDEXED BY virtual_lines_location ON v.location_id = l.id"
    f" WHERE o.id = :organization AND {_LIVE} AND (:location IS NULL OR l.uuid = :location)"
)
_PERSON: Final = (
    "SELECT p.id, p.first_name || ' ' || p.last_name, (SELECT u.package FROM subscribers AS u"
    f" INDEXED BY subscribers_person WHERE u.person_id = p.id AND {STATUS_NOW} = 'provisioned')"
    " FROM people AS p WHERE p.uuid = :uuid AND p.organization_id = :organization"
    f" AND p.active_ms <= :now AND {THERE.format('p')}"
)
_ROOM: Final = (
    "SELECT w.id, w.name, w.package FROM workspaces AS w"
    " CROSS JOIN customers AS c ON c.id = w.customer_id WHERE w.uuid = :uuid"
    f" AND c.organization_id = :organization AND w.package IS NOT NULL AND {THERE.format('w')}"
)


def by_uuid(connection: sqlite3.Connection, uuid: bytes, now: int) -> LineRow | None:
    """The virtual line with this uuid, if it is there at `now`."""
    row = connection.execute(_ONE, {"uuid": uuid, "now": now}).fetchone()
    return None if row is None else LineRow._make(row)


def page(
    connection: sqlite3.Connection,
    organization_id: int,
    location: bytes | None,
    place: Place,
    size: int,
    now: int,
) -> tuple[list[LineRow], Window]:
    """Virtual lines of an organization that stand together, newest first, and their keys.

    Args:
        connection: where to read.
        organization_id: its rowid.
        location: the uuid of the only location; None for all.
        place: by offset or behind or before a key.
        size: how many at most.
        now: those that are there at this moment.
    """
    values = {"organization": organization_id, "location": location, "now": now}
    rows, window = page_of(connection, _OF, values, place, size, ("v.id",))
    return list(map(LineRow._make, rows)), window


def add(connection: sqlite3.Connection, uuid: bytes, **columns: Any) -> int:
    """Put a virtual line in; its rowid.

    Args:
        connection: in a write transaction.
        uuid: a new one.
        columns: location_id, first_name, last_name, phone, extension, created_ms.
    """
    return insert(connection, "virtual_lines", uuid=uuid, **columns)


def end(connection: sqlite3.Connection, line_id: int, now: int) -> None:
    """End a virtual line; it is no agent any longer."""
    connection.execute("UPDATE virtual_lines SET ended_ms = ? WHERE id = ?", (now, line_id))
    connection.execute("DELETE FROM queue_agents WHERE virtual_line_id = ?", (line_id,))


def person(
    connection: sqlite3.Connection, organization_id: int, uuid: bytes, now: int
) -> Found | None:
    """A person of an organization, with the package that is in use at `now`."""
    return _found(connection, _PERSON, organization_id, uuid, now)


def room(
    connection: sqlite3.Connection, organization_id: int, uuid: bytes, now: int
) -> Found | None:
    """A workspace of an organization that makes calls."""
    return _found(connection, _ROOM, organization_id, uuid, now)


def line(
    connection: sqlite3.Connection, organization_id: int, uuid: bytes, now: int
) -> Found | None:
    """A virtual line of an organization."""
    found = by_uuid(connection, uuid, now)
    if found is None or found.organization_id != organization_id:
        return None
    return Found(found.id, f"{found.first_name} {found.last_name}", None)


def _found(
    connection: sqlite3.Connection, query: str, organization_id: int, uuid: bytes, now: int
) -> Found | None:
    values = {"uuid": uuid, "organization": organization_id, "now": now}
    row = connection.execute(query, values).fetchone()
    return None if row is None else Found._make(row)
