"""The console: modes, header, commands; what holds for every screen."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.scrollbar import ScrollBar, ScrollBarRender

from app.clipboard import sequence
from app.commands import commands, run
from app.connecting import Connection
from app.driver import QuickDriver
from app.first_picture import FirstPicture
from app.heading import heading
from app.keys import display
from app.ordered_keys import OrderedKeys
from app.themes import THEMES
from data.advised import advised
from data.text import _
from screens.activity.list_screen import ActivityScreen
from screens.area import AreaScreen
from screens.customers.list_screen import CustomersScreen
from screens.guarded import trouble
from widgets.active_keys import EVERYWHERE
from widgets.cover import too_small
from widgets.dialogs.base import Dialog
from widgets.plain_scrollbar import PlainScrollBar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from textual import events
    from textual.screen import Screen
    from textual.theme import Theme

    from app.options import ConsoleOptions
    from data.client.hub import HubClient
    from data.client.trace import RequestLog
    from data.models.customers import HubCustomer
    from data.models.hub import Capabilities, PartnerInfo
    from data.operations.history.history import History
    from screens.context import Command, CustomerList
    from widgets.header import HeaderState


def _key(keys: str, action: str, words: str, name: str, *, first: bool = False) -> Binding:
    """A key that works on every screen; `first` before whatever has the focus."""
    return Binding(
        keys, action, words, show=False, priority=first, group=EVERYWHERE, id=f"app.{name}"
    )


def _theme_of(options: ConsoleOptions) -> Theme:
    """The theme that flags, profile and terminal agree on."""
    few = options.low_bandwidth or options.terminal.colors in ("none", "16")
    return THEMES["terminal" if few else options.theme or "dark"]


class Shell(FirstPicture, OrderedKeys, inherit_bindings=False):
    """The console. It holds the client and the clock; screens do the rest."""

    TITLE = "RTM"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "customers": CustomersScreen,
        "activity": ActivityScreen,
    }
    DEFAULT_MODE = "customers"
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    ALLOW_SELECT = False
    CSS = """
    .-ascii Dialog #box { border: ascii $primary; }
    .-ascii #pane { border-left: ascii $primary; }
    OptionList:ansi > .option-list--option-highlighted { text-style: bold underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("1", "area('customers')", _("Customers"), "customers"),
        _key("6", "area('activity')", _("Activity"), "activity"),
        _key("ctrl+p", "palette", _("Find what to do by its name"), "palette"),
        _key("ctrl+c", "interrupt", _("Twice: quit"), "interrupt", first=True),
    ]

    def __init__(self, options: ConsoleOptions) -> None:
        theme = _theme_of(options)
        super().__init__(driver_class=QuickDriver, ansi_color=bool(theme.ansi))
        self.options = options
        self.command_history: list[str] = []
        self._connection = Connection()
        self._asked_to_quit = False
        self.crash_report: Path | None = None
        self.ended_by: int | None = None
        self.animation_level = "none"
        self.set_class(options.ascii, "-ascii")
        ScrollBar.renderer = PlainScrollBar if options.ascii else ScrollBarRender
        for one in THEMES.values():
            self.register_theme(one)
        self.theme = theme.name
        self.set_keymap(dict(options.profile.keys))

    # What screens ask for (screens.context.Console)

    @property
    def hub(self) -> HubClient | None:
        """The client; None while it is being connected."""
        return self._connection.hub

    @property
    def customer_list(self) -> CustomerList | None:
        """Where the list of customers comes from; None while it was never read."""
        return self._connection.customer_list

    @property
    def list_age(self) -> datetime | None:
        """When the list of a platform that cannot search was read."""
        directory = self._connection.directory
        return directory.at if directory else None

    @property
    def reads_list(self) -> bool:
        """Whether the list is read as a whole, from a platform that cannot search."""
        return self._connection.directory is not None

    async def reread(self) -> bool:
        """Read such a list anew, and say how far it is; whether it is whole then."""
        words = _("Reading the list of customers: {n} so far")
        whole = await self._connection.reread(lambda n: self.say(words.format(n=n)))
        if whole is False:
            words = _("The list moved while it was read; a customer may be missing.")
            self.say(words, "warning")
        return bool(whole)

    def learn(self, rows: Sequence[HubCustomer], gone: Sequence[str] = ()) -> None:
        """Take over into such a list what was learned of customers since it was read."""
        self._connection.learn(rows, gone)

    @property
    def request_log(self) -> RequestLog | None:
        """Every request of this console."""
        return self._connection.log

    @property
    def history(self) -> History | None:
        """The same, with those that are kept of earlier programs."""
        return self._connection.history

    @property
    def place(self) -> str:
        """Whom the console asks."""
        return self.options.profile.place

    @property
    def capabilities(self) -> Capabilities | None:
        """What the backend can do beyond the public API."""
        return self._connection.capabilities

    @property
    def partner(self) -> PartnerInfo | None:
        """Whose business is run."""
        return self._connection.partner

    @property
    def detail_delay(self) -> float | None:
        """Seconds of rest before a detail pane follows."""
        return None if self.options.low_bandwidth else 0.5

    @property
    def clock_rate(self) -> float:
        """Platform seconds in a second."""
        return self._connection.time.rate

    def now(self) -> datetime:
        """The platform's time."""
        return self._connection.time.now()

    def header_state(self) -> HeaderState:
        """What the header says on every screen."""
        clock = f"{self.now():%H:%M}Z" if self.hub else ""
        return heading(self.options, self.partner, clock, faults=self._connection.fails)

    def commands(self) -> Sequence[Command]:
        """All commands."""
        return commands(self)

    def command_words(self) -> Sequence[str]:
        """What the command line completes to."""
        return [
            *(f"{one.name} " if one.argument else one.name for one in self.commands()),
            *(f"theme {name}" for name in THEMES),
        ]

    async def run_command(self, text: str) -> None:
        """Do what was typed behind `:`."""
        await run(self, text)

    def start_command(self, text: str) -> None:
        """Begin to do what was typed behind `:`."""
        self.run_worker(self.run_command(text), group="command", exit_on_error=True)

    def say(self, text: str, severity: str = "information") -> None:
        """Say a sentence in the last line, until the next key."""
        front = self._front()
        if front is None:
            return
        if front.is_mounted:
            front.key_bar.say(text, severity)
        else:
            # It has been pushed and has no last line yet.
            front.call_after_refresh(self.say, text, severity)

    def say_error(self, error: Exception) -> None:
        """Say what went wrong and what to do."""
        advice = getattr(error, "advice", "")
        tracking = getattr(error, "tracking_id", "")
        if isinstance(error, OSError):
            words = _("The file cannot be written: {reason}.")
            error = OSError(words.format(reason=error.strerror or error))
        parts = [str(error), advice, f"[{tracking}]" if tracking else ""]
        self.say(" ".join(part for part in parts if part), "error")

    def say_no_list(self) -> None:
        """Say why there is no list of customers yet."""
        reading = _("The list of customers was not read to its end yet: try again then.")
        self.say(reading if self.reads_list else _("Not connected yet."), "warning")

    def copy(self, text: str, what: str) -> None:
        """Send text to the terminal's clipboard and say so."""
        written = sequence(text, self.options.terminal.multiplexer)
        if written is None:
            self.say(
                _("That is too much for a terminal's clipboard; write it to a file."), "warning"
            )
            return
        if self._driver is not None:
            self._driver.write(written)
        self.say(_("{what} sent to the terminal's clipboard").format(what=what))

    def leave(self) -> None:
        """Quit."""
        self.exit(0)

    # The life of the console

    def on_mount(self) -> None:
        """Leave in good order whatever the signal."""
        if not self.is_headless:
            from app.console import leave_on_signals

            leave_on_signals(self)

    def first_picture(self) -> None:
        """Connect once the shell is painted."""
        self.reconnect()

    async def _begin(self) -> None:
        try:
            await self._connect()
        finally:
            self.call_after_refresh(self._collect_again)

    async def _connect(self) -> None:
        try:
            await self._connection.open(self.options, lambda _n: self._refresh_header())
        except Exception as error:
            if not advised(error):
                raise
            self._say_disconnected(error)
            return
        if self.reads_list:
            # Reading takes its time; who and where one is can be said before.
            await self._know_partner()
            self._collect_again()
        unread = await self._read_first()
        for screen in self._area_screens():
            screen.hub_ready()
        if unread is not None:
            self._say_disconnected(unread)
        if not self.partner:
            await self._know_partner()
        self._say_key_problems()
        self.run_worker(self._connection.settle(), group="settle")

    async def _know_partner(self) -> None:
        await self._or_say(self._connection.know_partner())
        self._refresh_header()

    async def _read_first(self) -> Exception | None:
        """Read the list of a platform that cannot search; why it is not there, if so."""
        try:
            whole, front = await self.reread(), self._front()
            if whole and front is not None and front.is_mounted:
                # How far it is need not be said any more.
                front.key_bar.hush()
        except Exception as error:
            if not advised(error):
                raise
            return error
        return None

    def _say_disconnected(self, error: Exception) -> None:
        """Say why there is nothing to see, in the last line and where the rows would be."""
        self.say_error(error)
        for screen in self._area_screens():
            screen.hub_failed(trouble(error))

    async def _or_say(self, work: Awaitable[None]) -> None:
        """Do work; where it fails in a way that can be put right, say so."""
        try:
            await work
        except Exception as error:
            if not advised(error):
                raise
            self.say_error(error)

    def reconnect(self) -> None:
        """Try again after the first connection failed; one that is being made goes on."""
        if any(one.group == "connect" and one.is_running for one in self.workers):
            return
        self.run_worker(self._begin(), group="connect", exclusive=True, exit_on_error=True)

    def _collect_again(self) -> None:
        """Collect garbage from now on, but never look again at what the start has made."""
        if not gc.isenabled():
            gc.enable()
            gc.freeze()

    async def resync(self, now: datetime) -> None:
        """Take over the platform's time where it has moved otherwise than expected."""
        if await self._connection.resync(now):
            self._refresh_header()
            for screen in self._area_screens():
                screen.time_jumped()

    async def close_backend(self) -> None:
        """Let go of the client and the platform behind it."""
        await self._connection.close()

    def _fatal_error(self) -> None:
        """Write a report without the values of variables, where Textual would print them."""
        from app.crash import write_report
        from app.paths import crash_folder

        error = self._exception
        if error is not None:
            # Without room for a report the console still ends as it should.
            with suppress(OSError):
                self.crash_report = write_report(error, crash_folder(), sys.argv[1:])
        self._close_messages_no_wait()

    @property
    def crashed(self) -> bool:
        """Whether a defect has ended the console."""
        return self._exception is not None

    async def on_unmount(self) -> None:
        """Let go of the platform while the loop still runs."""
        await self.close_backend()

    # Keys

    def before_key(self, event: events.Key) -> None:
        """Hush the last line and bring the clock up to date."""
        if event.key != "ctrl+c":
            self._asked_to_quit = False
        front, area = self._front(), self._area_screen()
        if front is not None and front.is_mounted:
            front.key_bar.hush()
        if area is not None and area.is_mounted:
            area.key_bar.hush()
            area.refresh_header()

    def takes(self, event: events.Key | events.Paste) -> bool:
        """Whether a key may act: in a terminal without room only the one that quits does."""
        if not too_small(self.size):
            return True
        typed = self.options.profile.keys.get("area.quit", "q").split(",")
        if getattr(event, "key", "") in [key.strip() for key in typed]:
            self.leave()
        return False

    def get_key_display(self, binding: Binding) -> str:
        """How a key is called on the screen."""
        return display(binding)

    def action_help(self) -> None:
        """List the keys of the focused place."""
        from screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            commands = self.commands() if isinstance(self.screen, AreaScreen) else ()
            self.push_screen(HelpScreen.of(self.screen, commands))

    def action_palette(self) -> None:
        """Find what can be done by its name."""
        from app.palette import palette

        palette(self)

    def action_area(self, name: str) -> None:
        """Go to an area, as it was left."""
        self.switch_mode(name)

    def action_interrupt(self) -> None:
        """Quit when pressed twice."""
        if self._asked_to_quit:
            self.leave()
        self._asked_to_quit = True
        self.say(_("Press ctrl+c once more to quit."), "warning")

    def _say_key_problems(self) -> None:
        """Say what is wrong with the keys of the configuration."""
        if not self.options.profile.keys:
            return
        from app.keymap import problems_of

        found = problems_of(self.options.profile.keys)
        if found:
            self.say(" ".join(found), "warning")

    # Helpers

    def _area_screens(self) -> list[AreaScreen]:
        return [
            screen
            for stack in self._screen_stacks.values()
            for screen in stack
            if isinstance(screen, AreaScreen) and screen.is_mounted
        ]

    def _front(self) -> AreaScreen | Dialog[Any] | None:
        """The screen whose last line is seen."""
        for screen in reversed(self.screen_stack if self._screen_stack else ()):
            if isinstance(screen, AreaScreen | Dialog):
                return screen
        return None

    def _area_screen(self) -> AreaScreen | None:
        """The area's screen in front, also where a dialog stands before it."""
        for screen in reversed(self.screen_stack if self._screen_stack else ()):
            if isinstance(screen, AreaScreen):
                return screen
        return None

    def _refresh_header(self) -> None:
        for screen in self._area_screens():
            screen.refresh_header()
