"""Writing locations, and finding one by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.store.organizations import LocationRow
from data.emulation.store.rows import insert

if TYPE_CHECKING:
    import sqlite3

_COLUMNS: Final = ", ".join(f"l.{name}" for name in LocationRow._fields)
_TO_COME: Final = (
    "SELECT id FROM locations INDEXED BY locations_organization"
    " WHERE organization_id = :organization AND created_ms > :now"
)


def by_uuid(
    connection: sqlite3.Connection, uuid: bytes, now: int
) -> tuple[LocationRow, bytes] | None:
    """The location with a uuid that is there at `now`, and the uuid of its organization."""
    row = connection.execute(
        f"SELECT {_COLUMNS}, o.uuid FROM locations AS l"
        " CROSS JOIN organizations AS o ON o.id = l.organization_id WHERE l.uuid = ?"
        " AND l.created_ms <= ?",
        (uuid, now),
    ).fetchone()
    return None if row is None else (LocationRow._make(row[:-1]), row[-1])


def drop_to_come(
    connection: sqlite3.Connection, organization_id: int, customer_id: int, now: int
) -> None:
    """Strike out the places of an organization that were ordered and are not there at `now`.

    Args:
        connection: in a write transaction.
        organization_id: its rowid.
        customer_id: whose order it was; its users that were to sit there sit nowhere then.
        now: the moment.
    """
    values = {"organization": organization_id, "customer": customer_id, "now": now}
    if connection.execute(f"{_TO_COME} LIMIT 1", values).fetchone() is None:
        return
    for table in ("subscribers", "workspaces", "usage_intervals"):
        connection.execute(
            f"UPDATE {table} SET location_id = NULL"
            f" WHERE customer_id = :customer AND location_id IN ({_TO_COME})",
            values,
        )
    # The vendor's connection comes with its location (PST-2).
    connection.execute(f"DELETE FROM pstn_connections WHERE location_id IN ({_TO_COME})", values)
    connection.execute(f"DELETE FROM locations WHERE id IN ({_TO_COME})", values)


def add(
    connection: sqlite3.Connection, location: LocationRow, organization_id: int, now: int
) -> int:
    """Put a location in, whatever its `id` says; its rowid."""
    columns = location._asdict() | {"organization_id": organization_id, "created_ms": now}
    del columns["id"]
    return insert(connection, "locations", **columns)
