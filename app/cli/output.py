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
    """Standard output in the format that was asked for.

    Attributes:
        begun: whether anything was written, so that a failure would not stand alone there.
    """

    def __init__(self, form: str | None, terminal: Terminal) -> None:
        self._form = form
        self._terminal = terminal
        self.begun = False

    @property
    def stream(self) -> TextIO:
        """Where data goes; from now on something is there."""
        self.begun = True
        return sys.stdout

    @property
    def takes_failure(self) -> bool:
        """Whether what went wrong goes here as an object: JSON was asked for, nothing stands."""
        return self._form == "json" and not self.begun

    def failed(self, value: dict[str, Any]) -> None:
        """Write what went wrong in the place of data."""
        self.one(value, lambda: ())

    def _open(self) -> TextIO:
        return self.stream

    def records(
        self, columns: Sequence[Column[RowT]], as_object: Callable[[RowT], dict[str, Any]]
    ) -> Records[RowT]:
        """A writer for a list.

        Args:
            columns: its columns, for CSV and the table.
            as_object: a row as the object that JSON shows.
        """
        if self._form == "json":
            return _Formed(self._open, JsonForm(as_object, wide=is_wide(sys.stdout)))
        if self._form == "csv":
            return _Formed(self._open, CsvForm({one.key: one.value for one in columns}))
        from app.cli.table import TableRecords

        width = self._terminal.columns if sys.stdout.isatty() else None
        return TableRecords(self.stream, columns, width)

    def one(self, value: dict[str, Any], lines: Callable[[], Iterable[str]]) -> None:
        """Write one object: as JSON, or as lines of text."""
        if self._form == "json":
            text = to_json(value, wide=is_wide(sys.stdout), indent=2)
            self.stream.write(f"{text}\n")
        else:
            self.stream.writelines(f"{line}\n" for line in lines())


class _Formed(Generic[RowT]):
    """Writes the pages that a form makes."""

    def __init__(self, opened: Callable[[], TextIO], form: Form[RowT]) -> None:
        self._opened = opened
        self._form = form

    def write(self, rows: Sequence[RowT]) -> None:
        """Write rows."""
        text = self._form.page(rows)
        if text:
            stream = self._opened()
            stream.write(text)
            stream.flush()

    def end(self) -> None:
        """Close the list."""
        self._opened().write(self._form.end())


def is_wide(stream: TextIO) -> bool:
    """Whether a stream's encoding carries every letter."""
    return (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"
