"""From rows to lines of segments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from rich.segment import Segment
from textual.strip import Strip

from widgets.record_table.columns import LEAD, TAIL, Cell, Layout
from widgets.sheet.lines import Line, wrap
from widgets.signs import current
from widgets.text import clean, cut, fit, width

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rich.style import Style

    from widgets.record_table.columns import Placed

RowT = TypeVar("RowT")

CURSOR, MARKED = 1, 2
"""Bits of a line's state."""

_MOST_LINES = 512


@dataclass(slots=True)
class _Line(Generic[RowT]):
    """What was drawn of a row: its cells, and a line for each state it was seen in."""

    row: RowT | None
    cells: tuple[tuple[str, str], ...]
    strips: dict[int, Strip] = field(default_factory=dict)


class Painter(Generic[RowT]):
    """Draws lines, each once: the same row in the same state is the same strip.

    Few style changes are sent: neighbours of one style are one segment, the cursor's line is one
    style from end to end.
    """

    def __init__(self, layout: Layout[RowT], looks: Mapping[str, Style]) -> None:
        """Begin with nothing drawn.

        Args:
            layout: the columns in their places.
            looks: a style for each component class without its prefix, and for "" the plain one.
        """
        self._layout = layout
        self._looks = looks
        self._lines: dict[str, _Line[RowT]] = {}
        self._fixed: dict[object, Strip] = {}
        self._said = ""
        self._sayings: list[Strip] = []

    def row(self, row: RowT, row_id: str, state: int) -> Strip:
        """The line of a row."""
        line = self._lines.get(row_id)
        if line is None or line.row is not row:
            line = self._draw(row, row_id, line)
        strip = line.strips.get(state)
        if strip is None:
            strip = line.strips[state] = self._strip(line.cells, state)
        return strip

    def renew(self) -> None:
        """Look at each row anew when it is drawn next: what it says of time may be another."""
        for line in self._lines.values():
            line.row = None

    def missing(self, state: int) -> Strip:
        """The line of a row that is not here yet."""
        return self._once(("missing", state), lambda: self._strip(self._missing(), state))

    def words(self, text: str, number: int) -> Strip:
        """A line of what is said in the place of rows; empty behind the last.

        Args:
            text: sentences; they are broken between words.
            number: which line, from 0.
        """
        if text != self._said:
            self._said, room = text, self._layout.width - LEAD - TAIL
            rows = wrap([Line(((clean(text), ""),))], max(1, room))
            said = ["".join(piece for piece, _look in row).rstrip() for row in rows]
            self._sayings = [
                self._line([(cut(" " * LEAD + row, self._layout.width), "dim")]) for row in said
            ]
        return self._sayings[number] if number < len(self._sayings) else self.blank()

    def blank(self) -> Strip:
        """An empty line."""
        return self._once("blank", lambda: self._line([]))

    def header(self, sorted_by: str | None, *, descending: bool) -> Strip:
        """The headings, with a sign at the one that the list is sorted by."""

        def draw() -> Strip:
            text, x = "", 0
            for place in self._layout.placed:
                title = _title(place, sorted_by, descending=descending)
                text += " " * (place.x - x) + title
                x = place.x + width(title)
            if self._layout.more_right:
                text = fit(text, self._layout.width - 1) + current().separator
            return self._line([(cut(text, self._layout.width), "header")], "header")

        return self._once(("header", sorted_by, descending), draw)

    def _once(self, key: object, draw: Callable[[], Strip]) -> Strip:
        strip = self._fixed.get(key)
        if strip is None:
            strip = self._fixed[key] = draw()
        return strip

    def _missing(self) -> tuple[tuple[str, str], ...]:
        widths = [place.width for place in self._layout.placed]
        signs = [current().ellipsis, *[""] * len(widths)]
        return tuple((fit(sign, cells), "dim") for sign, cells in zip(signs, widths, strict=False))

    def _draw(self, row: RowT, row_id: str, line: _Line[RowT] | None) -> _Line[RowT]:
        """Note what a row looks like; an equal look keeps its strips."""
        cells = self._cells(row)
        if line is not None and line.cells == cells:
            line.row = row
            return line
        if len(self._lines) >= _MOST_LINES:
            for old in list(self._lines)[: _MOST_LINES // 2]:
                del self._lines[old]
        line = self._lines[row_id] = _Line(row, cells)
        return line

    def _cells(self, row: RowT) -> tuple[tuple[str, str], ...]:
        return tuple(_cell(place, row) for place in self._layout.placed)

    def _strip(self, cells: tuple[tuple[str, str], ...], state: int) -> Strip:
        signs = current()
        mark = signs.mark if state & MARKED else " "
        sign = signs.cursor if state & CURSOR else " "
        parts = [(mark, "mark" if state & MARKED else ""), (f"{sign} ", "")]
        x = LEAD
        for place, (text, style) in zip(self._layout.placed, cells, strict=True):
            if place.x > x:
                parts.append((" " * (place.x - x), ""))
            parts.append((text, style))
            x = place.x + place.width
        if state & CURSOR:
            return self._line([("".join(text for text, _style in parts), "cursor")], "cursor")
        return self._line(parts)

    def _line(self, parts: list[tuple[str, str]], rest: str = "") -> Strip:
        """Segments of these parts, as few as can be, and blanks to the end of the line."""
        used = sum(width(text) for text, _style in parts)
        parts = [*parts, (" " * (self._layout.width - used), rest)]
        plain = self._looks[""]
        segments: list[Segment] = []
        held, look = "", plain
        for text, style in parts:
            wanted = self._looks.get(style, plain)
            if wanted is look or (not text.strip() and _same_blank(look, wanted)):
                held += text
                continue
            if held:
                segments.append(Segment(held, look))
            held, look = text, wanted
        if held:
            segments.append(Segment(held, look))
        return Strip(segments, self._layout.width)


def _cell(place: Placed[RowT], row: RowT) -> tuple[str, str]:
    value = place.column.value(row)
    text, style = (value.text, value.style) if isinstance(value, Cell) else (value, "")
    return fit(text, place.width, place.column.align), style


def _title(place: Placed[RowT], sorted_by: str | None, *, descending: bool) -> str:
    """A heading; the sign of order takes a cell of the gap where the title leaves it no other."""
    column, cells = place.column, place.width
    if column.key != sorted_by or cells < 3:
        return fit(column.title, cells, column.align)
    signs = current()
    sign = signs.sort_down if descending else signs.sort_up
    title = fit(column.title, min(cells, width(clean(column.title))))
    if width(title) + width(sign) < cells:
        sign = f" {sign}"
    return fit(title + sign, max(cells, width(title + sign)), column.align)


def _same_blank(one: Style, other: Style) -> bool:
    """Whether a space looks the same in both."""
    return one.bgcolor == other.bgcolor and not any(
        look.underline or look.reverse or look.strike for look in (one, other)
    )
