"""Places in a sorted list: what a reader asks for and what it gets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence


class Key(NamedTuple):
    """A row's place in a sort order: its sort value and, among equals, its rowid."""

    value: str | int
    id: int


class Place(NamedTuple):
    """Where a window begins or ends. At most one field is set; none is the beginning.

    Attributes:
        offset: rows to leave out.
        after: behind this key.
        before: up to this key, without it.
        start: at this key or, if its row is gone, behind it.
        end: the last rows.
    """

    offset: int = 0
    after: Key | None = None
    before: Key | None = None
    start: Key | None = None
    end: bool = False

    @property
    def backward(self) -> bool:
        """Whether the rows are counted from the window's end."""
        return self.end or self.before is not None

    @property
    def bound(self) -> tuple[str, Key] | None:
        """How a row's key compares with a key in the list's order, if the place is one."""
        if self.after is not None:
            return ">", self.after
        if self.before is not None:
            return "<", self.before
        return None if self.start is None else (">=", self.start)


class Window(NamedTuple):
    """Keys that stand together, in the list's order, and whether there are more around them."""

    keys: Sequence[Key]
    has_previous: bool
    has_next: bool


def cut(found: Sequence[Key], place: Place, size: int) -> Window:
    """A window from one key more than asked for, if there are as many.

    Args:
        found: keys from the place on; from the window's end backward if the place is so counted.
        place: where they were asked for; a key's own row is taken to be there still.
        size: how many were wanted.
    """
    more = len(found) > size
    keys = found[:size]
    if place.backward:
        return Window(keys[::-1], has_previous=more, has_next=place.before is not None)
    begun = place.offset > 0 or place.after is not None
    return Window(keys, has_previous=begun, has_next=more)


def page_of(
    connection: sqlite3.Connection,
    query: str,
    values: Mapping[str, Any],
    place: Place,
    size: int,
    columns: Sequence[str] = ("id",),
    *,
    descending: bool = True,
) -> tuple[list[tuple[Any, ...]], Window]:
    """Rows of a query that stand together, and their keys.

    Args:
        connection: where to read.
        query: SQL up to the last condition; it selects `columns` first.
        values: of its parameters.
        place: by offset or behind or before a key.
        size: how many rows at most.
        columns: what the rows are in order of, without equals: a rowid, or a value and a rowid.
        descending: whether the list's order is from the last to the first.
    """
    sign, direction = ("<", "DESC") if descending is not place.backward else (">", "ASC")
    bound = ""
    more: dict[str, Any] = {"most": size + 1, "skip": place.offset}
    if place.bound is not None:
        marks = [f"key_{number}" for number, _ in enumerate(columns)]
        more |= dict(zip(marks, place.bound[1][-len(columns) :], strict=True))
        bound = f" AND ({', '.join(columns)}) {sign} (:{', :'.join(marks)})"
    order = ", ".join(f"{column} {direction}" for column in columns)
    found = connection.execute(
        f"{query}{bound} ORDER BY {order} LIMIT :most OFFSET :skip", {**values, **more}
    ).fetchall()
    keys = [Key(row[0], row[len(columns) - 1]) for row in found]
    rows = found[:size]
    return rows[::-1] if place.backward else rows, cut(keys, place, size)


def slice_of(keys: Sequence[Key], place: Place, size: int, *, descending: bool) -> Window:
    """A window of a list that is at hand.

    Args:
        keys: all of them, ascending.
        place: where the window is, in the list's order.
        size: how many keys at most.
        descending: whether the list's order is the other one.
    """
    last = len(keys)
    if place.backward:
        end = last if place.before is None else _index(keys, place.before, descending, descending)
        begin = max(0, end - size)
    else:
        begin = min(last, place.offset)
        if place.after is not None:
            begin = _index(keys, place.after, descending, not descending)
        elif place.start is not None:
            begin = _index(keys, place.start, descending, descending)
        end = min(last, begin + size)
    shown = keys[last - end : last - begin][::-1] if descending else keys[begin:end]
    return Window(shown, has_previous=begin > 0, has_next=end < last)


def _index(keys: Sequence[Key], key: Key, descending: bool, right: bool) -> int:
    at = bisect_right(keys, key) if right else bisect_left(keys, key)
    return len(keys) - at if descending else at
