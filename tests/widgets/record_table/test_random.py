"""Random keys, lists that change and windows that change size, against a simple model."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from random import Random

import pytest

from tests.widgets.record_table.fake import FakeSource
from tests.widgets.record_table.harness import Hands, table
from widgets.record_table import Sizes

KEYS = ["down", "up", "j", "k", "pagedown", "pageup", "ctrl+d", "ctrl+u", "home", "end", "g", "G"]
MARKING = ["space", "shift+down", "shift+up"]
STEPS = ["key"] * 12 + ["mark"] * 3 + ["burst", "burst", "scroll", "size"]
CHANGES = ["delete", "insert", "filter", "shrink", "update", "fail", "columns", "focus"]


@dataclass
class Somebody:
    """Somebody who types at random and knows what should be seen after it."""

    hands: Hands
    chance: Random
    marks: set[str] = field(default_factory=set)

    @property
    def numbers(self) -> list[int]:
        return list(self.hands.source.numbers)

    async def step(self) -> str:
        """Do something; what it was."""
        what = self.chance.choice(STEPS + CHANGES)
        await getattr(self, f"do_{what}")()
        await self.hands.settle()
        return what

    async def do_key(self) -> None:
        key, hands, numbers = self.chance.choice(KEYS), self.hands, self.numbers
        before = hands.at()
        await hands.press(key)
        if before is None or before not in numbers:
            return
        at, last = numbers.index(before), len(numbers) - 1
        to = {
            "down": min(at + 1, last),
            "j": min(at + 1, last),
            "up": max(at - 1, 0),
            "k": max(at - 1, 0),
            "home": 0,
            "g": 0,
            "end": last,
            "G": last,
        }.get(key)
        if to is not None:
            assert hands.at() == numbers[to], key
        else:
            moved = numbers.index(hands.at() or 0) - at
            assert moved >= 0 if key in ("pagedown", "ctrl+d") else moved <= 0

    async def do_mark(self) -> None:
        key, row_id = self.chance.choice(MARKING), self.hands.table.cursor_id
        await self.hands.press(key)
        if row_id is None:
            return
        if key == "space":
            self.marks ^= {row_id}
        else:
            self.marks |= {row_id, self.hands.table.cursor_id or row_id}

    async def do_burst(self) -> None:
        await self.hands.press(*self.chance.choices(KEYS, k=self.chance.randrange(2, 15)))

    async def do_scroll(self) -> None:
        self.hands.table.scroll_to(y=self.chance.randrange(-10, len(self.numbers) + 50))

    async def do_size(self) -> None:
        at = self.hands.at()
        size = self.chance.randrange(28, 120), self.chance.randrange(4, 50)
        await self.hands.pilot.resize_terminal(*size)
        await self.hands.settle()
        assert self.hands.at() == at

    async def do_delete(self) -> None:
        gone = set(self.chance.sample(self.numbers, len(self.numbers) // 3))
        await self.refresh([number for number in self.numbers if number not in gone])

    async def do_insert(self) -> None:
        more = {self.chance.randrange(3000) for _ in range(60)}
        await self.refresh(sorted({*self.numbers, *more}))

    async def do_shrink(self) -> None:
        await self.refresh(self.numbers[: self.chance.choice([0, 1, 7, 300])] or [5])

    async def refresh(self, numbers: list[int]) -> None:
        at = self.hands.at()
        self.hands.source.numbers = numbers
        self.hands.table.refresh_rows()
        await self.hands.settle()
        if at in numbers:
            assert self.hands.at() == at

    async def do_filter(self) -> None:
        first = self.hands.source.numbers = sorted(self.chance.sample(range(3000), 700))
        at = self.hands.at()
        self.hands.table.reload()
        await self.hands.settle()
        assert self.hands.at() in (at, first[0])

    async def do_update(self) -> None:
        source = self.hands.source
        changed = self.chance.sample(self.numbers, min(5, len(self.numbers)))
        for number in changed:
            source.versions[number] = source.versions.get(number, 0) + 1
        self.hands.table.update_rows([source.record(number) for number in changed])

    async def do_fail(self) -> None:
        self.hands.source.fail = OSError("no line")
        await self.do_burst()
        self.hands.source.fail = None
        await self.hands.press("up")

    async def do_columns(self) -> None:
        await self.hands.press(self.chance.choice(["left", "right", "h", "l"]))

    async def do_focus(self) -> None:
        self.hands.app.screen.set_focus(None)
        await self.hands.settle()
        self.hands.table.focus()

    def look(self) -> None:
        """What must be true whenever nothing is on its way."""
        table, numbers, view = self.hands.table, self.numbers, self.hands.table._view
        assert table.scroll_offset.y == view.top
        assert view.top <= view.cursor < view.top + view.page
        assert set(table.marked_ids) == self.marks
        shown = self.hands.numbers()
        assert len(shown) == min(view.page, len(numbers))
        first = numbers.index(shown[0])
        assert shown == numbers[first : first + len(shown)]
        assert shown[self.hands.cursor_line()] == self.hands.at()
        marked = [line[0] == "●" for line in self.hands.lines()[: len(shown)]]
        assert marked == [f"id{number}" in self.marks for number in shown]
        assert len(table.rows) <= 240
        assert all(strip.cell_length == table.canvas.width for strip in table._shown)
        if first + len(shown) == len(numbers):
            assert view.top + view.page >= view.extent


@pytest.mark.parametrize("seed", range(12))
async def test_random_keys(seed: int) -> None:
    chance = Random(seed)
    source = FakeSource(sorted(chance.sample(range(3000), 700)), delay=0)
    if seed % 3 == 1:
        source.cap = 250
    source.offsets = seed % 4 == 2
    done: list[str] = []
    # Columns wide enough to read the whole name by.
    async with table(source, size=(90, 24), sizes=Sizes(chance.choice([20, 40]), 160)) as hands:
        somebody = Somebody(hands, chance)
        for _ in range(70):
            try:
                done.append(await somebody.step())
                somebody.look()
            except Exception:
                print("seed", seed, "steps", done[-12:])
                raise


@pytest.mark.parametrize("seed", range(3))
async def test_random_keys_over_a_slow_line(seed: int) -> None:
    chance = Random(seed)
    async with table(FakeSource(range(5000), cap=1000), sizes=Sizes(30, 120)) as hands:
        hands.source.delay = 0.004
        somebody = Somebody(hands, chance)
        for _ in range(40):
            hands.type_keys(*chance.choices(KEYS, k=3))
            if chance.random() < 0.3:
                hands.table.scroll_to(y=chance.randrange(5000))
            if chance.random() < 0.2:
                chance.choice([hands.table.reload, hands.table.refresh_rows])()
            await asyncio.sleep(chance.choice([0, 0.002, 0.01]))
            hands.cursor_line()
            hands.numbers()
        await hands.settle()
        somebody.look()
