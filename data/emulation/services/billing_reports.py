"""Billing reports: asked for, listed, told of, deleted, downloaded (REP, SUB-5)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from data.emulation.rules import codes, ids, paces
from data.emulation.rules.faults import unsaid
from data.emulation.rules.reports import (
    CATEGORIES,
    COMPLETED,
    ERRORS,
    FAILED,
    IN_PROGRESS,
    TYPES,
    Kind,
    day,
    kind_faults,
    period_faults,
)
from data.emulation.services import callers, settings
from data.emulation.services.problems import Refusal, conflict, require_valid
from data.emulation.services.report_engine import ENGINE, Subject
from data.emulation.store import billing_reports as store
from data.emulation.store import partners
from data.emulation.store.billing_reports import NewReport, ReportRow, Which

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from data.emulation.rules.faults import Fault
    from data.emulation.services.callers import Caller
    from data.emulation.services.writing import Write
    from data.models.reports import CreateReport

PROVIDER: Final = "subPartnerOrgId"
"""The parameter and member that name a sub-partner (SUB-5)."""
_SORTS: Final[dict[str, Callable[[ReportRow], str | int]]] = {
    "id": lambda row: ids.encode(ids.BILLING_REPORT, row.uuid),
    "billingStartDate": lambda row: row.start_day,
    "billingEndDate": lambda row: row.end_day,
    "status": lambda row: row.status,
}


def owner_of(connection: sqlite3.Connection, caller: Caller, org_id: str | None) -> int:
    """The rowid of whose reports it is about: one's own, or a sub-partner's (SUB-5).

    Args:
        connection: where to read.
        caller: who asks.
        org_id: the value of `PROVIDER`; None or empty for oneself.

    Raises:
        Refusal: 404, no such sub-partner; 403, the caller's roles do not reach it (ADM-4).
    """
    if not org_id:
        return caller.partner.id
    scope = callers.provider(connection, caller, PROVIDER, org_id)
    if scope.owner_id is None:
        raise LookupError("the scope of a provider names its owner")
    return scope.owner_id


def page(
    connection: sqlite3.Connection, which: Which, sort: str | None, size: int, now: int
) -> list[ReportRow]:
    """The first reports of those that match exactly (REP-5).

    Args:
        connection: where to read.
        which: whose, and of what kind.
        sort: one of `rules.reports.SORTS`, upwards; None is the newest first.
        size: how many at most.
        now: the moment.
    """
    found = store.matching(connection, which, now)
    if sort:
        found.sort(key=_SORTS[sort])
    return found[:size]


def one(connection: sqlite3.Connection, caller: Caller, uuid: bytes | None, now: int) -> ReportRow:
    """A report in the caller's world: its own, and a partner's sub-partners' (SUB-3, SUB-5).

    Raises:
        Refusal: 404, there is none.
    """
    found = uuid and store.by_uuid(connection, uuid, now)
    if not found:
        raise _no_report()
    owner, world = partners.partner(connection, found.owner_id), caller.world
    if owner.root_id != world.root_id or world.owner_id not in {None, owner.id}:
        raise _no_report()
    return found


def create(write: Write, wanted: CreateReport, wrong: Sequence[Fault]) -> ReportRow:
    """Ask for a report (REP-1, REP-6).

    Decided here: while the same report is in progress, that is the answer, so that whoever lost an
    answer may ask again; one that failed is replaced. A suspended sub-partner's reports are made
    like any other's: SUB-11 speaks of its customers only. `internal` changes nothing.

    Raises:
        Refusal: 404 or 403, as of `owner_of`; 400 with all that is wrong; 409, the same report is
            completed already.
    """
    connection, now = write.connection, write.now
    owner_id = owner_of(connection, write.caller, wanted.sub_partner_org_id)
    level, category = wanted.type or TYPES[0], wanted.category or CATEGORIES[0]
    start, end = wanted.billing_start_date.strip(), wanted.billing_end_date.strip()
    found = [*period_faults(start, end, now), *kind_faults(level, category)]
    require_valid(unsaid(wrong, found))
    first, last = day(start), day(end)
    if first is None or last is None:
        raise LookupError("a valid period has two days")
    kind = Kind(first, last, level, category)
    for there in store.same(connection, owner_id, kind, now):
        if there.status == COMPLETED:
            words = "a completed report of this period, type and category exists; delete it first"
            raise conflict(codes.REPORT_EXISTS, words)
        if there.status == IN_PROGRESS:
            return there
        store.remove(connection, there.id)
    return _add(write, owner_id, kind, internal=bool(wanted.internal))


def remove(write: Write, uuid: bytes | None) -> None:
    """Delete a report, whatever its state; its download address is dead at once (REP-7).

    Raises:
        Refusal: 404, there is none in the caller's world.
    """
    store.remove(write.connection, one(write.connection, write.caller, uuid, write.now).id)


def download(connection: sqlite3.Connection, uuid: bytes, now: int) -> bytes:
    """The file of a report: CSV with a header row, in UTF-8 (REP-8).

    Cells are quoted as RFC 4180 says and otherwise as they are: programs find customers by them.
    Who shows them in a spreadsheet has to mind what looks like a formula.

    Raises:
        Refusal: 404, it was deleted or is not completed.
    """
    row = store.by_uuid(connection, uuid, now)
    if row is None or row.status != COMPLETED:
        raise _no_report()
    owner = partners.partner(connection, row.owner_id)
    table = ENGINE.table(connection, Subject(owner, row.kind, row.created_ms))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.header)
    writer.writerows(table.rows)
    return text.getvalue().encode("utf-8", "replace")


def _add(write: Write, owner_id: int, kind: Kind, *, internal: bool) -> ReportRow:
    connection, now = write.connection, write.now
    fails = settings.platform(connection).report_outcome == settings.REPORT_OUTCOMES[1]
    report = NewReport(
        uuid=write.uuid(),
        owner_id=owner_id,
        type=kind.type,
        category=kind.category,
        internal=int(internal),
        start_day=kind.start_day,
        end_day=kind.end_day,
        outcome=FAILED if fails else COMPLETED,
        errors=ERRORS if fails else None,
        staff_id=write.caller.staff.id,
        created_ms=now,
        due_ms=now + paces.duration(write.pace, paces.REPORT, write.chance()),
    )
    store.add(connection, report)
    return one(connection, write.caller, report.uuid, now)


def _no_report() -> Refusal:
    return Refusal(404, "The billing report could not be found.", codes.REPORT_NOT_FOUND)
