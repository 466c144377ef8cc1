"""Asks the platform about a plan that is only shown: what it would refuse is in the plan, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.refused import problem_words
from data.client.errors import Conflict, Forbidden, HubError, Invalid, NotFound
from data.models.requests import PrecheckSubscriber
from data.operations.plan import Blocker
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.client import HubClient
    from data.operations.operation import Operation
    from data.operations.plan import Plan

ORDERS = ("customers.create", "customers.attach")
USERS = ("subscribers.create",)


async def checked(
    operation: Operation, hub: HubClient, plan: Plan, say: Callable[[str], None]
) -> Plan:
    """The plan with what the platform's precheck has against it (PRE-1); it changes nothing.

    Args:
        operation: whose plan it is.
        hub: the backend.
        plan: one that would send something.
        say: is told where the platform cannot be asked beforehand.

    Raises:
        HubError: it cannot be reached, or it failed.
    """
    if not plan.requests:
        return plan
    try:
        if not await _asked(hub, plan):
            say(_("The platform itself checks this only when it is sent."))
    except (Conflict, Invalid, NotFound) as error:
        return plan.blocked(*_blockers(operation, error))
    except Forbidden:
        say(_("Not checked by the platform: this account may not ask it beforehand."))
    return plan


async def _asked(hub: HubClient, plan: Plan) -> bool:
    """Ask, where the platform has a precheck for it; False where it has none."""
    behalf = plan.subject.owner or None
    if plan.operation in ORDERS:
        await hub.customers.precheck(plan.work.body, on_behalf_of=behalf)
    elif plan.operation in USERS:
        body = plan.work
        said = {name: getattr(body, name) for name in body.model_fields_set}
        await hub.subscribers.precheck(PrecheckSubscriber(**said), on_behalf_of=behalf)
    else:
        return False
    return True


def _blockers(operation: Operation, error: HubError) -> list[Blocker]:
    """Each problem with its code and the option that it is about."""
    if not error.problems:
        return [Blocker(str(error), error.advice)]
    return [Blocker(words, known) for words, known in problem_words(operation, error.problems)]
