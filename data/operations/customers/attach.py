"""customers.attach: wholesale for an organization that exists (ATT)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.client.errors import Forbidden, NotFound
from data.operations.customers.create import send
from data.operations.customers.ordering import complete, effects, read_order, taken
from data.operations.customers.references import wrong_references
from data.operations.operation import Work
from data.operations.plan import Plan, Subject
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.client import HubClient
    from data.operations.inputs.customers import OrderCustomer
    from data.operations.inputs.reading import WrongInput
    from data.operations.operation import Progress
    from data.operations.outcome import Outcome


class Attach(Work):
    """Attaches an organization."""

    def read(self, given: Mapping[str, Any]) -> OrderCustomer:
        """The order; `WrongInput` where it is none."""
        return read_order(given, attach=True)

    async def references(self, hub: HubClient, given: Mapping[str, Any]) -> WrongInput | None:
        """Whether the provider and the template exist."""
        return await wrong_references(hub, given)

    async def plan(self, hub: HubClient, given: OrderCustomer) -> Plan:
        """What the order would do to the organization."""
        order = await complete(hub, given)
        name = await _name(hub, order.body.org_id) or order.body.external_id
        return Plan(
            operation="customers.attach",
            title=_("Attach the organization {name}").format(name=name),
            subject=Subject("customer", name=name, owner=order.actor.org_id),
            effects=(
                _("Makes the existing organization of {name} a customer.").format(name=name),
                *effects(order),
                _("Its name, its sign-in, its settings and its users stay as they are."),
                _("With 100 or more users, or a verified or claimed domain, its administrator"
                  " has to approve first, unless you have full rights there."),
            ),
            requests=(order.request(),),
            blockers=tuple(await taken(hub, order, name)),
            after=order.body.wire(),
            work=order,
        )  # fmt: skip

    async def apply(self, hub: HubClient, plan: Plan, progress: Progress) -> Outcome:
        """Order it."""
        progress(_("Attaching {name}").format(name=plan.subject.name))
        return await send(hub, plan)


async def _name(hub: HubClient, org_id: str) -> str:
    """What the organization is called, where one may see it before it is attached."""
    try:
        return (await hub.organizations.get(org_id)).display_name
    except (Forbidden, NotFound):
        return ""


WORK = Attach()
