"""Billing reports (contract, section 6)."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from data.models.base import Findable, WireModel
from data.models.requests import RequestBody


class CreateReport(RequestBody):
    """POST of a report: its days as YYYY-MM-DD, its level, whose it is (REP-1, SUB-5)."""

    billing_start_date: str = ""
    billing_end_date: str = ""
    type: str = ""
    sub_partner_org_id: str = ""
    internal: bool | None = None
    category: str = ""


class CreatedReport(Findable):
    """What asking for a report gives."""

    id: str
    billing_start_date: str = ""
    billing_end_date: str = ""
    type: str = ""


class ReportFailure(WireModel):
    """Why a report failed; reports call the code `code`."""

    code: int | None = None
    description: str = ""


class BillingReport(WireModel):
    """A report.

    Attributes:
        billing_start_date: its first day, YYYY-MM-DD.
        billing_end_date: its last day.
        type: PARTNER, CUSTOMER or USER.
        category: RECONCILIATION or POINT_IN_TIME.
        status: IN_PROGRESS, COMPLETED or FAILED.
        created_by: the id of the person who asked for it; empty where that is not told.
        temp_download_url: where its file is for 30 minutes; only of one completed report.
        errors: why it failed.
    """

    id: str
    billing_start_date: str = ""
    billing_end_date: str = ""
    type: str = ""
    category: str = ""
    status: str = ""
    created: datetime | None = None
    created_by: str = ""
    temp_download_url: str = Field(default="", alias="tempDownloadURL", repr=False)
    errors: tuple[ReportFailure, ...] = ()
