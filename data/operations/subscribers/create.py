"""subscribers.create: a user with a package (SBR)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.client.errors import HubError
from data.client.queries import SubscriberFilter
from data.models.packages import CALLING, title
from data.models.requests import SubscriberParameters
from data.operations.customers.facts import customer_with, name_of, user_count
from data.operations.customers.facts import subject_of as customer_subject
from data.operations.inputs.reading import (
    InputProblem,
    WrongInput,
    check_email,
    missing,
    read,
    require,
)
from data.operations.inputs.subscribers import OrderSubscriber
from data.operations.operation import Undo, Work
from data.operations.outcome import Outcome, mark, tracking_ids
from data.operations.plan import Blocker, Plan, Request, Subject, path
from data.operations.subscribers.facts import (
    PARAMETERS,
    add_on_alone,
    location_id,
    numbers,
    one_package,
    only_location,
    refusals,
)
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.client import HubClient
    from data.models.customers import CustomerDetail
    from data.models.requests import ProvisionSubscriber
    from data.operations.operation import Progress


class Create(Work):
    """Makes a subscriber."""

    def read(self, given: Mapping[str, Any]) -> OrderSubscriber:
        """Who shall have what; `WrongInput` where something is missing (SBR-1)."""
        order = read(OrderSubscriber, given)
        problems: list[InputProblem] = []
        if not order.customer_id.strip():
            problems.append(missing("customerId"))
        check_email(order.email, "email", problems)
        package = one_package(order.package, order.packages, problems)
        parameters = order.provisioning_parameters or SubscriberParameters()
        if not parameters.first_name.strip():
            problems.append(missing(f"{PARAMETERS}.firstName"))
        if not parameters.last_name.strip():
            problems.append(missing(f"{PARAMETERS}.lastName"))
        reachable = parameters.extension.strip() or parameters.primary_phone_number.strip()
        if package in CALLING and not reachable:
            text = _("is required for a calling package, or a phone number")
            problems.append(InputProblem(f"{PARAMETERS}.extension", text))
        problems += numbers(parameters)
        require(problems)
        return order.model_copy(update={"package": package, "packages": ()})

    async def references(self, hub: HubClient, given: Mapping[str, Any]) -> WrongInput | None:
        """Whether the customer has the location."""
        said, which, owner = (
            given.get(name) or "" for name in ("location", "customerId", "ownerOrgId")
        )
        if not all(isinstance(one, str) for one in (said, which, owner)) or not (said and which):
            return None
        try:
            await location_id(hub, await customer_with(hub, which, owner), said.strip())
        except WrongInput as error:
            return error
        except HubError:
            # It was asked only to say all at once.
            return None
        return None

    async def plan(self, hub: HubClient, given: OrderSubscriber) -> Plan:
        """What would be made."""
        customer = await customer_with(hub, given.customer_id, given.owner_org_id)
        body = await order_body(hub, customer, given)
        owner = customer_subject(customer).owner
        target = path("wholesale", "subscribers", onBehalfOfSubPartnerOrgId=owner)
        name, package = name_of(customer), title(body.package)
        effects = [_("Gives {email} {package} at {name}.").format(
            email=body.email, package=package, name=name)]  # fmt: skip
        first = not customer.attached and await user_count(hub, customer) == 0
        if first:
            effects.append(_("The first user of a new customer becomes its administrator."))
        blockers = [
            *await refusals(hub, customer, body.package, more=1),
            *add_on_alone(body.package, "", body.email),
            *await _there_already(hub, body.email, owner),
        ]
        return Plan(
            operation="subscribers.create",
            title=_("Create the user {email}").format(email=body.email),
            subject=Subject("subscriber", name=body.email, owner=owner),
            effects=tuple(effects),
            requests=(Request("POST", target, body.wire()),),
            blockers=tuple(blockers),
            after=body.wire(),
            work=body,
        )

    async def apply(self, hub: HubClient, plan: Plan, progress: Progress) -> Outcome:
        """Make it."""
        body: ProvisionSubscriber = plan.work
        progress(_("Creating {email}").format(email=body.email))
        since = mark(hub)
        made = await hub.subscribers.provision(body, on_behalf_of=plan.subject.owner or None)
        return Outcome(
            plan,
            Subject("subscriber", made.id, made.email, plan.subject.owner),
            status=made.status,
            tracking_ids=tracking_ids(hub, since),
            found=made.found,
            details={"personId": made.person_id, "customerId": made.customer_id},
        )

    def undo(self, outcome: Outcome) -> Undo | None:
        """Delete it again; its person stays."""
        note = _("The person stays in the organization.")
        given = {"subscriberId": outcome.subject.id}
        if outcome.subject.owner:
            given["ownerOrgId"] = outcome.subject.owner
        return Undo("subscribers.delete", given, note)


async def order_body(
    hub: HubClient, customer: CustomerDetail, given: OrderSubscriber
) -> ProvisionSubscriber:
    """The body of the request, with the location by its id.

    Raises:
        WrongInput: there is no such location, or none of several is named.
    """
    parameters = given.provisioning_parameters or SubscriberParameters()
    if not given.location.strip():
        if given.package in CALLING and not parameters.location_id.strip():
            await only_location(hub, customer, required=False)
        return given.body()
    place = await location_id(hub, customer, given.location.strip())
    placed = parameters.model_copy(update={"location_id": place})
    return given.model_copy(update={"provisioning_parameters": placed}).body()


async def _there_already(hub: HubClient, email: str, owner: str) -> list[Blocker]:
    """Why this email cannot be used: it belongs to one organization only."""
    only = SubscriberFilter(email=email, on_behalf_of=owner or None)
    async for one in hub.subscribers.iterate(only):
        if one.email.casefold() == email.strip().casefold():
            return [
                Blocker(
                    _("{email} has a package already, at the customer {id}.").format(
                        email=one.email, id=one.external_customer_id or one.customer_id
                    ),
                    _("Change the package of that user, or choose another email."),
                )
            ]
    return []


WORK = Create()
