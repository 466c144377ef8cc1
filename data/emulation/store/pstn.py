"""PSTN connections of locations, and main numbers (PST-1, PST-2)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import details
from data.emulation.rules.timeline import PACKAGE

if TYPE_CHECKING:
    import sqlite3


class ConnectionRow(NamedTuple):
    """A connection: the id of its option; kind and id of the way out on premises, or empty."""

    option_id: str
    premise: str


_PUT: Final = (
    "INSERT INTO pstn_connections (location_id, option_id, premise, since_ms)"
    " VALUES (:location, :option, :premise, :since) ON CONFLICT DO UPDATE SET"
    " option_id = excluded.option_id, premise = excluded.premise, since_ms = excluded.since_ms,"
    " ended_ms = NULL"
)
_END: Final = (
    "UPDATE pstn_connections SET ended_ms = :at WHERE (ended_ms IS NULL OR ended_ms > :at)"
    " AND location_id IN (SELECT id FROM locations INDEXED BY locations_organization"
    " WHERE organization_id = :organization)"
)
_FAILED: Final = (
    "SELECT part, detail FROM steps INDEXED BY steps_subject WHERE kind = :kind"
    " AND subject = :customer AND due_ms <= :now AND status = 'error' ORDER BY due_ms, seq"
)


def of_location(connection: sqlite3.Connection, location_id: int, now: int) -> ConnectionRow | None:
    """The connection that a location has at `now`."""
    row = connection.execute(
        "SELECT option_id, premise FROM pstn_connections WHERE location_id = :location"
        " AND since_ms <= :now AND (ended_ms IS NULL OR ended_ms > :now)",
        {"location": location_id, "now": now},
    ).fetchone()
    return None if row is None else ConnectionRow._make(row)


def put(
    connection: sqlite3.Connection, location_id: int, row: ConnectionRow, since_ms: int
) -> None:
    """Give a location a connection from a moment on, in place of the one that it has."""
    values = {
        "location": location_id,
        "option": row.option_id,
        "premise": row.premise,
        "since": since_ms,
    }
    connection.execute(_PUT, values)


def end(connection: sqlite3.Connection, organization_id: int, at_ms: int) -> None:
    """End the connections of all locations of an organization at a moment."""
    connection.execute(_END, {"organization": organization_id, "at": at_ms})


def vendor_of(connection: sqlite3.Connection, template_id: int | None) -> str:
    """The PSTN vendor that a template names now; empty for none."""
    row = connection.execute(
        "SELECT pstn_vendor FROM templates WHERE id = ?", (template_id,)
    ).fetchone()
    return "" if row is None else str(row[0])


def main_number(connection: sqlite3.Connection, location_id: int) -> str:
    """What a location's main number was set to; empty for none."""
    row = connection.execute(
        "SELECT main_number FROM locations WHERE id = ?", (location_id,)
    ).fetchone()
    return str(row[0])


def main_numbers(connection: sqlite3.Connection, organization_id: int) -> dict[int, str]:
    """What the main number of each location of an organization was set to, by rowid."""
    rows = connection.execute(
        "SELECT id, main_number FROM locations INDEXED BY locations_organization"
        " WHERE organization_id = ?",
        (organization_id,),
    )
    return dict(rows.fetchall())


def set_main_number(connection: sqlite3.Connection, location_id: int, phone: str) -> None:
    """Set a location's main number; empty takes it away."""
    connection.execute("UPDATE locations SET main_number = ? WHERE id = ?", (phone, location_id))


def failed_with(
    connection: sqlite3.Connection, customer_id: int, code: int, now: int
) -> frozenset[int]:
    """Packages of a customer whose last error until `now` has a code.

    Args:
        connection: where to read.
        customer_id: the rowid.
        code: the error's number.
        now: the moment.
    """
    values = {"kind": PACKAGE, "customer": customer_id, "now": now}
    last = dict(connection.execute(_FAILED, values).fetchall())
    return frozenset(part for part, detail in last.items() if is_about(detail, code))


def is_about(detail: str | None, code: int) -> bool:
    """Whether the errors of a step have a code."""
    return has_code(details.read(detail).errors, code)


def has_code(errors: str | None, code: int) -> bool:
    """Whether a JSON list of errors, as tables keep it, has one with a code."""
    return any(entry.get("errorCode") == code for entry in json.loads(errors or "[]"))
