"""workspaces.create: a place that makes calls without a person (PKG-7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.models.packages import title
from data.models.requests import CreateWorkspace, NumbersInput, WorkspaceCallingInput
from data.operations.customers.facts import customer_of, name_of, subject_of, under_review
from data.operations.inputs import formats
from data.operations.inputs.places import OrderWorkspace
from data.operations.inputs.reading import InputProblem, missing, read, require
from data.operations.operation import Undo, Work
from data.operations.outcome import Outcome, mark, tracking_ids
from data.operations.places.facts import no_organization
from data.operations.plan import Blocker, Plan, Request, Subject, path
from data.operations.subscribers.facts import location_id, only_location
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.client import HubClient
    from data.models.customers import CustomerDetail
    from data.operations.operation import Progress

PACKAGE = "common_area_calling"


class Create(Work):
    """Makes a workspace."""

    def read(self, given: Mapping[str, Any]) -> OrderWorkspace:
        """What is to be made; `WrongInput` where something is missing."""
        order = read(OrderWorkspace, given)
        problems = [] if order.display_name.strip() else [missing("displayName")]
        if not order.extension.strip() and not order.phone_number.strip():
            text = _("is required, or a phone number")
            problems.append(InputProblem("extension", text))
        problems += formats.extension(order.extension, "extension")
        problems += formats.phone(order.phone_number, "phoneNumber")
        require(problems)
        return order

    async def plan(self, hub: HubClient, given: OrderWorkspace) -> Plan:
        """What would be made."""
        customer = await customer_of(hub, given)
        place = await _place(hub, customer, given)
        body = _body(given, customer.org_id or "", place)
        blockers = [*under_review(customer), *no_organization(customer)]
        if PACKAGE not in customer.packages:
            words = _("{name} does not have {package}.")
            blockers.append(
                Blocker(
                    words.format(name=name_of(customer), package=title(PACKAGE)),
                    _("Give the package to the customer first."),
                )
            )
        name = body.display_name
        return Plan(
            operation="workspaces.create",
            title=_("Create the workspace {name}").format(name=name),
            subject=Subject("workspace", name=name, owner=subject_of(customer).owner),
            effects=(
                _("Makes the workspace {name} of {customer} with {package}.").format(
                    name=name, customer=name_of(customer), package=title(PACKAGE)
                ),
            ),
            requests=(Request("POST", path("workspaces", orgId=body.org_id), body.wire()),),
            blockers=tuple(blockers),
            after=body.wire(),
            work=body,
        )

    async def apply(self, hub: HubClient, plan: Plan, progress: Progress) -> Outcome:
        """Make it."""
        body: CreateWorkspace = plan.work
        progress(_("Creating {name}").format(name=body.display_name))
        since = mark(hub)
        made = await hub.workspaces.create(body.org_id, body)
        subject = Subject("workspace", made.id, made.display_name, plan.subject.owner)
        return Outcome(plan, subject, tracking_ids=tracking_ids(hub, since), found=made.found)

    def undo(self, outcome: Outcome, /) -> Undo | None:
        """Delete it again."""
        return Undo("workspaces.delete", {"workspaceId": outcome.subject.id})


async def _place(hub: HubClient, customer: CustomerDetail, given: OrderWorkspace) -> str:
    """The id of the location where it shall stand; of the only one where none is named.

    Raises:
        WrongInput: it is not clear which.
    """
    if given.location_id.strip() or not customer.org_id:
        return given.location_id.strip()
    if given.location.strip():
        return await location_id(hub, customer, given.location.strip())
    return await only_location(hub, customer, required=True)


def _body(given: OrderWorkspace, org_id: str, place: str) -> CreateWorkspace:
    numbers = {
        "extension": given.extension.strip(),
        "phone_number": given.phone_number.strip(),
        "location_id": place,
    }
    calling = WorkspaceCallingInput(
        type="webexCalling",
        webex_calling=NumbersInput(**{name: one for name, one in numbers.items() if one}),
    )
    where = {"location_id": place} if place else {}
    return CreateWorkspace(
        display_name=given.display_name.strip(), org_id=org_id, calling=calling, **where
    )


WORK = Create()
