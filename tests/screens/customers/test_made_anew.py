"""The console while its sandbox is made anew, brought back, or its clock is moved."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from screens.customers.detail_screen import CustomerScreen
from screens.customers.detail_view import DetailView
from tests.console import AT, console_on, freeze, rtm
from tests.screens.customers.test_list_screen import opened, settled, shown
from tests.screens.customers.test_times_left import line_of
from widgets.header import Header

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_reset_is_noticed_and_the_console_goes_on(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        before = {row.id for row in screen.table.rows}
        await rtm("db", "reset", "--db", str(world), "--yes", "--no-backup", "--seed", "9")
        await settled(pilot, lambda: not before & {row.id for row in screen.table.rows})
        assert screen.table.rows
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(shell.screen, CustomerScreen))
        page = shell.screen.query_one(DetailView)
        await settled(pilot, lambda: "Packages" in shown(page))


async def test_a_backup_that_comes_back_is_noticed(world: Path, tmp_path: Path) -> None:
    kept = str(tmp_path / "kept.db")
    await rtm("db", "backup", kept, "--db", str(world))
    freeze(world, AT + timedelta(hours=3))
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        header = screen.query_one(Header)
        await pilot.press("slash", *"acme freight", "enter")
        await settled(pilot, lambda: "RPL review 58h" in line_of(screen, "Acme Freight"))
        # Twice seen, so that it is known which time it was.
        await settled(pilot, lambda: header.state.clock == "17:02Z")
        await pilot.pause(1.2)
        await rtm("db", "restore", kept, "--db", str(world), "--yes")
        await settled(pilot, lambda: "RPL review 61h" in line_of(screen, "Acme Freight"))
        assert header.state.clock == "14:02Z"


async def test_list_pane_and_header_tell_the_same_time(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(120, 40)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("slash", *"acme freight", "enter")
        pane = screen.query_one("#pane", DetailView)
        await settled(pilot, lambda: "RPL review 61h" in shown(pane))
        freeze(world, AT + timedelta(hours=2))
        await settled(pilot, lambda: "RPL review 59h" in shown(pane))
        assert "RPL review 59h" in line_of(screen, "Acme Freight")
        assert screen.query_one(Header).state.clock == "16:02Z"
