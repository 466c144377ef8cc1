"""The requests of a profile, as a list shows them: those that are kept, or else those of now."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from data.advised import advised
from data.local import requests
from data.local.recorder import RecordSpoiled
from data.local.requests import ALL, Filter, Kept, KeptRequest

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from data.client.trace import RequestLog, RequestRecord
    from data.local.recorder import Recorder

T = TypeVar("T")


class Part(NamedTuple):
    """Requests that stand together in the list, newest first.

    Attributes:
        rows: without their texts.
        first: how many stand before them.
        more: whether some stand behind them.
    """

    rows: Sequence[KeptRequest]
    first: int
    more: bool


class History:
    """Requests of this program and, where they are kept, of earlier and other ones.

    Args:
        log: this program's.
        kept: makes a record of it one that is kept.
        recorder: keeps them; None where none are kept.

    Attributes:
        problem: why only those of this program are known; None where that is as it should be.
    """

    def __init__(
        self,
        log: RequestLog,
        kept: Callable[[RequestRecord], KeptRequest],
        recorder: Recorder[RequestRecord] | None = None,
    ) -> None:
        self.log = log
        self.problem: Exception | None = None
        self._kept = kept
        self._recorder = recorder
        self._answers = True

    @property
    def keeps(self) -> bool:
        """Whether requests outlive this program; one that could not be kept changes nothing."""
        sound = self.problem is None or isinstance(self.problem, RecordSpoiled)
        return self._recorder is not None and self._answers and sound

    @property
    def aside(self) -> Path | None:
        """What a damaged file is called now; None where there was none."""
        return self._recorder.aside if self._recorder is not None else None

    async def part(self, which: Filter, size: int, start: Callable[..., int]) -> Part:
        """Requests from a place on.

        Args:
            which: those that are meant.
            size: at most so many.
            start: given `ordinal` (how many stand before a number) and `matched` (how many there
                are), where the part begins.
        """

        def find(connection: sqlite3.Connection) -> Part:
            matched = requests.count(connection, which).matched
            first = start(lambda n: requests.ordinal(connection, which, n), matched)
            rows = requests.newest(connection, which, size, first)
            return Part(rows, first, first + len(rows) < matched)

        def recall() -> Part:
            rows = self._recalled(which)
            first = start(lambda n: sum(row.n > n for row in rows), len(rows))
            return Part(rows[first : first + size], first, first + size < len(rows))

        return await self._ask(find, recall)

    async def count(self, which: Filter = ALL) -> Kept:
        """How many there are."""

        def recall() -> Kept:
            return Kept(len(self._recalled(which)), len(self.log), self.log.made, 0)

        return await self._ask(lambda connection: requests.count(connection, which), recall)

    async def get(self, n: int) -> KeptRequest | None:
        """One request with its texts; None where it is gone."""

        def recall() -> KeptRequest | None:
            return next((self._recall(one) for one in self.log if one.n == n), None)

        return await self._ask(lambda connection: requests.get(connection, n), recall)

    async def newest(self, which: Filter = ALL) -> KeptRequest | None:
        """The newest with its texts; None where there is none."""
        part = await self.part(which, 1, lambda _ordinal, _matched: 0)
        return await self.get(part.rows[0].n) if part.rows else None

    async def whole(self, which: Filter) -> list[KeptRequest]:
        """All with their texts, oldest first."""

        def find(connection: sqlite3.Connection) -> list[KeptRequest]:
            numbers = [row.n for row in requests.newest(connection, which)]
            return list(requests.full(connection, numbers[::-1]))

        def recall() -> list[KeptRequest]:
            every = (self._recall(record) for record in self.log)
            return [one for one in every if which.matches(one)]

        return await self._ask(find, recall)

    async def _ask(self, find: Callable[[sqlite3.Connection], T], recall: Callable[[], T]) -> T:
        """What is kept answers, or else what this program remembers."""
        if self._recorder is not None:
            try:
                answer = await asyncio.wrap_future(self._recorder.ask(find))
            except Exception as error:  # noqa: BLE001 - what is remembered is shown all the same
                self._answers = False
                self.problem = error if advised(error) else RecordSpoiled(error)
            else:
                self._answers = True
                self.problem = self._recorder.problem
                return answer
        return recall()

    def _recalled(self, which: Filter) -> list[KeptRequest]:
        every = (replace(self._recall(record), texts=None) for record in self.log)
        return [one for one in every if which.matches(one)][::-1]

    def _recall(self, record: RequestRecord) -> KeptRequest:
        return replace(self._kept(record), n=record.n)
