"""What can be typed behind `:`; the palette and the help list the same."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from data.advised import advised
from data.text import _
from data.words import nearest
from screens.context import Command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.shell import Shell
    from data.operations.windows import CustomerWindows


def commands(shell: Shell) -> Sequence[Command]:
    """All commands of the console."""
    return (
        Command(
            "customers",
            _("[words] [status:…] [package:…] [owner:…]"),
            _("List customers"),
            lambda rest: _customers(shell, rest),
        ),
        Command(
            "customer",
            _("<external id, id or name>"),
            _("Open one customer"),
            lambda rest: _customer(shell, rest),
        ),
        Command(
            "activity",
            _("[words]"),
            _("Show the requests of this console"),
            lambda rest: _activity(shell, rest),
        ),
        Command(
            "theme",
            "dark|light|terminal",
            _("Change the colours"),
            lambda rest: _theme(shell, rest),
        ),
        Command("keys", "", _("List the keys of this place"), lambda _r: _help(shell)),
        Command("quit", "", _("Quit; :q will do"), lambda _r: shell.leave()),
    )


async def run(shell: Shell, text: str) -> None:
    """Do what was typed; a name may be cut short as long as it is clear."""
    name, _space, rest = text.strip().lstrip(":").partition(" ")
    every = commands(shell)
    found = [one for one in every if one.name == name.lower()]
    found = found or [one for one in every if one.name.startswith(name.lower())]
    if not name:
        return
    if len(found) != 1:
        names = [one.name for one in found or every]
        likely = nearest(name, names)
        near = [likely] if likely else names
        words = _("There is no command “{name}”. Try {names}.")
        shell.say(
            words.format(name=name[:20], names=", ".join(f":{one}" for one in near)), "warning"
        )
        return
    result = found[0].run(rest.strip())
    if inspect.isawaitable(result):
        await result


async def _customers(shell: Shell, rest: str) -> None:
    from screens.customers.list_screen import CustomersScreen

    await shell.switch_mode("customers")
    while len(shell.screen_stack) > 1:
        await shell.pop_screen()
    if isinstance(shell.screen, CustomersScreen):
        shell.screen.show(rest)


async def _activity(shell: Shell, rest: str) -> None:
    from screens.activity.list_screen import ActivityScreen

    await shell.switch_mode("activity")
    if not rest:
        # Without words it goes where one was, as the area's key does.
        return
    while len(shell.screen_stack) > 1:
        await shell.pop_screen()
    if isinstance(shell.screen, ActivityScreen):
        shell.screen.show(rest)


async def _customer(shell: Shell, rest: str) -> None:
    from data.operations.find import find
    from screens.customers.detail_screen import CustomerScreen

    if not rest:
        shell.say(_("Say which: an external id, an id, or a name."), "warning")
        return
    hub, customers = shell.hub, shell.customer_list
    if hub is None or customers is None:
        shell.say_no_list()
        return

    async def searchable() -> CustomerWindows:
        return customers

    try:
        found = await find(hub, rest, searchable)
    except Exception as error:
        if not advised(error):
            raise
        shell.say_error(error)
        return
    if found.total == 1:
        await shell.switch_mode("customers")
        page = CustomerScreen(found.rows[0].id, found.rows[0])
        # A page that is open gives way: one step back is the list, never a pile of pages.
        if isinstance(shell.screen, CustomerScreen):
            await shell.switch_screen(page)
        else:
            shell.push_screen(page)
    elif found.rows:
        await _customers(shell, f"{rest} owner:all")
        words = _("{n} customers may be meant: choose one.")
        shell.say(words.format(n=f"{found.total:,}"), "warning")
    else:
        shell.say(_("No customer is called “{name}”.").format(name=rest[:40]), "warning")


def _theme(shell: Shell, rest: str) -> None:
    from app.themes import THEMES

    if rest not in THEMES:
        shell.say(_("Say which: {names}.").format(names=", ".join(THEMES)), "warning")
        return
    if rest != "terminal" and shell.options.terminal.colors in ("none", "16"):
        shell.say(_("This terminal shows 16 colours at most; its own theme stays."), "warning")
        return
    shell.ansi_color = bool(THEMES[rest].ansi)
    shell.theme = THEMES[rest].name


def _help(shell: Shell) -> None:
    shell.action_help()
