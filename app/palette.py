"""ctrl+p: the keys of the place and the commands, found by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.text import _
from screens.area import AreaScreen
from widgets.active_keys import MOVING, active_keys
from widgets.dialogs.find import Entry, FindDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.shell import Shell

UNSOUGHT = ("area.next", "area.before", "area.back", "area.command", "app.palette", "app.interrupt")
"""Keys that nobody looks for by name in a list of names."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of the palette.

    Attributes:
        entry: how it is shown.
        act: does it.
    """

    entry: Entry
    act: Callable[[], object]


def choices(shell: Shell) -> list[Choice]:
    """Everything that can be done here: what is seen first, then what holds everywhere."""
    screen = shell.screen
    found: dict[str, Choice] = {}
    if isinstance(screen, AreaScreen):
        for choice in (*_keys(shell, screen), *_commands(shell, screen)):
            found.setdefault(choice.entry.words, choice)
    return list(found.values())


def palette(shell: Shell) -> None:
    """Open the palette over the screen in front."""
    every = choices(shell)

    def chosen(at: int | None) -> None:
        if at is not None:
            every[at].act()

    if every:
        title = _("What to do")
        shell.push_screen(FindDialog(title, [choice.entry for choice in every]), chosen)


def _keys(shell: Shell, screen: AreaScreen) -> Iterator[Choice]:
    keys = [key for key in active_keys(screen) if key.group != MOVING and key.id not in UNSOUGHT]
    for key in sorted(keys, key=lambda key: key.group is not None):

        def act(action: str = key.action, node: object = key.node) -> None:
            shell.run_worker(shell.run_action(action, node), exit_on_error=True)  # type: ignore[arg-type] # the node of a binding

        yield Choice(Entry(key.words, key.signs[0]), act)


def _commands(shell: Shell, screen: AreaScreen) -> Iterator[Choice]:
    for command in shell.commands():
        name = command.name

        def typed(name: str = name) -> None:
            screen.action_command_line(f"{name} ")

        def run(name: str = name) -> None:
            shell.start_command(name)

        yield Choice(Entry(command.help, f":{name}"), typed if command.argument else run)
