"""What was accepted, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class Record(NamedTuple):
    """A request. body is JSON without secrets, or None."""

    tracking_id: str
    operation: str
    method: str
    path: str
    body: str | None = None


def add(connection: sqlite3.Connection, record: Record, staff_id: int, now: int) -> int:
    """Keep a request; its rowid."""
    cursor = connection.execute(
        "INSERT INTO requests (tracking_id, at_ms, staff_id, operation, method, path, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            record.tracking_id,
            now,
            staff_id,
            record.operation,
            record.method,
            record.path,
            record.body,
        ),
    )
    return cursor.lastrowid or 0
