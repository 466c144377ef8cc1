"""`:` and what is typed behind it, with completion and history."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Static

from data.text import _
from widgets.completion import Completion
from widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


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
        Binding("enter", "run", _("Run"), id="command.run"),
        Binding(
            "tab",
            "complete(1)",
            _("Complete"),
            tooltip=_("Complete; again: the next that fits"),
            id="command.complete",
        ),
        Binding(
            "shift+tab",
            "complete(-1)",
            _("Complete backwards"),
            show=False,
            id="command.complete_back",
        ),
        Binding("up", "older", _("Older"), tooltip=_("Older command"), id="command.older"),
        Binding("down", "newer", _("Newer command"), show=False, id="command.newer"),
        Binding("escape", "close", _("Close"), id="command.close"),
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
        self._completion = Completion(words)
        self._history = history
        self._at = 0
        self._draft = ""

    def compose(self) -> ComposeResult:
        """Sign and text."""
        yield Static(":", classes="command-line--sign", markup=False)
        line = LineInput()
        line.suggester = SuggestFromList(self._words, case_sensitive=False)
        yield line

    def open(self, text: str = "") -> None:
        """Show it and begin to type."""
        self._at = len(self._history)
        self.add_class("-open")
        self._put(text)
        self.screen.set_focus(self.query_one(LineInput))

    def close(self) -> None:
        """Hide it."""
        self.remove_class("-open")

    def action_run(self) -> None:
        """Remember the command and hand it on."""
        text = self.query_one(LineInput).value.strip()
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

    def action_complete(self, by: int) -> None:
        """Show the next (1) or the previous (-1) command that begins as typed."""
        self._put(self._completion.step(self.query_one(LineInput).value, by))

    def _recall(self, at: int) -> None:
        if self._at == len(self._history):
            self._draft = self.query_one(LineInput).value
        self._at = max(0, min(at, len(self._history)))
        self._put(self._history[self._at] if self._at < len(self._history) else self._draft)

    def _put(self, text: str) -> None:
        line = self.query_one(LineInput)
        line.value = text
        line.cursor_position = len(text)
