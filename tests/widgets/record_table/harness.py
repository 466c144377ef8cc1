"""An app with one record table, and how to wait for it and read it."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key
from textual.widgets import Input

from tests.widgets.record_table.fake import FakeSource, Record, columns
from widgets.record_table import Column, RecordTable, Sizes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from textual.app import ComposeResult
    from textual.geometry import Region
    from textual.message import Message
    from textual.pilot import Pilot

    from tests.widgets.record_table.clock import FakeClock


class WatchedTable(RecordTable[Record]):
    """Counts the lines that it asks Textual to send."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.sent: list[int] = []

    def _set_dirty(self, *regions: Region) -> None:
        for region in regions:
            self.sent += list(region.line_range)
        if not regions:
            self.sent += list(range(self.size.height))
        super()._set_dirty(*regions)


class TableApp(App[None]):
    """A record table, with a field above that can take the focus."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Input { height: 1; border: none; }"

    def __init__(self, source: FakeSource | None, **options: Any) -> None:
        super().__init__()
        self.source = source
        self.shown: Sequence[Column[Record]] = options.pop("columns", columns())
        self.options = {"empty_text": "No customer.", "sizes": Sizes(100, 400)} | options
        self.heard: list[Message] = []
        self.keys: list[str] = []

    def compose(self) -> ComposeResult:
        yield Input()
        yield WatchedTable(self.shown, self.source, **self.options)

    def on_mount(self) -> None:
        self.query_one(WatchedTable).focus()

    def on_record_table_row_highlighted(self, message: RecordTable.RowHighlighted) -> None:
        self.heard.append(message)

    def on_record_table_row_activated(self, message: RecordTable.RowActivated) -> None:
        self.heard.append(message)

    def on_record_table_marks_changed(self, message: RecordTable.MarksChanged) -> None:
        self.heard.append(message)

    def on_record_table_sort_requested(self, message: RecordTable.SortRequested) -> None:
        self.heard.append(message)

    def on_record_table_count_changed(self, message: RecordTable.CountChanged) -> None:
        self.heard.append(message)

    def on_record_table_failed(self, message: RecordTable.Failed) -> None:
        self.heard.append(message)


@dataclass
class Hands:
    """Somebody at the keyboard who can also see the screen."""

    app: TableApp
    pilot: Pilot[None]

    @property
    def table(self) -> WatchedTable:
        return self.app.query_one(WatchedTable)

    @property
    def source(self) -> FakeSource:
        assert self.app.source is not None
        return self.app.source

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other as fast as they go, and wait for what follows."""
        self.type_keys(*keys)
        await self.settle()

    def type_keys(self, *keys: str) -> None:
        """Press keys and wait for nothing."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            self.app.post_message(Key(name, key if len(key) == 1 else None))

    async def settle(self) -> None:
        """Wait until nothing is on its way any more, or only what a gate holds back."""
        quiet = 0
        deadline = time.monotonic() + 5
        while quiet < 4:
            assert time.monotonic() < deadline, "it never comes to rest"
            pumps = (self.app, self.app.screen, self.table)
            flying = self.table._feed is not None and bool(self.table._feed._flights)
            busy = any(pump._message_queue.qsize() for pump in pumps)
            if busy or (flying and self.source.gate is None):
                quiet = 0
            else:
                quiet += 1
            await asyncio.sleep(self.source.delay or 0)

    async def pass_time(self, clock: FakeClock, seconds: float) -> None:
        """Let time pass for what waits for a rest, and wait for what follows."""
        clock.advance(seconds)
        await self.settle()

    def lines(self) -> list[str]:
        """What is shown, the headings left out."""
        return [strip.text for strip in self.table._shown[1:]]

    def header(self) -> str:
        return self.table._shown[0].text

    def names(self) -> list[str]:
        """The first column of what is shown."""
        return [line[3:19].rstrip() for line in self.lines()]

    def numbers(self) -> list[int]:
        """The numbers of the customers that are shown."""
        return [int(name.split()[1]) for name in self.names() if name.startswith("Customer ")]

    def cursor_line(self) -> int:
        """Where the cursor's sign is, counted from the first row."""
        found = [y for y, line in enumerate(self.lines()) if line[1] == "▸"]
        assert len(found) == 1, found
        return found[0]

    def at(self) -> int | None:
        """The number of the customer under the cursor."""
        row = self.table.cursor_row
        return None if row is None else row.number

    def heard(self, kind: type[Message]) -> list[Any]:
        """Messages of one kind since last asked, the others are kept."""
        found = [message for message in self.app.heard if isinstance(message, kind)]
        self.app.heard = [message for message in self.app.heard if not isinstance(message, kind)]
        return found


@asynccontextmanager
async def table(
    source: FakeSource | None = None, size: tuple[int, int] = (100, 22), **options: Any
) -> AsyncIterator[Hands]:
    """A running table: with one line for a field and one for headings, 20 rows at 22 lines."""
    source = FakeSource() if source is None else source
    app = TableApp(source, **options)
    async with app.run_test(size=size) as pilot:
        hands = Hands(app, pilot)
        await hands.settle()
        hands.table.sent.clear()
        yield hands
