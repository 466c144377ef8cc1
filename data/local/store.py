"""The console's own database behind one thread, opened when it is first needed.

The event loop never waits for it, and nothing of SQLite is imported before the first work.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

T = TypeVar("T")


@dataclass(slots=True)
class _Job:
    work: Callable[[sqlite3.Connection], Any]
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None]


class LocalStore:
    """One file; work on it is done one after the other, in a thread of its own.

    Work begins and ends its own transactions, and gives finished values. Where the file turns out
    to be damaged, it is set aside and the work is done once more on a new one.

    Args:
        path: the file.

    Attributes:
        path: the file.
        aside: what a damaged file is called now; None where there was none.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.aside: Path | None = None
        self._jobs: deque[_Job] = deque()
        self._waiting: _Job | None = None
        self._due = 0.0
        self._closed = False
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._connection: sqlite3.Connection | None = None

    def submit(self, work: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """Do work as soon as possible.

        Returns:
            What it gives; a DatabaseProblem where the file cannot be used or was closed.
        """
        from concurrent.futures import Future

        future: Future[T] = Future()
        # Whoever has given up waiting for it is told nothing.
        future.set_running_or_notify_cancel()
        job = _Job(work, future.set_result, future.set_exception)
        with self._wake:
            if not self._closed:
                self._jobs.append(job)
                self._start()
                return future
        from data.sqlite.problems import DatabaseClosed

        future.set_exception(DatabaseClosed(self.path))
        return future

    def later(
        self,
        work: Callable[[sqlite3.Connection], None],
        failed: Callable[[BaseException], None],
        seconds: float,
    ) -> None:
        """Do work after a while; closing does it at once. One waits at a time, the first stays.

        Args:
            work: what to do.
            failed: told, in the thread, why it could not be done.
            seconds: how long to wait.
        """
        with self._wake:
            if self._waiting is None and not self._closed:
                self._waiting = _Job(work, lambda _result: None, failed)
                self._due = time.monotonic() + seconds
                self._start()

    def close(self, timeout: float = 0.3) -> None:
        """Do what waits, then let go of the file. Can be called again.

        Args:
            timeout: the most to wait for it, in seconds; the thread keeps no program alive.
        """
        with self._wake:
            self._closed = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join(timeout)

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="rtm-local", daemon=True)
            self._thread.start()
        self._wake.notify()

    def _serve(self) -> None:
        while (job := self._next()) is not None:
            try:
                result = self._do(job.work)
            except BaseException as error:  # noqa: BLE001 - it belongs to whoever asked
                job.failed(error)
            else:
                job.done(result)
        self._disconnect()

    def _next(self) -> _Job | None:
        """The next work; None when there will be no more."""
        with self._wake:
            while True:
                if self._jobs:
                    return self._jobs.popleft()
                left = self._due - time.monotonic()
                if self._waiting is not None and (left <= 0 or self._closed):
                    job, self._waiting = self._waiting, None
                    return job
                if self._closed:
                    return None
                self._wake.wait(None if self._waiting is None else left)

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work in a connection that is good, once more where the file was damaged."""
        from data.local.opening import SPOILED, reopen_local

        try:
            return self._try(work)
        except Exception as error:
            problem = self._in_words(error)
            # A second damage in one run is the disk's: no more copies of that.
            if not isinstance(problem, SPOILED) or self.aside is not None:
                raise problem from error
        self._disconnect()
        self._connection, self.aside = reopen_local(self.path)
        return self._try(work)

    def _in_words(self, error: Exception) -> Exception:
        import sqlite3

        from data.sqlite.connect import is_environment, translate

        if isinstance(error, sqlite3.Error) and is_environment(error):
            return translate(error, self.path)
        return error

    def _try(self, work: Callable[[sqlite3.Connection], T]) -> T:
        from data.local.opening import open_local

        if self._connection is None:
            self._connection, aside = open_local(self.path)
            self.aside = aside or self.aside
        connection = self._connection
        try:
            return work(connection)
        except BaseException:
            if connection.in_transaction:
                connection.rollback()
            raise

    def _disconnect(self) -> None:
        import sqlite3

        connection, self._connection = self._connection, None
        if connection is not None:
            # A damaged file cannot even be closed in good order.
            with suppress(sqlite3.Error):
                connection.close()
