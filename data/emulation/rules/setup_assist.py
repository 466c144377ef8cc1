"""Setup Assist: which kind, what it costs, and how early it is asked for (SUA-1a to SUA-3)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault, missing
from data.emulation.rules.prices import cents
from data.emulation.rules.skus import Sku, assist

EXPRESS: Final = "express"
STANDARD: Final = "standard"
EXPRESS_MOST: Final = 5
"""Seats of a location that is served by the express kind, at most; exactly five is (SUA-1a)."""
DAYS_BEFORE: Final = 6
"""Business days that a request comes before onboarding ends, at least (SUA-3)."""

_FORM: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EPOCH: Final = date(1970, 1, 1).toordinal()
_LAST: Final = date.max.toordinal() - _EPOCH
_RULE: Final = "SUA-3"


class Offer(NamedTuple):
    """What a location gets: its kind, its line on the order, and the whole price in hundredths."""

    kind: str
    sku: Sku
    cents: int


def offer(seats: int) -> Offer:
    """What a location with so many seats gets (SUA-2): for a flat fee, or priced per user."""
    kind = EXPRESS if seats <= EXPRESS_MOST else STANDARD
    sku = assist()[kind]
    each = cents(sku.price) or 0
    return Offer(kind, sku, each if sku.basis == "flat" else each * seats)


def kind_of(sku: str) -> str:
    """The kind that a SKU's code stands for."""
    return next(kind for kind, line in assist().items() if line.sku == sku)


def is_business_day(day: int) -> bool:
    """Whether a day is one from Monday to Friday; no holidays. Decided here.

    Args:
        day: since 1970-01-01, which was a Thursday.
    """
    return (day + 3) % 7 < 5


def earliest(day: int) -> int:
    """The first day on which onboarding can end if it is requested on a day (SUA-3).

    Decided here: the day of the request does not count, that of the end does.
    """
    left = DAYS_BEFORE
    while left:
        day += 1
        left -= is_business_day(day)
    return day


def iso_day(day: int) -> str:
    """A day since 1970-01-01 as YYYY-MM-DD."""
    return date.fromordinal(min(day, _LAST) + _EPOCH).isoformat()


def check_end(text: str, today: int, field: str) -> tuple[int | None, list[Fault]]:
    """The day on which onboarding ends, since 1970-01-01, and what is wrong with it.

    Args:
        text: YYYY-MM-DD.
        today: the day of the request in UTC.
        field: the date's place in the request.
    """
    if not text:
        return None, [missing(field, codes.MISSING_FIELD, _RULE)]
    try:
        day = date.fromisoformat(text).toordinal() - _EPOCH if _FORM.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        return None, [Fault(field, codes.BAD_DATE, "must be a date of the form YYYY-MM-DD", _RULE)]
    first = earliest(today)
    if day < first:
        words = f"must be {iso_day(first)} or later: {DAYS_BEFORE} business days are needed"
        return None, [Fault(field, codes.TOO_SOON, words)]
    return day, []
