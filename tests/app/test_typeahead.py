"""Keys typed faster than the screen follows."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest
from textual.events import Key, Paste

from app import typeahead
from app.typeahead import TypeAhead
from screens.customers.detail_screen import CustomerScreen
from screens.customers.list_screen import CustomersScreen
from tests.console import console_on
from tests.screens.customers.test_list_screen import PATIENCE, opened, settled
from widgets.dialogs.pick import PickDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.shell import Shell

NAMES = {"/": "slash", "\r": "enter", ":": "colon", " ": "space", "-": "minus"}


def burst(shell: Shell, text: str) -> None:
    """Type all of it at once, as a slow line or a pasting person does."""
    for sign in text:
        name = NAMES.get(sign, sign)
        shell.post_message(Key(name, None if sign == "\r" else sign))


async def until(wanted: Callable[[], bool]) -> None:
    """Wait until something is so, also while a screen is held up."""
    end = time.monotonic() + PATIENCE
    while True:
        await asyncio.sleep(0.01)
        if wanted():
            return
        assert time.monotonic() < end, "it did not come about in time"


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


async def test_a_defect_in_a_key_that_waited_is_told_and_later_keys_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typeahead, "PATIENCE", 0.01)
    delivered: list[str] = []
    failed: list[Exception] = []

    async def deliver(event: Key | Paste, _number: int) -> bool:
        assert isinstance(event, Key)
        if event.key == "x":
            raise ValueError(event.key)
        delivered.append(event.key)
        return event.key == "lost"

    typed = TypeAhead(deliver, lambda: True, failed.append)
    await typed.take(Key("lost", None))
    await typed.take(Key("x", None))
    await until(lambda: bool(failed))
    assert str(failed[0]) == "x"
    await typed.take(Key("y", None))
    with pytest.raises(ValueError, match="x"):
        await typed.take(Key("x", None))
    await typed.take(Key("z", None))
    assert delivered == ["lost", "y", "z"]


async def test_a_defect_in_a_key_that_waited_ends_the_console_with_a_report(
    world: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("app.paths.crash_folder", lambda: tmp_path / "crashes")
    shell = console_on(world)

    def fail(event: Key) -> None:
        raise LookupError(event.key)

    async def crash() -> None:
        async with shell.run_test(size=(80, 24)) as pilot:
            screen = await opened(shell, pilot)
            gate = asyncio.Event()
            screen.call_later(gate.wait)
            burst(shell, "s")
            await asyncio.sleep(0.05)
            monkeypatch.setattr(shell, "before_key", fail)
            burst(shell, "j")
            try:
                await until(lambda: shell.crashed)
            finally:
                gate.set()

    with pytest.raises(LookupError):
        await crash()
    assert shell.crash_report is not None


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no key be given up."""
    monkeypatch.setattr(typeahead, "PATIENCE", 60.0)


@pytest.mark.usefixtures("patient")
async def test_a_key_waits_for_one_that_the_list_did_not_use(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        first = screen.table.cursor_id
        gate = asyncio.Event()
        # `s` has been seen by the list, and has not come past its screen.
        screen.call_later(gate.wait)
        burst(shell, "s")
        await asyncio.sleep(0.1)
        burst(shell, "j")
        await asyncio.sleep(0.1)
        gate.set()
        await settled(pilot, lambda: isinstance(shell.screen, PickDialog))
        assert screen.table.cursor_id == first


@pytest.mark.usefixtures("patient")
async def test_the_way_out_waits_for_no_other_key(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        gate = asyncio.Event()
        screen.call_later(gate.wait)
        burst(shell, "sj")
        await asyncio.sleep(0.05)
        for _time in range(2):
            shell.post_message(Key("ctrl+c", None))
        try:
            await until(lambda: shell.return_code == 0)
        finally:
            gate.set()
