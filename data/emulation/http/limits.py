"""Rate limiting: a bucket for each token, in memory, in monotonic time."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from data.emulation.http.wire_refusals import too_many

if TYPE_CHECKING:
    from collections.abc import Callable

RATE: Final = 300.0
"""Requests a second that a server lets through unless it is told otherwise."""
_SECONDS: Final = 2
"""A bucket holds what comes in so many seconds."""
_BUCKETS: Final = 1_024
_BEARER: Final = "bearer "


class Limits:
    """How many requests each token may send.

    Args:
        rate: requests a second in the long run; twice as many may come at once. None for no limit.
        clock: seconds that never go back.
    """

    def __init__(
        self, rate: float | None = RATE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._clock = clock
        # What is left in each bucket, and when that was; the bucket used last stands last.
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, authorization: str, peer: str) -> None:
        """Let a request through, or refuse it.

        Args:
            authorization: the header; requests without a token share a bucket for each client.
            peer: the client's address.

        Raises:
            Refusal: 429, with the whole seconds until the next one is taken.
        """
        if self._rate is None:
            return
        key = authorization if authorization.lower().startswith(_BEARER) else peer
        now, most = self._clock(), max(1.0, self._rate * _SECONDS)
        left, then = self._buckets.pop(key, (most, now))
        left = min(most, left + (now - then) * self._rate)
        if left < 1:
            self._keep(key, left, now)
            raise too_many(max(1, math.ceil((1 - left) / self._rate)))
        self._keep(key, left - 1, now)

    def _keep(self, key: str, left: float, now: float) -> None:
        self._buckets[key] = left, now
        if len(self._buckets) > _BUCKETS:
            self._buckets.popitem(last=False)
