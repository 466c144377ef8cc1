"""A line of text without a frame, for filters and commands."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from data.text import _
from widgets.active_keys import MOVING
from widgets.key_names import types


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, group=MOVING, id=f"line.{name}")


class LineInput(Input, inherit_bindings=False):
    """Textual's input in one line, without a blinking cursor.

    What Enter does is bound by the widget that the line belongs to. Copying is the terminal's:
    ctrl+c is the way out of the console.
    """

    DEFAULT_CSS = """
    LineInput, LineInput:focus {
        height: 1;
        border: none;
        padding: 0;
        background: transparent;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("left", "cursor_left", _("Left"), "left"),
        _key("right", "cursor_right", _("Right, or take what is proposed"), "right"),
        _key("ctrl+left", "cursor_left_word", _("A word to the left"), "left_word"),
        _key("ctrl+right", "cursor_right_word", _("A word to the right"), "right_word"),
        _key("home", "home", _("Beginning of the line"), "home"),
        _key("end,ctrl+e", "end", _("End of the line"), "end"),
        _key("shift+left", "cursor_left(True)", _("Select to the left"), "select_left"),
        _key("shift+right", "cursor_right(True)", _("Select to the right"), "select_right"),
        _key("shift+home", "home(True)", _("Select to the beginning"), "select_home"),
        _key("shift+end", "end(True)", _("Select to the end"), "select_end"),
        _key("backspace", "delete_left", _("Delete to the left"), "delete_left"),
        _key("delete,ctrl+d", "delete_right", _("Delete to the right"), "delete_right"),
        _key("ctrl+w", "delete_left_word", _("Delete the word to the left"), "delete_word"),
        _key("ctrl+u", "delete_left_all", _("Delete to the beginning"), "delete_start"),
        _key("ctrl+k", "delete_right_all", _("Delete to the end"), "delete_end"),
    ]

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002 -- Textual's name for it
        super().__init__(placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key types a character here; Textual misses some, such as the slash."""
        return types(key) or super().check_consume_key(key, character)
