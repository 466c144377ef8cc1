"""customers.delete: takes the wholesale service off an organization (CMG-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.operations.customers.facts import (
    customer_of,
    in_full,
    name_of,
    package_users,
    subject_of,
    user_count,
)
from data.operations.inputs.customers import CustomerInput
from data.operations.inputs.reading import read
from data.operations.operation import Danger, Work
from data.operations.outcome import Outcome, mark, tracking_ids
from data.operations.plan import Blocker, Plan, Request, path
from data.text import _, _n

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from data.client import HubClient
    from data.models.customers import CustomerDetail
    from data.operations.operation import Progress


class Delete(Work):
    """Removes a customer."""

    def read(self, given: Mapping[str, Any]) -> CustomerInput:
        """Which one; `WrongInput` where that is not said."""
        return read(CustomerInput, given)

    async def plan(self, hub: HubClient, given: CustomerInput) -> Plan:
        """What would be lost."""
        customer = await customer_of(hub, given)
        users = await user_count(hub, customer)
        subject = subject_of(customer)
        target = path(
            "wholesale", "customers", customer.id, onBehalfOfSubPartnerOrgId=subject.owner
        )
        return Plan(
            operation="customers.delete",
            title=_("Delete {name}").format(name=in_full(customer)),
            subject=subject,
            effects=tuple(_effects(customer, users)),
            requests=(Request("DELETE", target),),
            blockers=tuple(_blockers(customer)),
            touches=users,
            danger=Danger.LOSS,
            before={
                "status": customer.status,
                "packages": list(customer.packages),
                "packageUsers": dict(await package_users(hub, customer)),
            },
            work=customer,
        )

    async def apply(self, hub: HubClient, plan: Plan, progress: Progress) -> Outcome:
        """Begin to remove it."""
        progress(_("Deleting {name}").format(name=plan.subject.name))
        since = mark(hub)
        done = await hub.customers.remove(plan.subject.id, on_behalf_of=plan.subject.owner or None)
        return Outcome(
            plan,
            plan.subject,
            status="deleting",
            tracking_ids=tracking_ids(hub, since),
            found=done.found,
        )


def _effects(customer: CustomerDetail, users: int) -> Iterator[str]:
    name = name_of(customer)
    yield _("Takes the wholesale service off {name}.").format(name=name)
    if users:
        yield _n("{n} user loses the service.", "{n} users lose their service.", users).format(
            n=f"{users:,}"
        )
    if customer.workspaces:
        yield _n(
            "{n} workspace loses its service.",
            "{n} workspaces lose their service.",
            customer.workspaces,
        ).format(n=customer.workspaces)
    yield _("The organization and its people stay.")


def _blockers(customer: CustomerDetail) -> Iterator[Blocker]:
    if customer.status == "deleting":
        yield Blocker(_("{name} is being deleted already.").format(name=name_of(customer)))


WORK = Delete()
