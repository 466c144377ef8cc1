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


class GivenRow(NamedTuple):
    """What an organization has for calling and meetings (PRV-4, ADR-2, LOC-4), and a right in it.

    Attributes:
        level: full or provisioning (ATT-2); None for nothing that was written down.
    """

    sip_domain: str
    dial_in: str
    site_language: str
    enterprise_restricted: int
    level: str | None


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
    " WHERE kind IN (1, 2) AND subject = :id AND part >= 0 AND due_ms <= :now"
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


def given(
    connection: sqlite3.Connection, organization_id: int, partner_id: int, now: int
) -> GivenRow:
    """What an organization was given, and the right that a partner has in it at `now`."""
    row = connection.execute(
        "SELECT o.sip_domain, o.dial_in, o.site_language, o.enterprise_restricted,"
        " (SELECT level FROM organization_rights WHERE organization_id = o.id"
        " AND partner_id = :partner AND since_ms <= :now)"
        " FROM organizations AS o WHERE o.id = :id",
        {"id": organization_id, "partner": partner_id, "now": now},
    ).fetchone()
    return GivenRow._make(row)


def template(connection: sqlite3.Connection, template_id: int) -> tuple[str, bytes]:
    """The name and the uuid of a template."""
    found: tuple[str, bytes] = connection.execute(
        "SELECT name, uuid FROM templates WHERE id = ?", (template_id,)
    ).fetchone()
    return found
