"""Random keys on every screen and dialog, at sizes from tiny to large.

Whatever is typed, the console neither ends nor stands still: afterwards it still does what it is
told.
"""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Any

import pytest

from screens.customers.list_screen import CustomersScreen
from tests.console import console_on
from tests.screens.customers.test_list_screen import opened
from widgets.dialogs.ask import AskDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from app.shell import Shell

KEYS = [
    *"acdefghjklmnopqrstuvwxyzAGY:/?16 0\\-é漢",
    "enter", "escape", "space", "tab", "shift+tab", "backspace", "delete",
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown",
    "ctrl+d", "ctrl+u", "ctrl+p", "shift+down", "shift+up", "f1",
]  # fmt: skip

SIZES = [(40, 10), (60, 16), (80, 24), (110, 30), (200, 60)]

PLACES: dict[str, list[str]] = {
    "list": [],
    "detail": ["enter"],
    "activity": ["6"],
    "request": ["6", "enter"],
    "filter": ["slash"],
    "command line": ["colon"],
    "pick": ["f"],
    "sort": ["s"],
    "columns": ["c"],
    "ask": ["w"],
    "help": ["question_mark"],
    "palette": ["ctrl+p"],
}
"""Keys that lead from the list of customers to each kind of place."""

FULL_SIZE = (80, 24)
PATIENCE = 15.0
"""Seconds in which a console that is alive does what it is told, also on a busy machine."""
DEEP = 12
"""Steps back that lead out of anything."""


def filter_line(shell: Shell) -> str:
    """The filter with its conditions and the count, as it is seen."""
    return shell.screen._compositor.render_strips()[2].text


async def comes(pilot: Pilot[Any], wanted: Callable[[], bool], what: str) -> None:
    """Wait until something is so.

    Raises:
        AssertionError: the console does not get there.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE
    while not wanted():
        assert loop.time() < end, f"{what}: {type(pilot.app.screen).__name__}"
        await pilot.pause(0.02)


async def tumble(pilot: Pilot[Any], chance: random.Random, presses: int) -> list[str]:
    """Press keys and change the size now and then; the keys."""
    pressed: list[str] = []
    for _ in range(presses):
        key = chance.choice(KEYS)
        if key == "/" and isinstance(pilot.app.screen, AskDialog):
            # A file shall not be written into another folder.
            continue
        pressed.append(key)
        await pilot.press(key)
        if chance.random() < 0.05:
            await pilot.resize_terminal(*chance.choice(SIZES))
    return pressed


async def lead_back(shell: Shell, pilot: Pilot[Any], line: str) -> None:
    """Go to the list by its command, and see it whole with its count.

    Raises:
        AssertionError: the console does not do as it is told.
    """
    await pilot.resize_terminal(*FULL_SIZE)
    await pilot.press(*["escape"] * DEEP, "colon", *"customers", "enter")
    await comes(pilot, lambda: isinstance(shell.screen, CustomersScreen), "no list")
    # Marks are counted before the rows.
    await pilot.press("u")
    try:
        await comes(pilot, lambda: filter_line(shell) == line, "no count")
    except AssertionError as error:
        raise AssertionError(f"seen {filter_line(shell)!r}, not {line!r}") from error
    await pilot.press("6")
    await comes(pilot, lambda: not isinstance(shell.screen, CustomersScreen), "6 does nothing")
    await pilot.press("1")
    await comes(pilot, lambda: isinstance(shell.screen, CustomersScreen), "1 does nothing")


async def play(world: Path, seed: int, rounds: int, presses: int) -> None:
    """Open a place, press keys there, lead the console back; again and again."""
    chance = random.Random(seed)
    shell = console_on(world, ascii=bool(seed % 2), low_bandwidth=seed % 5 == 4)
    # Quitting would end the game.
    shell.leave = lambda: None  # type: ignore[method-assign] # for this test only
    places = list(PLACES.items())
    done: list[object] = []
    async with shell.run_test(size=FULL_SIZE) as pilot:
        await opened(shell, pilot)
        await comes(pilot, lambda: " of " in filter_line(shell), "no count")
        line = filter_line(shell)
        try:
            for number in range(rounds):
                name, keys = places[(seed * rounds + number) % len(places)]
                size = chance.choice(SIZES)
                done.append((name, size))
                await pilot.press(*keys)
                await pilot.resize_terminal(*size)
                done += await tumble(pilot, chance, presses)
                await lead_back(shell, pilot, line)
                assert shell.is_running
        except BaseException:
            print("seed", seed, "keys", done)
            raise


@pytest.mark.parametrize("seed", range(6))
async def test_random_keys(
    world: Path, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await play(world, seed, rounds=2, presses=40)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 140))
async def test_many_random_keys(
    world: Path, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await play(world, seed, rounds=len(PLACES), presses=60)
