"""Faults that are played, in the order in which they were added."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules.fault_rules import MAINTENANCE, FaultRule

if TYPE_CHECKING:
    import sqlite3

_SELECT = (
    "SELECT id, seen, fired, created_ms, operations, kind, moment, status, delay_ms, share, most,"
    " seed FROM faults"
)


class FaultRow(NamedTuple):
    """A fault, and how many requests it has seen and hit."""

    id: int
    seen: int
    fired: int
    created_ms: int
    rule: FaultRule

    @property
    def is_on(self) -> bool:
        """Whether it can still hit anything."""
        return self.rule.most is None or self.fired < self.rule.most


def rows(connection: sqlite3.Connection) -> list[FaultRow]:
    """All faults, those that are used up too."""
    return [
        FaultRow._make((*row[:4], FaultRule._make(row[4:])))
        for row in connection.execute(f"{_SELECT} ORDER BY id")
    ]


def make_room(connection: sqlite3.Connection, most: int) -> bool:
    """Drop what is used up, the oldest first, until fewer than `most` are there.

    Returns:
        Whether that is so now; where not, all that are left can still hit something.
    """
    found = rows(connection)
    too_many = len(found) - most + 1
    over = [row.id for row in found if not row.is_on]
    for fault_id in over[: max(too_many, 0)]:
        remove(connection, fault_id)
    return len(over) >= too_many


def add(connection: sqlite3.Connection, rule: FaultRule, now: int) -> FaultRow:
    """Add a fault behind the others."""
    cursor = connection.execute(
        "INSERT INTO faults (created_ms, operations, kind, moment, status, delay_ms, share, most,"
        " seed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (now, *rule),
    )
    return FaultRow(cursor.lastrowid or 0, 0, 0, now, rule)


def remove(connection: sqlite3.Connection, fault_id: int) -> bool:
    """Take a fault back; whether it was there."""
    return connection.execute("DELETE FROM faults WHERE id = ?", (fault_id,)).rowcount > 0


def reset(connection: sqlite3.Connection) -> None:
    """Take all faults back."""
    connection.execute("DELETE FROM faults")


def note(connection: sqlite3.Connection, fault_id: int, *, fired: bool) -> None:
    """Count a request that a fault has seen."""
    connection.execute(
        "UPDATE faults SET seen = seen + 1, fired = fired + ? WHERE id = ?", (int(fired), fault_id)
    )


def in_maintenance(connection: sqlite3.Connection) -> bool:
    """Whether calling is in maintenance."""
    found = connection.execute("SELECT 1 FROM faults WHERE kind = ? LIMIT 1", (MAINTENANCE,))
    return found.fetchone() is not None


def note_maintenance(connection: sqlite3.Connection, packages: int) -> None:
    """Count packages that the maintenance of calling has met."""
    connection.execute(
        "UPDATE faults SET seen = seen + ?, fired = fired + ? WHERE kind = ?",
        (packages, packages, MAINTENANCE),
    )
