"""What is measured: a record table in the whole terminal, a million rows behind it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.app import App

from tests.widgets.record_table.fake import FakeSource, Record, columns
from widgets.record_table import RecordTable

if TYPE_CHECKING:
    from textual.app import ComposeResult


class RecordApp(App[None]):
    """One record table. `u` changes the first row, as news from the platform would."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self.source = FakeSource(range(int(os.environ.get("RECORD_ROWS", "1000000"))))

    def compose(self) -> ComposeResult:
        yield RecordTable[Record](columns(), self.source)

    def key_u(self) -> None:
        version = self.source.versions[3] = self.source.versions.get(3, 0) + 1
        self.query_one(RecordTable).update_rows([Record(3, version)])


if __name__ == "__main__":
    RecordApp().run()
