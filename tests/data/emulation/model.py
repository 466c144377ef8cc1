"""What the store must answer, worked out the slow and obvious way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules.packages import bit
from data.emulation.rules.search import is_gram, words_of
from data.emulation.rules.timeline import Step, latest_due, next_due
from data.search_key import search_key

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.customer_filter import CustomerFilter


class ModelCustomer(NamedTuple):
    """A customer as it is at a moment."""

    id: int
    root_id: int
    owner_id: int
    name_key: str
    external_key: str
    email_key: str
    created_ms: int
    users: int
    status: str
    status_ms: int
    packages: int
    next_at: int | None


def customers(connection: sqlite3.Connection, now: int) -> list[ModelCustomer]:
    """Every customer that is not gone by `now`."""
    rows = connection.execute(
        "SELECT id, root_id, owner_id, name_key, external_key, email_key, created_ms, users,"
        " status, status_ms FROM customers"
    ).fetchall()
    found = []
    for *columns, was_status, was_since in rows:
        own = steps(connection, 1, columns[0], 0)
        step = latest_due(own, now)
        parts = connection.execute(
            "SELECT package, status FROM customer_packages WHERE customer_id = ?", (columns[0],)
        ).fetchall()
        mask, dues = 0, [next_due(own, now)]
        for package, was in parts:
            of_package = steps(connection, 2, columns[0], package)
            last = latest_due(of_package, now)
            dues.append(next_due(of_package, now))
            if (last.status if last else was) != "deleted":
                mask |= bit(package)
        status, status_ms = (was_status, was_since) if step is None else (step.status, step.due_ms)
        upcoming = min((due for due in dues if due is not None), default=None)
        if status != "deleted":
            found.append(ModelCustomer._make([*columns, status, status_ms, mask, upcoming]))
    return found


def steps(connection: sqlite3.Connection, kind: int, subject: int, part: int) -> list[Step]:
    """All steps of a subject."""
    rows = connection.execute(
        "SELECT due_ms, seq, status FROM steps WHERE kind = ? AND subject = ? AND part = ?",
        (kind, subject, part),
    )
    return [Step._make(row) for row in rows]


def passes(customer: ModelCustomer, only: CustomerFilter, text: str = "") -> bool:
    """Whether a customer is in a list."""
    scope = only.scope
    return (
        customer.root_id == scope.root_id
        and scope.owner_id in {None, customer.owner_id}
        and (not only.statuses or customer.status in only.statuses)
        and (not only.packages or customer.packages & only.packages != 0)
        and _found(customer, search_key(text))
    )


def _found(customer: ModelCustomer, key: str) -> bool:
    if len(key) >= 3:
        keys = (customer.name_key, customer.external_key, customer.email_key)
        return all(any(word in one for one in keys) for word in words_of(key))
    if is_gram(key):
        return key in customer.name_key
    return customer.name_key.startswith(key) or customer.external_key.startswith(key)
