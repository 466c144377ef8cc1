"""The future of customers and subscribers, written when a change is accepted (decision 5)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.rules import details, timeline
from data.emulation.store import subscribers
from data.emulation.store.folding import fold_customers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


class NewStep(NamedTuple):
    """From `due_ms` on, the subject has this status.

    Attributes:
        due_ms: the moment; that of the change itself, or later.
        status: what holds from then on.
        package: the code of the customer's package that it is about; 0 for the customer itself,
            and for a subscriber; `timeline.BESIDE` for what no status shows.
        detail: JSON of `rules.details`, or None.
    """

    due_ms: int
    status: str
    package: int = 0
    detail: str | None = None


_SEQ: Final = (
    "(SELECT coalesce(max(seq), -1) + 1 FROM steps"
    " WHERE kind = :kind AND subject = {subject} AND part = :part)"
)
_MANY: Final = "(SELECT value FROM json_each(:ids))"


def freshen(connection: sqlite3.Connection, customer_id: int, now: int) -> None:
    """Write what is due of a customer and its packages into their rows."""
    fold_customers(connection, [customer_id], now)


def plan_customer(
    connection: sqlite3.Connection,
    customer_id: int,
    steps: Sequence[NewStep],
    *,
    now: int,
    request: int,
    replace: bool = False,
) -> None:
    """Write steps of a customer and its packages, and fold those that are due.

    Rows of new packages have to be there before; `freshen` has to come before any of it.

    Args:
        connection: in a write transaction.
        customer_id: the rowid.
        steps: what is to come, the change's own moment included.
        now: the change's moment.
        request: the rowid of its record.
        replace: whether what was to come before is struck out (a decision, another order).
    """
    if replace:
        connection.execute(
            "DELETE FROM steps WHERE kind IN (?, ?) AND subject = ? AND due_ms > ?",
            (timeline.CUSTOMER, timeline.PACKAGE, customer_id, now),
        )
    for step in steps:
        kind = timeline.PACKAGE if step.package else timeline.CUSTOMER
        _add(connection, kind, customer_id, step, request)
    # From here on the rows follow from the steps.
    connection.execute(
        "UPDATE customer_packages SET next_at = ? WHERE customer_id = ? AND status <> 'deleted'",
        (now, customer_id),
    )
    connection.execute("UPDATE customers SET next_at = ? WHERE id = ?", (now, customer_id))
    fold_customers(connection, [customer_id], now)


def plan_subscriber(
    connection: sqlite3.Connection,
    subscriber_id: int,
    steps: Sequence[NewStep],
    *,
    now: int,
    request: int,
    replace: bool = False,
) -> None:
    """The same for a subscriber, whose row has to be folded up to `now` before."""
    if replace:
        connection.execute(
            "DELETE FROM steps WHERE kind = ? AND subject = ? AND due_ms > ?",
            (timeline.SUBSCRIBER, subscriber_id, now),
        )
    for step in steps:
        _add(connection, timeline.SUBSCRIBER, subscriber_id, step, request)
    connection.execute("UPDATE subscribers SET next_at = ? WHERE id = ?", (now, subscriber_id))
    subscribers.fold(connection, [subscriber_id], now)


def plan_subscribers(
    connection: sqlite3.Connection, ids: Sequence[int], step: NewStep, *, now: int, request: int
) -> None:
    """Let one step take the place of all that was to come of some subscribers.

    As `plan_subscriber` for each, in a number of statements that does not grow with theirs.

    Args:
        connection: in a write transaction.
        ids: their rowids; the rows have to be folded up to `now` before.
        step: what comes, or is there with the change.
        now: the change's moment.
        request: the rowid of its record.
    """
    values = {"kind": timeline.SUBSCRIBER, "now": now, "ids": json.dumps(ids)}
    connection.execute(
        f"DELETE FROM steps WHERE kind = :kind AND subject IN {_MANY} AND part = 0"
        " AND due_ms > :now",
        values,
    )
    connection.execute(
        "INSERT INTO steps (kind, subject, part, seq, due_ms, status, detail, request_id)"
        f" SELECT :kind, j.value, :part, {_SEQ.format(subject='j.value')},"
        " :due, :status, :detail, :request FROM json_each(:ids) AS j",
        {**values, **_columns(step, request)},
    )
    if step.due_ms > now:
        connection.execute(
            f"UPDATE subscribers SET next_at = :due WHERE id IN {_MANY}",
            {**values, "due": step.due_ms},
        )
    else:
        # What a fold would write: among the steps of the moment this is the latest.
        folded = {"status": step.status, "errors": details.read(step.detail).errors}
        connection.execute(
            "UPDATE subscribers SET status = :status, status_ms = :due, next_at = NULL,"
            f" errors = :errors WHERE id IN {_MANY}",
            {**values, **folded, "due": step.due_ms},
        )


def note_change(
    connection: sqlite3.Connection, customer_id: int, *, now: int, request: int
) -> None:
    """Let those who follow changes know that a customer's answer is another one, by no status.

    Args:
        connection: in a write transaction.
        customer_id: the rowid.
        now: the change's moment.
        request: the rowid of its record.
    """
    step = NewStep(now, "changed", timeline.BESIDE)
    _add(connection, timeline.CUSTOMER, customer_id, step, request)


def _add(
    connection: sqlite3.Connection, kind: int, subject: int, step: NewStep, request: int
) -> None:
    """Write a step; among those of the same moment it counts as the latest."""
    connection.execute(
        "INSERT INTO steps (kind, subject, part, seq, due_ms, status, detail, request_id) VALUES"
        f" (:kind, :subject, :part, {_SEQ.format(subject=':subject')},"
        " :due, :status, :detail, :request)",
        {"kind": kind, "subject": subject, **_columns(step, request)},
    )


def _columns(step: NewStep, request: int) -> dict[str, Any]:
    return {
        "part": step.package,
        "due": step.due_ms,
        "status": step.status,
        "detail": step.detail,
        "request": request,
    }
