"""What all dialogs share: a box in the middle, a title, keys in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from widgets.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.widget import Widget

ResultT = TypeVar("ResultT")


class Dialog(ModalScreen[ResultT], Generic[ResultT]):
    """A question over the screen; Esc answers it with None."""

    DEFAULT_CSS = """
    Dialog {
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
        #title { text-style: bold; padding-bottom: 1; width: auto; }
        #hint { color: $text-muted; padding-top: 1; width: auto; }
    }
    """

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        self._title = title
        self._hint = hint

    def body(self) -> Iterable[Widget]:
        """The widgets between title and hint."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Title, body, hint."""
        with Vertical(id="box"):
            yield Static(Content(clean(self._title)), id="title")
            yield from self.body()
            yield Static(Content(clean(self._hint)), id="hint")

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
