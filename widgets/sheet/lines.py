"""Lines of a sheet: pieces of text with a look, wrapped by cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from widgets.text import clean, cut, fit, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Piece = tuple[str, str]
"""Text and a look: one of the sheet's component classes without `sheet--`, or empty."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line before it is wrapped.

    Attributes:
        pieces: cleaned text, each with its look.
        indent: cells by which the lines that follow are moved in when it is too long.
    """

    pieces: tuple[Piece, ...] = ()
    indent: int = 0


def text(words: str, look: str = "", indent: int = 0) -> Line:
    """A line of one piece; `indent` moves in all of it."""
    return Line(((" " * indent + clean(words), look),), indent)


def head(words: str) -> list[Line]:
    """A title with a free line above it."""
    return [Line(), text(words, "head")]


def gap() -> Line:
    """A free line."""
    return Line()


def facts(label: str, values: Iterable[str], column: int) -> list[Line]:
    """A label, and beside it one line for each value.

    Args:
        label: stands before the first.
        values: at least one is shown; an empty one as a dash by whoever calls.
        column: cells before the values.
    """
    names = [label]
    return [
        Line(((fit(names.pop() if names else "", column), "label"), (clean(value), "")), column)
        for value in values
    ]


def wrap(lines: Sequence[Line], cells: int) -> Iterator[tuple[Piece, ...]]:
    """Lines that are no wider than so many cells, broken between words where that is possible."""
    for line in lines:
        if sum(width(words) for words, _look in line.pieces) <= cells:
            yield line.pieces
        else:
            yield from _broken(line, cells)


def _broken(line: Line, cells: int) -> Iterator[tuple[Piece, ...]]:
    indent = min(line.indent, cells // 2)
    row: list[Piece] = []
    used = 0
    for word, look in _words(line.pieces):
        rest = word
        if used + width(rest.rstrip()) > cells and row and used > indent:
            yield tuple(row)
            row, used = [(" " * indent, "")], indent
            rest = rest.lstrip()
        while width(rest.rstrip()) > cells - used:
            part = cut(rest, cells - used) or rest[:1]
            row.append((part, look))
            yield tuple(row)
            row, used = [(" " * indent, "")], indent
            rest = rest[len(part) :]
        row.append((rest, look))
        used += width(rest)
    if row:
        yield tuple(row)


def _words(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The words of pieces, each with the blanks behind it; blanks at a beginning stand alone."""
    for words, look in pieces:
        start = 0
        for at in range(1, len(words)):
            if words[at - 1] == " " and words[at] != " ":
                yield words[start:at], look
                start = at
        if words:
            yield words[start:], look


def difference(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[int, int]:
    """The cells, from the first to behind the last, in which two rows may look different."""
    before = [(sign, look) for words, look in old for sign in words]
    after = [(sign, look) for words, look in new for sign in words]
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    # A sign without a cell of its own changes the one before it.
    while same and any(width(row[same][0]) == 0 for row in (before, after) if same < len(row)):
        same -= 1
    cells = [sum(width(sign) for sign, _look in row) for row in (before, after)]
    return sum(width(sign) for sign, _look in after[:same]), max(cells)
