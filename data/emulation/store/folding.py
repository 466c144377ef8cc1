"""Folding: what fell due is written into the rows that cache it.

Reading needs no fold, because readers compute what is due. Every write folds first, so that rows
stay fresh and lists quick; folding changes no answer (decision 5).

`customers.users` is the one cache that readers take as it is: a subscriber's end is written at
once, or falls due with its customer's, so time alone changes no number of users that is seen. And
a customer's end is its last step: nothing comes back from `deleted`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules import timeline
from data.emulation.store import customer_rows, steps, subscribers

if TYPE_CHECKING:
    import sqlite3

AT_ONCE: Final = 50
"""Customers, and subscribers, that one write folds; in a million they take about 20 ms, so that no
transaction gets long. The rest is computed on."""

_DUE: Final = (
    "SELECT id FROM {0} INDEXED BY {0}_next WHERE next_at <= ? ORDER BY next_at, id LIMIT ?"
)
_CUSTOMERS: Final = _DUE.format("customers")
_SUBSCRIBERS: Final = _DUE.format("subscribers")


def is_due(connection: sqlite3.Connection, now: int) -> bool:
    """Whether anything is left to fold at a moment; found in an index, whatever the size."""
    return any(
        connection.execute(query, (now, 1)).fetchone() for query in (_CUSTOMERS, _SUBSCRIBERS)
    )


def fold(connection: sqlite3.Connection, now: int, *, most: int = AT_ONCE) -> int:
    """Write the steps that are due into customers, their packages and subscribers.

    Args:
        connection: in a write transaction.
        now: the moment, in milliseconds.
        most: customers and subscribers to fold, each.

    Returns:
        How many rows were folded; 0 when nothing is left.
    """
    customers = connection.execute(_CUSTOMERS, (now, most)).fetchall()
    waiting = connection.execute(_SUBSCRIBERS, (now, most)).fetchall()
    fold_customers(connection, [row[0] for row in customers], now)
    subscribers.fold(connection, [row[0] for row in waiting], now)
    return len(customers) + len(waiting)


def fold_customers(connection: sqlite3.Connection, ids: list[int], now: int) -> None:
    """Fold some customers and their packages.

    Args:
        connection: in a write transaction.
        ids: their rowids.
        now: the moment, in milliseconds.
    """
    if not ids:
        return
    packages = customer_rows.packages_of(connection, ids)
    rows = customer_rows.rows_of(connection, ids)
    since = min((row.next_at for row in rows if row.next_at is not None), default=now)
    found = steps.of_subjects(
        connection, (timeline.CUSTOMER, timeline.PACKAGE), [row.id for row in rows], since
    )
    moved = [
        customer_rows.moved(customer_rows.Customer(row, packages.get(row.id, ())), found, now)
        for row in rows
    ]
    written = {package for kept in packages.values() for package in kept}
    # Packages first: their triggers keep the customer's mask and the counters. Those that did not
    # move are left alone, because the triggers would write the customer again for each.
    connection.executemany(
        "UPDATE customer_packages SET status = ?, next_at = ?, warnings = ?, errors = ?"
        " WHERE customer_id = ? AND package = ?",
        [
            (p.status, p.next_at, p.warnings, p.errors, p.customer_id, p.package)
            for customer in moved
            for p in customer.packages
            if p not in written
        ],
    )
    connection.executemany(
        "UPDATE customers SET status = ?, status_ms = ?, next_at = ?, errors = ? WHERE id = ?",
        [(c.row.status, c.row.status_ms, c.row.next_at, c.row.errors, c.row.id) for c in moved],
    )
