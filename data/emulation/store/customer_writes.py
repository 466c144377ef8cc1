"""Writing customers, their organizations and what hangs on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from data.emulation.store import rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

_RIGHT: Final = (
    "INSERT INTO organization_rights (organization_id, partner_id, level, since_ms)"
    " VALUES (:organization, :partner, :level, :since) ON CONFLICT DO UPDATE"
    " SET level = excluded.level, since_ms = excluded.since_ms"
    " WHERE since_ms > :now OR (level = 'provisioning' AND excluded.level = 'full')"
)
_PACKAGE: Final = (
    "INSERT INTO customer_packages (customer_id, package, status, added_ms)"
    " VALUES (:customer, :package, 'provisioning', :now) ON CONFLICT DO UPDATE"
    " SET status = 'provisioning', next_at = NULL, warnings = NULL, errors = NULL,"
    " limit_n = CASE WHEN status = 'deleted' THEN NULL ELSE limit_n END,"
    " added_ms = CASE WHEN status = 'deleted' THEN :now ELSE added_ms END"
)


def add(connection: sqlite3.Connection, table: str, **columns: Any) -> int:
    """Put a row into `organizations`, `customers` or `locations`; its rowid."""
    return rows.insert(connection, table, **columns)


def change_customer(
    connection: sqlite3.Connection, customer_id: int, columns: Mapping[str, Any]
) -> None:
    """Write some columns of a customer anew; what follows from steps stays as it is."""
    _change(connection, "customers", customer_id, columns)


def change_organization(
    connection: sqlite3.Connection, organization_id: int, columns: Mapping[str, Any]
) -> None:
    """Write some columns of an organization anew."""
    _change(connection, "organizations", organization_id, columns)


def complete_organization(
    connection: sqlite3.Connection, organization_id: int, columns: Mapping[str, str]
) -> None:
    """Write those of some columns that are empty so far (PRV-4, ADR-2, LOC-4)."""
    sets = ", ".join(
        f"{name} = CASE {name} WHEN '' THEN :{name} ELSE {name} END" for name in columns
    )
    connection.execute(
        f"UPDATE organizations SET {sets} WHERE id = :id", {**columns, "id": organization_id}
    )


def put_package(connection: sqlite3.Connection, customer_id: int, package: int, now: int) -> None:
    """Let a package of a customer begin, for the first time or again (PRV-9).

    Its steps have to be planned afterwards.
    """
    values = {"customer": customer_id, "package": package, "now": now}
    connection.execute(_PACKAGE, values)


def set_limits(connection: sqlite3.Connection, customer_id: int, limits: Mapping[int, int]) -> None:
    """Set the most that a customer may use of some packages, by code."""
    connection.executemany(
        "UPDATE customer_packages SET limit_n = ? WHERE customer_id = ? AND package = ?",
        [(limit, customer_id, package) for package, limit in limits.items()],
    )


def calling(connection: sqlite3.Connection, customer_id: int) -> str | None:
    """The calling parameters that a customer was ordered with, as JSON."""
    row = connection.execute(
        "SELECT calling FROM customers WHERE id = ?", (customer_id,)
    ).fetchone()
    found: str | None = row[0]
    return found


def has_location(
    connection: sqlite3.Connection, organization_id: int, name: str | None = None
) -> bool:
    """Whether an organization has a place; with a name, one of that name in any case."""
    row = connection.execute(
        "SELECT 1 FROM locations INDEXED BY locations_organization WHERE organization_id = ?1"
        " AND (?2 IS NULL OR lower(name) = lower(?2)) LIMIT 1",
        (organization_id, name),
    ).fetchone()
    return row is not None


def give_right(
    connection: sqlite3.Connection,
    organization_id: int,
    partner_id: int,
    level: str,
    *,
    since: int,
    now: int,
) -> None:
    """Give a partner a right in an organization from a moment on; a higher one stays.

    One that was to come is replaced.
    """
    values = {
        "organization": organization_id,
        "partner": partner_id,
        "level": level,
        "since": since,
        "now": now,
    }
    connection.execute(_RIGHT, values)


def drop_rights_to_come(connection: sqlite3.Connection, organization_id: int, now: int) -> None:
    """Strike the rights out that were to come in an organization."""
    connection.execute(
        "DELETE FROM organization_rights WHERE organization_id = ? AND since_ms > ?",
        (organization_id, now),
    )


def _change(
    connection: sqlite3.Connection, table: str, rowid: int, columns: Mapping[str, Any]
) -> None:
    if columns:
        sets = ", ".join(f"{name} = :{name}" for name in columns)
        connection.execute(f"UPDATE {table} SET {sets} WHERE id = :id", {**columns, "id": rowid})
