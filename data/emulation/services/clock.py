"""The platform's time: the one place that reads the wall's (decision 5)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import clock as rules
from data.emulation.store import clock as store
from data.emulation.store.folding import AT_ONCE, fold, is_due

if TYPE_CHECKING:
    import sqlite3


class ClockState(NamedTuple):
    """The platform's time in milliseconds, and how it runs; the rate is 0 while it stands."""

    now: int
    mode: str
    rate: float


def wall_ms() -> int:
    """The wall's time in milliseconds."""
    return time.time_ns() // 1_000_000


def get(connection: sqlite3.Connection) -> ClockState:
    """The platform's time and how it runs; writes nothing."""
    return _state(store.read(connection), wall_ms())


def _state(clock: rules.Clock, wall: int) -> ClockState:
    return ClockState(rules.platform_now(clock, wall), clock.mode, rules.rate_now(clock, wall))


def now(connection: sqlite3.Connection) -> int:
    """The platform's time, for one request."""
    return rules.platform_now(store.read(connection), wall_ms())


def fold_due(connection: sqlite3.Connection, *, most: int = AT_ONCE) -> int:
    """Write some of what is due by now into the rows that cache it; changes no answer.

    The high-water mark rises along: time cannot fall below what is written.

    Args:
        connection: in a write transaction, which stays short.
        most: customers and subscribers to fold, each.

    Returns:
        How many rows were folded; 0 when nothing is left.
    """
    moment = now(connection)
    folded = fold(connection, moment, most=most)
    if folded:
        store.raise_mark(connection, moment)
    return folded


def anything_due(connection: sqlite3.Connection) -> bool:
    """Whether `fold_due` would find anything; writes nothing."""
    return is_due(connection, now(connection))


def set_clock(
    connection: sqlite3.Connection, mode: str, *, rate: float = 1.0, forward_ms: int = 0
) -> ClockState:
    """Change how the platform's time runs, and move it forward.

    Some of what falls due is folded, as in every write; readers compute the rest, until
    `fold_due` has written it too, call by call.

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
    fold(connection, changed.high_ms)
    return _state(changed, wall)


def advance(connection: sqlite3.Connection, forward_ms: int) -> ClockState:
    """Move the time forward; a clock that shows the wall's runs ahead of it from then on.

    Raises:
        ValueError: it would go back.
    """
    clock = store.read(connection)
    mode = "offset" if clock.mode == "real" else clock.mode
    return set_clock(connection, mode, rate=clock.rate, forward_ms=forward_ms)
