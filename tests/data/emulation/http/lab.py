"""A platform in memory that is set back in no time, for tests of many examples."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, TypeVar, cast

from data.emulation.http.application import application
from data.emulation.services.callers import token_for
from data.emulation.store.folding import fold
from tests.data.emulation.builder import World
from tests.data.emulation.http.asking import Reply, ask_at_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.sqlite.database import Database

T = TypeVar("T")


class InlineDatabase:
    """What an application needs of a database, over one connection and without threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    async def read(self, query: Callable[[sqlite3.Connection], T]) -> T:
        """A query; SQLite refuses it to write."""
        self.connection.execute("PRAGMA query_only = ON")
        try:
            return query(self.connection)
        finally:
            self.connection.execute("PRAGMA query_only = OFF")

    async def write(self, change: Callable[[sqlite3.Connection], T]) -> T:
        """A change, whole or not at all."""
        self.connection.execute("SAVEPOINT change")
        try:
            return change(self.connection)
        except BaseException:
            self.connection.execute("ROLLBACK TO change")
            raise
        finally:
            self.connection.execute("RELEASE change")


class Lab:
    """A platform over a copy of a world.

    Args:
        template: the world; it is not changed.
    """

    def __init__(self, template: World) -> None:
        self._template = template
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.reset()
        self.connection.execute("PRAGMA foreign_keys = ON")
        self.world = World.__new__(World)
        self.world.connection = self.connection
        self.app = application(cast("Database", InlineDatabase(self.connection)))
        self.tokens = {n: token_for(self.connection, f"s{n}@example.com") for n in range(1, 5)}

    def reset(self) -> None:
        """Set rows and clock back."""
        self._template.connection.backup(self.connection)

    def ask(self, url: str, partner: int = 1, **more: Any) -> Reply:
        """Ask as the staff of a partner."""
        return ask_at_once(self.app, url, self.tokens[partner], **more)

    @property
    def now(self) -> int:
        """The platform's time, which is frozen."""
        found: int = self.connection.execute("SELECT high_ms FROM clock").fetchone()[0]
        return found

    def wait(self, ms: int) -> None:
        """Let time pass."""
        self.world.set_now(self.now + ms)

    def fold(self) -> None:
        """Write all that is due into the rows that cache it."""
        fold(self.connection, self.now, most=10_000)

    def close(self) -> None:
        """Forget it."""
        self.connection.close()
