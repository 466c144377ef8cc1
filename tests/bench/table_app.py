"""The yardstick for start-up and leaving: the smallest Textual app with a table of 50 rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import DataTable, Footer, Header

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TableApp(App[None]):
    """Header, footer, DataTable."""

    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable[str](cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Customer", "External id", "Status", "Packages", "Users")
        for number in range(50):
            table.add_row(
                f"Customer {number:07}",
                f"NC-{number:07}",
                "✔ provisioned",
                "calling, suite",
                str(number % 900),
            )


if __name__ == "__main__":
    TableApp().run()
