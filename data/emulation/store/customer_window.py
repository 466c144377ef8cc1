"""Windows of the customer list: some rows at any place of any sort order.

A list by name with a text is read from the text index, whose hits come in that order. Otherwise
there are two strategies, the cheaper one by the kept counters and the number of hits:

* *walk*: along the index of the sort order, testing what stands in it; good where many pass. With
  a text the walk has to look at rows, so it has a budget and is given up for the other.
* *gather*: find all that pass by another index, then sort; good where few do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.store import gathering
from data.emulation.store.customer_counts import by_state, estimate
from data.emulation.store.customer_keys import SORTS, Finder, Query
from data.emulation.store.name_stream import stream
from data.emulation.store.positions import Key, Place, Window, cut, slice_of

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.customer_text import Match

__all__ = ["SORTS", "Query", "window"]

FEW: Final = 1_000
"""So many hits of a text are gathered also where the text index could give them in order."""
STEPS: Final = 25
"""Looking a row up takes as long as so many steps along an index (a million customers)."""
LOOK_UPS: Final = 8_000
"""Rows that a walk with a text looks at, more or less, before it is given up."""
LISTED: Final = 12_000
"""A text with fewer hits has them all listed before a walk, which then looks up none but those."""
PATIENCE: Final = 4
"""A walk among listed hits is given up at so many times the steps that it should take."""


def window(connection: sqlite3.Connection, query: Query, place: Place, size: int) -> Window:
    """The keys at a place of the list.

    Args:
        connection: where to read; one consistent state.
        query: the list.
        place: where in it.
        size: how many keys at most, 1 or more.
    """
    keys = _all_keys(connection, query, size)
    if keys is not None:
        return slice_of(keys, place, size, descending=query.descending)
    shown = cut(_next_keys(Finder(connection, query, place), size + 1), place, size)
    if place.start is None:
        return shown
    before = _next_keys(Finder(connection, query, Place(before=place.start)), 1)
    return shown._replace(has_previous=bool(before))


def _all_keys(connection: sqlite3.Connection, query: Query, size: int) -> list[Key] | None:
    """Every key of a list that is short, None of one that is long."""
    only, text, column = query.only, query.text, query.sort.column
    if text is None and not only.narrow:
        return None
    gather = gathering.Gather(connection, only, text, query.now)
    known = gather.known(column)
    if known is not None:
        return known
    if text is not None:
        most = FEW if _streams(query) else gathering.MOST
        keys = gather.collect(column, text.candidates(most + 1), most)
        if keys is not None or not only.narrow:
            return keys
    passing, moved, walked = estimate(connection, only, query.now)
    dear = (passing + moved) * passing * STEPS > size * walked
    if passing + moved > gathering.MOST or (text is None and dear):
        return None
    return gather.collect(column, by_state(only))


def _next_keys(finder: Finder, n: int) -> list[Key]:
    """The next keys of a list that is long."""
    text = finder.query.text
    if text is None:
        return finder.walk(n)
    if _streams(finder.query):
        found = stream(finder, n, LOOK_UPS)
        if found is not None:
            return found
    if _hits(finder, text.candidates(LISTED)) < LISTED:
        return _next_listed(finder, n, text)
    steps, candidates = LOOK_UPS, text.candidates()
    if finder.query.only.narrow:
        only, now = finder.query.only, finder.query.now
        passing, moved, walked = estimate(finder.connection, only, now)
        # Only what passes by status and packages is looked up; the rest costs a step.
        steps = min(STEPS, walked // max(1, passing)) * LOOK_UPS
        if passing + moved < LOOK_UPS * STEPS // 4:
            candidates = by_state(only)
    return _walk_or_sort(finder, n, steps, candidates)


def _streams(query: Query) -> bool:
    """Whether the text index gives the list in its order."""
    return query.text is not None and query.text.streams and query.sort == SORTS["name"]


def _next_listed(finder: Finder, n: int, text: Match) -> list[Key]:
    """The next keys where a text has more hits than are gathered, but not very many.

    Those that begin with the text stand together in an order by name; they are walked through by
    themselves. The others stand anywhere.
    """
    heads: list[Key] = []
    others = text.candidates()
    column, place = finder.query.sort.column, finder.place
    wide = finder._replace(place=place._replace(offset=0))
    n += place.offset
    if not finder.query.sort.numeric and text.beginning:
        heads = wide.walk(n, more=text.beginning.format(f"c.{column}"))
        along = finder.query.sort.along
        begins = text.beginning.format(column)
        others += f" EXCEPT SELECT id FROM customers INDEXED BY {along} WHERE {begins}"
    left = _hits(finder, others)
    if left > gathering.MOST:
        (walked,) = finder.connection.execute("SELECT max(id) FROM customers").fetchone()
        steps = PATIENCE * n * walked // left
        rest = _walk_or_sort(wide, n, steps, others, more=f"c.id IN ({others})")
    else:
        rest = wide.sort(n, others) if left else []
    both = sorted({*heads, *rest}, reverse=finder.descending)
    return both[place.offset : n]


def _walk_or_sort(
    finder: Finder, n: int, steps: int, candidates: str, more: str = "TRUE"
) -> list[Key]:
    """Walk so many steps; where that does not find enough, sort the candidates."""
    end = finder.key_at(steps + finder.place.offset)
    found = finder.walk(n, end=end, more=more)
    if end is None or len(found) == n:
        return found
    return finder.sort(n, candidates)


def _hits(finder: Finder, candidates: str) -> int:
    """How many ids some SQL gives."""
    values = finder.query.parameters()
    found: tuple[int] = finder.connection.execute(
        f"SELECT count(*) FROM ({candidates})", values
    ).fetchone()
    return found[0]
