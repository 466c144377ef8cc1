"""Data on standard output: as a table, as JSON, as CSV; written as it comes, never all at once."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TextIO, TypeVar

from data.operations.forms import CsvForm, JsonForm, to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from app.terminal import Terminal
    from data.operations.forms import Form

RowT = TypeVar("RowT")
RowT_contra = TypeVar("RowT_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """A column of a list.

    Attributes:
        key: its name in CSV.
        value: the cell of a row; None is an empty one.
        title: its head in a table, translated; empty where the table leaves it out.
        align: where the table puts its cells.
    """

    key: str
    value: Callable[[RowT], object]
    title: str = ""
    align: Literal["left", "right"] = "left"


class Records(Protocol[RowT_contra]):
    """Takes the rows of a list, page by page."""

    def write(self, rows: Sequence[RowT_contra]) -> None:
        """Write rows."""

    def end(self) -> None:
        """Write what closes the list."""


class Output:
    """Standard output in the format that was asked for."""

    def __init__(self, form: str | None, terminal: Terminal) -> None:
        self._form = form
        self._terminal = terminal

    @property
    def stream(self) -> TextIO:
        """Where data goes."""
        return sys.stdout

    def records(
        self, columns: Sequence[Column[RowT]], as_object: Callable[[RowT], dict[str, Any]]
    ) -> Records[RowT]:
        """A writer for a list.

        Args:
            columns: its columns, for CSV and the table.
            as_object: a row as the object that JSON shows.
        """
        if self._form == "json":
            return _Formed(self.stream, JsonForm(as_object, wide=is_wide(self.stream)))
        if self._form == "csv":
            return _Formed(self.stream, CsvForm({one.key: one.value for one in columns}))
        from app.cli.table import TableRecords

        width = self._terminal.columns if self.stream.isatty() else None
        return TableRecords(self.stream, columns, width)

    def one(self, value: dict[str, Any], lines: Callable[[], Iterable[str]]) -> None:
        """Write one object: as JSON, or as lines of text."""
        if self._form == "json":
            self.stream.write(to_json(value, wide=is_wide(self.stream), indent=2) + "\n")
        else:
            self.stream.writelines(f"{line}\n" for line in lines())


class _Formed(Generic[RowT]):
    """Writes the pages that a form makes."""

    def __init__(self, stream: TextIO, form: Form[RowT]) -> None:
        self._stream = stream
        self._form = form

    def write(self, rows: Sequence[RowT]) -> None:
        """Write rows."""
        self._stream.write(self._form.page(rows))
        self._stream.flush()

    def end(self) -> None:
        """Close the list."""
        self._stream.write(self._form.end())


def is_wide(stream: TextIO) -> bool:
    """Whether a stream's encoding carries every letter."""
    return (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"
