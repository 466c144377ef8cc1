"""The writer thread's work: batches, one transaction and one fsync each (decision 4)."""

from __future__ import annotations

import queue
import random
import sqlite3
import time
from typing import TYPE_CHECKING, Final

from data.sqlite.connect import BUSY_MS, is_environment, primary_code, translate
from data.sqlite.jobs import Answer, Job, deliver
from data.sqlite.problems import DatabaseClosed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BATCH_SECONDS: Final = 0.03
"""When a transaction stops taking more; with its commit it stays under 50 ms."""
_POLL_MS: Final = 20
# Chance, so that several processes that wait for the lock do not wait in step.
_chance: Final = random.Random()  # noqa: S311 - decides a pause, guards nothing


class Writer:
    """Takes changes from a queue and writes them. `run` is the thread's body."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, closing: Callable[[], bool]
    ) -> None:
        """Take over a connection.

        Args:
            connection: used by nobody else from now on, closed at the end.
            path: its file, for what has to be said about it.
            closing: tells whether no new transaction may begin.
        """
        self._connection = connection
        self._path = path
        self._closing = closing
        self.queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()

    def run(self) -> None:
        """Write batch after batch until a None comes out of the queue."""
        # The lock is waited for here (_begin), more fairly than SQLite does it.
        self._connection.execute(f"PRAGMA busy_timeout = {_POLL_MS}")
        while (job := self.queue.get()) is not None:
            if self._closing():
                deliver([Answer(job, error=DatabaseClosed(self._path))])
            else:
                deliver(self._batch(job))
        self._connection.close()

    def _batch(self, first: Job) -> list[Answer]:
        answers: list[Answer] = []
        job: Job | None = first
        try:
            self._begin()
            until = time.monotonic() + BATCH_SECONDS
            while job is not None:
                answers.append(self._change(job))
                job = None
                self._require_transaction(answers[-1])
                job = self._next(until)
            self._connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - whatever it is, all who wait must be told
            self._roll_back()
            if job is not None:
                answers.append(Answer(job))
            return [Answer(a.job, error=a.error or self._in_words(error)) for a in answers]
        return answers

    def _next(self, until: float) -> Job | None:
        if self._closing() or time.monotonic() >= until:
            return None
        try:
            job = self.queue.get_nowait()
        except queue.Empty:
            return None
        if job is None:
            # The end: put it back for `run`, which sees it after this batch.
            self.queue.put(None)
        return job

    def _change(self, job: Job) -> Answer:
        connection = self._connection
        try:
            connection.execute("SAVEPOINT change")
            result = job.work(connection)
            if connection.in_transaction:
                connection.execute("RELEASE change")
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever asked
            if connection.in_transaction:
                connection.execute("ROLLBACK TO change")
                connection.execute("RELEASE change")
            return Answer(job, error=self._in_words(error))
        return Answer(job, result)

    def _require_transaction(self, answer: Answer) -> None:
        """A full disk takes the whole transaction with it; so would a COMMIT in a change."""
        if not self._connection.in_transaction:
            raise answer.error or RuntimeError("A change ended the transaction it runs in.")

    def _begin(self) -> None:
        until = time.monotonic() + BUSY_MS / 1000
        while True:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                busy = primary_code(error) == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() >= until or self._closing():
                    raise
                time.sleep(_chance.uniform(0.0005, 0.003))
            else:
                return

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _in_words(self, error: BaseException) -> BaseException:
        if isinstance(error, sqlite3.Error) and is_environment(error):
            problem = translate(error, self._path)
            problem.__cause__ = error
            return problem
        return error
