"""The request log: how much of it there is, and its filter."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from app.profiles import Profile
from data.client import RequestLog
from data.client.errors import BadAnswer
from data.models.faults import FaultInput
from screens.activity.detail_screen import RequestScreen
from screens.activity.list_screen import ActivityScreen
from tests.console import console_on, rtm
from tests.screens.customers.test_list_screen import opened, settled
from widgets.filter_bar import FilterBar
from widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from app.shell import Shell


async def activity(shell: Shell, pilot: Pilot[Any], *keys: str) -> ActivityScreen:
    """Go to the area with these keys."""
    await pilot.press(*keys)
    await settled(pilot, lambda: isinstance(shell.screen, ActivityScreen))
    screen = cast("ActivityScreen", shell.screen)
    await settled(pilot, lambda: screen.table.count is not None)
    return screen


def everything_in(folder: Path) -> list[Path]:
    """The files of a folder."""
    return list(folder.iterdir())


def sheet_of(shell: Shell) -> str:
    """What a request's page says."""
    return shell.screen.query_one(Sheet).plain


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
        assert "requests of this profile" in line_of(screen)


async def test_those_that_are_gone_are_not_counted(world: Path) -> None:
    profile = Profile("sandbox", db=world, keep_requests=2)
    shell = console_on(world, profile=profile)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
    shell = console_on(world, profile=profile)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        screen = await activity(shell, pilot, "6")
        await settled(pilot, lambda: "2 of 2" in line_of(screen))
        await settled(pilot, lambda: "the last 2 requests" in line_of(screen))


async def test_where_none_are_kept_the_console_knows_its_own(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RequestLog.__init__, "__defaults__", (2, 4096))
    profile = Profile("sandbox", db=world, keep_requests=0, local=tmp_path / "own.db")
    shell = console_on(world, profile=profile)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        screen = await activity(shell, pilot, "6")
        log = shell.request_log
        assert log is not None
        assert len(log) == 2 < log.made
        await settled(pilot, lambda: "2 of 2" in line_of(screen))
        await settled(pilot, lambda: "the last 2 requests, not kept" in line_of(screen))
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(shell.screen, RequestScreen))
        await settled(pilot, lambda: "Received body" in sheet_of(shell))
    assert not (tmp_path / "own.db").exists()


async def test_requests_of_earlier_consoles_and_of_commands_stand_there_too(
    world: Path, tmp_path: Path
) -> None:
    state = os.environ["XDG_STATE_HOME"]
    await rtm("customers", "list", "--db", str(world), "--json", "--limit", "1")
    shell = console_on(world)
    async with shell.run_test(size=(140, 30)) as pilot:
        await opened(shell, pilot)
    assert (Path(state) / "rtm" / "profiles" / "sandbox.db").exists()
    shell = console_on(world)
    async with shell.run_test(size=(140, 30)) as pilot:
        await opened(shell, pilot)
        screen = await activity(shell, pilot, "6")
        await settled(pilot, lambda: len(screen.table.rows) > 6)
        rows = screen.table.rows
        assert [row.n for row in rows] == list(range(len(rows), 0, -1))
        assert rows[-1].program == "command"
        assert len({row.pid for row in rows}) == 2
        assert sum(row.operation == "capabilities" for row in rows) >= 3
        await pilot.press("slash", *"command", "enter")
        await settled(pilot, lambda: {row.program for row in screen.table.rows} == {"command"})


async def test_a_file_that_cannot_be_used_is_said_once_and_disturbs_nothing(
    world: Path, tmp_path: Path
) -> None:
    foreign = tmp_path / "own.db"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE theirs (n)")
    before = foreign.read_bytes()
    shell = console_on(world, profile=Profile("sandbox", db=world, local=foreign))
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        screen = await activity(shell, pilot, "6")
        await settled(pilot, lambda: "requests of this console, not kept" in line_of(screen))
        await settled(pilot, lambda: "own.db" in screen.key_bar.message)
        assert screen.table.rows
        await pilot.press("down")
        assert screen.key_bar.message == ""
        assert shell.hub is not None
        await shell.hub.clock()
        await settled(pilot, lambda: "/clock" in screen.table.rows[0].target)
        assert screen.key_bar.message == ""
    assert foreign.read_bytes() == before


async def test_a_damaged_file_is_set_aside_and_said(world: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.db"
    path.write_text("nothing that can be read " * 10)
    shell = console_on(world, profile=Profile("sandbox", db=world, local=path))
    async with shell.run_test(size=(120, 24)) as pilot:
        await opened(shell, pilot)
        screen = await activity(shell, pilot, "6")
        await settled(pilot, lambda: "was damaged" in screen.key_bar.message)
        assert "requests of this profile" in line_of(screen)
        assert screen.table.rows
    assert any("own.db.damaged-" in one for one in map(str, everything_in(tmp_path)))


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


async def test_a_garbled_answer_is_marked_though_its_status_is_good(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        screen = await activity(shell, pilot, "6")
        assert shell.hub is not None
        await shell.hub.faults.add(FaultInput(operations="people.me", kind="garble"))
        with pytest.raises(BadAnswer):
            await shell.hub.me()
        await settled(pilot, lambda: screen.table.rows[0].target.endswith("/people/me"))
        await pilot.pause()
        lines = [strip.text for strip in screen.table.render_lines(screen.table.size.region)]
        assert any("✖ 200 BadAnswer" in line and "/people/me" in line for line in lines), lines
