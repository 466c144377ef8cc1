"""The platform's clock as the console carries it on between two answers."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class PlatformTime:
    """A moment of the platform, carried on by a clock that never goes back.

    Args:
        timer: seconds that only grow.
    """

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        self._timer = timer
        self._now = datetime.now(UTC)
        self._at = timer()
        self._rate = 1.0

    @property
    def rate(self) -> float:
        """Platform seconds in a second; 0 while it stands."""
        return self._rate

    def set(self, now: datetime, rate: float) -> None:
        """Take over what the platform said just now."""
        self._now, self._at, self._rate = now, self._timer(), rate

    def now(self) -> datetime:
        """The platform's time, as far as is known."""
        return self._now + timedelta(seconds=(self._timer() - self._at) * self._rate)

    def differs(self, now: datetime, seconds: float = 2.0) -> bool:
        """Whether the platform says something else than is believed here."""
        return abs((now - self.now()).total_seconds()) > seconds
