"""How many customers pass a filter: the kept counters, corrected by the rows that time moved on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.timeline import DELETED
from data.emulation.store.customer_filter import PACKAGES_NOW, STATUS_NOW, CustomerFilter
from data.emulation.store.customer_text import ID_BITS

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.customer_text import Match

CAP: Final = 5_000
"""A count with a text is exact up to here, then "more than"."""
LOOKED_AT: Final = 20_000
"""So many hits of a text are looked at before a count says "more than"."""
LOOKED_UP: Final = 1_500
"""The same where each hit's row has to be read, because the index knows only a part of the text."""
FEW: Final = 1_000
"""So few rows that pass by status and packages are looked at instead of the text's."""


# Were it an equality, SQLite might read the whole table first, to make a Bloom filter of it.
LOOK_UP: Final = "CROSS JOIN customers AS c NOT INDEXED ON c.id BETWEEN f.id AND f.id"
"""SQL: the row `c` of a candidate `f`."""


_PHRASE: Final = "SELECT rowid AS place FROM customers_fts WHERE customers_fts MATCH :phrase"
_BY_PLACE: Final = (
    "CROSS JOIN customers AS c INDEXED BY customers_by_place"
    f" ON c.order_key = f.place >> {ID_BITS} AND c.id = f.place & {(1 << ID_BITS) - 1}"
)


class Count(NamedTuple):
    """matched of total; `exact` False means that there are, or may be, more than `matched`."""

    matched: int
    total: int
    exact: bool


def by_state(only: CustomerFilter) -> str:
    """SQL: ids of all that may pass a filter by status and packages.

    The counters say which sets to look into; a row that time has moved on may be in any.
    """
    return (
        "SELECT c.id FROM customer_counts AS k CROSS JOIN customers AS c INDEXED BY customers_owner"
        " ON c.owner_id = k.owner_id AND c.status = k.status AND c.packages = k.packages"
        f" WHERE k.owner_id IN {only.scope.owners()} AND k.n > 0"
        f" AND {only.state_test('k.status', 'k.packages')}"
        " UNION SELECT id FROM customers INDEXED BY customers_next WHERE next_at <= :now"
    )


class Estimate(NamedTuple):
    """What finding a filter's rows costs. All are numbers of rows.

    Attributes:
        passing: those that pass, give or take what time has moved on.
        moved: those that time has moved on.
        walked: those that an index of the sort orders has at most.
    """

    passing: int
    moved: int
    walked: int


def estimate(connection: sqlite3.Connection, only: CustomerFilter, now: int) -> Estimate:
    """What finding a filter's rows costs, by the counters."""
    return Estimate._make(
        connection.execute(
            "SELECT coalesce(sum(n), 0),"
            " (SELECT count(*) FROM customers INDEXED BY customers_next WHERE next_at <= :now),"
            " (SELECT coalesce(max(id), 0) FROM customers)"
            f" FROM customer_counts AS k WHERE owner_id IN {only.scope.owners()}"
            f" AND {only.state_test('k.status', 'k.packages')}",
            only.parameters(now),
        ).fetchone()
    )


def count(
    connection: sqlite3.Connection,
    only: CustomerFilter,
    text: Match | None,
    now: int,
    *,
    exact: bool = False,
) -> Count:
    """Count customers.

    Args:
        connection: where to read; one consistent state.
        only: the filter.
        text: the text that has to be found too.
        now: the moment, in milliseconds.
        exact: count to the end also where a text finds very many.
    """
    matched, total = _by_counters(connection, only, now)
    if text is None or not matched:
        return Count(matched, total, exact=True)
    from data.emulation.store.gathering import Gather

    known = Gather(connection, only, text, now).known()
    if known is not None:
        return Count(len(known), total, exact=True)
    found, is_all = _by_text(connection, only, text, now, matched, exact=exact)
    return Count(found, total, is_all)


def _by_counters(connection: sqlite3.Connection, only: CustomerFilter, now: int) -> tuple[int, int]:
    """How many pass by status and packages, and how many the scope has."""
    parameters = only.parameters(now)
    kept = only.state_test("k.status", "k.packages")
    matched, total = connection.execute(
        f"SELECT coalesce(sum(n * ({kept})), 0), coalesce(sum(n * (status <> '{DELETED}')), 0)"
        f" FROM customer_counts AS k WHERE owner_id IN {only.scope.owners()}",
        parameters,
    ).fetchone()
    was, now_is = only.state_test("c.status", "c.packages"), only.state_test("status", "packages")
    packages = PACKAGES_NOW if only.packages else "c.packages"
    moved, gone = connection.execute(
        f"WITH m AS MATERIALIZED (SELECT {STATUS_NOW} AS status, {packages} AS packages,"
        f" ({was}) AS was, c.status <> '{DELETED}' AS alive"
        " FROM customers AS c INDEXED BY customers_next"
        f" WHERE c.next_at <= :now AND {only.scope.test()})"
        f" SELECT coalesce(sum(({now_is}) - was), 0),"
        f" coalesce(sum(alive - (status <> '{DELETED}')), 0) FROM m",
        parameters,
    ).fetchone()
    return matched + moved, total - gone


def _by_text(
    connection: sqlite3.Connection,
    only: CustomerFilter,
    text: Match,
    now: int,
    passing: int,
    *,
    exact: bool,
) -> tuple[int, bool]:
    """How many pass a text too, and whether that is all."""
    parameters = {**only.parameters(now), **text.parameters, "phrase": text.phrase}

    def counted(source: str, joined: str, most: int = -1) -> int:
        found: tuple[int] = connection.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM ({source}) AS f {joined} LIMIT {most})",
            parameters,
        ).fetchone()
        return found[0]

    by_rows = f"{LOOK_UP} WHERE {only.test()} AND {text.test}"
    if passing <= FEW:
        return counted(by_state(only), by_rows), True
    looked_at = LOOKED_UP if text.streams and not text.phrase else LOOKED_AT
    source, joined = text.candidates(None if exact else looked_at), by_rows
    if text.phrase:
        source = f"{_PHRASE} LIMIT {-1 if exact else looked_at}"
        joined = f"{_BY_PLACE} WHERE {only.test()}"
    if exact:
        return counted(source, joined), True
    matched = counted(source, joined, CAP + 1)
    if matched > CAP:
        return CAP, False
    if counted(source, "") < looked_at:
        return matched, True
    if passing <= CAP:
        return counted(by_state(only), by_rows), True
    return matched, False
