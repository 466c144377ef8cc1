"""Waits until something that the platform works on is settled (PRV-1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.client.errors import HubError, TimedOut
from data.models.statuses import label
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from data.client.calls import Settings
    from data.models.customers import Customer

    Progress = Callable[[Customer], None]

FIRST, GROWTH, LONGEST = 1.0, 1.5, 15.0
"""Seconds before the second look at a platform that does not say when, how they grow, and a limit:
what takes minutes is seen in time, and what takes hours costs few calls."""

KNOWN_LONGEST, KNOWN_SHORTEST = 5.0, 0.05
"""Seconds between looks where the platform says when the next step is due. Its clock may be moved
meanwhile, so it is asked before that, too."""

WITHIN = 600.0
"""Seconds that are waited unless something else is said."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen.

    Attributes:
        customer: the customer; None if there is none.
        due: seconds until the next step, as far as the platform says.
    """

    customer: Customer | None
    due: float | None = None


async def settled(
    settings: Settings,
    look: Callable[[], Awaitable[Look]],
    done: Callable[[Customer | None], bool],
    *,
    within: float,
    progress: Progress | None,
) -> Customer | None:
    """Look again and again until it is settled.

    A failure that may pass, as a network that is away for a moment, ends nothing before the time
    is up.

    Args:
        settings: time and sleep.
        look: looks once.
        done: whether what was seen is settled.
        within: seconds to wait at most.
        progress: told each state that differs from the one before.

    Raises:
        TimedOut: it is not settled in time; it goes on nevertheless.
        HubError: it could not be looked at.
    """
    end = settings.timer() + within
    shown: tuple[object, ...] | None = None
    pause, seen, trouble = FIRST, Look(None), None
    while True:
        try:
            seen, trouble = await look(), None
        except HubError as error:
            if not error.passing and not isinstance(error, TimedOut):
                raise
            trouble = error
        else:
            if seen.customer is not None and progress is not None:
                state = _state(seen.customer)
                if state != shown:
                    progress(seen.customer)
                shown = state
            if done(seen.customer):
                return seen.customer
        rest = end - settings.timer()
        if rest <= 0:
            raise trouble or _late(seen, within)
        await settings.wait(min(rest, _pause(seen, pause)))
        pause = min(LONGEST, pause * GROWTH)


def _pause(seen: Look, pause: float) -> float:
    """Seconds until the next look."""
    if seen.due is None:
        return pause
    return min(KNOWN_LONGEST, max(KNOWN_SHORTEST, seen.due))


def _state(customer: Customer) -> tuple[object, ...]:
    """What a person watches."""
    packages = customer.resource_details.packages
    return (customer.status, *((package.name, package.status) for package in packages))


def _late(seen: Look, within: float) -> TimedOut:
    """The error for what takes longer."""
    status = label(seen.customer.status) if seen.customer is not None else _("not there")
    words = _("After {n} s it is still not settled ({status}); the platform works on.")
    return TimedOut(words.format(n=f"{within:g}", status=status), sent=False)
