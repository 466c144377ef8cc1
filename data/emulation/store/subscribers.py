"""Subscribers, as they are at a moment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.rules import details, timeline
from data.emulation.rules.timeline import DELETED
from data.emulation.store import steps

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.store.customer_filter import Scope


class SubscriberRow(NamedTuple):
    """A subscriber's columns, its person's and its customer's. Times are milliseconds."""

    id: int
    uuid: bytes
    package: int
    add_ons: int
    status: str
    next_at: int | None
    errors: str | None
    created_ms: int
    status_ms: int
    person_uuid: bytes
    email: str
    customer_uuid: bytes
    external_id: str


_COLUMNS: Final = (
    "u.id, u.uuid, u.package, u.add_ons, u.status, u.next_at, u.errors, u.created_ms, u.status_ms,"
    " p.uuid, p.email, c.uuid, c.external_id"
)
_JOINS: Final = (
    "subscribers AS u CROSS JOIN people AS p ON p.id = u.person_id"
    " CROSS JOIN customers AS c ON c.id = u.customer_id"
)
_BY_IDS: Final = (
    f"SELECT {_COLUMNS} FROM json_each(:ids) AS j CROSS JOIN {_JOINS} WHERE u.id = j.value"
)
_FOLDED: Final = ("id", "status", "status_ms", "next_at", "errors")
_FOLD: Final = (
    "UPDATE subscribers SET status = m.status, status_ms = m.status_ms, next_at = m.next_at,"
    " errors = m.errors FROM (SELECT "
    + ", ".join(f"json_extract(value, '$[{n}]') AS {name}" for n, name in enumerate(_FOLDED))
    + " FROM json_each(:rows)) AS m WHERE subscribers.id = m.id"
)
_BY_UUID: Final = f"SELECT {_COLUMNS} FROM {_JOINS} WHERE u.uuid = :uuid AND "


def by_ids(connection: sqlite3.Connection, ids: Sequence[int], now: int) -> list[SubscriberRow]:
    """Subscribers in the order of their ids, as they are at `now`; those gone are left out."""
    return _at(connection, _rows_of(connection, ids), now) if ids else []


def by_uuid(
    connection: sqlite3.Connection, scope: Scope, uuid: bytes, now: int
) -> SubscriberRow | None:
    """The subscriber with this uuid as it is at `now`, None if the scope has none or it is gone."""
    values: dict[str, Any] = {**scope.parameters(), "uuid": uuid}
    rows = connection.execute(_BY_UUID + scope.test(), values)
    found = _at(connection, list(map(SubscriberRow._make, rows)), now)
    return found[0] if found else None


def fold(connection: sqlite3.Connection, ids: Sequence[int], now: int) -> None:
    """Write the steps that are due by `now` into some subscribers, in a write transaction."""
    if not ids:
        return
    rows = _moved(connection, _rows_of(connection, ids), now)
    moved = [[getattr(row, name) for name in _FOLDED] for row in rows]
    connection.execute(_FOLD, {"rows": json.dumps(moved)})


def _rows_of(connection: sqlite3.Connection, ids: Sequence[int]) -> list[SubscriberRow]:
    rows = connection.execute(_BY_IDS, {"ids": json.dumps(ids)})
    return list(map(SubscriberRow._make, rows))


def _at(
    connection: sqlite3.Connection, rows: Sequence[SubscriberRow], now: int
) -> list[SubscriberRow]:
    return [row for row in _moved(connection, rows, now) if row.status != DELETED]


def _moved(
    connection: sqlite3.Connection, rows: Sequence[SubscriberRow], now: int
) -> Sequence[SubscriberRow]:
    since = [row.next_at for row in rows if row.next_at is not None and row.next_at <= now]
    if not since:
        return rows
    stale = [row.id for row in rows if row.next_at is not None and row.next_at <= now]
    found = steps.of_subjects(connection, [timeline.SUBSCRIBER], stale, min(since))
    moved = []
    for row in rows:
        mine = found.get((timeline.SUBSCRIBER, row.id, 0), [])
        if row.next_at is not None and row.next_at <= now:
            step = steps.latest(mine, row.next_at, now)
            row = row._replace(next_at=steps.upcoming(mine, now))  # noqa: PLW2901 - the same, later
            if step is not None:
                row = row._replace(  # noqa: PLW2901 - the same row, later
                    status=step.status,
                    status_ms=step.due_ms,
                    errors=details.read(step.detail).errors,
                )
        moved.append(row)
    return moved
