"""The rows that are held: one run of them, around what is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from widgets.record_table.source import Window

RowT = TypeVar("RowT")


class Rows(Generic[RowT]):
    """Rows that stand together in a list, each under its ordinal.

    Ordinals are exact where the source says so or an end of the list was seen; between, they are
    a good guess, and are put right without anybody seeing it when an end comes in sight.

    Attributes:
        first: the ordinal of the first row held.
        has_previous: whether rows stand before the first.
        has_next: whether rows stand behind the last.
        expected: how many rows the list is said to have.
        keep: how many rows to hold at most; the rest is asked for again when needed.
    """

    def __init__(self, id_of: Callable[[RowT], str], keep: int) -> None:
        """Begin with nothing.

        Args:
            id_of: a row's identity.
            keep: how many rows to hold at most.
        """
        self.first = 0
        self.has_previous = False
        self.has_next = False
        self.expected = 0
        self._exact = False
        self._id_of = id_of
        self.keep = keep
        self._rows: list[RowT] = []
        self._ids: dict[str, int] = {}
        # Ordinals move when rows are put before the first; serials in the index do not.
        self._origin = 0

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[RowT]:
        return iter(self._rows)

    @property
    def end(self) -> int:
        """The ordinal behind the last row held."""
        return self.first + len(self._rows)

    @property
    def extent(self) -> int:
        """How many rows the list has, as far as is known."""
        return max(self.end + 1, self.expected) if self.has_next else self.end

    def get(self, ordinal: int) -> RowT | None:
        """The row at an ordinal, if it is held."""
        index = ordinal - self.first
        return self._rows[index] if 0 <= index < len(self._rows) else None

    def find(self, row_id: str) -> int | None:
        """The ordinal of a row, if it is held."""
        serial = self._ids.get(row_id)
        return None if serial is None else serial - self._origin + self.first

    @property
    def last(self) -> RowT | None:
        """The last row held."""
        return self._rows[-1] if self._rows else None

    def replace(self, window: Window[RowT], first: int) -> int:
        """Hold this window instead.

        Args:
            window: rows.
            first: where the first of them is thought to stand.

        Returns:
            By how much that was wrong, if it is known better now.
        """
        self._origin = 0
        self._ids = {}
        self._rows = self._fresh(window)
        self._ids = {self._id_of(row): index for index, row in enumerate(self._rows)}
        self.has_previous, self.has_next = window.has_previous, window.has_next
        self.first = first
        return self._settle(window)

    def append(self, window: Window[RowT]) -> int:
        """Hold the rows behind the last, too; those of the other end may be let go.

        Returns:
            By how much ordinals were wrong, if it is known better now.
        """
        fresh = self._fresh(window)
        serial = self._origin + len(self._rows)
        self._ids.update((self._id_of(row), serial + at) for at, row in enumerate(fresh))
        self._rows += fresh
        # A window that brings nothing new is the end, whatever it says: no row is asked for twice.
        self.has_next = window.has_next and bool(fresh)
        surplus = len(self._rows) - self.keep
        if surplus > 0:
            self._let_go(self._rows[:surplus])
            del self._rows[:surplus]
            self._origin += surplus
            self.first += surplus
            self.has_previous = True
        return self._settle(None)

    def prepend(self, window: Window[RowT]) -> int:
        """Hold the rows before the first, too; those of the other end may be let go.

        Returns:
            By how much ordinals were wrong, if it is known better now.
        """
        fresh = self._fresh(window)
        self._origin -= len(fresh)
        self._ids.update((self._id_of(row), self._origin + at) for at, row in enumerate(fresh))
        self._rows = fresh + self._rows
        self.first -= len(fresh)
        self.has_previous = window.has_previous and bool(fresh)
        if len(self._rows) > self.keep:
            self._let_go(self._rows[self.keep :])
            del self._rows[self.keep :]
            self.has_next = True
        return self._settle(window)

    def change(self, rows: Iterable[RowT]) -> bool:
        """Put new rows in the place of those with the same id; whether any was held."""
        changed = False
        for row in rows:
            serial = self._ids.get(self._id_of(row))
            if serial is not None:
                self._rows[serial - self._origin] = row
                changed = True
        return changed

    def counted(self, matched: int, *, exact: bool) -> int:
        """Take note of how many rows the list is said to have.

        Returns:
            By how much ordinals were wrong, if it is known better now.
        """
        self.expected, self._exact = matched, exact
        if exact and self._rows and self.has_previous and not self.has_next:
            delta = matched - self.end
            self.first += delta
            return delta
        return 0

    def _fresh(self, window: Window[RowT]) -> list[RowT]:
        """The rows of a window that are not held, each once."""
        fresh = {self._id_of(row): row for row in window.rows}
        return [row for row_id, row in fresh.items() if row_id not in self._ids]

    def _let_go(self, rows: list[RowT]) -> None:
        for row in rows:
            del self._ids[self._id_of(row)]

    def _settle(self, window: Window[RowT] | None) -> int:
        """Put ordinals right by what is certain; the correction."""
        first = self.first
        if window is not None and window.offset is not None:
            first = window.offset
        elif not self.has_previous:
            first = 0
        elif first < 1:
            first = 1
        delta = first - self.first
        self.first = first
        if not self._exact:
            self.expected = max(0, self.expected + delta)
        if not self.has_next:
            self.expected = self.end
        return delta
