"""What all dialogs share: a box in the middle with a title, and their keys in the last line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from data.text import _
from widgets.active_keys import EVERYWHERE, active_keys
from widgets.cover import Cover
from widgets.key_bar import KeyBar
from widgets.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.widget import Widget

ResultT = TypeVar("ResultT")

AROUND = 8
"""Lines that a dialog needs around what scrolls in it: frame, title, hint, the last line."""


class Dialog(ModalScreen[ResultT], Generic[ResultT], inherit_bindings=False):
    """A question over the screen; Esc answers it with None."""

    DEFAULT_CSS = """
    Dialog {
        layers: base cover;
        overflow: hidden;
        align: center middle;
        background: $background 60%;
        &:ansi { background: transparent; }
        #box {
            width: auto;
            min-width: 40;
            max-width: 90%;
            height: auto;
            max-height: 96%;
            border: round $primary;
            background: $surface;
            padding: 0 1;
        }
        #title, #hint { width: auto; max-width: 100%; }
        #title { text-style: bold; padding-bottom: 1; }
        #hint { color: $text-muted; padding-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "app.help", _("Help"), group=EVERYWHERE, id="dialog.help"),
        Binding(
            "tab",
            "app.focus_next",
            _("Next field"),
            show=False,
            group=EVERYWHERE,
            id="dialog.next",
        ),
        Binding(
            "shift+tab",
            "app.focus_previous",
            _("Field before"),
            show=False,
            group=EVERYWHERE,
            id="dialog.before",
        ),
    ]

    def __init__(self, title: str, hint: str = "") -> None:
        """Make a dialog.

        Args:
            title: stands above, bold.
            hint: what its keys do not say by themselves; stands below.
        """
        super().__init__()
        self._title = title
        self._hint = hint

    @property
    def key_bar(self) -> KeyBar:
        """The last line."""
        return self.query_one(KeyBar)

    def body(self) -> Iterable[Widget]:
        """The widgets between title and hint."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Title, body, hint; keys; and what stands there when there is no room."""
        with Vertical(id="box"):
            yield Static(Content(clean(self._title)), id="title")
            yield from self.body()
            if self._hint:
                yield Static(Content(clean(self._hint)), id="hint")
        yield Cover()
        yield KeyBar()

    def on_mount(self) -> None:
        """Keep the last line true."""
        self.bindings_updated_signal.subscribe(self, lambda _screen: self._show_keys())

    def on_screen_resume(self) -> None:
        """Show the keys."""
        self._show_keys()

    def _show_keys(self) -> None:
        for bar in self.query(KeyBar):
            bar.show_keys(active_keys(self))

    def on_resize(self, event: Resize) -> None:
        """Say so where there is no room."""
        self.query_one(Cover).fit(event.size)

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
