"""Billing reports that were asked for (REP)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.reports import IN_PROGRESS, Kind

if TYPE_CHECKING:
    import sqlite3


class ReportRow(NamedTuple):
    """A report at a moment. Days count from 1970-01-01; errors are a JSON list or None.

    Attributes:
        owner_id: whose use it tells of.
        status: at that moment (REP-3).
        staff_uuid: who asked for it; None where that is not known.
        staff_partner_id: whose account that is.
    """

    id: int
    uuid: bytes
    owner_id: int
    type: str
    category: str
    start_day: int
    end_day: int
    status: str
    errors: str | None
    created_ms: int
    due_ms: int
    staff_uuid: bytes | None
    staff_partner_id: int | None

    @property
    def kind(self) -> Kind:
        """What it is a report of."""
        return Kind(self.start_day, self.end_day, self.type, self.category)


class Which(NamedTuple):
    """Which reports of an owner; None is any (REP-5)."""

    owner_id: int
    start_day: int | None = None
    end_day: int | None = None
    type: str | None = None
    status: str | None = None


class NewReport(NamedTuple):
    """A report to be kept; outcome is what it is from `due_ms` on."""

    uuid: bytes
    owner_id: int
    type: str
    category: str
    internal: int
    start_day: int
    end_day: int
    outcome: str
    errors: str | None
    staff_id: int | None
    created_ms: int
    due_ms: int


_STATUS: Final = f"CASE WHEN r.due_ms > :now THEN '{IN_PROGRESS}' ELSE r.outcome END"
_SELECT: Final = (
    "SELECT r.id, r.uuid, r.owner_id, r.type, r.category, r.start_day, r.end_day,"
    f" {_STATUS}, iif(r.due_ms > :now, NULL, r.errors), r.created_ms, r.due_ms, s.uuid,"
    " s.partner_id FROM billing_reports AS r LEFT JOIN staff AS s ON s.id = r.staff_id"
)
_MATCHING: Final = (
    f"{_SELECT} WHERE r.owner_id = :owner_id AND (:start_day IS NULL OR r.start_day = :start_day)"
    " AND (:end_day IS NULL OR r.end_day = :end_day) AND (:type IS NULL OR r.type = :type)"
    f" AND (:status IS NULL OR {_STATUS} = :status) ORDER BY r.created_ms DESC, r.id DESC"
)
_SAME: Final = (
    f"{_SELECT} WHERE r.owner_id = :owner AND r.start_day = :start_day AND r.end_day = :end_day"
    " AND r.type = :type AND r.category = :category ORDER BY r.id DESC"
)


def by_uuid(connection: sqlite3.Connection, uuid: bytes, now: int) -> ReportRow | None:
    """The report with a uuid, whoever's it is."""
    values = {"uuid": uuid, "now": now}
    row = connection.execute(f"{_SELECT} WHERE r.uuid = :uuid", values).fetchone()
    return None if row is None else ReportRow._make(row)


def matching(connection: sqlite3.Connection, which: Which, now: int) -> list[ReportRow]:
    """All that match exactly (REP-5), newest first."""
    rows = connection.execute(_MATCHING, {**which._asdict(), "now": now})
    return list(map(ReportRow._make, rows))


def same(connection: sqlite3.Connection, owner_id: int, kind: Kind, now: int) -> list[ReportRow]:
    """An owner's reports of the same period, level and category, newest first (REP-6)."""
    rows = connection.execute(_SAME, {**kind._asdict(), "owner": owner_id, "now": now})
    return list(map(ReportRow._make, rows))


def add(connection: sqlite3.Connection, report: NewReport) -> None:
    """Keep a report."""
    names = ", ".join(NewReport._fields)
    marks = ", ".join("?" * len(NewReport._fields))
    connection.execute(f"INSERT INTO billing_reports ({names}) VALUES ({marks})", report)


def remove(connection: sqlite3.Connection, report_id: int) -> None:
    """Forget a report."""
    connection.execute("DELETE FROM billing_reports WHERE id = ?", (report_id,))
