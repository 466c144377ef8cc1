"""`:` and what is typed behind it, with completion and history."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Static

from data.text import _
from widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widgets import Input


class CommandLine(Horizontal):
    """A line at the bottom that takes a command; hidden until it is opened."""

    DEFAULT_CSS = """
    CommandLine {
        dock: bottom;
        height: 1;
        display: none;
        background: $panel;
        LineInput { width: 1fr; }
        .command-line--sign { width: 2; padding-left: 1; color: $accent; text-style: bold; }
        &.-open { display: block; }
        &:ansi { background: ansi_default; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", _("Close"), show=False, id="command.close"),
        Binding("up", "older", _("Older command"), show=False, id="command.older"),
        Binding("down", "newer", _("Newer command"), show=False, id="command.newer"),
        Binding("tab", "complete", _("Complete"), show=False, priority=True, id="command.complete"),
    ]

    class Submitted(Message):
        """A command was typed and Enter pressed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Closed(Message):
        """The line was closed without a command."""

    def __init__(self, words: Sequence[str], history: list[str]) -> None:
        """Make the line.

        Args:
            words: what it completes to.
            history: earlier commands, oldest first; shared by all lines of the console.
        """
        super().__init__()
        self._words = words
        self._history = history
        self._at = 0

    def compose(self) -> ComposeResult:
        """Sign and text."""
        yield Static(":", classes="command-line--sign", markup=False)
        line = LineInput()
        line.suggester = SuggestFromList(self._words, case_sensitive=False)
        yield line

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.has_class("-open")

    def open(self, text: str = "") -> None:
        """Show it and begin to type."""
        self._at = len(self._history)
        self.add_class("-open")
        line = self.query_one(LineInput)
        line.value = text
        line.cursor_position = len(text)
        self.screen.set_focus(line)

    def close(self) -> None:
        """Hide it."""
        self.remove_class("-open")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Remember the command and hand it on."""
        event.stop()
        text = event.value.strip()
        self.close()
        if not text:
            self.post_message(self.Closed())
            return
        if text not in self._history[-1:]:
            self._history.append(text)
        self.post_message(self.Submitted(text))

    def action_close(self) -> None:
        """Close without a command."""
        self.close()
        self.post_message(self.Closed())

    def action_older(self) -> None:
        """Show the command before."""
        self._recall(self._at - 1)

    def action_newer(self) -> None:
        """Show the command after."""
        self._recall(self._at + 1)

    def action_complete(self) -> None:
        """Take the completion that is shown."""
        self.query_one(LineInput).action_cursor_right()

    def _recall(self, at: int) -> None:
        self._at = max(0, min(at, len(self._history)))
        line = self.query_one(LineInput)
        line.value = self._history[self._at] if self._at < len(self._history) else ""
        line.cursor_position = len(line.value)
