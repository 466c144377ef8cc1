"""Waits until the platform has done what it accepted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.cli.change_sheet import problem_lines
from app.cli.standing import once, standing
from data.models.packages import title
from data.models.statuses import MOVING, label
from widgets.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.client import HubClient
    from data.models.customers import Customer
    from data.models.resources import Subscriber
    from data.operations.outcome import Outcome

    Say = Callable[[str], None]
    Seen = Callable[[Outcome], None]

PENDING = "pending_user_migration"


async def settle(hub: HubClient, outcome: Outcome, within: int, say: Say, seen: Seen) -> Outcome:
    """The outcome when nothing moves any more; says on the way what is going on.

    Args:
        hub: the backend.
        outcome: what was accepted.
        within: seconds to wait at most.
        say: takes sentences.
        seen: takes the outcome as it is so far, each time that it is another.

    Raises:
        NotSettled: it takes longer.
        HubError: it cannot be looked at.
    """
    subject = outcome.subject
    if subject.kind == "subscriber":
        return await _consented(hub, outcome, within, say, seen)
    behalf = subject.owner or None
    hint = once(say, await standing(hub))

    def progress(customer: Customer) -> None:
        seen(replace(outcome, status=customer.status))
        say(_line(subject.name, customer))
        if customer.status in MOVING:
            hint()

    wait = hub.customers.wait_removed if outcome.status == "deleting" else hub.customers.wait
    customer: Customer | None = await wait(
        subject.id, within=within, progress=progress, on_behalf_of=behalf
    )
    if customer is None:
        return replace(outcome, status="deleted")
    for line in problem_lines(customer):
        say(line)
    details = {**outcome.details, "orgId": customer.org_id}
    return replace(outcome, status=customer.status, details=details)


async def _consented(
    hub: HubClient, outcome: Outcome, within: int, say: Say, seen: Seen
) -> Outcome:
    """The outcome when a user has consented to the move (SBR-3); at once where none is wanted."""
    if outcome.status != PENDING:
        return outcome
    subject = outcome.subject
    hint = once(say, await standing(hub))

    def now(user: Subscriber) -> Outcome:
        details = {**outcome.details, "personId": user.person_id}
        return replace(outcome, status=user.status, details=details)

    def progress(user: Subscriber) -> None:
        seen(now(user))
        say(f"{clean(subject.name)}: {label(user.status)}")
        if user.status == PENDING:
            hint()

    user = await hub.subscribers.wait_consent(
        subject.id, within=within, progress=progress, on_behalf_of=subject.owner or None
    )
    return now(user)


def _line(name: str, customer: Customer) -> str:
    """A state of a customer and of those of its packages that are not as settled as it."""
    packages = ", ".join(
        f"{title(one.name)} {label(one.status)}"
        for one in customer.resource_details.packages
        if one.status != customer.status
    )
    line = f"{name}: {label(customer.status)}"
    return clean(f"{line} ({packages})" if packages else line)
