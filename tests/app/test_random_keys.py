"""Random keys, at sizes from tiny to large: nothing that is typed brings the console down."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.console import console_on

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [
    *"acdefghjklmnopqrstuvwxyzAGY:/?16 0\\-é漢",
    "enter", "escape", "space", "tab", "shift+tab", "backspace", "delete",
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown",
    "ctrl+d", "ctrl+u", "ctrl+p", "shift+down", "shift+up", "f1",
]  # fmt: skip

SIZES = [(40, 10), (60, 16), (80, 24), (110, 30), (200, 60)]


async def play(world: Path, seed: int, presses: int) -> None:
    """Press keys, change the size now and then."""
    chance = random.Random(seed)
    shell = console_on(world, ascii=bool(seed % 2), low_bandwidth=seed % 5 == 4)
    # Quitting would end the game.
    shell.leave = lambda: None  # type: ignore[method-assign] # for this test only
    async with shell.run_test(size=SIZES[seed % len(SIZES)]) as pilot:
        await pilot.pause(0.3)
        for _ in range(presses):
            await pilot.press(chance.choice(KEYS))
            if chance.random() < 0.03:
                await pilot.resize_terminal(*chance.choice(SIZES))
        assert shell.is_running


@pytest.mark.parametrize("seed", range(5))
async def test_random_keys(
    world: Path, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await play(world, seed, 80)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 140))
async def test_many_random_keys(
    world: Path, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await play(world, seed, 500)
