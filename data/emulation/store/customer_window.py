"""Windows of the customer list: some rows at any place of any sort order.

Two strategies, the cheaper one by the kept counters and the text index:

* *walk*: along the index of the sort order, testing what stands in it; good where many pass. With
  a text the walk has to look at rows, so it has a budget and is given up for the other.
* *gather*: find all that pass by another index, then sort; good where few do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.store import gathering
from data.emulation.store.customer_counts import LOOK_UP, by_state, estimate
from data.emulation.store.positions import Key, Place, Window, cut, slice_of

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.customer_filter import CustomerFilter
    from data.emulation.store.customer_text import Match


class Sort(NamedTuple):
    """A sort order: the column and the index to walk along."""

    column: str
    along: str
    numeric: bool = False


SORTS: Final = {
    "name": Sort("name_key", "customers_by_name"),
    "externalId": Sort("external_key", "customers_by_external"),
    "created": Sort("created_ms", "customers_by_created", numeric=True),
    "users": Sort("users", "customers_by_users", numeric=True),
}
"""Every order that has an index, by its name on the wire."""

STEPS: Final = 25
"""Looking a row up takes as long as so many steps along an index (a million customers)."""
LOOK_UPS: Final = 8_000
"""Rows that a walk with a text looks at, more or less, before it is given up."""

_TURNED = str.maketrans("<>", "><")


class Query(NamedTuple):
    """What a window is of, in which order, at which moment of the platform's clock (ms)."""

    only: CustomerFilter
    text: Match | None
    sort: Sort
    descending: bool
    now: int

    def parameters(self) -> dict[str, Any]:
        """The values of all that the SQL of this query names."""
        found = self.only.parameters(self.now)
        if self.text is not None:
            found.update(self.text.parameters)
        return found

    def test(self) -> str:
        """SQL: whether row `c` belongs to the list; what an index can say comes first."""
        return self.only.test() + (f" AND {self.text.test}" if self.text else "")


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
    found = _walk_some(connection, query, place, size + 1)
    shown = cut(found, place, size)
    if place.start is None:
        return shown
    before = _walk_some(connection, query, Place(before=place.start), 1)
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
        keys = gather.collect(column, text.candidates(gathering.MOST + 1))
        if keys is not None or not only.narrow:
            return keys
    passing, moved, walked = estimate(connection, only, query.now)
    dear = (passing + moved) * passing * STEPS > size * walked
    if passing + moved > gathering.MOST or (text is None and dear):
        return None
    return gather.collect(column, by_state(only))


def _walk_some(connection: sqlite3.Connection, query: Query, place: Place, n: int) -> list[Key]:
    if query.text is None:
        return _walk(connection, query, place, n)
    steps, candidates = LOOK_UPS, query.text.candidates()
    if query.only.narrow:
        passing, moved, walked = estimate(connection, query.only, query.now)
        # Only what passes by status and packages is looked up; the rest costs a step.
        steps = min(STEPS, walked // max(1, passing)) * LOOK_UPS
        if passing + moved < LOOK_UPS * STEPS // 4:
            candidates = by_state(query.only)
    end = _key_at(connection, query, place, steps + place.offset)
    found = _walk(connection, query, place, n, end)
    if end is None or len(found) == n:
        return found
    return _sort_all(connection, query, place, n, candidates)


class _Order(NamedTuple):
    """A query's order from a place on, in SQL."""

    bound: str
    by: str
    values: dict[str, Any]


def _order(query: Query, place: Place, end: Key | None = None) -> _Order:
    descending = query.descending != place.backward
    direction = "DESC" if descending else "ASC"
    column = query.sort.column
    values: dict[str, Any] = {}
    bound = "TRUE"
    if place.bound is not None:
        sign, key = place.bound
        sign = sign.translate(_TURNED) if query.descending else sign
        bound = f"(c.{column}, c.id) {sign} (:v, :i)"
        values.update(v=key.value, i=key.id)
    if end is not None:
        bound += f" AND (c.{column}, c.id) {'>=' if descending else '<='} (:ev, :ei)"
        values.update(ev=end.value, ei=end.id)
    return _Order(bound, f"c.{column} {direction}, c.id {direction}", values)


def _walk(
    connection: sqlite3.Connection, query: Query, place: Place, n: int, end: Key | None = None
) -> list[Key]:
    source = f"customers AS c INDEXED BY {query.sort.along} WHERE {query.test()}"
    return _keys(connection, query, source, _order(query, place, end), n, place.offset)


def _key_at(connection: sqlite3.Connection, query: Query, place: Place, steps: int) -> Key | None:
    """The key so many steps along the index from a place, or None where the index ends before."""
    source = f"customers AS c INDEXED BY {query.sort.along} WHERE c.root_id = :root"
    found = _keys(connection, query, source, _order(query, place), 1, steps)
    return found[0] if found else None


def _sort_all(
    connection: sqlite3.Connection, query: Query, place: Place, n: int, candidates: str
) -> list[Key]:
    source = f"({candidates}) AS f {LOOK_UP} WHERE {query.test()}"
    return _keys(connection, query, source, _order(query, place), n, place.offset)


def _keys(
    connection: sqlite3.Connection, query: Query, source: str, order: _Order, n: int, skip: int
) -> list[Key]:
    sql = (
        f"SELECT c.{query.sort.column}, c.id FROM {source} AND {order.bound}"
        f" ORDER BY {order.by} LIMIT :n OFFSET :skip"
    )
    values = {**query.parameters(), **order.values, "n": n, "skip": skip}
    return [Key._make(row) for row in connection.execute(sql, values)]
