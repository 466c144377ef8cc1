"""Where generated rows go: buffers that are poured into the database in portions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.seed.rows import TABLES, Row

if TYPE_CHECKING:
    import sqlite3

PORTION: Final = 5_000
"""Rows of a table that are written at once; memory stays bounded whatever the size of the world."""

# Tables and columns are this program's names, never a user's.
_INSERTS: Final[dict[type[Row], str]] = {
    kind: f"INSERT INTO {table} ({', '.join(kind._fields)})"  # noqa: S608 our own names
    f" VALUES ({', '.join('?' * len(kind._fields))})"
    for kind, table in TABLES.items()
}


class Sink:
    """Takes rows and numbers them: ids of a table are 1, 2, 3 ... in the order of arrival."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Write to a connection with a transaction open and foreign keys off."""
        self._connection = connection
        self._taken = dict.fromkeys(TABLES, 0)
        self._pending: dict[type[Row], list[Row]] = {kind: [] for kind in TABLES}

    @property
    def connection(self) -> sqlite3.Connection:
        """Where the rows go, for parts that leave the making of rows to SQL."""
        return self._connection

    def add(self, row: Row) -> None:
        """Take a row; its id, if it has one, must be the `next_id` of its table."""
        kind = type(row)
        pending = self._pending[kind]
        pending.append(row)
        self._taken[kind] += 1
        if len(pending) >= PORTION:
            self._write(kind)

    def next_id(self, kind: type[Row]) -> int:
        """The id that the next row of this kind has."""
        return self._taken[kind] + 1

    def reserve(self, kind: type[Row], rows: int) -> int:
        """Count rows that somebody else writes; the id of the first of them."""
        first = self._taken[kind] + 1
        self._taken[kind] += rows
        return first

    def write_all(self) -> None:
        """Write what is left."""
        for kind in TABLES:
            self._write(kind)

    @property
    def counts(self) -> dict[str, int]:
        """Rows so far by table."""
        return {name: self._taken[kind] for kind, name in TABLES.items()}

    def _write(self, kind: type[Row]) -> None:
        pending = self._pending[kind]
        self._connection.executemany(_INSERTS[kind], pending)
        pending.clear()
