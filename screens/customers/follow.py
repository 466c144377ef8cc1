"""Wait for customers to change, without asking more often than it pays."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from data.models.statuses import MOVING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from data.client.hub import HubClient
    from data.models.customers import HubCustomer
    from screens.context import Console

MOST = 20
"""Rows looked at one by one where the platform does not tell changes."""

EACH_SHORTEST, EACH_LONGEST = 5.0, 60.0
"""Seconds between two such rounds."""

SHORTEST, LONGEST = 1.0, 30.0
"""Seconds between two questions: after a change, and when nothing has changed for long."""


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
) -> None:
    """Tell of every change until cancelled.

    Args:
        console: whose clock counts.
        hub: the client; its backend can tell changes.
        owner: whose customers are watched, asked anew each time.
        changed: takes the ids that changed, None for "more than can be listed".
    """
    from data.client.errors import HubError

    since, pause, due = console.now(), SHORTEST, None
    while True:
        await asyncio.sleep(wait_until(due, console.now(), console.clock_rate, pause))
        try:
            found = await hub.customers.changes(since, owner=owner())
            await console.resync(found.now)
            if found.items:
                await changed(None if found.more else frozenset(found.items))
        except HubError:
            # Said by whoever asks next with the person looking; here only the pace changes.
            pause = min(LONGEST, pause * 2)
            continue
        since, due = found.now, found.next
        pause = SHORTEST if found.items else min(LONGEST, pause * 1.5)


async def follow_each(
    hub: HubClient,
    rows: Callable[[], Sequence[HubCustomer]],
    changed: Callable[[Sequence[HubCustomer]], None],
) -> None:
    """The same for a platform that does not tell changes: look at each row that is on the move.

    Args:
        hub: the client.
        rows: the rows that are held.
        changed: takes the rows that have become different.
    """
    from data.client.errors import HubError

    pause = EACH_SHORTEST
    while True:
        await asyncio.sleep(pause)
        pause = min(EACH_LONGEST, pause * 1.5)
        moving = [row for row in rows() if row.status in MOVING][:MOST]
        found = []
        try:
            for row in moving:
                now = await hub.customers.get(row.id)
                if now.status != row.status or now.resource_details != row.resource_details:
                    fields = ("status", "packages", "resource_details", "org_id", "errors")
                    changes = {name: getattr(now, name) for name in fields}
                    found.append(row.model_copy(update={**changes, "status_since": None}))
        except HubError:
            # Said by whoever asks next with the person looking; the pace has slowed already.
            continue
        if found:
            changed(found)
            pause = EACH_SHORTEST
