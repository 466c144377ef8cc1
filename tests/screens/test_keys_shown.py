"""The keys of the place in front: in the last line, in the help, in the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from screens.customers.detail_screen import CustomerScreen
from screens.help import HelpScreen
from tests.console import console_on
from tests.screens.customers.test_list_screen import opened, settled
from widgets.active_keys import active_keys
from widgets.dialogs.ask import AskDialog
from widgets.dialogs.find import FindDialog
from widgets.dialogs.pick import PickDialog
from widgets.sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from app.shell import Shell

LIST = " ⏎ Open  ␣ Mark  / Filter  f Conditions  s Sort  c Columns  : Go  ? Help"


def lines(shell: Shell) -> list[str]:
    """What is on the screen."""
    return [strip.text for strip in shell.screen._compositor.render_strips()]


async def last_line(shell: Shell, pilot: Pilot[Any], wanted: str) -> None:
    """Wait until the last line is this one."""
    try:
        await settled(pilot, lambda: lines(shell)[-1].rstrip() == wanted.rstrip())
    except AssertionError:
        assert lines(shell)[-1].rstrip() == wanted.rstrip()


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ("", LIST),
        ("slash", " ⏎ List  Esc Clear  F1 Help"),
        ("f", " ⏎ OK  ␣ Mark  Esc Cancel  ? Help"),
        ("s", " ⏎ OK  Esc Cancel  ? Help"),
        ("w", " ⏎ Done  Esc Cancel  F1 Help"),
        ("ctrl+p", " ⏎ OK  Esc Cancel  F1 Help"),
        ("question_mark", " Esc Close"),
        ("slash,enter", LIST),
        ("f,escape", LIST),
        ("enter", " Esc Back  y Copy id  r Refresh  : Go  ? Help"),
    ],
)
async def test_the_last_line_is_that_of_the_place_in_front(
    world: Path, keys: str, wanted: str
) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        await pilot.press(*keys.split(",") if keys else ())
        await last_line(shell, pilot, wanted)


async def test_where_there_is_room_the_way_out_is_shown(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(120, 24)) as pilot:
        await opened(shell, pilot)
        await settled(pilot, lambda: lines(shell)[-1].rstrip().endswith("? Help  q Quit"))
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(shell.screen, CustomerScreen))
        await settled(pilot, lambda: "Esc Back" in lines(shell)[-1])
        assert "Quit" not in lines(shell)[-1], "there it goes one step back"


async def test_a_changed_key_is_shown(world: Path) -> None:
    from app.profiles import Profile

    keys = {"customers.filter": "o", "area.help": "H"}
    shell = console_on(world, profile=Profile(name="sandbox", db=world, keys=keys))
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        await pilot.press("k")
        await settled(pilot, lambda: "o Filter" in lines(shell)[-1])
        assert "H Help" in lines(shell)[-1]


async def help_of(shell: Shell, pilot: Pilot[Any], *keys: str) -> list[str]:
    """The lines of the help of a place."""
    await pilot.press(*keys)
    await settled(pilot, lambda: isinstance(shell.screen, HelpScreen))
    sheet = shell.screen.query_one(Sheet)
    await settled(pilot, lambda: bool(sheet.plain))
    return sheet.plain.splitlines()


async def test_help_has_what_one_came_for_first_and_cuts_nothing(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        found = await help_of(shell, pilot, "question_mark")
        titles = [found.index(title) for title in ("Here", "Moving", "Everywhere", "Commands")]
        assert titles == sorted(titles)
        assert found[1].split() == ["⏎", "Open"]
        assert any("reverses" in line for line in found[: titles[1]])
        text = " ".join(" ".join(found).split())
        for command in shell.commands():
            assert f":{command.name} {command.argument}".rstrip() in text
            assert command.help in text
        await pilot.press("escape")
        await settled(pilot, lambda: not isinstance(shell.screen, HelpScreen))


@pytest.mark.parametrize("size", [(50, 12), (80, 24), (120, 40)])
@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ("slash,f1", None),
        ("colon,f1", None),
        ("f,question_mark", PickDialog),
        ("w,f1", AskDialog),
        ("ctrl+p,f1", FindDialog),
        ("enter,question_mark", CustomerScreen),
    ],
)
async def test_help_has_every_key_of_the_place(
    world: Path, keys: str, kind: type | None, size: tuple[int, int]
) -> None:
    shell = console_on(world)
    async with shell.run_test(size=size) as pilot:
        screen = await opened(shell, pilot)
        *before, last = keys.split(",")
        await pilot.press(*before)
        await settled(pilot, lambda: isinstance(shell.screen, kind or type(screen)))
        await pilot.pause()
        place, focus = shell.screen, shell.focused
        every = active_keys(place)
        found = " ".join(" ".join(await help_of(shell, pilot, last)).split())
        assert len(every) > 5
        for key in every:
            assert f"{' '.join(key.signs)} {key.help}" in found
        await pilot.press("escape")
        await settled(pilot, lambda: shell.screen is place)
        assert shell.focused is focus


async def test_every_key_has_a_name_of_ours_wherever_one_is(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        for keys in ("slash", "enter", "f", "escape", "w", "escape", "ctrl+p", "f1"):
            await pilot.press(keys)
            await pilot.pause()
            for active in shell.screen.active_bindings.values():
                assert active.binding.id, active.binding
                assert active.binding.key not in ("ctrl+a", "ctrl+b", "ctrl+s", "ctrl+q")


async def test_the_palette_lists_keys_and_commands_and_does_them(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("ctrl+p")
        await settled(pilot, lambda: isinstance(shell.screen, FindDialog))
        await settled(pilot, lambda: any("Sort" in line for line in lines(shell)))
        await pilot.press(*"columns", "enter")
        await settled(pilot, lambda: isinstance(shell.screen, PickDialog))
        await pilot.press("escape", "ctrl+p")
        await settled(pilot, lambda: isinstance(shell.screen, FindDialog))
        await pilot.press(*"open", "space", *"one", "enter")
        await settled(pilot, lambda: shell.screen is screen)
        await settled(pilot, lambda: any(":customer " in line for line in lines(shell)[-2:]))


async def test_nothing_of_textuals_own_is_said(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        await pilot.press("ctrl+p", *"zzzz")
        await settled(pilot, lambda: any("Nothing is called so." in line for line in lines(shell)))
        assert shell.ENABLE_COMMAND_PALETTE is False
        assert not any("Search" in line or "found" in line for line in lines(shell))
