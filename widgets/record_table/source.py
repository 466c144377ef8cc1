"""Where a record table's rows come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a list. Exactly one of the fields is meant; all empty is the beginning.

    Attributes:
        offset: an ordinal, 0 the first row; for jumps (slow at great depth, right at once).
        after: the key of a row; the window begins behind it.
        before: the key of a row; the window ends before it.
        start: the key of a row, or of one that was there; the window begins there.
        end: the last rows.
    """

    offset: int | None = None
    after: str | None = None
    before: str | None = None
    start: str | None = None
    end: bool = False


# Without slots: with them Python 3.11 cannot make a `Window[Row](...)`.
@dataclass(frozen=True)
class Window(Generic[RowT]):
    """Rows that stand together in the list, in its order.

    Attributes:
        rows: at most as many as were asked for.
        has_previous: whether rows stand before the first.
        has_next: whether rows stand behind the last.
        offset: the first row's ordinal where the source knows it.
    """

    rows: Sequence[RowT]
    has_previous: bool
    has_next: bool
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a list has.

    Attributes:
        matched: rows that the filter lets through.
        total: rows without the filter.
        exact: False where there are more than `matched`.
    """

    matched: int
    total: int
    exact: bool = True


class Source(Protocol[RowT]):
    """What a record table asks. Calls may raise: the table shows it and keeps its rows."""

    async def window(self, position: Position, size: int) -> Window[RowT]:
        """Rows at a position, in the list's order."""
        ...

    async def count(self) -> Count:
        """How many rows there are, perhaps only "more than so many"."""
        ...

    async def exact_count(self) -> Count:
        """How many rows there are exactly; may take its time."""
        ...

    def id_of(self, row: RowT) -> str:
        """The row's identity; marks and the cursor are kept by it."""
        ...

    def key_of(self, row: RowT) -> str:
        """The row's place in the present sort order, for `Position`."""
        ...
