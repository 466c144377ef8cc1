"""The keys of a record table."""

from __future__ import annotations

from textual.binding import Binding

from data.text import _


def bindings() -> list[Binding]:
    """The keys with their ids, described in the language in use."""
    return [
        Binding("down,j", "down", _("Next row"), show=False, id="table.down"),
        Binding("up,k", "up", _("Previous row"), show=False, id="table.up"),
        Binding("pagedown", "page_down", _("Next page"), show=False, id="table.page_down"),
        Binding("pageup", "page_up", _("Previous page"), show=False, id="table.page_up"),
        Binding("ctrl+d", "half_down", _("Half a page down"), show=False, id="table.half_down"),
        Binding("ctrl+u", "half_up", _("Half a page up"), show=False, id="table.half_up"),
        Binding("home,g", "first", _("First row"), show=False, id="table.first"),
        Binding("end,G", "last", _("Last row"), show=False, id="table.last"),
        Binding("space", "mark", _("Mark"), show=True, id="table.mark"),
        Binding(
            "shift+down", "extend_down", _("Mark downwards"), show=False, id="table.extend_down"
        ),
        Binding("shift+up", "extend_up", _("Mark upwards"), show=False, id="table.extend_up"),
        Binding("enter", "activate", _("Open"), show=True, id="table.open"),
        Binding("left,h", "columns_left", _("Columns to the left"), show=False, id="table.left"),
        Binding(
            "right,l", "columns_right", _("Columns to the right"), show=False, id="table.right"
        ),
    ]
