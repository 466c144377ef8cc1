"""Organizations and their locations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.timeline import DELETED
from data.emulation.rules.times import LATEST
from data.emulation.store.customer_filter import STATUS_NOW
from data.emulation.store.positions import page_of

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.customer_filter import Scope
    from data.emulation.store.positions import Place, Window


class OrganizationRow(NamedTuple):
    """An organization. Times are milliseconds."""

    id: int
    uuid: bytes
    name: str
    kind: str
    created_ms: int
    active_ms: int


class LocationRow(NamedTuple):
    """A place of an organization."""

    id: int
    uuid: bytes
    name: str
    time_zone: str
    language: str
    address1: str
    address2: str
    city: str
    state: str
    zip: str
    country: str


_COLUMNS: Final = ", ".join(f"o.{name}" for name in OrganizationRow._fields)
_LOCATION: Final = ", ".join(LocationRow._fields)


def _mine(scope: Scope) -> str:
    """SQL: whether organization `o` is there, managed by the scope's partner or a customer's.

    One that is attached stays closed until that is done (ATT-1).
    A customer's organization stays visible when the service is gone (CMG-3): to its manager, and
    to whom an attach gave a right in it, unless it is a neighbour's too (SUB-3). A partner with
    sub-partners has theirs through their customers only: what is not on wholesale is not managed
    as a parent (SUB-13). The end of one that nobody manages counts from its moment on, written down
    or not (decision 5).
    """
    customers = (
        "EXISTS (SELECT 1 FROM customers AS c INDEXED BY customers_organization"
        " WHERE c.organization_id = o.id AND"
    )
    top = ":root" if scope.owner_id is None else ":owner"
    return (
        f"o.ended_ms IS NULL AND (o.manager_id = {top}"
        f" OR {customers} {scope.test()} AND (c.attached = 0 OR c.attached_ms <= :now)"
        f" AND {STATUS_NOW} <> '{DELETED}')"
        " OR (EXISTS (SELECT 1 FROM organization_rights AS r WHERE r.organization_id = o.id"
        f" AND r.partner_id = {top} AND r.since_ms <= :now)"
        f" AND NOT {customers} NOT (c.root_id = :root AND c.owner_id = {top}))))"
    )


def by_uuid(
    connection: sqlite3.Connection, scope: Scope, uuid: bytes, now: int
) -> OrganizationRow | None:
    """The organization with this uuid, if it exists by `now` and the scope may see it."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM organizations AS o WHERE o.uuid = :uuid AND o.active_ms <= :now"
        f" AND {_mine(scope)}",
        {**scope.parameters(), "uuid": uuid, "now": now},
    ).fetchone()
    return None if row is None else OrganizationRow._make(row)


def by_id(connection: sqlite3.Connection, organization_id: int) -> OrganizationRow:
    """The organization with a rowid that a foreign key names."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM organizations AS o WHERE o.id = ?", (organization_id,)
    ).fetchone()
    return OrganizationRow._make(row)


def id_of(connection: sqlite3.Connection, uuid: bytes) -> int | None:
    """The rowid of the organization with a uuid, whoever manages it."""
    row = connection.execute("SELECT id FROM organizations WHERE uuid = ?", (uuid,)).fetchone()
    return None if row is None else int(row[0])


def all_of(connection: sqlite3.Connection, scope: Scope, now: int) -> list[OrganizationRow]:
    """Every organization that exists by `now` and that the scope may see, newest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM organizations AS o WHERE o.active_ms <= :now AND {_mine(scope)}"
        " ORDER BY o.created_ms DESC, o.id DESC",
        {**scope.parameters(), "now": now},
    )
    return list(map(OrganizationRow._make, rows))


def locations(
    connection: sqlite3.Connection, organization_id: int, by_ms: int = LATEST
) -> list[LocationRow]:
    """All places of an organization that are there by a moment, oldest first.

    Args:
        connection: where to read.
        organization_id: its rowid.
        by_ms: the moment; left out, those that were ordered and are to come are among them.
    """
    rows = connection.execute(
        f"SELECT {_LOCATION} FROM locations INDEXED BY locations_organization"
        " WHERE organization_id = ? AND created_ms <= ? ORDER BY id",
        (organization_id, by_ms),
    )
    return list(map(LocationRow._make, rows))


def locations_page(
    connection: sqlite3.Connection,
    organization_id: int,
    name: str,
    place: Place,
    size: int,
    now: int,
) -> tuple[list[LocationRow], Window]:
    """Places of an organization that stand together, oldest first, and their keys.

    Args:
        connection: where to read.
        organization_id: its rowid.
        name: only those whose name contains this, in any case.
        place: by offset or behind or before a key.
        size: how many at most.
        now: only those that are there at this moment.
    """
    rows, window = page_of(
        connection,
        f"SELECT {_LOCATION} FROM locations INDEXED BY locations_organization"
        " WHERE organization_id = :organization AND instr(lower(name), lower(:name))"
        " AND created_ms <= :now",
        {"organization": organization_id, "name": name, "now": now},
        place,
        size,
        descending=False,
    )
    return list(map(LocationRow._make, rows)), window
