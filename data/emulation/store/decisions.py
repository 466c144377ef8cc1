"""What waits for a decision: reviews of denied parties (RPL-3), approvals of attaches (ATT-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.customer_filter import Scope

REVIEW: Final = "review"
APPROVAL: Final = "approval"
KINDS: Final = (REVIEW, APPROVAL)
APPROVED: Final = "approved"
REFUSED: Final = "refused"
OUTCOMES: Final = (APPROVED, REFUSED)


class DecisionRow(NamedTuple):
    """A decision, its customer, and what came of it by a moment. Times are milliseconds.

    Attributes:
        outcome: approved or refused, by somebody or by itself at the deadline; None while it waits.
        decided_ms: when; None while it waits.
    """

    id: int
    customer_id: int
    customer_uuid: bytes
    customer_name: str
    kind: str
    opened_ms: int
    deadline_ms: int
    reason: str
    outcome: str | None
    decided_ms: int | None


# At the deadline the timeline goes on by itself: an approval comes, a review mostly fails.
_BY_ITSELF: Final = (
    "CASE WHEN EXISTS (SELECT 1 FROM steps AS s WHERE s.kind = 1 AND s.subject = d.customer_id"
    " AND s.part = 0 AND s.due_ms = d.deadline_ms AND s.status = 'error')"
    " THEN 'refused' ELSE 'approved' END"
)
_COLUMNS: Final = (
    "d.id, d.customer_id, c.uuid, c.name, d.kind, d.opened_ms, d.deadline_ms, d.reason,"
    f" CASE WHEN d.outcome IS NULL AND d.deadline_ms <= :now THEN {_BY_ITSELF}"
    " ELSE d.outcome END,"
    " CASE WHEN d.outcome IS NULL AND d.deadline_ms <= :now THEN d.deadline_ms"
    " ELSE d.decided_ms END"
)
_FROM: Final = "decisions AS d {0} CROSS JOIN customers AS c ON c.id = d.customer_id"
_WAITS: Final = "d.outcome IS NULL AND d.deadline_ms > :now"


def listed(
    connection: sqlite3.Connection, scope: Scope, now: int, most: int, *, pending: bool
) -> list[DecisionRow]:
    """Decisions about a scope's customers at `now`, newest first.

    Args:
        connection: where to read.
        scope: whose customers.
        now: the moment.
        most: how many at most.
        pending: only those that wait.
    """
    waits = _WAITS if pending else "TRUE"
    along = _FROM.format(f"INDEXED BY decisions_{'waiting' if pending else 'opened'}")
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM {along} WHERE d.opened_ms <= :now AND {waits} AND {scope.test()}"
        " ORDER BY d.opened_ms DESC, d.id DESC LIMIT :most",
        {**scope.parameters(), "now": now, "most": most},
    )
    return list(map(DecisionRow._make, rows))


def waiting(
    connection: sqlite3.Connection, customer_id: int, kind: str, now: int
) -> DecisionRow | None:
    """What waits about a customer at `now`."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM decisions AS d INDEXED BY decisions_customer"
        " CROSS JOIN customers AS c ON c.id = d.customer_id WHERE d.customer_id = :customer"
        f" AND d.kind = :kind AND d.opened_ms <= :now AND {_WAITS} ORDER BY d.id DESC LIMIT 1",
        {"customer": customer_id, "kind": kind, "now": now},
    ).fetchone()
    return None if row is None else DecisionRow._make(row)


def add(
    connection: sqlite3.Connection,
    customer_id: int,
    kind: str,
    *,
    opened_ms: int,
    deadline_ms: int,
    reason: str,
) -> int:
    """Let something wait for a decision; its rowid."""
    columns: dict[str, Any] = {
        "customer": customer_id,
        "kind": kind,
        "opened": opened_ms,
        "deadline": deadline_ms,
        "reason": reason,
    }
    cursor = connection.execute(
        "INSERT INTO decisions (customer_id, kind, opened_ms, deadline_ms, reason)"
        " VALUES (:customer, :kind, :opened, :deadline, :reason)",
        columns,
    )
    return cursor.lastrowid or 0


def settle(
    connection: sqlite3.Connection, decision_id: int, outcome: str, now: int, staff_id: int
) -> None:
    """Write down what somebody decided."""
    connection.execute(
        "UPDATE decisions SET outcome = ?, decided_ms = ?, staff_id = ? WHERE id = ?",
        (outcome, now, staff_id, decision_id),
    )


def withdraw(connection: sqlite3.Connection, customer_id: int, now: int, staff_id: int) -> None:
    """End all that waits about a customer whose order is gone; what was to open never does."""
    drop_to_come(connection, customer_id, now)
    values = {"customer": customer_id, "now": now, "staff": staff_id}
    connection.execute(
        "UPDATE decisions SET outcome = 'refused', decided_ms = :now, staff_id = :staff"
        " WHERE customer_id = :customer AND outcome IS NULL AND deadline_ms > :now",
        values,
    )


def drop_to_come(connection: sqlite3.Connection, customer_id: int, now: int) -> None:
    """Strike out what was to wait about a customer after `now`."""
    connection.execute(
        "DELETE FROM decisions WHERE customer_id = ? AND opened_ms > ?", (customer_id, now)
    )
