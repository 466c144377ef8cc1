"""The platform's time: the one place that reads the wall's (decision 5)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import clock as rules
from data.emulation.store import clock as store
from data.emulation.store.folding import fold

if TYPE_CHECKING:
    import sqlite3


class ClockState(NamedTuple):
    """The platform's time in milliseconds, and how it runs."""

    now: int
    mode: str
    rate: float


def wall_ms() -> int:
    """The wall's time in milliseconds."""
    return time.time_ns() // 1_000_000


def get(connection: sqlite3.Connection) -> ClockState:
    """The platform's time and how it runs; writes nothing."""
    clock = store.read(connection)
    return ClockState(rules.platform_now(clock, wall_ms()), clock.mode, clock.rate)


def now(connection: sqlite3.Connection) -> int:
    """The platform's time, for one request."""
    return rules.platform_now(store.read(connection), wall_ms())


def begin_write(connection: sqlite3.Connection) -> int:
    """The moment of a change, folded up to: call it first in every write.

    It lies after every moment that a reader has been told, so that "changed since" misses nothing.
    """
    moment = now(connection) + 1
    store.raise_mark(connection, moment)
    fold(connection, moment)
    return moment


def set_clock(
    connection: sqlite3.Connection, mode: str, *, rate: float = 1.0, forward_ms: int = 0
) -> ClockState:
    """Change how the platform's time runs, and move it forward.

    Args:
        connection: in a write transaction.
        mode: real (the wall's; it stands while it is ahead), frozen, offset or scaled.
        rate: platform seconds in a second of the wall, for scaled.
        forward_ms: how far to move first; time never goes back.

    Raises:
        ValueError: the mode is unknown, or it would go back.
    """
    wall = wall_ms()
    changed = rules.changed(store.read(connection), wall, mode, rate=rate, forward_ms=forward_ms)
    store.write(connection, changed)
    fold(connection, changed.high_ms, most=None)
    return ClockState(rules.platform_now(changed, wall), changed.mode, changed.rate)


def advance(connection: sqlite3.Connection, forward_ms: int) -> ClockState:
    """Move the time forward; a clock that shows the wall's runs ahead of it from then on.

    Raises:
        ValueError: it would go back.
    """
    clock = store.read(connection)
    mode = "offset" if clock.mode == "real" else clock.mode
    return set_clock(connection, mode, rate=clock.rate, forward_ms=forward_ms)
