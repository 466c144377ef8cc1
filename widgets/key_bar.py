"""The last line: the keys that do something here, or what was just said."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widget import Widget

from widgets.active_keys import EVERYWHERE
from widgets.text import clean, fit, width

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from textual.style import Style

    from widgets.active_keys import ActiveKey

WAYS_ON = ("area.help", "dialog.help", "area.command")
"""Keys that have room before all others: from there everything else is found."""

Shown = tuple[str, str, int]
"""A key's sign, its word, and how soon it has room: 0 first."""


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
        .key-bar--off { color: $foreground 60%; }
        .key-bar--error { text-style: bold; color: $error; }
        .key-bar--warning { text-style: bold; color: $warning; }
        .key-bar--information { color: $success; }
        &:ansi { background: ansi_default; }
        &:ansi .key-bar--off { color: ansi_bright_black; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-bar--key",
        "key-bar--off",
        "key-bar--error",
        "key-bar--warning",
        "key-bar--information",
    }

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[Shown, ...] = ()
        self._off: frozenset[str] = frozenset()
        self._message: tuple[str, str] | None = None

    @property
    def message(self) -> str:
        """What is being said; empty where the keys are shown."""
        return self._message[0] if self._message else ""

    def show_keys(self, keys: Iterable[ActiveKey], off: Collection[str] = ()) -> None:
        """Show those of these keys that are meant for it: what one sees first, the rest behind.

        Args:
            keys: the keys that do something, or say why they do not.
            off: ids of the latter; they are grey.
        """
        shown = [key for key in keys if key.shown]
        shown.sort(key=lambda key: key.group == EVERYWHERE)
        told = tuple(dict.fromkeys((_sign(key), key.words, _rank(key)) for key in shown))
        grey = frozenset(_sign(key) for key in shown if key.id in off)
        if (told, grey) != (self._keys, self._off):
            self._keys, self._off = told, grey
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
        if self._message:
            text, severity = self._message
            style = self.get_visual_style(f"key-bar--{severity}")
            return Content.assemble((fit(" " + clean(text), self.size.width), style))
        pieces: list[str | tuple[str, Style]] = []
        for sign, word, _rank_of_it in fitting(self._keys, self.size.width):
            if sign in self._off:
                pieces += [" ", (f"{sign} {word}", self.get_visual_style("key-bar--off")), " "]
            else:
                pieces += [" ", (sign, self.get_visual_style("key-bar--key")), f" {word} "]
        return Content.assemble(*pieces)


def _sign(key: ActiveKey) -> str:
    """One of the key's signs; Esc is the one that people try first."""
    return "Esc" if "Esc" in key.signs else key.signs[0]


def _rank(key: ActiveKey) -> int:
    if key.id in WAYS_ON:
        return 0
    return 2 if key.group == EVERYWHERE else 1


def fitting(keys: Sequence[Shown], cells: int) -> list[Shown]:
    """The keys for which there is room, in their order; the most important get it first."""
    kept: set[Shown] = set()
    room = cells - 1
    for rank in sorted({key[2] for key in keys}):
        for key in (key for key in keys if key[2] == rank):
            room -= width(key[0]) + width(key[1]) + 3
            if room < 0:
                room += width(key[0]) + width(key[1]) + 3
                break
            kept.add(key)
    return [key for key in keys if key in kept]
