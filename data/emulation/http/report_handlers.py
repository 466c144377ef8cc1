"""Routes of billing reports (contract, section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.http import bodies
from data.emulation.http import report_rendering as rendering
from data.emulation.http.answers import NO_CONTENT, Answer
from data.emulation.http.report_table import MEDIA
from data.emulation.rules import ids
from data.emulation.rules.reports import COMPLETED, SORTS, STATUSES, TYPES
from data.emulation.services import billing_reports, report_addresses
from data.emulation.store import clock as clock_row
from data.emulation.store.billing_reports import Which
from data.models.reports import CreateReport

if TYPE_CHECKING:
    from data.emulation.http.answers import Call

MOST = 100
"""Reports that a list has at most; there is no offset (contract, section 6)."""


def list_reports(call: Call) -> Answer:
    """GET /v1/wholesale/billing/reports: one's own, or a sub-partner's."""
    query, connection = call.query, call.connection
    start, end = query.day("billingStartDate"), query.day("billingEndDate")
    level, status = query.choice("type", TYPES), query.choice("status", STATUSES)
    sort, size = query.choice("sortBy", SORTS), query.integer("max", MOST, 1, MOST)
    org_id = query.text(billing_reports.PROVIDER)
    owner_id = billing_reports.owner_of(connection, call.caller, org_id)
    which = Which(owner_id, start, end, level, status)
    found = billing_reports.page(connection, which, sort, size, call.now)
    return Answer({"items": [rendering.report(row, call.caller) for row in found]})


def create_report(call: Call) -> Answer:
    """POST /v1/wholesale/billing/reports."""
    wanted, wrong = bodies.read(CreateReport, call.content)
    return Answer(rendering.created(billing_reports.create(call.write, wanted, wrong)))


def get_report(call: Call) -> Answer:
    """GET /v1/wholesale/billing/reports/{reportId}, with a new download address (REP-4)."""
    row = billing_reports.one(call.connection, call.caller, _uuid(call), call.now)
    address = ""
    if row.status == COMPLETED:
        secret = clock_row.secret(call.connection)
        signed = report_addresses.sign(row.uuid, call.now, secret)
        address = rendering.address(call.url, row, signed)
    return Answer(rendering.report(row, call.caller, address))


def delete_report(call: Call) -> Answer:
    """DELETE /v1/wholesale/billing/reports/{reportId}: finished or not (REP-7)."""
    billing_reports.remove(call.write, _uuid(call))
    return Answer(None, NO_CONTENT)


def download_report(call: Call) -> Answer:
    """GET /hub/v1/reports/{reportId}/content: the file, for whoever has the address (REP-4)."""
    expires, signature = call.query.text("Expires") or "", call.query.text("Signature") or ""
    secret = clock_row.secret(call.connection)
    uuid = report_addresses.require(_uuid(call), expires, signature, secret, call.now)
    content = billing_reports.download(call.connection, uuid, call.now)
    return Answer(content, media=f"{MEDIA};charset=UTF-8")


def _uuid(call: Call) -> bytes | None:
    return ids.decode(ids.BILLING_REPORT, call.path["reportId"])
