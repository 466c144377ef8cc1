"""Branding of partners and sub-partners (BRD-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class BrandingRow(NamedTuple):
    """A branding; content is JSON text, changed_ms milliseconds."""

    kind: str
    content: str
    changed_ms: int


def of_owner(connection: sqlite3.Connection, owner_id: int) -> BrandingRow | None:
    """The branding of the partner or sub-partner with a rowid."""
    row = connection.execute(
        "SELECT kind, content, changed_ms FROM brandings WHERE owner_id = ?", (owner_id,)
    ).fetchone()
    return None if row is None else BrandingRow._make(row)


def put(connection: sqlite3.Connection, owner_id: int, row: BrandingRow) -> None:
    """Write an owner's branding anew."""
    connection.execute(
        "INSERT INTO brandings (owner_id, kind, content, changed_ms) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET kind = excluded.kind, content = excluded.content,"
        " changed_ms = excluded.changed_ms",
        (owner_id, *row),
    )
