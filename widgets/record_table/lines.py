"""A scrolling widget that sends the lines that look different, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.style import Style
    from textual.color import Color
    from textual.strip import Strip


class QuietBar(ScrollBar):
    """A scroll bar that sends the cells that look different."""

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Refresh, as Textual says; without regions, what looks different."""
        before = self._render_cache
        # Before it is mounted, Textual forgets regions.
        whole = not self.is_mounted or before.size != self.size
        if whole or regions or not repaint or layout or recompose:
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        self._layout_cache.clear()
        self._render_content()
        pairs = enumerate(zip(before.lines, self._render_cache.lines, strict=True))
        dirty = [Region(0, y, before.size.width, 1) for y, (old, new) in pairs if old != new]
        return super().refresh(*dirty) if dirty else self


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines that a subclass draws, kept as they were sent.

    Textual repaints regions and does not compare; and its cache of a widget's lines is for lines
    that do not move. Here a repaint draws the lines anew (a look-up each, where they were drawn
    before), compares them with what was sent and marks as dirty only those that differ. So a
    change of focus, style or data costs the lines that it changes. Borders, padding, tint and
    opacity are not drawn.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id, classes=classes)
        self._shown: list[Strip] = []
        self._looks: dict[str, Style] = {}
        self._back: Color | None = None

    # What a subclass says

    def draw(self, y: int) -> Strip:
        """The line at `y`, as wide as the widget; the same strip where it is the same line."""
        raise NotImplementedError

    def prepare(self, size: Size, looks: dict[str, Style]) -> None:
        """Get ready to draw lines of another size or look."""
        raise NotImplementedError

    def scrolled(self, top: int) -> None:
        """Somebody scrolled to this line, with the wheel or the scroll bar."""
        raise NotImplementedError

    # What a subclass calls

    @property
    def canvas(self) -> Size:
        """Cells that can be drawn in: all but the scroll bar."""
        width, height = self.size
        return Size(max(0, width - self.scrollbar_size_vertical), height)

    def repaint(self, lines: Iterable[int] | None = None) -> None:
        """Send what looks different.

        Args:
            lines: where to look; None for everywhere.
        """
        if not self.is_mounted:
            # Textual forgets regions.
            self._shown = []
            super().refresh()
        if self._outdated():
            return
        shown, dirty = self._shown, []
        width, height = self.canvas
        for y in range(height) if lines is None else lines:
            if 0 <= y < height:
                strip, before = self.draw(y), shown[y]
                if strip is not before:
                    shown[y] = strip
                    if strip != before:
                        dirty.append(Region(0, y, width, 1))
        if dirty:
            super().refresh(*dirty)

    def show_place(self, top: int, lines: int) -> None:
        """Tell Textual which line is the first and how many there are; nothing is repainted."""
        bar = self.vertical_scrollbar if self.show_vertical_scrollbar else None
        whole = Size(self.canvas.width, lines)
        if self.virtual_size != whole:
            self.set_reactive(Widget.virtual_size, whole)
            if bar is not None:
                bar.window_virtual_size = lines
        self.set_reactive(Widget.scroll_y, float(top))
        self.set_reactive(Widget.scroll_target_y, float(top))
        if bar is not None:
            bar.position = self._bar_position(top)

    # What Textual asks

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar, made when first asked for."""
        if self._vertical_scrollbar is None:
            bar = QuietBar(name="vertical", thickness=self.scrollbar_size_vertical)
            bar.display = False
            self._vertical_scrollbar = bar
            self.app._start_widget(self, bar)  # noqa: SLF001  # as the property that this replaces
        return self._vertical_scrollbar

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region."""
        if self._outdated():
            self.prepare(self.canvas, self._resolve())
            self._shown = [self.draw(y) for y in range(self.size.height)]
        strips = self._shown[crop.y : crop.bottom]
        back = self._back
        if back is not None:
            for line_filter in self.get_line_filters():
                strips = [strip.apply_filter(line_filter, back) for strip in strips]
        if crop.x > 0 or crop.right < self.canvas.width:
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """One line, without filters."""
        return self._shown[y] if y < len(self._shown) else self.draw(y)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Refresh, as Textual says; without regions, send the lines that look different."""
        if regions or not repaint or recompose or self._outdated():
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        looks = dict(self._looks)
        if self._resolve() != looks:
            self.prepare(self.canvas, self._looks)
        self.repaint()
        return super().refresh(repaint=False, layout=True) if layout else self

    def scroll_to(self, x: float | None = None, y: float | None = None, **options: Any) -> None:
        """Scroll at once: a moving picture is a repaint for every step."""
        options["animate"] = False
        super().scroll_to(x, y, **options)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the wheel and the scroll bar."""
        if round(old_value) != round(new_value):
            self.scrolled(round(new_value))

    def _outdated(self) -> bool:
        """Whether lines of this size have yet to be drawn."""
        (width, height), shown = self.canvas, self._shown
        return not shown or len(shown) != height or shown[0].cell_length != width

    def _resolve(self) -> dict[str, Style]:
        """Look the styles up."""
        prefix = len("record-table--")
        self._looks = {
            name[prefix:]: self.get_component_styles(name).rich_style
            for name in self._get_component_classes()
        }
        self._looks[""] = self.rich_style
        self._back = self.background_colors[1]
        return self._looks

    def _bar_position(self, top: int) -> float:
        """Where to put the scroll bar's thumb, in the steps that can be seen: an eighth of a cell.

        A thumb that would look the same is not drawn again.
        """
        rows, height = self.virtual_size.height, max(1, self.size.height)
        step = rows / (height * 8)
        return top if step <= 1 else int(top / step) * step
