"""Billing reports (contract, section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.client import downloads
from data.client.errors import Conflict, NotSettled
from data.client.lost import Search, provision
from data.client.resources import PAGE, Resource, segment
from data.client.waiting import WITHIN, Look, settled
from data.models.base import items_of
from data.models.reports import BillingReport, CreatedReport
from data.models.statuses import label
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from data.models.answers import Done
    from data.models.reports import CreateReport

PATH: Final = "/wholesale/billing/reports"
IN_PROGRESS: Final = "IN_PROGRESS"
COMPLETED: Final = "COMPLETED"
_TYPE: Final = "PARTNER"
_CATEGORY: Final = "RECONCILIATION"


class Reports(Resource):
    """Billing reports of the partner and of its sub-partners (REP, SUB-5)."""

    async def list(
        self,
        *,
        start: str | None = None,
        end: str | None = None,
        level: str | None = None,
        status: str | None = None,
        sort_by: str | None = None,
        sub_partner: str | None = None,
        size: int = PAGE,
    ) -> tuple[BillingReport, ...]:
        """Reports that match exactly (REP-5), newest first; none has a download address.

        The platform does not page this list: what is beyond `size` is found by filters only.

        Args:
            start: only those that begin on this day, YYYY-MM-DD.
            end: only those that end on this day.
            level: only those of this type: PARTNER, CUSTOMER or USER.
            status: only those IN_PROGRESS, COMPLETED or FAILED.
            sort_by: id, billingStartDate, billingEndDate or status.
            sub_partner: the organization id of the sub-partner whose they are; None for one's own.
            size: how many at most, 1 to 100.
        """
        query = {
            "billingStartDate": start,
            "billingEndDate": end,
            "type": level,
            "status": status,
            "sortBy": sort_by,
            "subPartnerOrgId": sub_partner,
            "max": size,
        }
        url = self._caller.api(PATH, query)
        return (await self._caller.fetch("reports.list", url, items_of(BillingReport))).value.items

    async def create(self, body: CreateReport) -> CreatedReport:
        """Ask for a report; it is made in its own time, see `wait_for`.

        It is sent once. Where the answer is lost, it is looked for among the reports of its kind.

        Raises:
            Conflict: the same report is completed already; it has to be deleted first (REP-6).
            Invalid: the request breaks rules; `problems` has all of them.
        """
        url, asked = self._caller.api(PATH), False

        async def send() -> CreatedReport:
            return (
                await self._caller.send("reports.create", "POST", url, CreatedReport, body)
            ).value

        async def look() -> tuple[BillingReport, ...]:
            nonlocal asked
            first, asked = not asked, True
            rows = await self.list(
                start=body.billing_start_date,
                end=body.billing_end_date,
                level=body.type or _TYPE,
                sub_partner=body.sub_partner_org_id or None,
            )
            # One that is in progress is what asking again gives.
            return tuple(row for row in rows if not (first and row.status == IN_PROGRESS))

        async def ordered(row: BillingReport) -> bool:
            return (row.category or _CATEGORY) == (body.category or _CATEGORY)

        search = Search(look, lambda row: row.id, ordered, _created)
        return await provision(self._caller.settings, send, search)

    async def get(self, report_id: str) -> BillingReport:
        """One report; a completed one tells an address that works for 30 minutes (REP-4)."""
        return (await self._caller.fetch("reports.get", self._one(report_id), BillingReport)).value

    async def delete(self, report_id: str) -> Done:
        """Delete a report; its download address is dead at once (REP-7).

        It is sent once. Where the answer is lost, it is done if the report is gone.
        """
        url = self._one(report_id)
        return await self._removed("reports.delete", url, lambda: self.get(report_id))

    async def wait_for(
        self,
        report_id: str,
        *,
        within: float = WITHIN,
        progress: Callable[[BillingReport], None] | None = None,
    ) -> BillingReport:
        """Wait until a report is completed or has failed.

        Args:
            report_id: which.
            within: seconds to wait at most.
            progress: told each status that differs from the one before.

        Raises:
            NotSettled: it takes longer; it is made nevertheless.
        """

        async def look() -> Look[BillingReport]:
            return Look(await self.get(report_id))

        def done(report: BillingReport | None) -> bool:
            return report is None or report.status != IN_PROGRESS

        found = await settled(self._caller.settings, look, done, within=within, progress=progress)
        assert found is not None  # noqa: S101 - a report that is gone is a NotFound
        return found

    async def download(self, report_id: str) -> bytes:
        """The file of a completed report, in memory: CSV in UTF-8, exactly as it comes.

        Cells that begin like a formula are in it as they are; mind that before a spreadsheet
        opens it.

        Raises:
            NotSettled: the report is in progress.
            Conflict: it has failed.
            Unsafe: the platform tells an address that is not safe to read.
        """
        return await downloads.read(
            self._caller, "reports.download", await self._address(report_id)
        )

    async def save(self, report_id: str, path: Path) -> int:
        """Write the file of a completed report to a new file; its bytes. See `download`.

        Args:
            report_id: which.
            path: where to; only its owner may read it.

        Raises:
            FileExistsError: there is such a file.
            OSError: it cannot be written.
            HubError: as `download`; nothing is left of the file then.
        """
        address = await self._address(report_id)
        return await downloads.save(self._caller, "reports.download", address, path)

    def _one(self, report_id: str) -> str:
        return self._caller.api(f"{PATH}/{segment(report_id)}")

    async def _address(self, report_id: str) -> str:
        """The download address, fresh."""
        report = await self.get(report_id)
        if report.status == COMPLETED and report.temp_download_url:
            return report.temp_download_url
        words = _("The report has no file: it is {status}.").format(status=label(report.status))
        kind = NotSettled if report.status == IN_PROGRESS else Conflict
        raise kind(words, sent=False)


def _created(row: BillingReport) -> CreatedReport:
    """What asking would have answered."""
    return CreatedReport(
        id=row.id,
        billing_start_date=row.billing_start_date,
        billing_end_date=row.billing_end_date,
        type=row.type,
    )
