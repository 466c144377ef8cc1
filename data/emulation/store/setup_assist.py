"""Requests for Setup Assist, and the seats of a location that they are for (SUA)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.rules.packages import CALLING
from data.emulation.store.rows import insert
from data.emulation.store.subscriber_window import STATUS_NOW

if TYPE_CHECKING:
    import sqlite3


class AssistRow(NamedTuple):
    """A request, with its location's uuid and name and who asked. Times are milliseconds."""

    id: int
    uuid: bytes
    sku: str
    seats: int
    cents: int
    onboarding_day: int
    contact_name: str
    contact_email: str
    created_ms: int
    location_uuid: bytes
    location_name: str
    requested_by: str


_OF: Final = (
    "SELECT a.id, a.uuid, a.sku, a.seats, a.cents, a.onboarding_day, a.contact_name,"
    " a.contact_email, a.created_ms, l.uuid, l.name, coalesce(s.email, '')"
    " FROM setup_assist_requests AS a INDEXED BY setup_assist_customer"
    " CROSS JOIN locations AS l ON l.id = a.location_id LEFT JOIN staff AS s ON s.id = a.staff_id"
    " WHERE a.customer_id = :customer"
)
_SEATS: Final = (
    "SELECT (SELECT count(*) FROM subscribers AS u INDEXED BY subscribers_customer"
    " WHERE u.customer_id = :customer AND u.location_id = :location"
    " AND u.package IN (SELECT value FROM json_each(:calling))"
    f" AND {STATUS_NOW} <> 'deleted')"
    " + (SELECT count(*) FROM workspaces AS w INDEXED BY workspaces_customer"
    " WHERE w.customer_id = :customer AND w.location_id = :location AND w.package IS NOT NULL"
    " AND w.created_ms <= :now AND (w.ended_ms IS NULL OR w.ended_ms > :now))"
)


def of_customer(connection: sqlite3.Connection, customer_id: int) -> list[AssistRow]:
    """The requests for a customer, newest first."""
    rows = connection.execute(f"{_OF} ORDER BY a.id DESC", {"customer": customer_id})
    return list(map(AssistRow._make, rows))


def seats(connection: sqlite3.Connection, customer_id: int, location_id: int, now: int) -> int:
    """How many calling seats of a customer a location has at `now`: users' and workspaces'.

    Who waits for a consent has one already, as limits of packages count it.
    """
    values = {
        "customer": customer_id,
        "location": location_id,
        "now": now,
        "calling": json.dumps(sorted(CALLING)),
    }
    return int(connection.execute(_SEATS, values).fetchone()[0])


def add(connection: sqlite3.Connection, **columns: Any) -> None:
    """Write a request; all columns of the table but `id`."""
    insert(connection, "setup_assist_requests", **columns)
