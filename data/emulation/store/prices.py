"""Retail prices of partners and sub-partners (PKG-15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


class PriceRow(NamedTuple):
    """What an owner asks for a package a month: its code, hundredths, and since when (ms)."""

    package: int
    cents: int
    changed_ms: int


def of_owner(connection: sqlite3.Connection, owner_id: int) -> list[PriceRow]:
    """The prices of an owner, in the order of the packages' codes."""
    rows = connection.execute(
        "SELECT package, cents, changed_ms FROM retail_prices WHERE owner_id = ? ORDER BY package",
        (owner_id,),
    )
    return list(map(PriceRow._make, rows))


def put(connection: sqlite3.Connection, owner_id: int, rows: Iterable[PriceRow]) -> None:
    """Write all prices of an owner anew; others that it had are gone."""
    connection.execute("DELETE FROM retail_prices WHERE owner_id = ?", (owner_id,))
    connection.executemany(
        "INSERT INTO retail_prices (owner_id, package, cents, changed_ms) VALUES (?, ?, ?, ?)",
        [(owner_id, *row) for row in rows],
    )
