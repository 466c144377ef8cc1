"""Who follows what is shown: one at a time, and nobody while nobody looks."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from screens.activity.list_screen import ActivityScreen
from screens.customers import follow
from screens.customers.detail_screen import CustomerScreen
from tests.console import console_on
from tests.screens.customers.test_list_screen import opened, settled

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def followers(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Who follows now; none of them ever hears of a change."""
    every: list[object] = []

    async def wait(*who: object) -> None:
        every.append(who)
        try:
            await asyncio.Event().wait()
        finally:
            every.remove(who)

    monkeypatch.setattr(follow, "follow", wait)
    return every


async def test_a_list_has_one_follower_and_none_in_the_background(
    world: Path, followers: list[object]
) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await settled(pilot, lambda: len(followers) == 1)
        first = followers[0]
        screen.hub_ready()
        await settled(pilot, lambda: followers[-1:] not in ([], [first]))
        assert len(followers) == 1
        await pilot.press("6")
        await settled(pilot, lambda: isinstance(shell.screen, ActivityScreen))
        await settled(pilot, lambda: not followers)


async def test_a_page_has_one_follower_and_none_in_the_background(
    world: Path, followers: list[object]
) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        await settled(pilot, lambda: len(followers) == 1)
        of_list = followers[0]
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(shell.screen, CustomerScreen))
        await settled(pilot, lambda: len(followers) == 1 and followers != [of_list])
        page, first = shell.screen, followers[0]
        assert isinstance(page, CustomerScreen)
        page.hub_ready()
        await settled(pilot, lambda: followers[-1:] not in ([], [first]))
        assert len(followers) == 1
        await pilot.press("6")
        await settled(pilot, lambda: isinstance(shell.screen, ActivityScreen))
        await settled(pilot, lambda: not followers)


@pytest.mark.usefixtures("followers")
async def test_the_list_is_true_again_after_a_visit_to_another_area(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        row = screen.table.rows[0]
        await pilot.press("6")
        await settled(pilot, lambda: isinstance(shell.screen, ActivityScreen))
        with closing(sqlite3.connect(world)) as connection:
            connection.execute(
                "UPDATE customers SET status = 'error' WHERE external_id = ?", (row.external_id,)
            )
            connection.commit()
        await pilot.press("1")
        await settled(pilot, lambda: shell.screen is screen)
        await settled(
            pilot, lambda: next(one.status for one in screen.table.rows if one.id == row.id)
            == "error",
        )  # fmt: skip
