"""Keys typed faster than the screen follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key

from screens.customers.detail_screen import CustomerScreen
from screens.customers.list_screen import CustomersScreen
from tests.console import console_on
from tests.screens.customers.test_list_screen import opened, settled
from widgets.dialogs.pick import PickDialog

if TYPE_CHECKING:
    from pathlib import Path

    from app.shell import Shell

NAMES = {"/": "slash", "\r": "enter", ":": "colon", " ": "space", "-": "minus"}


def burst(shell: Shell, text: str) -> None:
    """Type all of it at once, as a slow line or a pasting person does."""
    for sign in text:
        name = NAMES.get(sign, sign)
        shell.post_message(Key(name, None if sign == "\r" else sign))


async def test_a_filter_and_what_it_finds_in_one_burst(world: Path) -> None:
    for _ in range(3):
        shell = console_on(world)
        async with shell.run_test(size=(80, 24)) as pilot:
            await opened(shell, pilot)
            burst(shell, "/acme fr\r\r")
            await settled(pilot, lambda shell=shell: isinstance(shell.screen, CustomerScreen))
            assert isinstance(shell.screen, CustomerScreen)
            assert shell.screen.crumb() == "Acme Freight"


async def test_keys_into_a_dialog_that_is_being_made(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        burst(shell, "sj\r")
        await settled(pilot, lambda: isinstance(shell.screen, CustomersScreen))
        await settled(
            pilot, lambda: screen.table.rows[0].external_id == min(
                row.external_id for row in screen.table.rows
            )
        )  # fmt: skip
        assert not isinstance(shell.screen, PickDialog)


async def test_a_command_in_one_burst(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        burst(shell, ":customer NC-004411\r")
        await settled(pilot, lambda: isinstance(shell.screen, CustomerScreen))


async def test_keys_go_on_after_a_terminal_that_was_too_small(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        await pilot.resize_terminal(80, 24)
        await pilot.press("j", "space")
        assert screen.table.marked_ids
        screen.set_focus(None)
        await pilot.press("6")
        await settled(pilot, lambda: not isinstance(shell.screen, CustomersScreen))
