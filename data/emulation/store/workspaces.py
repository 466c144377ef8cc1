"""Workspaces: the places of a customer that hold Common Area packages (PKG-7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.store.customer_filter import STATUS_NOW
from data.emulation.store.positions import page_of
from data.emulation.store.rows import insert

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.positions import Place, Window


class WorkspaceRow(NamedTuple):
    """A workspace's columns, and the uuids of its location and organization."""

    id: int
    uuid: bytes
    customer_id: int
    owner_id: int
    location_id: int | None
    name: str
    package: int | None
    phone: str
    extension: str
    created_ms: int
    location_uuid: bytes | None
    organization_uuid: bytes


_WORKSPACES: Final = (
    "SELECT w.id, w.uuid, w.customer_id, c.owner_id, w.location_id, w.name, w.package, w.phone,"
    " w.extension, w.created_ms, l.uuid, o.uuid FROM {0}"
    " CROSS JOIN organizations AS o ON o.id = c.organization_id"
    " LEFT JOIN locations AS l ON l.id = w.location_id WHERE w.created_ms <= :now"
    " AND (w.ended_ms IS NULL OR w.ended_ms > :now) AND "
)
_ONE: Final = _WORKSPACES.format(
    "workspaces AS w CROSS JOIN customers AS c ON c.id = w.customer_id"
)
_OF: Final = _WORKSPACES.format(
    "customers AS c INDEXED BY customers_organization CROSS JOIN workspaces AS w"
    " INDEXED BY workspaces_customer ON w.customer_id = c.id"
)


def by_uuid(connection: sqlite3.Connection, uuid: bytes, now: int) -> WorkspaceRow | None:
    """The workspace with this uuid, if it is there at `now`."""
    row = connection.execute(f"{_ONE} w.uuid = :uuid", {"uuid": uuid, "now": now}).fetchone()
    return None if row is None else WorkspaceRow._make(row)


def page(
    connection: sqlite3.Connection,
    organization_id: int,
    location: bytes | None,
    place: Place,
    size: int,
    now: int,
) -> tuple[list[WorkspaceRow], Window]:
    """Workspaces of an organization that stand together, newest first, and their keys.

    Args:
        connection: where to read.
        organization_id: its rowid.
        location: the uuid of the only location; None for all.
        place: by offset or behind or before a key.
        size: how many at most.
        now: those that are there at this moment.
    """
    rows, window = page_of(
        connection,
        f"{_OF} c.organization_id = :organization AND (:location IS NULL OR l.uuid = :location)",
        {"organization": organization_id, "location": location, "now": now},
        place,
        size,
        ("w.id",),
    )
    return list(map(WorkspaceRow._make, rows)), window


def customer_of(connection: sqlite3.Connection, organization_id: int, now: int) -> int | None:
    """The rowid of the wholesale customer that an organization is at `now`."""
    row = connection.execute(
        "SELECT c.id FROM customers AS c INDEXED BY customers_organization"
        f" WHERE c.organization_id = :organization AND {STATUS_NOW} <> 'deleted'"
        " ORDER BY c.id DESC LIMIT 1",
        {"organization": organization_id, "now": now},
    ).fetchone()
    return None if row is None else int(row[0])


def sip_domain(connection: sqlite3.Connection, organization_id: int) -> str:
    """The SIP domain of an organization, which workspaces need (PRV-4); empty for none."""
    row = connection.execute(
        "SELECT sip_domain FROM organizations WHERE id = ?", (organization_id,)
    ).fetchone()
    return str(row[0])


def add(connection: sqlite3.Connection, uuid: bytes, **columns: Any) -> int:
    """Put a workspace in; its rowid.

    Args:
        connection: in a write transaction.
        uuid: a new one.
        columns: customer_id, location_id, name, package, phone, extension, created_ms.
    """
    return insert(connection, "workspaces", uuid=uuid, **columns)


def end(connection: sqlite3.Connection, workspace_id: int, now: int) -> None:
    """End a workspace, also one whose end was settled for later."""
    connection.execute("UPDATE workspaces SET ended_ms = ? WHERE id = ?", (now, workspace_id))
