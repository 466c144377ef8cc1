"""The clock's row."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from data.emulation.rules.clock import Clock

if TYPE_CHECKING:
    import sqlite3


def read(connection: sqlite3.Connection) -> Clock:
    """The clock as it was written last."""
    return Clock._make(
        connection.execute(
            "SELECT mode, wall_ms, platform_ms, rate, high_ms FROM clock WHERE id = 1"
        ).fetchone()
    )


def write(connection: sqlite3.Connection, clock: Clock) -> None:
    """Replace the clock."""
    connection.execute(
        "UPDATE clock SET mode = ?, wall_ms = ?, platform_ms = ?, rate = ?, high_ms = ?"
        " WHERE id = 1",
        clock,
    )


def raise_mark(connection: sqlite3.Connection, now: int) -> None:
    """Raise the high-water mark: something was written for this moment."""
    connection.execute("UPDATE clock SET high_ms = ? WHERE id = 1 AND high_ms < ?", (now, now))


def world(connection: sqlite3.Connection) -> str:
    """A name of this database's content: another one where it was made anew."""
    return hashlib.sha256(secret(connection)).hexdigest()[:12]


def secret(connection: sqlite3.Connection) -> bytes:
    """What tokens are signed with."""
    (text,) = connection.execute("SELECT value FROM settings WHERE key = 'secret'").fetchone()
    return bytes.fromhex(text)


def pace(connection: sqlite3.Connection) -> str:
    """How long things take: instant, demo or real; demo where nothing is said."""
    row = connection.execute("SELECT value FROM settings WHERE key = 'pace'").fetchone()
    return "demo" if row is None else str(row[0])


def set_pace(connection: sqlite3.Connection, pace: str) -> None:
    """Change how long things take from now on; what is under way ends as it was planned."""
    connection.execute(
        "INSERT INTO settings (key, value) VALUES ('pace', ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value",
        (pace,),
    )
