"""Requests of a record table: what is asked, and what becomes of answers out of turn."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.widgets.record_table.fake import FakeSource, Record
from widgets.record_table import Count, Position, Window
from widgets.record_table.feed import Feed, Hooks
from widgets.record_table.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


@dataclass
class HeldSource(FakeSource):
    """Answers when told to, in any order."""

    waiting: dict[str, asyncio.Future[None]] = field(default_factory=dict)

    async def window(self, position: Position, size: int) -> Window[Record]:
        kind = "after" if position.after else "before" if position.before else ""
        if kind:
            self.waiting[kind] = asyncio.get_running_loop().create_future()
            await self.waiting[kind]
        return await super().window(position, size)


class Owner:
    """What a table is to its feed."""

    def __init__(self, source: FakeSource, size: int, keep: int) -> None:
        self.tasks: list[asyncio.Task[None]] = []
        self.counts: list[Count] = []
        self.errors: list[Exception] = []
        self.asking = True
        hooks = Hooks(self.spawn, self.arrived, self.counts.append, self.errors.append)
        self.feed: Feed[Record] = Feed(source, hooks, size, keep)
        self.view = View()
        self.view.fit(10, 1)

    def spawn(
        self, work: Callable[[], Coroutine[None, None, None]], name: str
    ) -> asyncio.Task[None]:
        self.tasks.append(asyncio.create_task(work(), name=name))
        return self.tasks[-1]

    def arrived(self, delta: int) -> None:
        self.view.shift(delta)
        self.view.fit(10, self.feed.rows.extent)
        if self.asking:
            self.feed.need(self.view)

    def load(self) -> None:
        self.feed.reload(lambda window: self.arrived(self.feed.rows.replace(window, 0)))


async def rest() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_an_answer_for_an_edge_that_was_let_go_leaves_no_gap() -> None:
    source = HeldSource(range(10_000), delay=None)
    owner = Owner(source, size=20, keep=40)
    owner.load()
    await rest()
    owner.view.scroll(5000)
    owner.feed.need(owner.view)
    await rest()
    assert owner.feed.rows.first == 4995
    owner.asking = False
    for kind, keep in (("after", 20), ("before", 1000)):
        owner.feed.rows.keep = keep
        source.waiting[kind].set_result(None)
        await rest()
    numbers = [row.number for row in owner.feed.rows]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    owner.feed.stop()


async def test_the_count_is_asked_once_the_rows_are_there() -> None:
    owner = Owner(FakeSource(range(50), cap=10), size=20, keep=40)
    owner.load()
    await asyncio.sleep(0.02)
    assert [count.matched for count in owner.counts] == [10, 50]
    owner.feed.count(again=True)
    await asyncio.sleep(0.02)
    assert [count.matched for count in owner.counts] == [10, 50], "the exact one is kept"


async def test_a_late_answer_does_not_pass_for_the_present_one() -> None:
    @dataclass
    class Stubborn(FakeSource):
        """Cannot be cancelled; each answer waits for its own word, and says when it was asked."""

        words: list[asyncio.Event] = field(default_factory=list)

        async def window(self, position: Position, size: int) -> Window[Record]:
            self.words.append(word := asyncio.Event())
            asked = len(self.words)
            with contextlib.suppress(asyncio.CancelledError):
                await word.wait()
            await asyncio.wait_for(word.wait(), 1)
            return Window([Record(asked)], has_previous=False, has_next=False)

    source = Stubborn()
    owner = Owner(source, size=20, keep=40)
    owner.load()
    await rest()
    owner.load()
    await rest()
    source.words[0].set()
    await rest()
    assert list(owner.feed.rows) == []
    source.words[1].set()
    await rest()
    assert list(owner.feed.rows) == [Record(2)]
    owner.feed.stop()


async def test_a_reload_makes_all_that_was_asked_void() -> None:
    source = FakeSource(range(1000), gate=asyncio.Event())
    owner = Owner(source, size=20, keep=40)
    owner.load()
    owner.load()
    owner.feed.place(Position(end=True), lambda _window: None, leap=True)
    await rest()
    assert sum(not task.done() for task in owner.tasks) == 1
    owner.feed.stop()
    await rest()
    assert all(task.cancelled() or task.done() for task in owner.tasks)
    assert not owner.errors


@pytest.mark.parametrize("rows", [0, 1, 9, 10, 11])
async def test_small_lists_need_one_request(rows: int) -> None:
    source = FakeSource(range(rows), delay=None)
    owner = Owner(source, size=20, keep=40)
    owner.load()
    await rest()
    assert len(source.asked) == 1
    assert owner.feed.rows.extent == rows
