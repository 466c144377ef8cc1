"""Billing reports: which may be asked for, and how use is counted (REP, BIL-6)."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Final, NamedTuple

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault, missing
from data.emulation.rules.times import DAY, MINUTE, iso_date

PARTNER: Final = "PARTNER"
CUSTOMER: Final = "CUSTOMER"
USER: Final = "USER"
TYPES: Final = (PARTNER, CUSTOMER, USER)
"""The levels (REP-2); the first is meant where none is named (REP-1)."""
RECONCILIATION: Final = "RECONCILIATION"
POINT_IN_TIME: Final = "POINT_IN_TIME"
CATEGORIES: Final = (RECONCILIATION, POINT_IN_TIME)
"""What is told: use in a period, or what is assigned (REP-10). The first is meant by itself."""
IN_PROGRESS: Final = "IN_PROGRESS"
COMPLETED: Final = "COMPLETED"
FAILED: Final = "FAILED"
STATUSES: Final = (IN_PROGRESS, COMPLETED, FAILED)
"""What a report is (REP-3)."""
SORTS: Final = ("id", "billingStartDate", "billingEndDate", "status")
"""What a list can be ordered by (REP-5)."""
YEARS: Final = 5
"""How far back a report reaches (REP-1)."""
LIFE: Final = 30 * MINUTE
"""How long a download address works, in milliseconds (REP-4)."""
ERRORS: Final = json.dumps(
    [
        {
            "code": codes.REPORT_FAILED.number,
            "description": "The report could not be made; ask for it again.",
        }
    ]
)
"""What a report that failed says, as it is kept."""
UNIT: Final = 8_640
"""Milliseconds of the unit of use: 10,000 make a day (decision 6)."""
UNITS: Final = DAY // UNIT
"""Units of a day."""

_FORM: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EPOCH: Final = date(1970, 1, 1).toordinal()
_START: Final = "billingStartDate"
_END: Final = "billingEndDate"


class Kind(NamedTuple):
    """What two reports of one owner have in common where one takes the other's place (REP-6).

    Attributes:
        start_day: the first day, counted from 1970-01-01 UTC.
        end_day: the last day, which belongs to the report.
        type: one of `TYPES`.
        category: one of `CATEGORIES`.
    """

    start_day: int
    end_day: int
    type: str
    category: str


def day(text: str) -> int | None:
    """The days from 1970-01-01 to a date of the form YYYY-MM-DD; None for anything else."""
    if not _FORM.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text).toordinal() - _EPOCH
    except ValueError:
        return None


def date_of(number: int) -> str:
    """A day, counted from 1970-01-01, in the form YYYY-MM-DD."""
    return iso_date(number * DAY)


def earliest(today: int) -> int:
    """The first day that reports tell of: the same date five years ago (REP-1).

    Decided here: of 29 February it is the 28th.

    Args:
        today: counted from 1970-01-01.
    """
    now = date.fromordinal(today + _EPOCH)
    leap = (now.month, now.day) == (2, 29)
    then = now.replace(year=now.year - YEARS, day=28 if leap else now.day)
    return then.toordinal() - _EPOCH


def period_faults(start: str, end: str, now: int) -> list[Fault]:
    """What is wrong with a period (REP-1). Its days are those of UTC, decided here.

    Args:
        start: the first day as it was sent.
        end: the last day.
        now: the platform's time in milliseconds.
    """
    today = now // DAY
    found = [*_day_faults(start, _START, today), *_day_faults(end, _END, today)]
    first, last = day(start), day(end)
    if first is not None and last is not None and first > last and not found:
        words = f"must not be before {_START}"
        found.append(Fault(_END, codes.BAD_PERIOD, words))
    return found


def _day_faults(text: str, field: str, today: int) -> list[Fault]:
    if not text:
        return [missing(field, codes.MISSING_FIELD, "REP-1")]
    found = day(text)
    if found is None:
        return [Fault(field, codes.BAD_DATE, "must be a date of the form YYYY-MM-DD", "REP-1")]
    first, last = earliest(today), today - 1
    if first <= found <= last:
        return []
    if found < first:
        why = f"reports go back {YEARS} years"
    else:
        why = "today is not over" if found == today else "that day has not come"
    words = f"must be from {date_of(first)} to {date_of(last)}: {why}"
    return [Fault(field, codes.BAD_PERIOD, words)]


def kind_faults(level: str, category: str) -> list[Fault]:
    """What is wrong with level and category (REP-2, REP-10)."""
    found = []
    if level not in TYPES:
        words = f"must be one of {', '.join(TYPES)}"
        found.append(Fault("type", codes.BAD_CHOICE, words, "REP-1"))
    if category not in CATEGORIES:
        words = f"must be one of {', '.join(CATEGORIES)}"
        found.append(Fault("category", codes.BAD_CHOICE, words, "REP-10"))
    elif category == POINT_IN_TIME and level == PARTNER:
        words = f"must be {CUSTOMER} or {USER} for a report of the category {POINT_IN_TIME}"
        found.append(Fault("type", codes.NO_PARTNER_LEVEL, words))
    return found


def quantity(units: int) -> str:
    """Units of use as days, exactly: `1.5` for a day and a half (BIL-6)."""
    whole, rest = divmod(units, UNITS)
    digits = f"{rest:04}".rstrip("0")
    return f"{whole}.{digits}" if digits else str(whole)
