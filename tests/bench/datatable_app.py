"""The yardstick for keys and bytes: Textual's DataTable with 1,000 rows, as people use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import DataTable

from tests.widgets.record_table.fake import Record, columns

if TYPE_CHECKING:
    from textual.app import ComposeResult

ROWS = 1000


class DataTableApp(App[None]):
    """One DataTable in the whole terminal, in columns as wide as the record table's."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield DataTable[str](cursor_type="row")

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        shown = [column for column in columns() if not column.hidden]
        for column in shown:
            table.add_column(column.title, width=column.width or 50)
        for number in range(ROWS):
            values = [column.value(Record(number)) for column in shown]
            table.add_row(*(value if isinstance(value, str) else value.text for value in values))


if __name__ == "__main__":
    DataTableApp().run()
