"""Data on standard output: as a table, as JSON, as CSV; written as it comes, never all at once."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TextIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from app.terminal import Terminal

RowT = TypeVar("RowT")
RowT_contra = TypeVar("RowT_contra", contravariant=True)


class _Visible(dict[int, str]):
    """How JSON shows each character: raw where a terminal does nothing but draw it."""

    def __missing__(self, code: int) -> str:
        import json

        sign = chr(code)
        raw = sign.isprintable() or sign == "\n"
        shown = self[code] = sign if raw else json.dumps(sign)[1:-1]
        return shown


_VISIBLE = _Visible()


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
            return _JsonRecords(self.stream, as_object)
        if self._form == "csv":
            return _CsvRecords(self.stream, columns)
        from app.cli.table import TableRecords

        width = self._terminal.columns if self.stream.isatty() else None
        return TableRecords(self.stream, columns, width)

    def one(self, value: dict[str, Any], lines: Callable[[], Iterable[str]]) -> None:
        """Write one object: as JSON, or as lines of text."""
        if self._form == "json":
            self.stream.write(to_json(value, self.stream, indent=2) + "\n")
        else:
            self.stream.writelines(f"{line}\n" for line in lines())


class _JsonRecords(Generic[RowT]):
    """An array with an object a line."""

    def __init__(self, stream: TextIO, as_object: Callable[[RowT], dict[str, Any]]) -> None:
        self._stream = stream
        self._as_object = as_object
        self._opening = "[\n"

    def write(self, rows: Sequence[RowT]) -> None:
        """Write rows."""
        for row in rows:
            self._stream.write(self._opening + to_json(self._as_object(row), self._stream))
            self._opening = ",\n"
        self._stream.flush()

    def end(self) -> None:
        """Close the array."""
        self._stream.write("[]\n" if self._opening == "[\n" else "\n]\n")


class _CsvRecords(Generic[RowT]):
    """A line a row, under a line of names."""

    def __init__(self, stream: TextIO, columns: Sequence[Column[RowT]]) -> None:
        import csv

        self._stream = stream
        self._columns = columns
        self._writer = csv.writer(stream, lineterminator="\n")
        self._writer.writerow([column.key for column in columns])

    def write(self, rows: Sequence[RowT]) -> None:
        """Write rows."""
        self._writer.writerows(
            [cell(column.value(row)) for column in self._columns] for row in rows
        )
        self._stream.flush()

    def end(self) -> None:
        """Nothing closes a CSV file."""


def cell(value: object) -> object:
    """A value as a cell of a spreadsheet: no formula, nothing that acts on a terminal."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, int | float):
        return value
    from data.operations.export import spreadsheet_safe
    from widgets.text import clean

    return spreadsheet_safe(clean(plain(value)))


def plain(value: object) -> str:
    """A value as text: times as the contract writes them, lists with spaces between."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, list | tuple):
        return " ".join(plain(item) for item in value)
    return str(value)


def iso(moment: datetime) -> str:
    """A time as the contract writes it: UTC, milliseconds, Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def to_json(value: object, stream: TextIO, *, indent: int | None = None) -> str:
    """JSON that does nothing to a terminal and that the stream's encoding can carry."""
    import json

    wide = (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"
    text = json.dumps(value, default=_default, ensure_ascii=not wide, indent=indent)
    return text.translate(_VISIBLE)


def _default(value: object) -> object:
    if isinstance(value, datetime):
        return iso(value)
    return str(value)
