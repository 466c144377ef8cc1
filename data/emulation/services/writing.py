"""The first steps of every change: its moment, its record, and what chance gives it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from data.emulation.services import clock
from data.emulation.store import clock as clock_row
from data.emulation.store import requests
from data.emulation.store.folding import fold

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.services.callers import Caller

FOLDED: Final = 10
"""Customers, and subscribers, that a change folds on its way; the rest is folded by others."""


class Write:
    """A change that is under way, in a transaction of its own.

    Attributes:
        connection: the database.
        caller: who changes.
        now: the change's moment, in milliseconds: later than all that anybody has read.
        request: the rowid of its record, for the steps that it writes.
        pace: instant, demo or real.
    """

    def __init__(
        self, connection: sqlite3.Connection, caller: Caller, now: int, request: int, pace: str
    ) -> None:
        self.connection = connection
        self.caller = caller
        self.now = now
        self.request = request
        self.pace = pace
        self._secret = clock_row.secret(connection)
        self._drawn = 0

    def uuid(self) -> bytes:
        """A new uuid: nobody can guess it, and the same changes of the same world get the same."""
        return self._draw(16)

    def chance(self) -> float:
        """A number in [0, 1), by which durations differ."""
        return int.from_bytes(self._draw(6), "big") / 2**48

    def _draw(self, size: int) -> bytes:
        self._drawn += 1
        seed = b"%d/%d" % (self.request, self._drawn)
        return hashlib.blake2b(seed, digest_size=size, key=self._secret).digest()


def begin(connection: sqlite3.Connection, caller: Caller, record: requests.Record) -> Write:
    """Begin a change; the first call of every one.

    Its moment is one millisecond after the platform's time, and time never falls below it: what
    readers saw of a moment stays true. Some of what is due is folded on the way (decision 5).

    Args:
        connection: in a write transaction.
        caller: who changes.
        record: what the request was.
    """
    moment = clock.now(connection) + 1
    clock_row.raise_mark(connection, moment)
    fold(connection, moment, most=FOLDED)
    request = requests.add(connection, record, caller.staff.id, moment)
    return Write(connection, caller, moment, request, clock_row.pace(connection))
