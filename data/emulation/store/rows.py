"""Putting a row into a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3


def insert(connection: sqlite3.Connection, table: str, **columns: Any) -> int:
    """Put a row in; its rowid.

    Args:
        connection: in a write transaction.
        table: its name, which is never somebody's input.
        columns: values by the columns' names.
    """
    names, marks = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    cursor = connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", columns)
    return cursor.lastrowid or 0
