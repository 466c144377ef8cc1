"""The keys of a record table."""

from __future__ import annotations

from textual.binding import Binding

from data.text import _
from widgets.active_keys import MOVING


def bindings() -> list[Binding]:
    """The keys with their ids, described in the language in use; what is done with rows first."""
    return [
        Binding("enter", "activate", _("Open"), show=True, id="table.open"),
        Binding("space", "mark", _("Mark"), show=True, id="table.mark"),
        Binding(
            "shift+down", "extend_down", _("Mark downwards"), show=False, id="table.extend_down"
        ),
        Binding("shift+up", "extend_up", _("Mark upwards"), show=False, id="table.extend_up"),
        _move("down,j", "down", _("Next row"), "down"),
        _move("up,k", "up", _("Previous row"), "up"),
        _move("pagedown", "page_down", _("Next page"), "page_down"),
        _move("pageup", "page_up", _("Previous page"), "page_up"),
        _move("ctrl+d", "half_down", _("Half a page down"), "half_down"),
        _move("ctrl+u", "half_up", _("Half a page up"), "half_up"),
        _move("home,g", "first", _("First row"), "first"),
        _move("end,G", "last", _("Last row"), "last"),
        _move("left,h", "columns_left", _("Columns to the left"), "left"),
        _move("right,l", "columns_right", _("Columns to the right"), "right"),
    ]


def _move(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, group=MOVING, id=f"table.{name}")
