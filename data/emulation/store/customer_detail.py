"""What the detail of a customer counts and tells: users, workspaces, template, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.store.subscriber_window import STATUS_NOW

if TYPE_CHECKING:
    import sqlite3


class SeatRow(NamedTuple):
    """How many subscribers (or workspaces) of a customer are alike."""

    status: str
    package: int
    add_ons: int
    location_id: int | None
    n: int


class PastStep(NamedTuple):
    """A step that was due; part is a package's code, 0 for the customer itself."""

    due_ms: int
    status: str
    part: int
    detail: str | None


_SEATS: Final = (
    f"SELECT {STATUS_NOW} AS s, u.package, u.add_ons, u.location_id, count(*)"
    " FROM subscribers AS u INDEXED BY subscribers_customer WHERE u.customer_id = :id"
    " GROUP BY 1, 2, 3, 4 HAVING s <> 'deleted'"
)
_ROOMS: Final = (
    "SELECT '', coalesce(package, 0), 0, location_id, count(*)"
    " FROM workspaces INDEXED BY workspaces_customer"
    " WHERE customer_id = :id AND created_ms <= :now AND (ended_ms IS NULL OR ended_ms > :now)"
    " GROUP BY 2, 4"
)
_HISTORY: Final = (
    "SELECT due_ms, status, part, detail FROM steps INDEXED BY steps_subject"
    " WHERE kind IN (1, 2) AND subject = :id AND due_ms <= :now"
    " ORDER BY due_ms DESC, kind, seq DESC, part LIMIT :most"
)


def seats(connection: sqlite3.Connection, customer_id: int, now: int) -> list[SeatRow]:
    """The live subscribers of a customer at `now`, counted."""
    return list(map(SeatRow._make, connection.execute(_SEATS, {"id": customer_id, "now": now})))


def rooms(connection: sqlite3.Connection, customer_id: int, now: int) -> list[SeatRow]:
    """The workspaces of a customer at `now`, counted; package 0 where they have none."""
    return list(map(SeatRow._make, connection.execute(_ROOMS, {"id": customer_id, "now": now})))


def history(
    connection: sqlite3.Connection, customer_id: int, now: int, most: int
) -> list[PastStep]:
    """The steps of a customer and its packages that were due by `now`, newest first."""
    rows = connection.execute(_HISTORY, {"id": customer_id, "now": now, "most": most})
    return list(map(PastStep._make, rows))


def template(connection: sqlite3.Connection, template_id: int) -> tuple[str, bytes]:
    """The name and the uuid of a template."""
    found: tuple[str, bytes] = connection.execute(
        "SELECT name, uuid FROM templates WHERE id = ?", (template_id,)
    ).fetchone()
    return found
