"""Which columns of the customer list are seen on which screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from screens.customers.columns import columns
from screens.customers.list_screen import CustomersScreen
from tests.console import console_on
from widgets.record_table.columns import arrange

if TYPE_CHECKING:
    from pathlib import Path

    from screens.context import Console


@pytest.mark.parametrize(
    ("cells", "seen"),
    [
        (120, ["name", "external", "status", "packages", "users"]),
        (79, ["name", "external", "status", "packages", "users"]),
        (70, ["name", "external", "status", "packages"]),
        (60, ["name", "external", "status"]),
    ],
)
def test_the_number_that_a_caller_names_is_seen(cells: int, seen: list[str]) -> None:
    shown = [column for column in columns(cast("Console", None)) if not column.hidden]
    assert [place.column.key for place in arrange(shown, cells).placed] == seen


async def test_it_is_seen_beside_the_pane(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = shell.screen
        assert isinstance(screen, CustomersScreen)
        assert screen.query_one("#pane").display
        screen.table.show_sort("external")
        heading = screen.table.render_line(0).text
        assert "External id▲" in heading
        assert "Packages" in heading
