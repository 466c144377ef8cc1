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

AT_ONCE: Final = 200
"""Subjects that one write folds, so that no transaction gets long; the rest is computed on."""


def fold(connection: sqlite3.Connection, now: int, *, most: int | None = AT_ONCE) -> int:
    """Write the steps that are due into customers, their packages and subscribers.

    Args:
        connection: in a write transaction.
        now: the moment, in milliseconds.
        most: customers and subscribers to fold, each; None for all.

    Returns:
        How many rows were folded.
    """
    limit = -1 if most is None else most
    customers = connection.execute(
        "SELECT id FROM customers INDEXED BY customers_next WHERE next_at <= ?"
        " ORDER BY next_at, id LIMIT ?",
        (now, limit),
    ).fetchall()
    waiting = connection.execute(
        "SELECT id FROM subscribers INDEXED BY subscribers_next WHERE next_at <= ?"
        " ORDER BY next_at, id LIMIT ?",
        (now, limit),
    ).fetchall()
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
    # Packages first: their triggers keep the customer's mask and the counters.
    connection.executemany(
        "UPDATE customer_packages SET status = ?, next_at = ?, warnings = ?, errors = ?"
        " WHERE customer_id = ? AND package = ?",
        [
            (p.status, p.next_at, p.warnings, p.errors, p.customer_id, p.package)
            for customer in moved
            for p in customer.packages
        ],
    )
    connection.executemany(
        "UPDATE customers SET status = ?, status_ms = ?, next_at = ?, errors = ? WHERE id = ?",
        [(c.row.status, c.row.status_ms, c.row.next_at, c.row.errors, c.row.id) for c in moved],
    )
