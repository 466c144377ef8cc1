"""Intervals of use: opened and closed, never edited (decision 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


class Holder(NamedTuple):
    """Who uses something: a subscriber or a workspace, by rowid, and where it belongs."""

    owner_id: int
    customer_id: int
    subscriber_id: int | None = None
    workspace_id: int | None = None

    @property
    def column(self) -> str:
        """The column that names it."""
        return "workspace_id" if self.subscriber_id is None else "subscriber_id"

    @property
    def key(self) -> int | None:
        """Its rowid."""
        return self.workspace_id if self.subscriber_id is None else self.subscriber_id


_OPEN: Final = (
    "INSERT INTO usage_intervals (owner_id, customer_id, subscriber_id, workspace_id, location_id,"
    " package, start_ms, end_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def begin(
    connection: sqlite3.Connection,
    holder: Holder,
    packages: Iterable[int],
    start_ms: int,
    *,
    location_id: int | None,
    end_ms: int | None = None,
) -> None:
    """Open an interval for each of some packages.

    Args:
        connection: in a write transaction.
        holder: who uses them.
        packages: their codes.
        start_ms: from when on; it may be to come.
        location_id: where.
        end_ms: when it ends, if that is settled already and later than the start.
    """
    rows = [(*holder, location_id, package, start_ms, end_ms) for package in packages]
    connection.executemany(_OPEN, rows)


def end(
    connection: sqlite3.Connection,
    holder: Holder,
    at_ms: int,
    packages: Iterable[int] | None = None,
) -> None:
    """Close the intervals that last at a moment, and strike out what was to begin later.

    An end that was settled for later comes now instead.

    Args:
        connection: in a write transaction.
        holder: whose.
        at_ms: the moment.
        packages: the codes of the packages that end; None for all.
    """
    chosen = None if packages is None else list(packages)
    found = connection.execute(
        f"SELECT id, package, start_ms FROM usage_intervals INDEXED BY usage_{holder.column[:-3]}"
        f" WHERE {holder.column} = ?1 AND end_ms IS NULL UNION ALL"
        " SELECT id, package, start_ms FROM usage_intervals INDEXED BY usage_customer"
        f" WHERE customer_id = ?2 AND {holder.column} = ?1 AND end_ms > ?3",
        (holder.key, holder.customer_id, at_ms),
    ).fetchall()
    for number, package, start_ms in found:
        if chosen is not None and package not in chosen:
            continue
        if start_ms >= at_ms:
            connection.execute("DELETE FROM usage_intervals WHERE id = ?", (number,))
        else:
            connection.execute(
                "UPDATE usage_intervals SET end_ms = ? WHERE id = ?", (at_ms, number)
            )
