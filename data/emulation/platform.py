"""The emulated platform over one database file: the application, tokens, the end."""

from __future__ import annotations

import random
import time
from functools import cached_property
from typing import TYPE_CHECKING, Final, Self

from data.emulation.store.schema import SCHEMA
from data.sqlite.database import Database
from data.sqlite.problems import DatabaseProblem

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from starlette.types import ASGIApp

_FOLDED: Final = 25
"""Customers, and subscribers, that a step of `fold_due` folds: about 10 ms in a million."""
_PAUSE: Final = 0.05
"""Seconds between its steps, at least."""
_REST: Final = 4
"""It pauses so many times as long as a step has taken."""
# Chance, so that several processes do not work in step.
_chance: Final = random.Random()  # noqa: S311 - decides a pause, guards nothing


class Platform:
    """An emulation that is open.

    Attributes:
        database: what everything is in; services run on its threads.
        rate: requests a second that each account may send; None for no limit.
    """

    def __init__(self, database: Database, rate: float | None = None) -> None:
        self.database = database
        self.rate = rate

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = False,
        synchronous: str = "FULL",
        rate: float | None = None,
    ) -> Self:
        """Open the platform in a file. Blocks for some milliseconds.

        Args:
            path: the database.
            create: make an empty one where nothing is.
            synchronous: SQLite's setting; `NORMAL` is for tests.
            rate: requests a second that each account may send; None for no limit, as for a
                console's own platform (`http.limits.RATE` is a server's).

        Raises:
            DatabaseProblem: it cannot be used; nothing was changed then.
        """
        return cls(Database.open(path, schema=SCHEMA, create=create, synchronous=synchronous), rate)

    @cached_property
    def app(self) -> ASGIApp:
        """The application; importing it takes some milliseconds, the first time."""
        from data.emulation.http.application import application
        from data.emulation.http.limits import Limits

        return application(self.database, limits=Limits(self.rate))

    def token(self, email: str | None = None) -> str:
        """A token of a staff account. Nothing is stored: it is signed with the database's secret.

        Args:
            email: whose; None is the first partner's first full and wholesale administrator.

        Raises:
            LookupError: there is no such account.
            DatabaseProblem: the database cannot be read.
        """
        from data.emulation.services.callers import token_for

        return self.database.read_blocking(lambda connection: token_for(connection, email))

    async def fold_due(self) -> int:
        """Write what fell due into the rows that cache it, in small steps, until nothing is left.

        It changes no answer, but lists and counts are quicker afterwards; call it when the first
        answers are on the screen. Pauses let others read and write, longer ones where several
        programs do this at once. Where the database cannot be written, stays locked or is closed,
        it ends, without a word.

        Returns:
            How many rows were folded.
        """
        import asyncio

        from data.emulation.services import clock

        def step(connection: sqlite3.Connection) -> int:
            return clock.fold_due(connection, most=_FOLDED)

        total = 0
        try:
            while await self.database.read(clock.anything_due):
                began = time.monotonic()
                total += await self.database.write(step)
                # The time of a step is also that of waiting for the lock.
                taken = time.monotonic() - began
                await asyncio.sleep(max(_PAUSE, _REST * taken) * _chance.uniform(0.5, 1.5))
        except DatabaseProblem:
            # It is for speed only: whoever needs the database is told why it cannot be used.
            return total
        return total

    def close(self) -> None:
        """Stop its threads; what was answered is on the disk."""
        self.database.close()
