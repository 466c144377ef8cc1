"""Billing reports (contract, section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.http.later import Later
from data.emulation.http.operation import Operation
from data.emulation.rules.roles import REPORTS_READ, REPORTS_WRITE

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.emulation.http.answers import Answer, Call

handlers: Final = Later("data.emulation.http.report_handlers")
MEDIA: Final = "text/csv"
"""What a report's file is."""
_ALL: Final = "/v1/wholesale/billing/reports"
_ONE: Final = "/v1/wholesale/billing/reports/{reportId}"


def _report(
    call: str, name: str, handler: Callable[[Call], Answer], model: str, *statuses: int
) -> Operation:
    method, _, path = call.partition(" ")
    writes = method != "GET"
    return Operation(
        method,
        path,
        name,
        REPORTS_WRITE if writes else REPORTS_READ,
        documented=True,
        handler=handler,
        model=model,
        statuses=(*statuses, 400, 401, 403, 404, 500),
        writes=writes,
        code="code",
    )


TABLE: Final[tuple[Operation, ...]] = (
    _report(f"GET {_ALL}", "reports.list", handlers.list_reports, "BillingReport", 200)._replace(
        many=True,
        parameters=(
            "billingStartDate",
            "billingEndDate",
            "type",
            "status",
            "sortBy",
            "max",
            "subPartnerOrgId",
        ),
    ),
    _report(
        f"POST {_ALL}", "reports.create", handlers.create_report, "CreatedReport", 200, 409
    )._replace(body="CreateReport"),
    _report(f"GET {_ONE}", "reports.get", handlers.get_report, "BillingReport", 200),
    _report(f"DELETE {_ONE}", "reports.delete", handlers.delete_report, "", 204),
    Operation(
        "GET",
        "/hub/v1/reports/{reportId}/content",
        "reports.download",
        None,
        documented=False,
        handler=handlers.download_report,
        model="",
        statuses=(200, 400, 403, 404, 410, 500),
        parameters=("Expires", "Signature"),
        anonymous=True,
        code="code",
        media=MEDIA,
    ),
)
"""In the order in which paths are matched."""
