"""Work that is handed to a database thread, and the way its answer comes back."""

from __future__ import annotations

import asyncio
import concurrent.futures
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Work: TypeAlias = Callable[[sqlite3.Connection], Any]
"""A function of a connection."""


@dataclass(eq=False, slots=True)
class Job:
    """One piece of work. `loop` is None where a thread waits for it without an event loop.

    Attributes:
        work: what to do.
        future: asyncio's or a thread's, by `loop`.
        loop: where the answer is awaited.
        running_on: the connection that works on it just now; guarded by the database's lock.
        given_up: nobody waits for the answer any more.
    """

    work: Work
    future: Any
    loop: asyncio.AbstractEventLoop | None
    running_on: sqlite3.Connection | None = None
    given_up: bool = False

    @classmethod
    def here(cls, work: Work) -> Job:
        """A job whose answer goes to the running event loop."""
        loop = asyncio.get_running_loop()
        return cls(work, loop.create_future(), loop)

    @classmethod
    def blocking(cls, work: Work) -> Job:
        """A job whose answer a thread waits for."""
        return cls(work, concurrent.futures.Future(), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a job: a result, or the error instead."""

    job: Job
    result: Any = None
    error: BaseException | None = None

    def settle(self) -> None:
        """Put it into the job's future, unless nobody waits any more. Runs on the job's loop."""
        future = self.job.future
        if future.done():
            return
        if self.error is None:
            future.set_result(self.result)
        elif isinstance(self.error, StopIteration):
            # A future refuses it, because it would end the coroutine that awaits.
            future.set_exception(RuntimeError(f"the work raised {self.error!r}"))
        else:
            future.set_exception(self.error)


def deliver(answers: Iterable[Answer]) -> None:
    """Send answers home, one wake-up for each event loop; a loop that is closed misses its own."""
    by_loop: dict[asyncio.AbstractEventLoop | None, list[Answer]] = {}
    for answer in answers:
        by_loop.setdefault(answer.job.loop, []).append(answer)
    for loop, group in by_loop.items():
        if loop is None:
            _settle(group)
            continue
        try:
            loop.call_soon_threadsafe(_settle, group)
        except RuntimeError:
            if not loop.is_closed():
                raise


def _settle(answers: list[Answer]) -> None:
    for answer in answers:
        answer.settle()
