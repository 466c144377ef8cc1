"""subscribers.update: another package for a user, or an add-on beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from data.models.packages import CALLING, NEEDS, title
from data.models.requests import SubscriberParameters, UpdateSubscriber
from data.operations.customers.facts import customer_with
from data.operations.customers.facts import subject_of as customer_subject
from data.operations.inputs.reading import InputProblem, read, require
from data.operations.inputs.subscribers import ChangeSubscriber
from data.operations.operation import Undo, Work
from data.operations.outcome import Outcome, mark, tracking_ids
from data.operations.plan import Blocker, Plan, Request
from data.operations.subscribers.facts import (
    PARAMETERS,
    add_on_alone,
    base_of,
    location_id,
    numbers,
    one_package,
    refusals,
    subject_of,
    subscriber_of,
    target_of,
)
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.client import HubClient
    from data.models.customers import CustomerDetail
    from data.models.resources import Subscriber
    from data.operations.operation import Progress


class _Work(NamedTuple):
    """What carrying it out needs."""

    subscriber: Subscriber
    body: UpdateSubscriber
    given: ChangeSubscriber


class Update(Work):
    """Changes a user's package."""

    def read(self, given: Mapping[str, Any]) -> ChangeSubscriber:
        """Which package is wanted; `WrongInput` where none is."""
        wanted = read(ChangeSubscriber, given)
        problems: list[InputProblem] = []
        package = one_package(wanted.package, wanted.packages, problems)
        problems += numbers(wanted.provisioning_parameters or SubscriberParameters())
        require(problems)
        return wanted.model_copy(update={"package": package, "packages": ()})

    async def plan(self, hub: HubClient, given: ChangeSubscriber) -> Plan:
        """What would become another."""
        user = await subscriber_of(hub, given)
        customer = await customer_with(hub, user.customer_id, given.owner_org_id)
        owner = customer_subject(customer).owner
        before = tuple(name for name in (user.packages or (user.package,)) if name)
        new = given.package not in before
        body = await _body(hub, customer, given, moves=base_of(user) not in CALLING)
        blockers = []
        if new:
            blockers += await refusals(hub, customer, given.package, more=1)
            blockers += add_on_alone(given.package, base_of(user), user.email)
            blockers += _waiting(user)
        target = target_of(user, owner)
        return Plan(
            operation="subscribers.update",
            title=_("Change the package of {email}").format(email=user.email),
            subject=subject_of(user, owner),
            effects=(_effect(user, given.package, new=new),),
            requests=(Request("PUT", target, body.wire()),) if new else (),
            blockers=tuple(blockers),
            touches=1 if new and given.package not in NEEDS else 0,
            before={"packages": list(before)},
            after={"package": given.package},
            work=_Work(user, body, given),
        )

    async def apply(self, hub: HubClient, plan: Plan, progress: Progress) -> Outcome:
        """Change it."""
        work: _Work = plan.work
        if not plan.requests:
            return Outcome(plan, plan.subject, status=work.subscriber.status)
        progress(_("Changing {email}").format(email=work.subscriber.email))
        since = mark(hub)
        now = await hub.subscribers.update(
            plan.subject.id, work.body, on_behalf_of=plan.subject.owner or None
        )
        return Outcome(
            plan,
            plan.subject,
            status=now.status,
            tracking_ids=tracking_ids(hub, since),
            found=now.found,
            details={"package": now.package, "packages": list(now.packages)},
        )

    def undo(self, outcome: Outcome) -> Undo | None:
        """Back to the base package there was; an add-on cannot be taken off alone."""
        plan = outcome.plan
        work: _Work = plan.work
        before = base_of(work.subscriber)
        if not plan.requests or work.given.package in NEEDS or not before:
            return None
        given = {"subscriberId": plan.subject.id, "package": before}
        if plan.subject.owner:
            given["ownerOrgId"] = plan.subject.owner
        lost = [title(name) for name in plan.before["packages"] if name in NEEDS]
        note = _("{add_ons} has to be given again.").format(add_ons=", ".join(lost)) if lost else ""
        return Undo("subscribers.update", given, note)


async def _body(
    hub: HubClient, customer: CustomerDetail, given: ChangeSubscriber, *, moves: bool
) -> UpdateSubscriber:
    """The body of the request.

    Args:
        hub: the backend.
        customer: whose user it is.
        given: what is wanted.
        moves: whether the user has had no calling so far.

    Raises:
        WrongInput: a move to calling lacks an extension and a number; there is no such location.
    """
    parameters = given.provisioning_parameters
    said = parameters or SubscriberParameters()
    reachable = said.extension.strip() or said.primary_phone_number.strip()
    if moves and given.package in CALLING and not reachable:
        text = _("is required for a move to calling, or a phone number")
        require([InputProblem(f"{PARAMETERS}.extension", text)])
    if given.location.strip():
        place = await location_id(hub, customer, given.location.strip())
        parameters = said.model_copy(update={"location_id": place})
    if parameters is None:
        return UpdateSubscriber(package=given.package)
    return UpdateSubscriber(package=given.package, provisioning_parameters=parameters)


def _effect(user: Subscriber, package: str, *, new: bool) -> str:
    """What it does, in a sentence."""
    if not new:
        return _("Nothing changes: {email} has {package} already.").format(
            email=user.email, package=title(package)
        )
    if package in NEEDS:
        return _("Adds {package} to {email}, beside {base}.").format(
            package=title(package), email=user.email, base=title(base_of(user))
        )
    return _("{email} changes from {before} to {after}.").format(
        email=user.email, before=title(base_of(user)), after=title(package)
    )


def _waiting(user: Subscriber) -> list[Blocker]:
    if user.status != "pending_user_migration":
        return []
    return [
        Blocker(
            _("{email} has not consented to the move yet.").format(email=user.email),
            _("Send the consent email again, or wait."),
        )
    ]


WORK = Update()
