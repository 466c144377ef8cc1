"""The request log: how much of it there is, and its filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from data.client import RequestLog
from screens.activity.list_screen import ActivityScreen
from tests.console import console_on
from tests.screens.customers.test_list_screen import opened, settled
from widgets.filter_bar import FilterBar

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from textual.pilot import Pilot

    from app.shell import Shell


async def activity(shell: Shell, pilot: Pilot[Any], *keys: str) -> ActivityScreen:
    """Go to the area with these keys."""
    await pilot.press(*keys)
    await settled(pilot, lambda: isinstance(shell.screen, ActivityScreen))
    screen = cast("ActivityScreen", shell.screen)
    await settled(pilot, lambda: screen.table.count is not None)
    return screen


def line_of(screen: ActivityScreen) -> str:
    """What stands beside the filter's text."""
    return " | ".join(str(one.render()) for one in screen.query_one(FilterBar).query("Static"))


async def test_all_requests_while_all_are_kept(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        screen = await activity(shell, pilot, "6")
        log = shell.request_log
        assert log is not None
        await settled(pilot, lambda: f"{len(log)} of {len(log)}" in line_of(screen))
        assert "requests of this console" in line_of(screen)


async def test_those_that_are_gone_are_counted(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RequestLog.__init__, "__defaults__", (2, 4096))
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        screen = await activity(shell, pilot, "6")
        log = shell.request_log
        assert log is not None
        assert len(log) == 2 < log.made
        await settled(pilot, lambda: f"2 of {log.made}" in line_of(screen))
        assert "the last 2 requests" in line_of(screen)


async def test_a_command_filters_the_log(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        screen = await activity(shell, pilot, "colon", *"activity", "space", *"count", "enter")
        await settled(pilot, lambda: screen.query_one(FilterBar).text == "count")
        await settled(
            pilot, lambda: {row.operation for row in screen.table.rows} == {"customers.count"}
        )
        # From a request's page too, and without words the filter stays.
        await pilot.press("enter")
        await settled(pilot, lambda: shell.screen is not screen)
        await activity(shell, pilot, "colon", *"activity", "space", *"zzz", "enter")
        await settled(pilot, lambda: not screen.table.rows)
        await activity(shell, pilot, "1", "colon", *"activity", "enter")
        assert screen.query_one(FilterBar).text == "zzz"
        await pilot.press("escape")
        await settled(pilot, lambda: bool(screen.table.rows))
