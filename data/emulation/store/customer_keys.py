"""The ways to find keys of the customer list; `customer_window` chooses among them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.store.customer_counts import LOOK_UP
from data.emulation.store.customer_text import LAST
from data.emulation.store.positions import Key, Place

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.store.customer_filter import CustomerFilter
    from data.emulation.store.customer_text import Match

_TURNED = str.maketrans("<>", "><")


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


class _Order(NamedTuple):
    """A query's order from a place on, in SQL."""

    bound: str
    by: str
    values: dict[str, Any]


class Finder(NamedTuple):
    """Finds the next keys of a list from a place on, counted as the place counts them."""

    connection: sqlite3.Connection
    query: Query
    place: Place

    @property
    def descending(self) -> bool:
        """Whether the keys come from the greatest down."""
        return self.query.descending != self.place.backward

    def walk(self, n: int, *, end: Key | None = None, more: str = "TRUE") -> list[Key]:
        """Along the index of the sort order.

        Args:
            n: how many keys at most.
            end: the last key to look at.
            more: SQL, another test.
        """
        test = f"{more} AND {self.query.test()}"
        return self._keys(f"{self._index()} WHERE {test}", n, self.place.offset, end)

    def sort(self, n: int, candidates: str) -> list[Key]:
        """Among some ids, all of which are looked up.

        Args:
            n: how many keys at most.
            candidates: SQL that gives each id once, in the column `id`.
        """
        source = f"({candidates}) AS f {LOOK_UP} WHERE {self.query.test()}"
        return self._keys(source, n, self.place.offset)

    def among(self, ids: Sequence[int]) -> list[Key]:
        """All of some customers that belong to the list from the place on, in any order."""
        source = f"json_each(:ids) AS j {LOOK_UP.replace('f.id', 'j.value')}"
        source += f" WHERE {self.query.test()}"
        order = self._order(None)
        sql = f"SELECT c.{self.query.sort.column}, c.id FROM {source} AND {order.bound}"
        return self._made(sql, {**order.values, "ids": json.dumps(ids)})

    def within(self, beginning: str, n: int, ids: Sequence[int] | None = None) -> list[Key]:
        """The next of customers whose sort column begins alike, without looking each up.

        Args:
            beginning: how their sort column begins.
            n: how many keys at most.
            ids: only those with these rowids; None for any.
        """
        column, order = f"c.{self.query.sort.column}", self._order(None)
        some = "TRUE" if ids is None else "c.id IN (SELECT value FROM json_each(:ids))"
        sql = (
            f"SELECT {column}, c.id FROM {self._index()}"
            f" WHERE c.root_id = :root AND {column} >= :begin AND {column} < :over"
            f" AND {some} AND {self.query.test()}"
            f" AND {order.bound} ORDER BY {order.by} LIMIT :n"
        )
        values = {"begin": beginning, "over": beginning + LAST, "ids": json.dumps(ids), "n": n}
        return self._made(sql, {**order.values, **values})

    def _made(self, sql: str, values: dict[str, Any]) -> list[Key]:
        values = {**self.query.parameters(), **values}
        return [Key._make(row) for row in self.connection.execute(sql, values)]

    def key_at(self, steps: int) -> Key | None:
        """The key so many steps along the index, or None where the index ends before."""
        found = self._keys(f"{self._index()} WHERE c.root_id = :root", 1, steps)
        return found[0] if found else None

    def _index(self) -> str:
        return f"customers AS c INDEXED BY {self.query.sort.along}"

    def _keys(self, source: str, n: int, skip: int, end: Key | None = None) -> list[Key]:
        order = self._order(end)
        sql = (
            f"SELECT c.{self.query.sort.column}, c.id FROM {source} AND {order.bound}"
            f" ORDER BY {order.by} LIMIT :n OFFSET :skip"
        )
        values = {**self.query.parameters(), **order.values, "n": n, "skip": skip}
        return [Key._make(row) for row in self.connection.execute(sql, values)]

    def _order(self, end: Key | None) -> _Order:
        direction = "DESC" if self.descending else "ASC"
        column = self.query.sort.column
        values: dict[str, Any] = {}
        bound = "TRUE"
        if self.place.bound is not None:
            sign, key = self.place.bound
            sign = sign.translate(_TURNED) if self.query.descending else sign
            bound = f"(c.{column}, c.id) {sign} (:v, :i)"
            values.update(v=key.value, i=key.id)
        if end is not None:
            sign = ">=" if self.descending else "<="
            bound += f" AND (c.{column}, c.id) {sign} (:ev, :ei)"
            values.update(ev=end.value, ei=end.id)
        return _Order(bound, f"c.{column} {direction}, c.id {direction}", values)
