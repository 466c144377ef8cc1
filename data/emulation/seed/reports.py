"""Billing reports that somebody asked for in the last months (REP)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.reports import (
    COMPLETED,
    CUSTOMER,
    ERRORS,
    FAILED,
    PARTNER,
    POINT_IN_TIME,
    RECONCILIATION,
    USER,
)
from data.emulation.rules.times import DAY, HOUR, MINUTE
from data.emulation.seed.rows import BillingReportRow

if TYPE_CHECKING:
    from data.emulation.seed.world import World

PROVIDER: Final = 2
"""The number of the indirect provider that has reports too (SUB-5)."""
_EPOCH: Final = date(1970, 1, 1)


class Asked(NamedTuple):
    """A report that was asked for.

    Attributes:
        months: how many months ago its month ended; 1 is the last one that is over.
        owner: whose use it tells of.
        staff: whose account asked for it.
    """

    months: int
    type: str
    category: str = RECONCILIATION
    owner: int = 1
    staff: int = 1
    outcome: str = COMPLETED


REPORTS: Final = (
    Asked(3, PARTNER),
    Asked(3, CUSTOMER),
    Asked(2, PARTNER),
    Asked(2, CUSTOMER),
    Asked(2, USER, outcome=FAILED),
    Asked(1, PARTNER),
    Asked(1, CUSTOMER),
    Asked(1, USER),
    Asked(1, CUSTOMER, POINT_IN_TIME),
    Asked(2, CUSTOMER, owner=PROVIDER),
    Asked(1, CUSTOMER, owner=PROVIDER, staff=PROVIDER),
)


def write_reports(world: World) -> None:
    """Write them; each was asked for on the second morning after its month."""
    world.part("reports")
    for asked in REPORTS:
        start, end = _month(world, asked.months)
        created = (end + 2) * DAY + 9 * HOUR + world.between(0, 59) * MINUTE
        failed = asked.outcome == FAILED
        world.sink.add(
            BillingReportRow(
                world.sink.next_id(BillingReportRow),
                world.uuid(),
                asked.owner,
                asked.type,
                asked.category,
                0,
                start,
                end,
                asked.outcome,
                ERRORS if failed else None,
                world.staff[asked.staff],
                created,
                created + world.between(2, 20) * MINUTE,
            )
        )


def _month(world: World, months: int) -> tuple[int, int]:
    """First and last day of a month that has been over for some days, so many months ago."""
    # On the first days of a month its predecessor's reports are not there yet.
    first = (_EPOCH + timedelta(days=world.day_ms // DAY - 3)).replace(day=1)
    for _ in range(months - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    last = first - timedelta(days=1)
    return (last.replace(day=1) - _EPOCH).days, (last - _EPOCH).days
