"""Rows as text: CSV that is safe to open in a spreadsheet, JSON, JSON Lines.

The text does nothing to a terminal either: what is not drawn is written as an escape in JSON and
left out or replaced in CSV.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

RowT = TypeVar("RowT")
RowT_contra = TypeVar("RowT_contra", contravariant=True)

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins with one of these, behind blanks or not, is a formula to some spreadsheet."""


class Form(Protocol[RowT_contra]):
    """Makes text of the rows of a list, page by page."""

    def page(self, rows: Sequence[RowT_contra]) -> str:
        """The text of the next rows, behind what opens the list."""
        ...

    def end(self) -> str:
        """What closes the list, and opens it where there were no rows."""
        ...


class CsvForm(Generic[RowT]):
    """A line a row, under a line of names.

    Args:
        fields: the value of a row for each name, in order.
    """

    def __init__(self, fields: Mapping[str, Callable[[RowT], object]]) -> None:
        self._fields = fields
        self._begun = False

    def page(self, rows: Sequence[RowT]) -> str:
        """The next lines."""
        lines: list[list[object]] = [] if self._begun else [list(self._fields)]
        self._begun = True
        values = list(self._fields.values())
        lines += [[cell(value(row)) for value in values] for row in rows]
        return _csv(lines)

    def end(self) -> str:
        """Nothing closes a CSV file."""
        return self.page(())


class JsonForm(Generic[RowT]):
    """An array with an object a line.

    Args:
        as_object: a row as JSON's types.
        wide: whether letters beyond ASCII may stand as they are.
    """

    def __init__(self, as_object: Callable[[RowT], dict[str, Any]], *, wide: bool = True) -> None:
        self._as_object = as_object
        self._wide = wide
        self._begun = False

    def page(self, rows: Sequence[RowT]) -> str:
        """The next objects."""
        text = ",\n".join(to_json(self._as_object(row), wide=self._wide) for row in rows)
        opening = ",\n" if self._begun else "[\n"
        self._begun = self._begun or bool(rows)
        return opening + text if rows else ""

    def end(self) -> str:
        """The end of the array."""
        return "\n]\n" if self._begun else "[]\n"


class LinesForm(Generic[RowT]):
    """JSON Lines: an object a line and nothing else.

    Args:
        as_object: a row as JSON's types.
    """

    def __init__(self, as_object: Callable[[RowT], dict[str, Any]]) -> None:
        self._as_object = as_object

    def page(self, rows: Sequence[RowT]) -> str:
        """The next lines."""
        return "".join(f"{to_json(self._as_object(row))}\n" for row in rows)

    def end(self) -> str:
        """Nothing closes it."""
        return ""


def spreadsheet_safe(text: str) -> str:
    """The text as one that no spreadsheet runs: an apostrophe leads what looks like a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def cell(value: object) -> object:
    """A value as a cell of a spreadsheet: no formula, nothing that acts on a terminal."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, int | float):
        return value
    return spreadsheet_safe(drawn(plain(value)))


def drawn(text: str) -> str:
    """The text in one line with nothing in it that is not drawn.

    Line ends and tabs become spaces; characters that only form others (writing direction, zero
    width) are left out; controls and lone surrogates become U+FFFD.
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else _instead(sign) for sign in text)


def _instead(sign: str) -> str:
    import unicodedata

    if sign.isspace() and sign not in "\x1c\x1d\x1e\x1f":
        return " "
    return "" if unicodedata.category(sign) == "Cf" else "\N{REPLACEMENT CHARACTER}"


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


def to_json(value: object, *, wide: bool = True, indent: int | None = None) -> str:
    """JSON that does nothing to a terminal.

    Args:
        value: JSON's types, and times.
        wide: whether letters beyond ASCII may stand as they are.
        indent: spaces a level; None for one line.
    """
    import json

    text = json.dumps(value, default=_default, ensure_ascii=not wide, indent=indent)
    return text.translate(_VISIBLE)


def _default(value: object) -> object:
    return iso(value) if isinstance(value, datetime) else str(value)


class _Visible(dict[int, str]):
    """How JSON shows each character: raw where a terminal does nothing but draw it."""

    def __missing__(self, code: int) -> str:
        import json

        sign = chr(code)
        raw = sign.isprintable() or sign == "\n"
        shown = self[code] = sign if raw else json.dumps(sign)[1:-1]
        return shown


_VISIBLE = _Visible()


def _csv(lines: Sequence[Sequence[object]]) -> str:
    import csv
    import io

    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(lines)
    return buffer.getvalue()
