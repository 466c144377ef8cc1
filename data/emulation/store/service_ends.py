"""The end of the service of a customer's users and workspaces; their persons stay (CMG-3).

Call queues and virtual lines end with the customer, or with the last of its packages that allows
them (QUE-1, PKG-8); whoever loses a package leaves its queues.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.packages import bit
from data.emulation.rules.timeline import DELETED
from data.emulation.store import devices as device_rows
from data.emulation.store import numbers, people, pstn, queues, subscribers
from data.emulation.store.planning import NewStep, plan_subscribers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_DUE: Final = (
    "SELECT id FROM subscribers INDEXED BY subscribers_next WHERE next_at <= ? AND customer_id = ?"
)
_LIVE: Final = (
    "SELECT u.id, u.status, u.person_id, p.active_ms > :now"
    " FROM subscribers AS u INDEXED BY subscribers_customer"
    " CROSS JOIN people AS p ON p.id = u.person_id"
    " WHERE u.customer_id = :customer AND u.status <> 'deleted'"
    " AND u.package IN (SELECT value FROM json_each(:packages)) ORDER BY u.id"
)
_CLOSE: Final = (
    "UPDATE usage_intervals SET end_ms = :at WHERE customer_id = :customer AND start_ms <= :at"
    " AND (end_ms IS NULL OR end_ms > :at) AND {which}"
)
_STRIKE: Final = (
    "DELETE FROM usage_intervals WHERE customer_id = :customer AND start_ms > :now AND {which}"
)
_HELD: Final = (
    "SELECT package FROM customer_packages"
    " WHERE customer_id = ? AND status NOT IN ('deleting', 'deleted')"
)
_OF_USERS: Final = "subscriber_id IN (SELECT value FROM json_each(:ids))"


class _Ending(NamedTuple):
    """A subscriber whose service ends; `absent`: its person is to come."""

    id: int
    status: str
    person_id: int
    absent: int


def end_all(
    connection: sqlite3.Connection, customer_id: int, at_ms: int, *, now: int, request: int
) -> None:
    """End all service of a customer, at the moment of the customer's own end.

    Who still waits for a consent, or for the organization, waits no longer and never comes into it.

    Args:
        connection: in a write transaction.
        customer_id: the rowid.
        at_ms: the moment.
        now: that of the change.
        request: the rowid of its record.
    """
    ended = _live(connection, customer_id, range(1, 31), now)
    _end_users(connection, ended, at_ms, now, request)
    values = {"customer": customer_id, "at": at_ms, "now": now}
    connection.execute(_STRIKE.format(which="TRUE"), values)
    connection.execute(_CLOSE.format(which="TRUE"), values)
    connection.execute(
        "UPDATE workspaces SET ended_ms = :at WHERE customer_id = :customer"
        " AND (ended_ms IS NULL OR ended_ms > :at)",
        values,
    )
    device_rows.end_of_customer(connection, customer_id, at_ms)
    organization = _organization(connection, customer_id)
    queues.end_of_organization(connection, organization, at_ms, now)
    pstn.end(connection, organization, at_ms)
    numbers.end(connection, organization, at_ms)


def end_packages(
    connection: sqlite3.Connection,
    customer_id: int,
    packages: Sequence[int],
    *,
    now: int,
    request: int,
) -> None:
    """End the service that stands on some packages of a customer, at once.

    An add-on is only taken off those who have it.

    Args:
        connection: in a write transaction.
        customer_id: the rowid.
        packages: their codes.
        now: the moment.
        request: the rowid of the change's record.
    """
    ended = _live(connection, customer_id, packages, now)
    _end_users(connection, ended, now, now, request)
    _close(connection, customer_id, now, _OF_USERS, json.dumps([row.id for row in ended]))
    device_rows.end_of_persons(connection, [row.person_id for row in ended], now)
    queues.leave(connection, [row.person_id for row in ended], now)
    for package in packages:
        connection.execute(
            "UPDATE subscribers SET add_ons = add_ons & ~:bit WHERE customer_id = :customer"
            " AND add_ons & :bit AND status <> 'deleted'",
            {"customer": customer_id, "bit": bit(package)},
        )
        _close(connection, customer_id, now, f"package = {package:d}", "[]")
    rooms = connection.execute(
        "UPDATE workspaces SET ended_ms = :now WHERE customer_id = :customer"
        " AND package IN (SELECT value FROM json_each(:packages))"
        " AND (ended_ms IS NULL OR ended_ms > :now) RETURNING id",
        {"customer": customer_id, "now": now, "packages": json.dumps(list(packages))},
    ).fetchall()
    device_rows.end_of_workspaces(connection, [room[0] for room in rooms], now)
    held = connection.execute(_HELD, (customer_id,)).fetchall()
    left = {row[0] for row in held} - set(packages)
    queues.end_without(connection, _organization(connection, customer_id), left, now)


def _organization(connection: sqlite3.Connection, customer_id: int) -> int:
    query = "SELECT organization_id FROM customers WHERE id = ?"
    found: int = connection.execute(query, (customer_id,)).fetchone()[0]
    return found


def _live(
    connection: sqlite3.Connection, customer_id: int, packages: Iterable[int], now: int
) -> list[_Ending]:
    """Live subscribers with some base packages, folded first."""
    due = connection.execute(_DUE, (now, customer_id)).fetchall()
    subscribers.fold(connection, [row[0] for row in due], now)
    values = {"customer": customer_id, "packages": json.dumps(list(packages)), "now": now}
    return list(map(_Ending._make, connection.execute(_LIVE, values)))


def _end_users(
    connection: sqlite3.Connection, rows: Sequence[_Ending], at_ms: int, now: int, request: int
) -> None:
    waiting = [row.id for row in rows if row.absent or row.status == "pending_user_migration"]
    apart = set(waiting)
    others = [row.id for row in rows if row.id not in apart]
    for ids, due in ((waiting, now), (others, at_ms)):
        if ids:
            plan_subscribers(connection, ids, NewStep(due, DELETED), now=now, request=request)
    # Who was never there keeps no email from others.
    people.end_many(connection, [row.person_id for row in rows if row.absent], now)


def _close(
    connection: sqlite3.Connection, customer_id: int, now: int, which: str, ids: str
) -> None:
    values = {"customer": customer_id, "at": now, "now": now, "ids": ids}
    connection.execute(_STRIKE.format(which=which), values)
    connection.execute(_CLOSE.format(which=which), values)
