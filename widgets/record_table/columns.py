"""What a record table shows of a row, and which of it fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from widgets.text import Align

RowT = TypeVar("RowT")

LEAD = 3
"""Cells before the first column: the mark, the cursor, a space."""
GAP = 2
"""Cells between two columns."""
TAIL = 2
"""Cells behind the last column: room for the sign that there are more."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Text with a colour that only adds to it.

    Attributes:
        text: what is shown; it is cleaned and fitted by the table.
        style: one of the table's component classes without `record-table--`, such as `status-ok`.
    """

    text: str
    style: str = ""


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """One column. It has a fixed `width`, or takes a share of what the others leave.

    Attributes:
        key: its name in code and settings.
        title: its heading, translated.
        value: what it shows of a row.
        width: cells, fixed; 0 for a column that grows.
        flex: its share of the room that is left, against other growing columns.
        min_width: cells that a growing column needs to be shown.
        max_width: cells that a growing column stops at; 0 for no limit.
        align: where the text stands.
        sort: what the source calls an order by this column; None where there is none.
        hidden: whether it is left out until somebody asks for it.
        priority: where not all fit, those of a higher one are chosen first; the first always is.
    """

    key: str
    title: str
    value: Callable[[RowT], str | Cell]
    width: int = 0
    flex: int = 1
    min_width: int = 8
    max_width: int = 0
    align: Align = "left"
    sort: str | None = None
    hidden: bool = False
    priority: int = 0

    @property
    def needs(self) -> int:
        """The fewest cells it can be shown in."""
        return self.width or self.min_width


@dataclass(frozen=True)
class Placed(Generic[RowT]):
    """A column in its place: it begins at cell `x` and is `width` cells wide."""

    column: Column[RowT]
    x: int
    width: int


@dataclass(frozen=True)
class Layout(Generic[RowT]):
    """The columns that fit, from left to right.

    Attributes:
        placed: each with its place.
        width: cells of the whole line.
        more_right: whether columns are left out because they do not fit.
    """

    placed: tuple[Placed[RowT], ...]
    width: int
    more_right: bool = False

    def at(self, x: int) -> Column[RowT] | None:
        """The column at a cell, the gap behind it included."""
        for place in self.placed:
            if place.x <= x < place.x + place.width + GAP:
                return place.column
        return None


def arrange(columns: Sequence[Column[RowT]], width: int, skip: int = 0) -> Layout[RowT]:
    """Choose the columns that fit and divide the width among them.

    Args:
        columns: the columns that are wanted, in order.
        width: cells of the line.
        skip: 0 to choose by priority; n to show, behind the first column, those from the n-th on.

    Returns:
        The layout; it holds the first column at least, cut if need be.
    """
    if not columns:
        return Layout((), width)
    room = max(1, width - LEAD - TAIL)
    chosen = _by_priority(columns, room) if skip == 0 else _from(columns, room, skip)
    more_right = len(chosen) < len(columns) if skip == 0 else chosen[-1] is not columns[-1]
    placed = []
    x = LEAD
    for column, cells in zip(chosen, _widths(chosen, room), strict=True):
        placed.append(Placed(column, x, cells))
        x += cells + GAP
    return Layout(tuple(placed), width, more_right)


def _total(columns: Sequence[Column[RowT]]) -> int:
    return sum(column.needs for column in columns) + GAP * (len(columns) - 1)


def _by_priority(columns: Sequence[Column[RowT]], room: int) -> list[Column[RowT]]:
    """The first column, and of the others those that still fit, the important ones first."""
    chosen = {0}
    taken = columns[0].needs
    for index in sorted(range(1, len(columns)), key=lambda at: (-columns[at].priority, at)):
        if taken + GAP + columns[index].needs <= room:
            chosen.add(index)
            taken += GAP + columns[index].needs
    return [columns[index] for index in sorted(chosen)]


def _from(columns: Sequence[Column[RowT]], room: int, skip: int) -> list[Column[RowT]]:
    chosen = [columns[0]]
    for column in columns[skip:]:
        if len(chosen) > 1 and _total([*chosen, column]) > room:
            break
        chosen.append(column)
    return chosen


def _widths(columns: Sequence[Column[RowT]], room: int) -> list[int]:
    """Cells for each column: what it needs, and for those that grow their share of the rest."""
    widths = [column.needs for column in columns]
    spare = room - GAP * (len(columns) - 1) - sum(widths)
    growing = [index for index, column in enumerate(columns) if not column.width and column.flex]
    while spare > 0 and growing:
        shares = sum(columns[index].flex for index in growing)
        given = 0
        for index in growing:
            limit = columns[index].max_width or room
            more = min(max(1, spare * columns[index].flex // shares), spare - given)
            more = max(0, min(more, limit - widths[index]))
            widths[index] += more
            given += more
        growing = [i for i in growing if widths[i] < (columns[i].max_width or room)]
        spare -= given
    # Where even these do not fit, the columns at the right are cut, the first one last.
    for index in range(len(widths) - 1, -1, -1):
        if spare < 0:
            cut = min(-spare, widths[index] - 1)
            widths[index] -= cut
            spare += cut
    return widths
