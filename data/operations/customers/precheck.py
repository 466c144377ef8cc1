"""customers.precheck: whether an order would conflict with what exists (PRE); changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.operations.customers.facts import actor
from data.operations.customers.ordering import Order, complete, with_calling
from data.operations.customers.references import wrong_references
from data.operations.inputs.customers import OrderCustomer, check_address, named_packages
from data.operations.inputs.formats import doubts
from data.operations.inputs.reading import InputProblem, check_email, read, require
from data.operations.operation import Danger, Work
from data.operations.outcome import Outcome, mark, tracking_ids
from data.operations.plan import Plan, Subject
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.client import HubClient
    from data.operations.inputs.reading import WrongInput
    from data.operations.operation import Progress

SHORT = frozenset({"address", "customer_info", "on_behalf_of"})
"""All that the short variant has: an address and an email (PRE-2)."""


class Precheck(Work):
    """Checks an order, or only its address and email."""

    def read(self, given: Mapping[str, Any]) -> OrderCustomer:
        """The order, whole or in its short variant; `WrongInput` where it is neither."""
        order = read(OrderCustomer, given)
        problems: list[InputProblem] = []
        order = named_packages(order, problems)
        check_address(order.address, problems)
        if is_short(order):
            info = order.customer_info
            email = info.primary_email if info is not None else ""
            check_email(email, "customerInfo.primaryEmail", problems)
        else:
            order = with_calling(order, problems)
        if problems:
            problems += doubts(order.address)
        require(problems)
        return order

    async def references(self, hub: HubClient, given: Mapping[str, Any]) -> WrongInput | None:
        """Whether the provider and the template exist."""
        return await wrong_references(hub, given)

    async def plan(self, hub: HubClient, given: OrderCustomer) -> Plan:
        """What would be asked."""
        if is_short(given):
            order = Order(given.body(), await actor(hub, given.on_behalf_of), "")
        else:
            order = await complete(hub, given)
        info = given.customer_info
        name = (info.name or info.primary_email) if info is not None else given.external_id
        return Plan(
            operation="customers.precheck",
            title=_("Check the order of {name}").format(name=name),
            subject=Subject("customer", name=name, owner=order.actor.org_id),
            effects=(_("Asks whether it conflicts with what exists; changes nothing."),),
            requests=(order.request(check=True),),
            danger=Danger.NONE,
            work=order,
        )

    async def apply(self, hub: HubClient, plan: Plan, progress: Progress) -> Outcome:
        """Ask."""
        order: Order = plan.work
        progress(_("Checking {name}").format(name=plan.subject.name))
        since = mark(hub)
        answer = await hub.customers.precheck(order.body, on_behalf_of=order.actor.behalf)
        return Outcome(
            plan,
            plan.subject,
            status=answer.message,
            tracking_ids=tracking_ids(hub, since),
            details={"info": [one.model_dump(by_alias=True) for one in answer.info]},
        )


def is_short(order: OrderCustomer) -> bool:
    """Whether an order is only an address and an email."""
    said = {name for name in order.model_fields_set if getattr(order, name)}
    info = order.customer_info
    return said <= SHORT and (info is None or not info.name)


WORK = Precheck()
