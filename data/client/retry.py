"""When a call is made again, and after how long.

A call that changes nothing is made again after any failure that may pass. One that changes
something, only where it surely had no effect (architecture, decision 9): nothing of it was sent, or
the platform turned it away with 429 and a Retry-After, which it does before it looks at a request.
A 503 leaves open what happened, with a Retry-After too: neither PUT nor DELETE is sent again after
it, since where they did have an effect a second one is answered with a conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

    from data.client.errors import HubError

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""

TOO_MANY = 429
BUSY = frozenset({TOO_MANY, 502, 503, 504})
"""Statuses after which a safe call is made again."""

LOCKED = 423
"""Likewise, but only if the platform says when."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: until connected, until the next bytes, until a call ends with its repetitions."""

    connect: float = 5.0
    read: float = 30.0
    total: float = 60.0

    def as_extension(self) -> dict[str, float | None]:
        """The form that httpx's transports read."""
        return {
            "connect": self.connect,
            "read": self.read,
            "write": self.read,
            "pool": self.read,
        }


@dataclass(frozen=True, slots=True)
class Retries:
    """Exponential back-off with jitter.

    Attributes:
        attempts: how often a call is made at most, the first included.
        first: seconds before the first repetition, doubled before each later one.
        longest: seconds that a pause without a word of the platform lasts at most.
        patience: seconds that a Retry-After may ask for; more, and the call fails at once and
            says so, instead of coming back too early.
    """

    attempts: int = 4
    first: float = 0.5
    longest: float = 8.0
    patience: float = 30.0

    def pause(self, attempt: int, retry_after: float | None, jitter: float) -> float | None:
        """Seconds before the next attempt; None for no other one.

        Args:
            attempt: how many were made.
            retry_after: what the platform asked for.
            jitter: a random number in [0, 1).
        """
        if attempt >= self.attempts:
            return None
        if retry_after is not None:
            # All who were sent away at once shall not come back at once.
            return retry_after + self.first * jitter if retry_after <= self.patience else None
        return min(self.longest, self.first * 2.0 ** (attempt - 1)) * (0.5 + jitter / 2)


NO_RETRIES = Retries(attempts=1)


def repeatable(error: HubError, *, safe: bool) -> bool:
    """Whether a call may be made again after an error.

    Args:
        error: what came of it.
        safe: whether the call changes nothing.
    """
    if not error.passing:
        return False
    turned_away = error.status == TOO_MANY and error.retry_after is not None
    return safe or not error.sent or turned_away


def retry_after(response: httpx.Response) -> float | None:
    """Seconds that an answer's Retry-After asks for, given as seconds or as a date.

    A date counts from the answer's own Date, so that neither clock needs to be right.
    """
    text = response.headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return float(text) if len(text) < 10 else float(10**9)
    until, now = _date(text), _date(response.headers.get("date", ""))
    if until is None:
        return None
    return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())


def _date(text: str) -> datetime | None:
    """An HTTP date."""
    try:
        date = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
