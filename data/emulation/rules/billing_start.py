"""The date from which a customer is charged (CAP-5, BIL-7)."""

from __future__ import annotations

import re
from typing import Final

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault
from data.emulation.rules.times import DAY, iso_date, parse_moment

DAYS: Final = 90
"""The farthest day after that of creation."""
_FORM: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check(
    text: str, *, created_ms: int, now: int, allowed: bool, began: bool, field: str
) -> tuple[int | None, list[Fault]]:
    """The first moment of a billing start date, milliseconds UTC, and what is wrong with it.

    Args:
        text: YYYY-MM-DD; empty is none.
        created_ms: when the customer was made; `now` for a new one.
        now: the present; days that are over cannot be chosen.
        allowed: whether the partner has delayed billing.
        began: whether the customer is charged already.
        field: the date's place in the request.
    """
    if not text:
        return None, []
    faults = []
    if not allowed:
        words = "needs the partner's setting enable_wholesale_delayed_billing, which is off"
        faults.append(Fault(field, codes.NO_DELAYED_BILLING, words))
    if began:
        words = "cannot change any more: billing has begun"
        faults.append(Fault(field, codes.BILLING_BEGAN, words))
    first, last = _day(max(created_ms, now)), _day(created_ms) + DAYS * DAY
    moment = _moment(text)
    if moment is None:
        words = "must be a date of the form YYYY-MM-DD"
        faults.append(Fault(field, codes.BAD_DATE, words, "CAP-5"))
    elif not first <= moment <= last:
        words = (
            f"must be from {iso_date(first)} to {iso_date(last)}, {DAYS} days after creation"
            if first <= last
            else f"must be within {DAYS} days of creation, which ended on {iso_date(last)}"
        )
        faults.append(Fault(field, codes.BAD_BILLING_START, words))
    return (None if faults else moment), faults


def _day(ms: int) -> int:
    """The first moment of a moment's day."""
    return ms - ms % DAY


def _moment(text: str) -> int | None:
    return parse_moment(text) if _FORM.fullmatch(text) else None
