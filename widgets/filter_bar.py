"""The line above a list: what it is filtered by, and how much of it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from data.text import _
from widgets.line_input import LineInput
from widgets.text import clean, fit

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import DescendantBlur, DescendantFocus, Resize
    from textual.widgets import Input


TYPING = 40
"""Cells that the text has at least while one types, or else half the line."""

RESTING = 13
"""Cells that the text has at least while nobody types."""

AROUND = 7
"""Cells of the sign, and of the gaps before conditions and count."""


class FilterBar(Horizontal):
    """A filter as it is typed, the other conditions in words, and a count."""

    DEFAULT_CSS = """
    FilterBar {
        height: 1;
        padding: 0 1;
        LineInput { width: 1fr; }
        .filter-bar--sign { width: 2; color: $accent; text-style: bold; }
        .filter-bar--facts { width: auto; color: $text-muted; padding-left: 2; }
        .filter-bar--count { width: auto; padding-left: 3; }
        &.-problem .filter-bar--facts { color: $error; text-style: bold; }
        &:ansi .filter-bar--facts { color: ansi_default; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "done", _("List"), tooltip=_("Go to the list"), id="filter.done"),
        Binding(
            "escape",
            "leave",
            _("Clear"),
            tooltip=_("Clear the text; where there is none, go to the list"),
            id="filter.clear",
        ),
    ]

    class Changed(Message):
        """The text was changed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Done(Message):
        """The person goes on to the list."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self._placeholder = placeholder
        self._facts: tuple[str, ...] = ()
        self._problem = ""

    def compose(self) -> ComposeResult:
        """Sign, text, conditions, count."""
        yield Static("/", classes="filter-bar--sign", markup=False)
        yield LineInput(placeholder=self._placeholder)
        yield Static("", classes="filter-bar--facts", markup=False)
        yield Static("", classes="filter-bar--count", markup=False)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.query_one(LineInput).value

    def set_text(self, text: str) -> None:
        """Put a text there without telling anybody."""
        line = self.query_one(LineInput)
        with line.prevent(LineInput.Changed):
            line.value = text
            line.cursor_position = len(text)

    def show_facts(self, facts: tuple[str, ...], problem: str = "") -> None:
        """Say the conditions in words; a problem is said in their place."""
        if (facts, problem) != (self._facts, self._problem):
            self._facts, self._problem = facts, problem
            self._draw()

    def show_count(self, text: str) -> None:
        """Say how many rows there are."""
        static = self.query_one(".filter-bar--count", Static)
        if str(static.content) != text:
            static.update(text)
            self._draw()

    def _draw(self) -> None:
        self.set_class(bool(self._problem), "-problem")
        room = self._room()
        words = clean(self._problem) if self._problem else self._fitting(room)
        if cell_len(words) > room:
            words = fit(words, room)
        facts = self.query_one(".filter-bar--facts", Static)
        if str(facts.content) != words:
            facts.update(Content(words))

    def _room(self) -> int:
        """Cells for the conditions: the text has its own first, more while one types."""
        width = self.size.width
        typing = self.query_one(LineInput).has_focus
        text = min(TYPING, width // 2) if typing else RESTING
        count = cell_len(str(self.query_one(".filter-bar--count", Static).content))
        return max(0, width - text - count - AROUND)

    def _fitting(self, room: int) -> str:
        """As many conditions as there is room for, the first ones before the last.

        Where there is not even room for the first, its beginning: it is in force all the same.
        """
        words = ""
        for fact in map(clean, self._facts):
            longer = f"{words}  {fact}" if words else fact
            if words and cell_len(longer) > room:
                break
            words = longer
        return words

    def on_resize(self, _event: Resize) -> None:
        """Fit the conditions to the new width."""
        self._draw()

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Make room for the text."""
        self._draw()

    def on_descendant_blur(self, _event: DescendantBlur) -> None:
        """Give the conditions their room back."""
        self._draw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the owner, in its own words."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def focus_text(self) -> None:
        """Begin to type."""
        self.screen.set_focus(self.query_one(LineInput))

    def action_done(self) -> None:
        """Go on to the list with this filter."""
        self.post_message(self.Done())

    def action_leave(self) -> None:
        """Clear the filter, or go back to the list where it is clear."""
        line = self.query_one(LineInput)
        if line.value:
            line.value = ""
        else:
            self.post_message(self.Done())
