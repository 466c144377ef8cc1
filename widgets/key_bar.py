"""The last line: the keys that do something here, or what was just said."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from widgets.text import clean, fit

if TYPE_CHECKING:
    from textual.style import Style


class KeyBar(Widget):
    """Keys of the focused place. A message takes its place until the next key is pressed.

    Messages stand here and not in toasts: they cover no row, send one line, and need no timer.
    """

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        background: $panel;
        color: $foreground;
        .key-bar--key { text-style: bold; color: $accent; }
        .key-bar--error { text-style: bold; color: $error; }
        .key-bar--warning { text-style: bold; color: $warning; }
        .key-bar--information { color: $success; }
        &:ansi { background: ansi_default; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-bar--key",
        "key-bar--error",
        "key-bar--warning",
        "key-bar--information",
    }

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[tuple[str, str], ...] = ()
        self._message: tuple[str, str] | None = None

    @property
    def message(self) -> str:
        """What is being said; empty where the keys are shown."""
        return self._message[0] if self._message else ""

    def show_keys(self, keys: tuple[tuple[str, str], ...]) -> None:
        """Show these keys, as (sign, word) pairs, most important first."""
        if keys != self._keys:
            self._keys = keys
            if self._message is None:
                self.refresh()

    def say(self, text: str, severity: str = "information") -> None:
        """Show a message until `hush`; severity is information, warning or error."""
        self._message = (text, severity)
        self.refresh()

    def hush(self) -> None:
        """Show the keys again."""
        if self._message is not None:
            self._message = None
            self.refresh()

    def render(self) -> Content:
        """One line, as wide as the screen."""
        width = self.size.width
        if self._message:
            text, severity = self._message
            style = self.get_visual_style(f"key-bar--{severity}")
            return Content.assemble((fit(" " + clean(text), width), style))
        pieces: list[str | tuple[str, Style]] = []
        used = 1
        for sign, word in self._keys:
            used += cell_len(sign) + cell_len(word) + 3
            if used > width:
                break
            pieces += [" ", (sign, self.get_visual_style("key-bar--key")), f" {word} "]
        return Content.assemble(*pieces)
