"""Find one of many things by typing a part of its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from data.text import _
from widgets.active_keys import MOVING
from widgets.dialogs.base import AROUND, Dialog
from widgets.dialogs.choices import Choices
from widgets.line_input import LineInput
from widgets.signs import current
from widgets.text import clean, fit, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.events import Resize
    from textual.widget import Widget
    from textual.widgets import Input


WIDTH = 58
"""Cells of a line, where there is room."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to find.

    Attributes:
        words: what it is called.
        sign: what else leads there, such as a key; stands behind.
    """

    words: str
    sign: str = ""


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, group=MOVING, id=f"find.{name}")


class FindDialog(Dialog[int]):
    """A line to type in, above what matches it. The answer is the entry's place in the list."""

    DEFAULT_CSS = """
    FindDialog {
        LineInput { width: 60; max-width: 100%; background: $boost; }
        Choices { width: 60; max-width: 100%; }
        #none { width: auto; display: none; color: $text-muted; }
        #none.-shown { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", _("OK"), id="find.done"),
        Binding("escape", "cancel", _("Cancel"), id="find.cancel"),
        _key("down", "move('cursor_down')", _("Down"), "down"),
        _key("up", "move('cursor_up')", _("Up"), "up"),
        _key("pagedown", "move('page_down')", _("Page down"), "page_down"),
        _key("pageup", "move('page_up')", _("Page up"), "page_up"),
    ]

    def __init__(self, title: str, entries: Sequence[Entry]) -> None:
        super().__init__(title)
        self._entries = entries
        self._found: list[int] = []
        self._room = WIDTH
        self._at: int | None = None

    def body(self) -> Iterable[Widget]:
        """The line, and what matches."""
        yield LineInput(placeholder=_("a part of its name"))
        choices = Choices(markup=False)
        choices.can_focus = False
        yield choices
        yield Static(_("Nothing is called so."), id="none", markup=False)

    def on_mount(self) -> None:
        """Show everything, and let type."""
        self._show("")
        self.set_focus(self.query_one(LineInput))

    def on_resize(self, event: Resize) -> None:
        """Keep frame, title and line in view; the list scrolls."""
        self.query_one(Choices).styles.max_height = max(3, event.size.height - AROUND)
        # The box takes nine tenths, its frame and the scroll bar six cells.
        room = min(WIDTH, event.size.width * 9 // 10 - 6)
        if room != self._room:
            self._room = room
            self._show(self.query_one(LineInput).value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches."""
        event.stop()
        self._show(event.value)

    def _show(self, typed: str) -> None:
        found = self._found = matching([entry.words for entry in self._entries], typed)
        choices = self.query_one(Choices)
        choices.clear_options()
        self._at = None
        choices.add_options(Option(self._prompt(at), id=str(at)) for at in found)
        choices.highlighted = 0 if found else None
        choices.display = bool(found)
        self.query_one("#none").set_class(not found, "-shown")

    def _prompt(self, at: int) -> Content:
        entry = self._entries[at]
        cursor = current().cursor if at == self._at else " "
        sign = clean(entry.sign)
        words = fit(entry.words, max(0, self._room - width(sign) - 4))
        return Content(f"{cursor} {words}  {sign}")

    def on_option_list_option_highlighted(self, event: Choices.OptionHighlighted) -> None:
        """Put the cursor's sign there: reverse video alone is not seen on every terminal."""
        before, self._at = self._at, int(event.option_id or 0)
        for at in (before, self._at):
            if at in self._found:
                event.option_list.replace_option_prompt(str(at), self._prompt(at))

    def on_option_list_option_selected(self) -> None:
        """A click chooses."""
        self.action_done()

    def action_move(self, how: str) -> None:
        """Move in the list; the line keeps the focus."""
        getattr(self.query_one(Choices), f"action_{how}")()

    def action_done(self) -> None:
        """Answer with the entry under the cursor."""
        option = self.query_one(Choices).highlighted_option
        if option is not None and option.id is not None:
            self.dismiss(int(option.id))


def matching(names: Sequence[str], typed: str) -> list[int]:
    """The places of the names that have every word typed, in any case; those that begin so first.

    Args:
        names: what to look through.
        typed: parts of a name with spaces between.
    """
    parts = typed.casefold().split()
    found = [at for at, name in enumerate(names) if all(part in name.casefold() for part in parts)]
    if not parts:
        return found

    def far(at: int) -> bool:
        return not any(word.startswith(parts[0]) for word in names[at].casefold().split())

    return sorted(found, key=far)
