"""The list in a dialog."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from data.text import _
from widgets.active_keys import MOVING


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, group=MOVING, id=f"pick.{name}")


class Choices(OptionList, inherit_bindings=False):
    """Textual's list of options without a frame. What Enter does is bound by the dialog."""

    DEFAULT_CSS = """
    Choices {
        width: auto;
        min-width: 36;
        height: auto;
        padding: 0;
        background: transparent;
        &, &:focus { border: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("down,j", "cursor_down", _("Down"), "down"),
        _key("up,k", "cursor_up", _("Up"), "up"),
        _key("pagedown", "page_down", _("Page down"), "page_down"),
        _key("pageup", "page_up", _("Page up"), "page_up"),
        _key("home,g", "first", _("First"), "first"),
        _key("end,G", "last", _("Last"), "last"),
    ]
