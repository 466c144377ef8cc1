"""`r` and defects in the request log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from screens.activity.list_screen import ActivityScreen
from screens.activity.source import RequestSource
from tests.console import console_on
from tests.screens.customers.test_list_screen import opened, settled

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from textual.pilot import Pilot

    from app.shell import Shell


async def activity(shell: Shell, pilot: Pilot[Any]) -> ActivityScreen:
    """Go to the log, and wait for its rows."""
    await opened(shell, pilot)
    await pilot.press("6")
    await settled(pilot, lambda: isinstance(shell.screen, ActivityScreen))
    screen = shell.screen
    assert isinstance(screen, ActivityScreen)
    await settled(pilot, lambda: screen.table.rows)
    return screen


async def test_r_looks_again_and_says_when_it_is_done(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await activity(shell, pilot)
        assert shell.hub is not None
        await shell.hub.clock()
        await settled(pilot, lambda: "/clock" in screen.table.rows[0].target)
        assert screen.key_bar.message == "", "what comes by itself says nothing"
        await pilot.press("r")
        await settled(pilot, lambda: screen.key_bar.message == "Up to date at 14:02Z.")


async def test_no_defect_of_the_log_is_swallowed(
    world: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("app.paths.crash_folder", lambda: tmp_path / "crashes")
    shell = console_on(world)

    async def fail(*_anything: object) -> object:
        raise LookupError

    async def crash() -> None:
        async with shell.run_test(size=(80, 24)) as pilot:
            await activity(shell, pilot)
            monkeypatch.setattr(RequestSource, "window", fail)
            await pilot.press("r")
            await settled(pilot, lambda: shell.crashed)

    with pytest.raises(LookupError):
        await crash()
    assert shell.crash_report is not None
