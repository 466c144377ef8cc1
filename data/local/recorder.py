"""Keeps requests in the console's own database, a second after they were made.

Whatever the file does, the work goes on: what cannot be kept is told to whoever looks.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

from data.local.store import LocalStore

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from data.local.requests import KeptRequest

T = TypeVar("T")
RecordT = TypeVar("RecordT")

PAUSE = 1.0
"""Seconds from a request until it is written, at most; those of this time are written together."""

AGAIN = 10.0
"""Seconds until it is tried again where another program kept the file busy."""


class Recorder(Generic[RecordT]):
    """Takes records of requests, and answers what is kept.

    Args:
        path: the database.
        keep: requests that may be kept.
        kept: makes a record one that is kept, in the thread that writes; it has no secrets then.
        pause: see `PAUSE`.
    """

    def __init__(
        self,
        path: Path,
        keep: int,
        kept: Callable[[RecordT], KeptRequest],
        pause: float = PAUSE,
    ) -> None:
        self._store = LocalStore(path)
        self._keep = keep
        self._kept = kept
        self._pause = pause
        # More than may be kept need not wait, however long the file cannot be written.
        self._pending: deque[RecordT] = deque(maxlen=keep)
        self._lock = threading.Lock()
        self._problem: Exception | None = None

    @property
    def path(self) -> Path:
        """The database."""
        return self._store.path

    @property
    def aside(self) -> Path | None:
        """What a damaged file is called now; None where there was none."""
        return self._store.aside

    @property
    def problem(self) -> Exception | None:
        """Why requests are not kept at present; None where they are."""
        return self._problem

    def add(self, record: RecordT) -> None:
        """Keep a record soon; never waits, never raises."""
        with self._lock:
            self._pending.append(record)
        self._store.later(self._write, self._failed, self._pause)

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """Ask the database, with all that was recorded in it.

        Returns:
            The answer, or a DatabaseProblem.
        """

        def work(connection: sqlite3.Connection) -> T:
            self._write_if_possible(connection)
            return question(connection)

        return self._store.submit(work)

    def close(self, timeout: float = 0.3) -> None:
        """Write what waits, then let go of the file.

        Args:
            timeout: the most to wait for it, in seconds.
        """
        if self._pending:
            self._store.later(self._write, self._failed, 0)
        self._store.close(timeout)

    def _write_if_possible(self, connection: sqlite3.Connection) -> None:
        """Write what waits; where the file is busy or the disk full, it waits on."""
        import sqlite3

        from data.sqlite.connect import primary_code, translate

        try:
            self._write(connection)
        except sqlite3.Error as error:
            connection.rollback()
            if primary_code(error) not in (
                *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR),
                sqlite3.SQLITE_READONLY,
            ):
                raise
            self._problem = translate(error, self.path)

    def _write(self, connection: sqlite3.Connection) -> None:
        from data.local.requests import insert

        with self._lock:
            records = list(self._pending)
        if not records:
            return
        insert(connection, [self._kept(record) for record in records], self._keep)
        with self._lock:
            # Where more came than may wait, the oldest of these are gone already.
            for record in records:
                if self._pending and self._pending[0] is record:
                    self._pending.popleft()
        self._problem = None

    def _failed(self, error: BaseException) -> None:
        from data.sqlite.problems import DatabaseLocked

        if isinstance(error, Exception):
            self._problem = error
        if isinstance(error, DatabaseLocked):
            self._store.later(self._write, self._failed, AGAIN)
