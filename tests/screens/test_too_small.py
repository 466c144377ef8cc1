"""A terminal without room: it says so, takes no key but the way out, and loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.events import Paste

from tests.console import console_on
from tests.screens.customers.test_list_screen import opened, settled
from tests.screens.test_keys_shown import lines
from widgets.cover import Cover
from widgets.dialogs.ask import AskDialog
from widgets.filter_bar import FilterBar
from widgets.line_input import LineInput

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from app.shell import Shell


async def resize(shell: Shell, pilot: Pilot[Any], width: int, height: int) -> None:
    """Another size, and what follows from it."""
    small = width < 50 or height < 12
    await pilot.resize_terminal(width, height)
    await settled(pilot, lambda: shell.screen.query_one(Cover).display == small)
    await pilot.pause(0.05)


@pytest.mark.parametrize("size", [(40, 10), (49, 40), (120, 11)])
async def test_it_says_what_it_needs_and_nothing_else(world: Path, size: tuple[int, int]) -> None:
    shell = console_on(world)
    async with shell.run_test(size=size) as pilot:
        await opened(shell, pilot)
        await settled(pilot, lambda: "50x12" in lines(shell)[0])
        text = "".join(line.strip() + " " for line in lines(shell)).split()
        assert " ".join(text) == (
            f"RTM needs a terminal of 50x12; this one has {size[0]}x{size[1]}."
            " Make it larger, or q quits."
        )


async def test_no_key_acts_unseen_and_nothing_is_lost(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("j", "j", "space", "slash", *"acme")
        await settled(pilot, lambda: len(screen.table.rows) == 5)
        before = lines(shell)
        await resize(shell, pilot, 40, 10)
        await pilot.press("x", "escape", "enter", "6", "colon", "ctrl+p", "f1", "space", "s")
        shell.post_message(Paste("pasted"))
        await pilot.pause(0.1)
        assert shell.screen is screen
        await resize(shell, pilot, 80, 24)
        assert screen.query_one(FilterBar).text == "acme"
        assert lines(shell) == before


async def test_a_dialog_is_covered_too(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        await pilot.press("w")
        await settled(pilot, lambda: isinstance(shell.screen, AskDialog))
        typed = shell.screen.query_one(LineInput).value
        await resize(shell, pilot, 40, 10)
        assert "50x12" in lines(shell)[0]
        assert not any("Write" in line for line in lines(shell))
        await pilot.press("x", "escape", "enter")
        await resize(shell, pilot, 80, 24)
        assert isinstance(shell.screen, AskDialog)
        assert shell.screen.query_one(LineInput).value == typed


@pytest.mark.parametrize("keys", [("q",), ("ctrl+c", "ctrl+c")])
async def test_the_way_out_is_open(world: Path, keys: tuple[str, ...]) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        await pilot.press("slash")
        await resize(shell, pilot, 40, 10)
        await pilot.press(*keys)
        await settled(pilot, lambda: shell.return_code == 0)
