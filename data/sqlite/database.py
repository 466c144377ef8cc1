"""A database behind threads of its own: one writes, two read, the event loop never waits."""

from __future__ import annotations

import queue
import sqlite3
import threading
import time
from typing import TYPE_CHECKING, Final, TypeVar

from data.sqlite.connect import connect, is_environment, primary_code, translate
from data.sqlite.jobs import Answer, Job, deliver
from data.sqlite.migrate import Schema, migrate, require_version
from data.sqlite.problems import DatabaseClosed, ReadOnlyDatabase
from data.sqlite.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

READERS: Final = 2
"""Threads that read; a long report leaves one for the screen."""


class Database:
    """One file, shared by any number of event loops here and by other processes.

    Functions given to `read` and `write` run on a thread of the database: they return finished
    values (no cursors, no generators), begin and end no transaction, and touch nothing that
    belongs to the event loop.

    Attributes:
        path: the file.
        backup: the copy that was made because the file was older than this release, or None.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        *,
        schema: Schema,
        read_only: bool,
        synchronous: str,
    ) -> None:
        """Start the threads over an open connection; `open` is the way to get one."""
        self.path = path
        self.backup: Path | None = None
        # A reader may open it later, from another working directory.
        self._file = path.absolute()
        self._schema = schema
        self._synchronous = synchronous
        self._read_only = read_only
        self._closed = False
        self._lock = threading.Lock()
        self._running: set[Job] = set()
        self._reads: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._writer = Writer(connection, path, lambda: self._closed)
        self._readers = [self._thread("read", self._serve_reads) for _ in range(READERS)]
        self._writing = self._thread("write", self._writer.run)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        schema: Schema,
        create: bool = False,
        read_only: bool = False,
        synchronous: str = "FULL",
    ) -> Database:
        """Open a file and bring it to this release's schema. Blocks.

        Args:
            path: the file.
            schema: what kind of database it has to be.
            create: make it where nothing is.
            read_only: only read; an older database is a problem then.
            synchronous: SQLite's setting; `NORMAL` is for tests.

        Raises:
            DatabaseProblem: it cannot be used; nothing was changed then.
        """
        connection = connect(
            path,
            create=create,
            read_only=read_only,
            synchronous=synchronous,
            application_id=schema.application_id,
        )
        try:
            if read_only:
                backup = None
                require_version(connection, path, schema)
            else:
                backup = migrate(connection, path, schema.migrations, schema.application_id)
        except BaseException:
            connection.close()
            raise
        database = cls(
            path, connection, schema=schema, read_only=read_only, synchronous=synchronous
        )
        database.backup = backup
        return database

    async def read(self, query: Callable[[sqlite3.Connection], T]) -> T:
        """Answer a query from one consistent state of the database.

        Cancelling it interrupts the query.

        Raises:
            DatabaseProblem: the file or its disk failed, or the database was closed.
        """
        job = Job.here(query)
        self._put(self._reads, job)
        try:
            result: T = await job.future
            return result
        finally:
            self._give_up(job)

    async def write(self, change: Callable[[sqlite3.Connection], T]) -> T:
        """Make a change, whole or not at all; answered when it is on the disk.

        It shares a transaction with others that wait, each in a savepoint. A caller that is
        cancelled stops waiting, the change goes on.

        Raises:
            DatabaseProblem: the file or its disk failed, or the database was closed.
        """
        import asyncio

        job = Job.here(change)
        self._put_write(job)
        result: T = await asyncio.shield(job.future)
        return result

    def read_blocking(self, query: Callable[[sqlite3.Connection], T]) -> T:
        """`read` for code without an event loop: start-up, the command line."""
        job = Job.blocking(query)
        self._put(self._reads, job)
        try:
            result: T = job.future.result()
            return result
        finally:
            self._give_up(job)

    def close(self, timeout: float = 0.3) -> None:
        """Accept nothing more, interrupt readers, finish the transaction that runs.

        What was not begun is answered with DatabaseClosed. Can be called again.

        Args:
            timeout: the most to wait for the threads, in seconds.
        """
        until = time.monotonic() + timeout
        with self._lock:
            if not self._closed:
                self._closed = True
                for _ in self._readers:
                    self._reads.put(None)
            for job in self._running:
                if job.running_on is not None:
                    job.running_on.interrupt()
        # Readers first: the last connection to go tidies the log, and must be able to write.
        for thread in self._readers:
            thread.join(max(0.0, until - time.monotonic()))
        self._writer.queue.put(None)
        self._writing.join(max(0.0, until - time.monotonic()))

    def _put(self, place: queue.SimpleQueue[Job | None], job: Job) -> None:
        with self._lock:
            if self._closed:
                raise DatabaseClosed(self.path)
            place.put(job)

    def _put_write(self, job: Job) -> None:
        if self._read_only:
            raise ReadOnlyDatabase(self.path)
        self._put(self._writer.queue, job)

    def _thread(self, name: str, target: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=target, name=f"sqlite-{name}", daemon=True)
        thread.start()
        return thread

    def _give_up(self, job: Job) -> None:
        """Nobody waits any more: stop the query if it still runs, and only that one."""
        if job.future.done() and not job.future.cancelled():
            return
        with self._lock:
            job.given_up = True
            if job.running_on is not None:
                job.running_on.interrupt()

    def _serve_reads(self) -> None:
        connection: sqlite3.Connection | None = None
        while (job := self._reads.get()) is not None:
            if job.given_up:
                continue
            try:
                if connection is None:
                    connection = connect(
                        self._file,
                        read_only=True,
                        synchronous=self._synchronous,
                        application_id=self._schema.application_id,
                    )
                answer = self._query(connection, job)
            except BaseException as error:  # noqa: BLE001 - it belongs to whoever asked
                answer = Answer(job, error=error)
            deliver([answer])
        if connection is not None:
            connection.close()

    def _query(self, connection: sqlite3.Connection, job: Job) -> Answer:
        with self._lock:
            # Whoever gave up before this line could interrupt nothing.
            if self._closed or job.given_up:
                return Answer(job, error=DatabaseClosed(self.path))
            job.running_on = connection
            self._running.add(job)
        # A statement held open for as long as the query runs: all that the query asks sees the
        # state that this one saw, and an interruption between two statements is not forgotten.
        guard = connection.execute("SELECT 1 FROM sqlite_schema")
        try:
            result = job.work(connection)
            if isinstance(result, sqlite3.Cursor):
                # It would keep this state alive, and the log growing, for as long as it lives.
                return Answer(job, error=TypeError("a query returns rows, not a cursor"))
            return Answer(job, result)
        except sqlite3.Error as error:
            return Answer(job, error=self._in_words(error))
        finally:
            with self._lock:
                job.running_on = None
                self._running.discard(job)
            guard.close()

    def _in_words(self, error: sqlite3.Error) -> Exception:
        if self._closed and primary_code(error) == sqlite3.SQLITE_INTERRUPT:
            return DatabaseClosed(self.path)
        if is_environment(error):
            problem = translate(error, self.path)
            problem.__cause__ = error
            return problem
        return error
