"""Ask for a line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from data.text import _
from widgets.dialogs.base import Dialog
from widgets.line_input import LineInput
from widgets.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.widget import Widget


class AskDialog(Dialog[str]):
    """A line of text; Enter answers, Esc changes nothing. A bad answer stays, with its reason."""

    DEFAULT_CSS = """
    AskDialog {
        LineInput { width: 60; max-width: 100%; background: $boost; }
        #problem { color: $error; width: auto; display: none; }
        #problem.-shown { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", _("Done"), id="ask.done"),
        Binding("escape", "cancel", _("Cancel"), id="ask.cancel"),
    ]

    def __init__(
        self, title: str, value: str, check: Callable[[str], str], problem: str = ""
    ) -> None:
        """Make the dialog.

        Args:
            title: the question.
            value: what stands there at the beginning.
            check: gives the reason why an answer cannot be taken, or an empty text.
            problem: the reason why the value could not be taken the time before.
        """
        super().__init__(title)
        self._value = value
        self._check = check
        self._problem = problem

    def body(self) -> Iterable[Widget]:
        """The line and, when there is one, the problem."""
        yield LineInput()
        yield Static("", id="problem", markup=False)

    def on_mount(self) -> None:
        """Begin behind the text."""
        line = self.query_one(LineInput)
        line.value = self._value
        line.cursor_position = len(self._value)
        self.set_focus(line)
        if self._problem:
            self._say(self._problem)

    def action_done(self) -> None:
        """Answer without the blanks around it, or say why not."""
        typed = self.query_one(LineInput).value.strip()
        problem = self._check(typed)
        if problem:
            self._say(problem)
        else:
            self.dismiss(typed)

    def _say(self, problem: str) -> None:
        shown = self.query_one("#problem", Static)
        shown.update(Content(clean(problem)))
        shown.add_class("-shown")
