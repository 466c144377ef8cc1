"""What the screens look like; after a wanted change: pytest --snapshot-update, and look at it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from screens.area import AreaScreen
from screens.customers.detail_view import DetailView
from tests.console import TERMINAL, console_on
from tests.screens.customers.test_list_screen import opened, settled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    Compare = Callable[..., bool]

SMALL, LARGE = (80, 24), (120, 40)


def typed(*keys: str) -> Callable[[Pilot[Any]], Any]:
    """Waits for the first rows, presses keys, and waits until nothing moves any more."""

    async def press(pilot: Pilot[Any]) -> None:
        await opened(pilot.app, pilot)  # type: ignore[arg-type] # the console
        await settled(pilot, lambda: pilot.app.partner is not None)  # type: ignore[attr-defined] # same
        await pilot.press(*keys)
        await pilot.pause(0.3)
        for sheet in pilot.app.screen.query(DetailView):
            if sheet.display:
                await settled(pilot, lambda sheet=sheet: "Packages" in sheet.plain)
        if isinstance(pilot.app.screen, AreaScreen):
            pilot.app.screen.key_bar.hush()
        await pilot.pause(0.2)

    return press


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_customers(snap_compare: Compare, world: Path, size: tuple[int, int]) -> None:
    keys = ("slash", *"acme", "enter", "j", "space")
    assert snap_compare(console_on(world), terminal_size=size, run_before=typed(*keys))


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_customer_with_errors(snap_compare: Compare, world: Path, size: tuple[int, int]) -> None:
    keys = ("slash", *"acme", "space", *"hard", "enter", "enter")
    assert snap_compare(console_on(world), terminal_size=size, run_before=typed(*keys))


@pytest.mark.parametrize("key", ["f", "s", "question_mark", "ctrl+p", "slash"])
def test_what_stands_over_the_list(snap_compare: Compare, world: Path, key: str) -> None:
    assert snap_compare(console_on(world), terminal_size=SMALL, run_before=typed(key))


def test_sixteen_colours(snap_compare: Compare, world: Path) -> None:
    few = console_on(world, terminal=replace(TERMINAL, colors="16"))
    assert snap_compare(few, terminal_size=SMALL, run_before=typed("j", "j", "space"))


def test_light_and_plain(snap_compare: Compare, world: Path) -> None:
    plain = console_on(world, theme="light", ascii=True)
    assert snap_compare(plain, terminal_size=SMALL, run_before=typed("j"))


def test_names_in_other_scripts(snap_compare: Compare, world: Path) -> None:
    keys = ("slash", *"NC-007", "enter")
    assert snap_compare(console_on(world), terminal_size=SMALL, run_before=typed(*keys))
