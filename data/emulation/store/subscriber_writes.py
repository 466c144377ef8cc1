"""Writing subscribers, and what writing asks of them that reading does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.rules.timeline import DELETED, SUBSCRIBER
from data.emulation.store import rows, subscribers
from data.emulation.store.subscriber_window import STATUS_NOW

if TYPE_CHECKING:
    import sqlite3


class ServiceRow(NamedTuple):
    """A subscriber's service: whose, where, and of which person; ids are rowids.

    Attributes:
        ends_ms: when it ends by itself, with its customer; None where that is not settled.
    """

    id: int
    owner_id: int
    customer_id: int
    person_id: int
    location_id: int | None
    package: int
    add_ons: int
    phone: str
    extension: str
    status: str
    ends_ms: int | None


_SERVICE: Final = (
    "SELECT u.id, c.owner_id, u.customer_id, u.person_id, u.location_id, u.package, u.add_ons,"
    " u.phone, u.extension, u.status, CASE WHEN u.next_at IS NULL THEN NULL ELSE"
    f" (SELECT min(due_ms) FROM steps WHERE kind = {SUBSCRIBER} AND subject = u.id"
    f" AND status = '{DELETED}') END"
    " FROM subscribers AS u CROSS JOIN customers AS c ON c.id = u.customer_id WHERE u.id = ?"
)
_LIVE: Final = (
    "SELECT u.id FROM subscribers AS u INDEXED BY subscribers_person"
    f" WHERE u.person_id = :person AND {STATUS_NOW} <> '{DELETED}' LIMIT 1"
)
_SERVED: Final = (
    "SELECT 1 FROM subscribers AS u INDEXED BY subscribers_customer"
    " CROSS JOIN people AS p ON p.id = u.person_id WHERE u.customer_id = :customer"
    " AND (p.ended_ms IS NULL OR p.ended_ms > p.active_ms) LIMIT 1"
)


def fold_in(connection: sqlite3.Connection, subscriber_id: int, now: int) -> ServiceRow:
    """Write what is due of a subscriber into its row, and read that."""
    subscribers.fold(connection, [subscriber_id], now)
    return ServiceRow._make(connection.execute(_SERVICE, (subscriber_id,)).fetchone())


def live_of_person(connection: sqlite3.Connection, person_id: int, now: int) -> int | None:
    """The rowid of the subscriber that a person is at `now`, or waits to be."""
    row = connection.execute(_LIVE, {"person": person_id, "now": now}).fetchone()
    return None if row is None else int(row[0])


def has_had_any(connection: sqlite3.Connection, customer_id: int) -> bool:
    """Whether a customer has or had a subscriber (PRV-5).

    One that did not come, because its user declined, is none.
    """
    return connection.execute(_SERVED, {"customer": customer_id}).fetchone() is not None


def created_packages(connection: sqlite3.Connection, customer_id: int) -> int:
    """The mask of the packages that a customer began with (PRV-6)."""
    row = connection.execute(
        "SELECT created_packages FROM customers WHERE id = ?", (customer_id,)
    ).fetchone()
    return int(row[0])


def add(connection: sqlite3.Connection, uuid: bytes, **columns: Any) -> int:
    """Put a subscriber in; its rowid.

    Args:
        connection: in a write transaction.
        uuid: a new one.
        columns: person_id, customer_id, location_id, package, phone, extension, status,
            created_ms, status_ms.
    """
    return rows.insert(connection, "subscribers", uuid=uuid, **columns)


def change(connection: sqlite3.Connection, subscriber_id: int, **columns: Any) -> None:
    """Write some columns of a subscriber: package, add_ons, location_id, phone, extension."""
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    connection.execute(
        f"UPDATE subscribers SET {sets} WHERE id = :id", {"id": subscriber_id, **columns}
    )
