"""The widget that shows a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from data.text import _
from widgets.active_keys import MOVING
from widgets.sheet.lines import Line, Piece, difference, wrap
from widgets.signs import current
from widgets.text import cut, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.events import Resize

LOOKS = ("head", "label", "ok", "warn", "error", "moving")


def _key(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, group=MOVING, id=f"sheet.{name}")


class Sheet(ScrollView, can_focus=True, inherit_bindings=False):
    """Text that scrolls. What is shown anew is compared with the old, and only the rest is sent.

    As a preview it does not take the focus, has no scroll bar (each of its cells would cost as much
    as a short line), and ends with a sign where there is more.
    """

    DEFAULT_CSS = """
    Sheet {
        width: 1fr;
        height: 1fr;
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & > .sheet--head { text-style: bold; }
        & > .sheet--label { color: $foreground 60%; }
        & > .sheet--ok { color: $text-success; }
        & > .sheet--warn { color: $text-warning; }
        & > .sheet--error { color: $text-error; }
        & > .sheet--moving { color: $text-accent; }
        &.-preview { overflow-y: hidden; }
        &:ansi {
            background: ansi_default;
            color: ansi_default;
            & > .sheet--label { color: ansi_default; }
            & > .sheet--ok { color: ansi_green; }
            & > .sheet--warn { color: ansi_yellow; }
            & > .sheet--error { color: ansi_red; }
            & > .sheet--moving { color: ansi_cyan; }
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"sheet--{look}" for look in LOOKS}
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("down,j", "scroll_down", _("Line down"), "down"),
        _key("up,k", "scroll_up", _("Line up"), "up"),
        _key("pagedown,ctrl+d", "page_down", _("Page down"), "page_down"),
        _key("pageup,ctrl+u", "page_up", _("Page up"), "page_up"),
        _key("home,g", "scroll_home", _("First line"), "first"),
        _key("end,G", "scroll_end", _("Last line"), "last"),
    ]

    def __init__(
        self,
        *,
        preview: bool = False,
        id: str | None = None,  # noqa: A002 -- Textual's name for it
    ) -> None:
        super().__init__(id=id)
        self.can_focus = not preview
        self.set_class(preview, "-preview")
        self.preview = preview
        self._source: Sequence[Line] = ()
        self._rows: list[tuple[Piece, ...]] = []

    @property
    def plain(self) -> str:
        """The text as it is shown, line by line."""
        return "\n".join("".join(words for words, _look in row) for row in self._rows)

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines; the view stays where it is as far as there are lines."""
        self._source = lines
        self._arrange()

    def _arrange(self) -> None:
        """Wrap, and have drawn what has become different."""
        before, cells = self._rows, self._cells
        if cells <= 0:
            return
        self._rows = list(wrap(self._source, cells))
        self._mark_more()
        if len(before) != len(self._rows) and not self.preview:
            self.virtual_size = Size(self.size.width, len(self._rows))
        top, height = int(self.scroll_offset.y), self.size.height
        for y in range(height):
            old = before[top + y] if top + y < len(before) else ()
            new = self._rows[top + y] if top + y < len(self._rows) else ()
            if old != new:
                first, last = difference(old, new)
                self.refresh(Region(1 + first, y, last - first, 1))

    @property
    def _cells(self) -> int:
        """Cells for text: a margin of one at either side."""
        return self.size.width - 2

    def _mark_more(self) -> None:
        height = self.size.height
        if self.preview and 0 < height < len(self._rows):
            more = _("{sign} more with Enter").format(sign=current().ellipsis)
            self._rows[height - 1 :] = [((cut(more, self._cells), "label"),)]

    def on_resize(self, _event: Resize) -> None:
        """Wrap anew."""
        self._arrange()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line of the view."""
        at = int(self.scroll_offset.y) + y
        plain = self.rich_style
        cells = self.size.width
        if at >= len(self._rows):
            return Strip.blank(cells, plain)
        segments = [Segment(" ", plain)]
        used = 1
        for words, look in self._rows[at]:
            style = self._style(look) if look else plain
            segments.append(Segment(words, style))
            used += width(words)
        segments.append(Segment(" " * (cells - used), segments[-1].style))
        return Strip(segments, cells).simplify()

    def _style(self, look: str) -> Style:
        return self.get_component_rich_style(f"sheet--{look}")
