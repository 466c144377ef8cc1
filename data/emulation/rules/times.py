"""Times: integer milliseconds UTC inside, ISO 8601 with milliseconds on the wire."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MILLISECOND = timedelta(milliseconds=1)
EARLIEST = -62_135_596_800_000
"""The first moment of year 1."""
LATEST = 253_402_300_799_999
"""The last millisecond of year 9999."""


def iso(ms: int) -> str:
    """A moment such as `2026-07-28T14:02:05.120Z`.

    Args:
        ms: milliseconds since 1970 UTC; what lies outside the years 1 to 9999 is clipped.
    """
    if not EARLIEST <= ms <= LATEST:
        ms = min(max(ms, EARLIEST), LATEST)
    days, rest = divmod(ms, DAY)
    minutes, rest = divmod(rest, MINUTE)
    hour, minute = divmod(minutes, 60)
    second, rest = divmod(rest, SECOND)
    return f"{_day(days)}T{hour:02}:{minute:02}:{second:02}.{rest:03}Z"


def iso_date(ms: int) -> str:
    """The day of a moment in UTC, such as `2026-07-28`."""
    return _day(min(max(ms, EARLIEST), LATEST) // DAY)


@lru_cache(maxsize=4096)
def _day(days: int) -> str:
    return date.fromordinal(_EPOCH_DAY + days).isoformat()


def parse_moment(text: str) -> int | None:
    """Milliseconds of a moment given as epoch milliseconds or as ISO 8601, else None.

    A time without a zone is UTC; a bare date is its first moment.
    """
    text = text.strip()
    if len(text) > 40 or not text.isascii():
        return None
    if text.removeprefix("-").isdigit():
        ms = int(text)
        return ms if EARLIEST <= ms <= LATEST else None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        ms = (moment - _EPOCH) // _MILLISECOND
    except (ValueError, OverflowError):
        return None
    return ms if EARLIEST <= ms <= LATEST else None
