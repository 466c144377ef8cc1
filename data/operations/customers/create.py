"""customers.create: a new customer with an organization of its own (CAP)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.operations.customers.ordering import Order, complete, effects, read_order, taken
from data.operations.customers.references import wrong_references
from data.operations.operation import Work
from data.operations.outcome import Outcome, mark, tracking_ids
from data.operations.plan import Plan, Subject
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.client import HubClient
    from data.operations.inputs.customers import OrderCustomer
    from data.operations.inputs.reading import WrongInput
    from data.operations.operation import Progress


class Create(Work):
    """Makes a customer."""

    def read(self, given: Mapping[str, Any]) -> OrderCustomer:
        """The order; `WrongInput` where it is none."""
        return read_order(given, attach=False)

    async def references(self, hub: HubClient, given: Mapping[str, Any]) -> WrongInput | None:
        """Whether the provider and the template exist."""
        return await wrong_references(hub, given)

    async def plan(self, hub: HubClient, given: OrderCustomer) -> Plan:
        """What the order would make."""
        order = await complete(hub, given)
        info = order.body.customer_info
        name = info.name if info is not None else ""
        return Plan(
            operation="customers.create",
            title=_("Create the customer {name}").format(name=name),
            subject=Subject("customer", name=name, owner=order.actor.org_id),
            effects=(
                _("Creates {name} and its organization.").format(name=name),
                *effects(order),
                _("The first user becomes its administrator."),
            ),
            requests=(order.request(),),
            blockers=tuple(await taken(hub, order, name)),
            after=order.body.wire(),
            work=order,
        )

    async def apply(self, hub: HubClient, plan: Plan, progress: Progress) -> Outcome:
        """Order it."""
        progress(_("Ordering {name}").format(name=plan.subject.name))
        return await send(hub, plan)


async def send(hub: HubClient, plan: Plan) -> Outcome:
    """Send an order; after a lost answer, the client has looked whether it arrived."""
    order: Order = plan.work
    since = mark(hub)
    accepted = await hub.customers.provision(order.body, on_behalf_of=order.actor.behalf)
    subject = Subject("customer", accepted.customer_id, plan.subject.name, plan.subject.owner)
    return Outcome(
        plan,
        subject,
        # An order is accepted before anything of it is done (PRV-1).
        status="provisioning",
        url=accepted.url,
        tracking_ids=tracking_ids(hub, since),
        found=accepted.found,
    )


WORK = Create()
