"""subscribers.precheck: whether a user would conflict with what exists (PRE); changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.operations.customers.facts import actor, customer_with
from data.operations.customers.facts import subject_of as customer_subject
from data.operations.inputs.reading import InputProblem, check_email, read, require
from data.operations.inputs.subscribers import OrderSubscriber
from data.operations.operation import Danger, Work
from data.operations.outcome import Outcome, mark, tracking_ids
from data.operations.plan import Plan, Request, Subject, path
from data.operations.subscribers.facts import location_id, one_package
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.client import HubClient
    from data.models.requests import PrecheckSubscriber
    from data.operations.operation import Progress


class Precheck(Work):
    """Checks an email, a user of a customer, or a whole request (PRE-2)."""

    def read(self, given: Mapping[str, Any]) -> OrderSubscriber:
        """What is to be checked; `WrongInput` where that is nothing."""
        order = read(OrderSubscriber, given)
        problems: list[InputProblem] = []
        check_email(order.email, "email", problems)
        package = one_package(order.package, order.packages, problems, required=False)
        require(problems)
        if package:
            return order.model_copy(update={"package": package, "packages": ()})
        return order

    async def plan(self, hub: HubClient, given: OrderSubscriber) -> Plan:
        """What would be asked."""
        owner = (await actor(hub, given.on_behalf_of)).org_id
        if given.customer_id and (given.location or given.owner_org_id):
            customer = await customer_with(hub, given.customer_id, given.owner_org_id)
            owner = customer_subject(customer).owner
            if given.location.strip():
                given = await _placed(hub, given)
        body = given.check_body()
        target = path("wholesale", "subscribers", "validate", onBehalfOfSubPartnerOrgId=owner)
        return Plan(
            operation="subscribers.precheck",
            title=_("Check the user {email}").format(email=body.email),
            subject=Subject("subscriber", name=body.email, owner=owner),
            effects=(_("Asks whether it conflicts with what exists; changes nothing."),),
            requests=(Request("POST", target, body.wire()),),
            danger=Danger.NONE,
            work=body,
        )

    async def apply(self, hub: HubClient, plan: Plan, progress: Progress) -> Outcome:
        """Ask."""
        body: PrecheckSubscriber = plan.work
        progress(_("Checking {email}").format(email=body.email))
        since = mark(hub)
        answer = await hub.subscribers.precheck(body, on_behalf_of=plan.subject.owner or None)
        return Outcome(
            plan,
            plan.subject,
            status=answer.message,
            tracking_ids=tracking_ids(hub, since),
            details={"info": [one.model_dump(by_alias=True) for one in answer.info]},
        )


async def _placed(hub: HubClient, given: OrderSubscriber) -> OrderSubscriber:
    """The same with its location by the id."""
    from data.models.requests import SubscriberParameters

    customer = await customer_with(hub, given.customer_id, given.owner_org_id)
    place = await location_id(hub, customer, given.location.strip())
    parameters = given.provisioning_parameters or SubscriberParameters()
    return given.model_copy(
        update={"provisioning_parameters": parameters.model_copy(update={"location_id": place})}
    )


WORK = Precheck()
