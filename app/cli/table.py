"""A table of text whose rows come in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TextIO, TypeVar

from data.operations.forms import plain
from widgets.text import clean, fit, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.cli.output import Column

RowT = TypeVar("RowT")

GAP = "  "
NARROWEST = 8
"""Cells that a column keeps when the terminal is too narrow for all of them."""
WIDEST = 40
"""Cells up to which a column lines up where nothing is cut; a longer text pushes its own row."""


class TableRecords(Generic[RowT]):
    """Writes a table. The first page decides how wide its columns are.

    On a terminal a row takes one line and what does not fit is cut; elsewhere nothing is ever cut.
    """

    def __init__(self, stream: TextIO, columns: Sequence[Column[RowT]], cells: int | None) -> None:
        """Prepare a table.

        Args:
            stream: where it goes.
            columns: its columns; those without a title are left out.
            cells: the width of the terminal; None where there is none.
        """
        self._stream = stream
        self._columns = [column for column in columns if column.title]
        self._cells = cells
        self._widths: list[int] | None = None

    def write(self, rows: Sequence[RowT]) -> None:
        """Write rows, and the heads before the first ones."""
        lines = [[clean(plain(column.value(row))) for column in self._columns] for row in rows]
        if self._widths is None and lines:
            heads = [clean(column.title) for column in self._columns]
            self._widths = self._measure([heads, *lines])
            lines.insert(0, heads)
        self._stream.writelines(self._line(line) for line in lines)
        self._stream.flush()

    def end(self) -> None:
        """A table ends with its last row."""

    def _measure(self, lines: Sequence[Sequence[str]]) -> list[int]:
        widths = [max(map(width, cells)) for cells in zip(*lines, strict=True)]
        if self._cells is None:
            widths = [min(room, WIDEST) for room in widths]
        else:
            spare = self._cells - len(GAP) * (len(widths) - 1)
            while sum(widths) > spare and max(widths) > NARROWEST:
                widths[widths.index(max(widths))] -= 1
        return widths

    def _line(self, cells: Sequence[str]) -> str:
        shown = []
        for column, text, room in zip(self._columns, cells, self._widths or (), strict=True):
            keep = self._cells is None and width(text) > room
            shown.append(text if keep else fit(text, room, column.align))
        return GAP.join(shown).rstrip() + "\n"
