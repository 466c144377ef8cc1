"""Keeps requests in the console's own database, a second after they were made.

Whatever the file does, the work goes on: what cannot be kept is told to whoever looks.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

from data.advised import advised
from data.local.store import LocalStore
from data.text import _

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
"""Seconds until it is tried again where the file is busy, or the disk full; then twice as long."""

LONGEST = 300.0
"""Seconds between two trials at most."""


class RecordSpoiled(Exception):  # noqa: N818 - a problem is put to a person, with advice
    """A record could not be kept, whatever the file does: a defect; the others are kept.

    Attributes:
        advice: what to do about it.
    """

    def __init__(self, cause: Exception) -> None:
        words = _("A request could not be kept ({kind}).").format(kind=type(cause).__name__)
        super().__init__(words)
        self.advice = _("The others are kept; please tell those who look after rtm.")


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
        self._spoiled: RecordSpoiled | None = None
        self._again = AGAIN
        self._added = self._written = 0

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
        """Why requests are not kept at present, or why one was not; None where all are."""
        return self._problem or self._spoiled

    @property
    def lost(self) -> int:
        """Records that are in no file: those that wait, those that spoiled, those driven out."""
        with self._lock:
            return self._added - self._written

    def add(self, record: RecordT) -> None:
        """Keep a record soon; never waits, never raises."""
        with self._lock:
            self._pending.append(record)
            self._added += 1
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
        with self._lock:
            records = list(self._pending)
        if not records:
            return
        try:
            self._together(connection, records)
        except Exception as error:
            if _is_of_file(error):
                raise
            self._one_by_one(connection, records)
        self._problem = None
        self._again = AGAIN

    def _one_by_one(self, connection: sqlite3.Connection, records: list[RecordT]) -> None:
        """Write all but those that cannot be written, which go."""
        for record in records:
            try:
                self._together(connection, [record])
            except Exception as error:
                if _is_of_file(error):
                    raise
                self._spoiled = RecordSpoiled(error)
                self._done([record], 0)

    def _done(self, records: list[RecordT], written: int) -> None:
        """Let none of these wait any more."""
        with self._lock:
            self._written += written
            # Where more came than may wait, the oldest of these are gone already.
            for record in records:
                if self._pending and self._pending[0] is record:
                    self._pending.popleft()

    def _together(self, connection: sqlite3.Connection, records: list[RecordT]) -> None:
        """Write records, all or none."""
        from data.local.requests import insert

        try:
            insert(connection, [self._kept(record) for record in records], self._keep)
        except BaseException:
            if connection.in_transaction:
                connection.rollback()
            raise
        self._done(records, len(records))

    def _failed(self, error: BaseException) -> None:
        from data.sqlite.problems import DatabaseFull, DatabaseLocked, DiskProblem, FileLimit

        if isinstance(error, Exception):
            self._problem = error if advised(error) else RecordSpoiled(error)
        if isinstance(error, (DatabaseLocked, DatabaseFull, DiskProblem, FileLimit)):
            self._store.later(self._write, self._failed, self._again)
            self._again = min(2 * self._again, LONGEST)


def _is_of_file(error: Exception) -> bool:
    """Whether the file is in the way, and no record."""
    import sqlite3

    from data.sqlite.connect import is_environment

    return isinstance(error, sqlite3.OperationalError) or is_environment(error)
