"""The request log as a record table asks for it: newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.record_table.source import Count, Position, Window

if TYPE_CHECKING:
    from data.client.trace import RequestLog, RequestRecord


class RequestSource:
    """The log's records that contain every word of a filter.

    A record's key is its number, so that a window keeps its place while new ones come in.
    """

    def __init__(self, log: RequestLog, typed: str = "") -> None:
        self._log = log
        self._words = typed.casefold().split()

    async def window(self, position: Position, size: int) -> Window[RequestRecord]:
        """Records at a position."""
        rows = self._rows()
        first = self._ordinal(rows, position, size)
        window = rows[first : first + size]
        return Window(window, first > 0, first + len(window) < len(rows), first)

    async def count(self) -> Count:
        """How many match of those that are kept, of how many that there were."""
        return Count(len(self.matching()), self._log.made)

    async def exact_count(self) -> Count:
        """The same: the log is short."""
        return await self.count()

    def matching(self) -> list[RequestRecord]:
        """All that match, oldest first."""
        return [record for record in self._log if self._matches(record)]

    def id_of(self, row: RequestRecord) -> str:
        """A record's number."""
        return str(row.n)

    def key_of(self, row: RequestRecord) -> str:
        """Its place: the number too."""
        return str(row.n)

    def _rows(self) -> list[RequestRecord]:
        return self.matching()[::-1]

    def _matches(self, record: RequestRecord) -> bool:
        text = (
            f"{record.operation} {record.method} {record.target} {record.status}"
            f" {record.error} {record.tracking_id}"
        ).casefold()
        return all(word in text for word in self._words)

    @staticmethod
    def _ordinal(rows: list[RequestRecord], position: Position, size: int) -> int:
        """Where a window begins; rows stand by falling number."""
        if position.end:
            return max(0, len(rows) - size)
        if position.after is not None:
            return sum(row.n >= int(position.after) for row in rows)
        if position.before is not None:
            return max(0, sum(row.n > int(position.before) for row in rows) - size)
        if position.start is not None:
            return sum(row.n > int(position.start) for row in rows)
        return min(position.offset or 0, len(rows))
