"""Whether there are faults at all: all that most processes ever need to know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.faults import FaultRow


def faults_on(connection: sqlite3.Connection) -> list[FaultRow]:
    """The faults that can still hit anything."""
    if connection.execute("SELECT 1 FROM faults LIMIT 1").fetchone() is None:
        return []
    from data.emulation.store.faults import rows

    return [row for row in rows(connection) if row.is_on]
