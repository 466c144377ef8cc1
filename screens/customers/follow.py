"""Wait for customers to change, without asking more often than it pays.

Each loop looks, waits for what its look led to, and only then begins the pause to the next one: on
a slow line looks never pile up.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from data.advised import advised
from data.models.statuses import MOVING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from data.client.hub import HubClient
    from data.models.customers import Customer, CustomerChanges, HubCustomer, Owner
    from screens.context import Console

    Wait = Callable[[float], Awaitable[None]]

MOST = 20
"""Rows looked at in a round where the platform does not tell changes."""

EACH_SHORTEST, EACH_LONGEST = 5.0, 60.0
"""Seconds between two such rounds."""

SHORTEST, LONGEST = 1.0, 30.0
"""Seconds between two questions: after a change, and when nothing has changed for long."""

MOVED = ("status", "packages", "resource_details", "org_id", "errors")
"""What the public API says of a customer and may become different by itself."""


class Pace:
    """Seconds to the next look: few after a change, more each time that nothing is new.

    Args:
        shortest: after a change, and at the beginning.
        longest: while nothing changes.

    Attributes:
        pause: seconds to wait now, of a clock that only grows.
    """

    def __init__(self, shortest: float, longest: float) -> None:
        self._shortest, self._longest = shortest, longest
        self.pause = shortest

    def changed(self) -> None:
        """Something was new: more may follow."""
        self.pause = self._shortest

    def unchanged(self) -> None:
        """Nothing was new."""
        self.pause = min(self._longest, self.pause * 1.5)

    def failed(self, error: Exception) -> None:
        """A look failed in a way that may pass; the platform may have said how long to wait."""
        said = getattr(error, "retry_after", None) or 0.0
        self.pause = max(min(self._longest, self.pause * 2), said)


def wait_until(due: datetime | None, now: datetime, rate: float, pause: float) -> float:
    """Seconds of the wall clock to the next question.

    The platform says when its next step is due; that moment is met a little late rather than early.
    What others write is found after `pause` at the latest.
    """
    if due is None or rate <= 0:
        return pause
    until = (due - now).total_seconds() / rate + 0.05
    return min(pause, max(0.05, until))


async def follow(
    console: Console,
    hub: HubClient,
    owner: Callable[[], str],
    changed: Callable[[frozenset[str] | None], Awaitable[None]],
    *,
    wait: Wait = asyncio.sleep,
) -> None:
    """Tell of every change until cancelled.

    Errors that a person can put right only slow it down: they are said by whoever asks next with
    the person looking. What was not told then is told at the next look.

    Args:
        console: whose clock counts.
        hub: the client; its backend can tell changes.
        owner: whose customers are watched, asked anew each time.
        changed: takes the ids that changed, None for "all may be different": more than can be
            listed, or a sandbox that was made anew or brought back meanwhile.
        wait: sleeps.
    """
    since, pace, due = console.now(), Pace(SHORTEST, LONGEST), None
    seen: CustomerChanges | None = None
    while True:
        await wait(wait_until(due, console.now(), console.clock_rate, pace.pause))
        try:
            found = await hub.customers.changes(since, owner=owner())
            await console.resync(found.now)
            anew = seen is not None and _is_another(seen, found)
            if found.items or anew:
                await changed(None if found.more or anew else frozenset(found.items))
        except Exception as error:
            if not advised(error):
                raise
            pace.failed(error)
            # A moment that has come already would be met again and again.
            due = None
            continue
        since, due, seen = found.now, found.next, found
        if found.items or anew:
            pace.changed()
        else:
            pace.unchanged()


def _is_another(seen: CustomerChanges, now: CustomerChanges) -> bool:
    """Whether two answers are of different worlds: the time of one never goes back."""
    return seen.world != now.world or now.now < seen.now


async def follow_each(
    hub: HubClient,
    rows: Callable[[], Sequence[HubCustomer]],
    changed: Callable[[Sequence[HubCustomer], Sequence[str]], Awaitable[None]],
    *,
    first: Callable[[], str] = lambda: "",
    wait: Wait = asyncio.sleep,
) -> None:
    """The same for a platform that does not tell changes: look at each row that is on the move.

    Where there are too many for one round, each has its turn: those not looked at for longest.

    Args:
        hub: the client.
        rows: the rows that are held.
        changed: takes the rows that have become different, and the ids of those that are gone.
        first: the id of the row that is looked at in every round, such as the one under the cursor.
        wait: sleeps.
    """
    pace, number = Pace(EACH_SHORTEST, EACH_LONGEST), 0
    looked: dict[str, int] = {}
    while True:
        await wait(pace.pause)
        pace.unchanged()
        number += 1
        moving = [row for row in rows() if row.status in MOVING]
        looked = {row.id: looked.get(row.id, 0) for row in moving}
        turn = sorted(moving, key=lambda row: (row.id != first(), looked[row.id]))[:MOST]
        looked.update((row.id, number) for row in turn)
        found, gone, problem = await _look(hub, turn)
        try:
            if found or gone:
                await changed(found, gone)
                pace.changed()
        except Exception as error:
            if not advised(error):
                raise
            problem = error
        if problem is not None:
            pace.failed(problem)


async def _look(
    hub: HubClient, rows: Sequence[HubCustomer]
) -> tuple[list[HubCustomer], list[str], Exception | None]:
    """Which of these rows have become different, which are gone, and what put an end to it."""
    from data.client.errors import NotFound

    found: list[HubCustomer] = []
    gone: list[str] = []
    for row in rows:
        owner = owner_of(row)
        behalf = None if owner is None else owner.org_id
        try:
            now = await hub.customers.get(row.id, on_behalf_of=behalf)
        except NotFound:
            gone.append(row.id)
            continue
        except Exception as error:
            if not advised(error):
                raise
            return found, gone, error
        merged = merge(row, now)
        if merged is not row:
            found.append(merged)
    return found, gone, None


def merge(row: HubCustomer, now: Customer) -> HubCustomer:
    """A row with what the platform says of it now; the row itself where that is nothing new."""
    if all(getattr(now, name) == getattr(row, name) for name in MOVED):
        return row
    changes = {name: getattr(now, name) for name in MOVED}
    if now.status != row.status:
        # Since when is not known any more.
        changes["status_since"] = None
    return row.model_copy(update=changes)


def owner_of(row: HubCustomer | None) -> Owner | None:
    """The provider on whose behalf a row is asked for; None for one's own."""
    return None if row is None or row.own else row.owner
