"""Writing locations, and finding one by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.store.organizations import LocationRow

if TYPE_CHECKING:
    import sqlite3

_COLUMNS: Final = ", ".join(f"l.{name}" for name in LocationRow._fields)


def by_uuid(connection: sqlite3.Connection, uuid: bytes) -> tuple[LocationRow, bytes] | None:
    """The location with a uuid, and the uuid of its organization."""
    row = connection.execute(
        f"SELECT {_COLUMNS}, o.uuid FROM locations AS l"
        " CROSS JOIN organizations AS o ON o.id = l.organization_id WHERE l.uuid = ?",
        (uuid,),
    ).fetchone()
    return None if row is None else (LocationRow._make(row[:-1]), row[-1])


def add(
    connection: sqlite3.Connection, location: LocationRow, organization_id: int, now: int
) -> int:
    """Put a location in, whatever its `id` says; its rowid."""
    columns = location._asdict() | {"organization_id": organization_id, "created_ms": now}
    del columns["id"]
    names, marks = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    cursor = connection.execute(f"INSERT INTO locations ({names}) VALUES ({marks})", columns)
    return cursor.lastrowid or 0
