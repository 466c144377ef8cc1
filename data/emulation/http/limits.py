"""Rate limiting: a bucket for each account, in memory, in monotonic time."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from data.emulation.http.wire_refusals import too_many
from data.emulation.services.callers import bearer
from data.emulation.store import clock as clock_row

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from data.sqlite.database import Database

RATE: Final = 300.0
"""Requests a second that a server lets through unless it is told otherwise."""
_SECONDS: Final = 2
"""A bucket holds what comes in so many seconds."""
_BUCKETS: Final = 1_024
_AGE: Final = 1.0
"""Seconds after which the secret is read anew where it does not fit a token."""


class Buckets:
    """Buckets of one kind; of very many those are kept that were used last.

    Args:
        rate: requests a second in the long run; twice as many may come at once.
    """

    def __init__(self, rate: float) -> None:
        self._rate = rate
        # What is left in each bucket, and when that was; the bucket used last stands last.
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, key: Hashable, now: float) -> float:
        """Take a request out of a bucket.

        Args:
            key: whose.
            now: seconds that never go back.

        Returns:
            The seconds until the next one is there; 0 if one was taken.
        """
        most = max(1.0, self._rate * _SECONDS)
        left, then = self._buckets.pop(key, (most, now))
        left = min(most, left + (now - then) * self._rate)
        short = left < 1
        self._buckets[key] = (left if short else left - 1), now
        if len(self._buckets) > _BUCKETS:
            self._buckets.popitem(last=False)
        return (1 - left) / self._rate if short else 0.0


class Limits:
    """How many requests each account, and each client without a token, may send.

    Args:
        rate: requests a second in the long run; twice as many may come at once. None for no limit.
        clock: seconds that never go back.
    """

    def __init__(
        self, rate: float | None = RATE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.rate = rate
        self.clock = clock
        # Apart, so that very many clients cannot push an account's bucket out.
        self.accounts = Buckets(rate or 0)
        self.peers = Buckets(rate or 0)

    def take(self, account: bytes | None, peer: str) -> None:
        """Let a request through, or refuse it.

        Args:
            account: whose token the request has; None where it has none that was signed here:
                those share a bucket for each client.
            peer: the client's address.

        Raises:
            Refusal: 429, with the whole seconds until the next one is taken.
        """
        if self.rate is None:
            return
        now = self.clock()
        if account is None:
            seconds = self.peers.take(peer, now)
        else:
            seconds = self.accounts.take(account, now)
        if seconds:
            raise too_many(max(1, math.ceil(seconds)))


class Gate:
    """What every request passes before anything is done for it.

    Args:
        database: has the secret that tokens are signed with.
        limits: how many may pass.
    """

    def __init__(self, database: Database, limits: Limits) -> None:
        self._database = database
        self._limits = limits
        self._secret = b""
        self._read_at = -math.inf

    async def pass_one(self, authorization: str, peer: str) -> None:
        """Let a request through, or refuse it.

        Args:
            authorization: the header.
            peer: the client's address.

        Raises:
            Refusal: 429.
            DatabaseProblem: the secret cannot be read.
        """
        if self._limits.rate is not None:
            self._limits.take(await self._account(authorization), peer)

    async def _account(self, authorization: str) -> bytes | None:
        """Whose token it is, also one that counts no longer."""
        token = bearer(authorization, self._secret) if self._secret else None
        now = time.monotonic()
        if token is None and now - self._read_at > _AGE:
            # The world behind an open file may be made anew.
            self._read_at = now
            self._secret = await self._database.read(clock_row.secret)
            token = bearer(authorization, self._secret)
        return None if token is None else token.account
