"""Waits until something that the platform works on is settled (PRV-1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from data.client.errors import HubError, NotSettled, TimedOut
from data.models.customers import Customer
from data.models.resources import Subscriber
from data.models.statuses import label
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from data.client.calls import Settings
    from data.models.reports import BillingReport

    Progress = Callable[[Customer], None]

ThingT = TypeVar("ThingT", Customer, Subscriber, "BillingReport")

FIRST, GROWTH, LONGEST = 1.0, 1.5, 15.0
"""Seconds before the second look at a platform that does not say when, how they grow, and a limit:
what takes minutes is seen in time, and what takes hours costs few calls."""

KNOWN_LONGEST, KNOWN_SHORTEST = 5.0, 0.05
"""Seconds between looks where the platform says when the next step is due. Its clock may be moved
meanwhile, so it is asked before that, too."""

WITHIN = 600.0
"""Seconds that are waited unless something else is said."""


@dataclass(frozen=True, slots=True)
class Look(Generic[ThingT]):
    """What was seen.

    Attributes:
        thing: the customer, user or report; None if there is none.
        due: seconds until the next step, as far as the platform says.
    """

    thing: ThingT | None
    due: float | None = None


async def settled(
    settings: Settings,
    look: Callable[[], Awaitable[Look[ThingT]]],
    done: Callable[[ThingT | None], bool],
    *,
    within: float,
    progress: Callable[[ThingT], None] | None,
) -> ThingT | None:
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
        NotSettled: it is not settled in time; it goes on nevertheless.
        HubError: it could not be looked at.
    """
    end = settings.timer() + within
    shown: tuple[object, ...] | None = None
    pause, trouble = FIRST, None
    seen: Look[ThingT] = Look(None)
    while True:
        try:
            seen, trouble = await look(), None
        except HubError as error:
            if not error.passing and not isinstance(error, TimedOut):
                raise
            trouble = error
        else:
            if seen.thing is not None and progress is not None:
                state = _state(seen.thing)
                if state != shown:
                    progress(seen.thing)
                shown = state
            if done(seen.thing):
                return seen.thing
        rest = end - settings.timer()
        if rest <= 0:
            raise trouble or _late(seen, within)
        await settings.wait(min(rest, _pause(seen, pause)))
        pause = min(LONGEST, pause * GROWTH)


def _pause(seen: Look[ThingT], pause: float) -> float:
    """Seconds until the next look."""
    if seen.due is None:
        return pause
    return min(KNOWN_LONGEST, max(KNOWN_SHORTEST, seen.due))


def _state(thing: Customer | Subscriber | BillingReport) -> tuple[object, ...]:
    """What a person watches."""
    packages = thing.resource_details.packages if isinstance(thing, Customer) else ()
    return (thing.status, *((package.name, package.status) for package in packages))


def _late(seen: Look[ThingT], within: float) -> NotSettled:
    """The error for what takes longer."""
    status = label(seen.thing.status) if seen.thing is not None else _("not there")
    words = _("After {n} s it is still not settled ({status}); the platform works on.")
    return NotSettled(words.format(n=f"{within:g}", status=status), sent=False)
