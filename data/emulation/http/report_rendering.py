"""Billing reports as JSON objects (contract, section 6)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from data.emulation.rules import ids
from data.emulation.rules.reports import date_of
from data.emulation.rules.times import iso

if TYPE_CHECKING:
    from data.emulation.http.rendering import Object
    from data.emulation.services.callers import Caller
    from data.emulation.services.report_addresses import Signed
    from data.emulation.store.billing_reports import ReportRow

PATH = "/hub/v1/reports"
"""Where files are. Decided here: addresses are opaque to clients, so these are not public paths."""


def created(row: ReportRow) -> Object:
    """What asking for a report gives."""
    return {
        "id": ids.encode(ids.BILLING_REPORT, row.uuid),
        "billingStartDate": date_of(row.start_day),
        "billingEndDate": date_of(row.end_day),
        "type": row.type,
    }


def report(row: ReportRow, caller: Caller, address: str = "") -> Object:
    """A report as somebody sees it.

    A sub-partner is not told which of the parent's people asked for it (SUB-3).

    Args:
        row: the report.
        caller: who looks.
        address: where its file is; empty for a report that has none, and in a list.
    """
    body = created(row)
    body["category"] = row.category
    body["status"] = row.status
    body["created"] = iso(row.created_ms)
    own = row.staff_partner_id == caller.partner.id
    if row.staff_uuid is not None and (own or caller.partner.parent_id is None):
        body["createdBy"] = ids.encode(ids.PERSON, row.staff_uuid)
    if address:
        body["tempDownloadURL"] = address
    if row.errors:
        body["errors"] = json.loads(row.errors)
    return body


def address(url: str, row: ReportRow, signed: Signed) -> str:
    """The download address of a report, at the place where the request came to.

    Args:
        url: of the request.
        row: the report.
        signed: what makes it work.
    """
    parts = urlsplit(url)
    number = ids.encode(ids.BILLING_REPORT, row.uuid)
    query = urlencode({"Expires": signed.expires, "Signature": signed.signature})
    return f"{parts.scheme}://{parts.netloc}{PATH}/{number}/content?{query}"
