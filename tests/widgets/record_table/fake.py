"""A source of a million rows that exist only when asked for, with delays and failures."""

from __future__ import annotations

import asyncio
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from widgets.record_table import Cell, Column, Count, Position, Window

if TYPE_CHECKING:
    from collections.abc import Sequence

STATUSES = (
    Cell("✔ provisioned", "status-ok"),
    Cell("◷ provisioning", "status-moving"),
    Cell("▲ RPL review 61h", "status-warn"),
    Cell("✖ error", "status-error"),
)


@dataclass(frozen=True)
class Record:
    """A row; everything follows from its number."""

    number: int
    version: int = 0

    @property
    def id(self) -> str:
        return f"id{self.number}"

    @property
    def key(self) -> str:
        return f"{self.number:09}"

    @property
    def name(self) -> str:
        suffix = f" v{self.version}" if self.version else ""
        return f"Customer {self.number:07}{suffix}"

    @property
    def packages(self) -> str:
        return "calling, suite" if self.number % 3 else "calling"

    @property
    def status(self) -> Cell:
        return STATUSES[0 if self.number % 7 else self.number % 4]


def columns() -> list[Column[Record]]:
    return [
        Column("name", "Customer", lambda row: row.name, min_width=20, sort="name", priority=9),
        Column("external", "External id", lambda row: f"NC-{row.number:07}", width=12, sort="ext"),
        Column("status", "Status", lambda row: row.status, width=18, priority=8),
        Column("packages", "Packages", lambda row: row.packages, width=22, priority=2),
        Column(
            "users",
            "Users",
            lambda row: str(row.number % 900),
            width=6,
            align="right",
            sort="users",
            priority=3,
        ),
        Column("email", "Email", lambda row: f"it@c{row.number}.example", hidden=True),
    ]


@dataclass
class FakeSource:
    """Rows 0, 1, 2, ...; `numbers` says which there are, in order.

    Attributes:
        numbers: the list; keys are its numbers.
        delay: seconds to every answer; None for an answer without giving up control.
        fail: raised in place of the next answers.
        versions: what was changed.
        cap: counts stop here, until the exact one is asked for.
        asked: every position asked for.
    """

    numbers: Sequence[int] = range(1_000_000)
    delay: float | None = 0.0
    fail: Exception | None = None
    versions: dict[int, int] = field(default_factory=dict)
    cap: int | None = None
    offsets: bool = False
    asked: list[Position] = field(default_factory=list)
    gate: asyncio.Event | None = None
    flying: int = 0
    most_flying: int = 0
    stubborn: bool = False

    def record(self, number: int) -> Record:
        return Record(number, self.versions.get(number, 0))

    async def _answer_later(self) -> None:
        if self.gate is not None:
            if self.stubborn:
                gate = self.gate
                while not gate.is_set():
                    try:
                        await gate.wait()
                    except asyncio.CancelledError:
                        continue
            else:
                await self.gate.wait()
        if self.delay is not None:
            await asyncio.sleep(self.delay)
        if self.fail is not None:
            raise self.fail

    async def window(self, position: Position, size: int) -> Window[Record]:
        self.asked.append(position)
        numbers = self.numbers
        self.flying += 1
        self.most_flying = max(self.flying, self.most_flying)
        try:
            await self._answer_later()
        finally:
            self.flying -= 1
        if self.gate is None:
            numbers = self.numbers
        total = len(numbers)
        if position.offset is not None:
            first = min(position.offset, total)
        elif position.after is not None:
            first = bisect_right(numbers, int(position.after))
        elif position.start is not None:
            first = bisect_left(numbers, int(position.start))
        elif position.before is not None:
            last = bisect_left(numbers, int(position.before))
            first = max(0, last - size)
            size = last - first
        else:
            first = max(0, total - size) if position.end else 0
        rows = [self.record(number) for number in numbers[first : first + size]]
        offset = first if self.offsets else None
        return Window(rows, first > 0, first + len(rows) < total, offset)

    async def count(self) -> Count:
        await self._answer_later()
        total = len(self.numbers)
        if self.cap is not None and total > self.cap:
            return Count(self.cap, 1_000_000, exact=False)
        return Count(total, 1_000_000)

    async def exact_count(self) -> Count:
        await self._answer_later()
        return Count(len(self.numbers), 1_000_000)

    def id_of(self, row: Record) -> str:
        return row.id

    def key_of(self, row: Record) -> str:
        return row.key
