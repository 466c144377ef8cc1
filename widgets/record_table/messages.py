"""What a record table says to its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from widgets.record_table.columns import Column
    from widgets.record_table.source import Count
    from widgets.record_table.table import RecordTable


class TableMessage(Message):
    """Said by a record table.

    Attributes:
        table: the one that says it.
    """

    def __init__(self, table: RecordTable[Any]) -> None:
        super().__init__()
        self.table = table

    @property
    def control(self) -> RecordTable[Any]:
        """The table, for selectors of `on`."""
        return self.table


class RowHighlighted(TableMessage, namespace="record_table"):
    """The cursor has rested on a row for a while, or the row under it has changed.

    Attributes:
        row: the row; None where the list has become empty.
    """

    def __init__(self, table: RecordTable[Any], row: Any) -> None:
        super().__init__(table)
        self.row = row


class RowActivated(TableMessage, namespace="record_table"):
    """A row was asked for, with Enter or a double click.

    Attributes:
        row: the row.
    """

    def __init__(self, table: RecordTable[Any], row: Any) -> None:
        super().__init__(table)
        self.row = row


class MarksChanged(TableMessage, namespace="record_table"):
    """Other rows are marked now.

    Attributes:
        ids: their ids, in the order of marking.
    """

    def __init__(self, table: RecordTable[Any], ids: tuple[str, ...]) -> None:
        super().__init__(table)
        self.ids = ids


class SortRequested(TableMessage, namespace="record_table"):
    """A heading was clicked; the owner sorts, or says why not.

    Attributes:
        column: the column; its `sort` is None where the source has no such order.
    """

    def __init__(self, table: RecordTable[Any], column: Column[Any]) -> None:
        super().__init__(table)
        self.column = column


class CountChanged(TableMessage, namespace="record_table"):
    """The source said how many rows there are.

    Attributes:
        count: what it said.
    """

    def __init__(self, table: RecordTable[Any], count: Count) -> None:
        super().__init__(table)
        self.count = count


class Failed(TableMessage, namespace="record_table"):
    """A request failed. The rows are as they were; the next key asks again.

    Attributes:
        error: what the source raised.
    """

    def __init__(self, table: RecordTable[Any], error: Exception) -> None:
        super().__init__(table)
        self.error = error
