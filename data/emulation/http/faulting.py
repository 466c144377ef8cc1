"""Whether faults are on, for every request: known in memory.

One request in a quarter of a second reads them anew and waits for that; the others do not.

Everything else about faults is imported where there are some.
"""

from __future__ import annotations

import math
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from data.emulation.store.fault_switch import faults_on
from data.sqlite.problems import DatabaseProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.emulation.http.answers import Response
    from data.emulation.rules.fault_rules import FaultRule
    from data.emulation.store.faults import FaultRow
    from data.sqlite.database import Database

HEADER: Final = b"rtm-faults"
"""Every answer has it while faults are on: how many."""
AGE: Final = 0.25
"""Seconds after which the faults are read anew, when a request comes: others may have changed
them."""


class Faulting:
    """The faults of a database as a process knows them.

    Args:
        database: has them.
        age: seconds for which they are not read again.
        clock: seconds that never go back.

    Attributes:
        marks: the headers that every answer has on top; the same list throughout.
    """

    def __init__(
        self,
        database: Database,
        age: float = AGE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.marks: list[tuple[bytes, bytes]] = []
        self._database = database
        self._age = age
        self._clock = clock
        self._rows: list[FaultRow] = []
        self._read_at = -math.inf
        self._turn = self._known = 0

    async def look(self, *, changed: bool = False) -> None:
        """Read the faults anew, where that was some time ago or something has changed them.

        Only the one who reads waits, and at the very beginning everybody: every answer says
        whether faults are on, also one that needs nothing else of the database. Meanwhile those
        that were known before count. Where the database cannot be read
        they go on counting: whoever asks for something is told.
        """
        now = self._clock()
        if not changed and now - self._read_at < self._age:
            return
        if self._read_at != -math.inf:
            self._read_at = now
        self._turn += 1
        turn = self._turn
        with suppress(DatabaseProblem):
            rows = await self._database.read(faults_on)
            # The first time nobody is let through before anything is known.
            self._read_at = now
            # One that began before this one may come to its end behind it.
            if turn > self._known:
                self._known = turn
                self._rows = rows
                self.marks[:] = [(HEADER, b"%d" % len(self._rows))] if self._rows else []

    def concerns(self, name: str) -> bool:
        """Whether requests of an operation may be hit."""
        if not self._rows:
            return False
        from data.emulation.services.faults import is_met

        return any(is_met(row, name) for row in self._rows)

    async def take(self, name: str) -> list[FaultRule]:
        """The faults that hit a request of an operation; they have counted it.

        Raises:
            DatabaseProblem: they cannot be counted.
        """
        from data.emulation.services.faults import take

        return await self._database.write(lambda connection: take(connection, name))


class BrokenError(Exception):
    """An answer is to end early.

    Attributes:
        answer: the one that is cut; None for no answer at all.
    """

    def __init__(self, answer: Response | None) -> None:
        super().__init__("an answer that is broken on purpose")
        self.answer = answer
