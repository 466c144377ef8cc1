"""The frame of every screen: header, body, command line, keys."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.reactive import Reactive

from data.text import _
from screens.first_picture import DrawnOnce
from screens.guarded import guarded
from widgets.active_keys import EVERYWHERE, active_keys
from widgets.command_line import CommandLine
from widgets.cover import Cover
from widgets.header import Header, HeaderState
from widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Iterable

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.widget import Widget
    from textual.worker import Worker

    from screens.context import Console

WIDE = 110
"""From this width on a detail pane stands beside a list."""


def _key(
    keys: str, action: str, words: str, name: str, more: str = "", *, shown: bool = True
) -> Binding:
    return Binding(
        keys, action, words, show=shown, tooltip=more, group=EVERYWHERE, id=f"area.{name}"
    )


class AreaScreen(DrawnOnce, inherit_bindings=False):
    """A screen of an area. Its area and title make the breadcrumb.

    Class attributes:
        AREA: the key of the area, as in the header.
        TITLE_WORDS: what the breadcrumb calls the screen; `crumb` may say more.
    """

    DEFAULT_CSS = """
    AreaScreen {
        layers: base cover;
        overflow: hidden;
        #body { height: 1fr; }
        &.-commanding KeyBar { display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("colon", "command_line", _("Go"), "command", _("Go anywhere: type a command")),
        _key("question_mark,f1", "app.help", _("Help"), "help", _("Help; F1 also where one types")),
        _key("q", "leave", _("Quit"), "quit", _("Quit; elsewhere than in a list, one step back")),
        _key("escape,backspace", "back", _("Back"), "back", shown=False),
        _key("tab", "app.focus_next", _("Next field"), "next", shown=False),
        _key("shift+tab", "app.focus_previous", _("Field before"), "before", shown=False),
    ]
    AUTO_FOCUS = ""
    # Textual draws the whole screen anew when the focus moves, some 20 kB; the two widgets that it
    # moves between draw themselves anyway.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    AREA: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._came_from: Widget | None = None

    @property
    def console(self) -> Console:
        """The console, as far as screens know it."""
        return cast("Console", self.app)

    @property
    def key_bar(self) -> KeyBar:
        """The last line."""
        return self.query_one(KeyBar)

    def crumb(self) -> str:
        """What the breadcrumb calls this screen."""
        return ""

    def body(self) -> Iterable[Widget]:
        """The widgets between header and last line."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Header, body, command line, keys; and what stands there when there is no room."""
        yield Header(self.console_header())
        with Vertical(id="body"):
            yield from self.body()
        yield Cover()
        yield CommandLine(self.console.command_words(), self.console.command_history)
        yield KeyBar()

    def console_header(self) -> HeaderState:
        """What the header says on this screen."""
        state = self.console.header_state()
        return state.on(area=self.AREA, crumbs=self._crumbs())

    def _crumbs(self) -> tuple[str, ...]:
        stack = [screen for screen in self.app.screen_stack if isinstance(screen, AreaScreen)]
        if self not in stack:
            stack.append(self)
        return tuple(crumb for screen in stack if (crumb := screen.crumb()))

    def refresh_header(self) -> None:
        """Let the header say what is true now; nothing is drawn where nothing changed."""
        # Asked for with every key: one is found at once where all would be sought everywhere.
        with suppress(NoMatches):
            self.query_one(Header).show(self.console_header())

    def on_mount(self) -> None:
        """Keep the key line true."""
        self.bindings_updated_signal.subscribe(self, lambda _screen: self._show_keys())

    def on_screen_resume(self) -> None:
        """Be true again after a while behind another screen."""
        self.refresh_header()
        self._show_keys()

    def on_resize(self, event: Resize) -> None:
        """Say so where there is no room."""
        self.query_one(Cover).fit(event.size)

    def _show_keys(self) -> None:
        keys = active_keys(self)
        if not self._first:
            keys = [key for key in keys if key.id != "area.quit"]
        for bar in self.query(KeyBar):
            bar.show_keys(keys, self.keys_off())

    def keys_off(self) -> Collection[str]:
        """Ids of keys that cannot do what they say now: grey, and they say why when pressed."""
        return ()

    def action_command_line(self, text: str = "") -> None:
        """Open the command line."""
        self._came_from = self.focused
        self.add_class("-commanding")
        self.query_one(CommandLine).open(text)

    def on_command_line_closed(self) -> None:
        """Go back to where the focus was."""
        self._close_command_line()

    def on_command_line_submitted(self, event: CommandLine.Submitted) -> None:
        """Do what was typed; it may take this very screen away, so the screen does not wait."""
        self._close_command_line()
        self.console.start_command(event.text)

    def _close_command_line(self) -> None:
        self.remove_class("-commanding")
        if self._came_from is not None and self._came_from.is_attached:
            self.set_focus(self._came_from)

    @property
    def _first(self) -> bool:
        """Whether this is the area's first screen: behind it is nothing to go back to."""
        stack = [screen for screen in self.app.screen_stack if isinstance(screen, AreaScreen)]
        return stack[:1] == [self] or not stack

    def action_back(self) -> None:
        """Go one step back; an area's first screen stays."""
        if not self._first:
            self.dismiss()

    def action_leave(self) -> None:
        """Quit on an area's first screen, else one step back."""
        if self._first:
            self.console.leave()
        else:
            self.dismiss()

    def run_guarded(
        self,
        work: Callable[[], Awaitable[object]],
        *,
        group: str,
        exclusive: bool = False,
        files: bool = False,
        failed: Callable[[Exception], None] | None = None,
    ) -> Worker[None]:
        """Do work beside the screen; what goes wrong is said, a defect ends the console.

        Args:
            work: begins it.
            group: what it belongs to.
            exclusive: whether it takes the place of other work of its group.
            files: whether an OSError is no defect.
            failed: told of an error after it was said; see `guarded`.
        """

        async def safe() -> None:
            try:
                await guarded(self.console, work, files=files, failed=failed)
            except NoMatches:
                # A screen that is taken away loses its widgets before its work is cancelled.
                if self.app.is_running and not self._pruning:
                    raise

        return self.run_worker(safe, group=group, exclusive=exclusive)

    def say_fresh(self) -> None:
        """Say that what is seen was read just now; for the key that asks for it only."""
        words = _("Up to date at {at}.")
        self.console.say(words.format(at=f"{self.console.now():%H:%MZ}"))

    def hub_failed(self, why: str) -> None:
        """Called when there is no connection, with the reason and what can be done."""

    def time_jumped(self) -> None:
        """Called when the platform's clock was moved: what was said of times is not true now."""

    def hub_ready(self) -> None:
        """Called once the client is connected, and when the screen opens after that."""
