"""Which part of a list is looked at, and which row the cursor is on."""

from __future__ import annotations


class View:
    """Cursor and top row, as ordinals. The cursor never leaves what is visible.

    When the cursor passes an edge the view moves by half a page, not by a row: on a slow line a
    repaint of everything then comes once in half a page of keys.

    Attributes:
        top: the ordinal of the first visible row.
        cursor: the ordinal of the row with the cursor.
        page: how many rows are visible, at least 1.
        extent: how many rows the list has, as far as is known.
    """

    __slots__ = ("cursor", "extent", "page", "top")

    def __init__(self) -> None:
        self.top = 0
        self.cursor = 0
        self.page = 1
        self.extent = 0

    @property
    def half(self) -> int:
        """Half a page, at least one row."""
        return max(1, self.page // 2)

    @property
    def max_top(self) -> int:
        """The greatest top that leaves no empty line below the last row."""
        return max(0, self.extent - self.page)

    def move(self, cursor: int) -> None:
        """Put the cursor on a row; where that is out of sight the view follows by half a page."""
        self.cursor = max(0, min(cursor, self.extent - 1))
        if self.cursor < self.top:
            self.top = min(self.cursor, self.top - self.half)
        elif self.cursor >= self.top + self.page:
            self.top = max(self.cursor - self.page + 1, self.top + self.half)
        self.top = max(0, min(self.top, self.max_top))

    def leap(self, rows: int) -> None:
        """Move view and cursor together; at an end of the list the cursor goes all the way."""
        before = self.top
        self.top = max(0, min(self.top + rows, self.max_top))
        if self.top == before:
            self.cursor = self.extent - 1 if rows > 0 else 0
        else:
            self.cursor += rows
        self.keep_in_sight()

    def scroll(self, top: int) -> None:
        """Move the view; the cursor is taken along by the edge."""
        self.top = max(0, min(top, self.max_top))
        self.keep_in_sight()

    def keep_in_sight(self) -> None:
        """Take the cursor to the nearest visible row."""
        self.cursor = max(self.top, min(self.cursor, self.top + self.page - 1, self.extent - 1))

    def fit(self, page: int, extent: int) -> None:
        """Take note of another height or another number of rows; the cursor stays in sight."""
        self.page = max(1, page)
        self.extent = extent
        self.cursor = max(0, min(self.cursor, extent - 1))
        if self.cursor < self.top:
            self.top = self.cursor
        elif self.cursor >= self.top + self.page:
            self.top = self.cursor - self.page + 1
        self.top = max(0, min(self.top, self.max_top))

    def shift(self, rows: int) -> None:
        """Number the rows anew, from so many further on; what is seen stays."""
        self.top += rows
        self.cursor += rows
