"""The requests of a profile as a record table asks for them: newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.record_table.source import Count, Position, Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.local.requests import Filter, Kept, KeptRequest
    from data.operations.history.history import History


class RequestSource:
    """The requests that contain every word of a filter.

    A request's key is its number, so that a window keeps its place while new ones come in.

    Attributes:
        counted: how many there were when they were counted last; None before.
    """

    def __init__(self, history: History, typed: str = "") -> None:
        # Not before somebody looks: the shell starts without it.
        from data.local.requests import Filter

        self._history = history
        self.which: Filter = Filter(typed)
        self.counted: Kept | None = None

    async def window(self, position: Position, size: int) -> Window[KeptRequest]:
        """Requests at a position."""

        def start(ordinal: Callable[[int], int], matched: int) -> int:
            return _first(position, size, ordinal, matched)

        part = await self._history.part(self.which, size, start)
        return Window(part.rows, part.first > 0, part.more, part.first)

    async def count(self) -> Count:
        """How many match of those that are kept."""
        self.counted = await self._history.count(self.which)
        return Count(self.counted.matched, self.counted.total)

    async def exact_count(self) -> Count:
        """The same: the log is short."""
        return await self.count()

    def id_of(self, row: KeptRequest) -> str:
        """A request's number."""
        return str(row.n)

    def key_of(self, row: KeptRequest) -> str:
        """Its place: the number too."""
        return str(row.n)


def _first(position: Position, size: int, ordinal: Callable[[int], int], matched: int) -> int:
    """Where a window begins; rows stand by falling number."""
    if position.end:
        return max(0, matched - size)
    if position.after is not None:
        return ordinal(int(position.after) - 1)
    if position.before is not None:
        return max(0, ordinal(int(position.before)) - size)
    if position.start is not None:
        return ordinal(int(position.start))
    return min(position.offset or 0, matched)
