"""customers.update: other packages, address, external id, limits, billing start (CMG-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from data.client.errors import Changed
from data.models.packages import title
from data.operations.customers.changes import Change, changes, update_undo
from data.operations.customers.facts import (
    Actor,
    customer_of,
    in_full,
    lonely,
    name_of,
    owner_actor,
    package_users,
    subject_of,
    under_way,
)
from data.operations.inputs import formats
from data.operations.inputs.customers import ChangeCustomer, named_limits
from data.operations.inputs.reading import InputProblem, packages, read, require
from data.operations.operation import Danger, Work
from data.operations.outcome import Outcome, mark, tracking_ids
from data.operations.plan import Blocker, Plan, Request, path
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from data.client import HubClient
    from data.models.customers import CustomerDetail
    from data.models.requests import UpdateCustomer
    from data.operations.operation import Progress, Undo

FAILED = frozenset({"error", "provisioned_with_errors"})
"""Statuses in which an update provisions anew what failed."""


class _Work(NamedTuple):
    """What carrying it out needs."""

    customer: CustomerDetail
    change: Change
    given: ChangeCustomer


class Update(Work):
    """Changes a customer."""

    def read(self, given: Mapping[str, Any]) -> ChangeCustomer:
        """What shall become another; `WrongInput` where that makes no sense."""
        wanted = read(ChangeCustomer, given)
        problems: list[InputProblem] = []
        update: dict[str, Any] = {}
        for name, field in (
            ("packages", "packages"),
            ("add_packages", "addPackages"),
            ("remove_packages", "removePackages"),
        ):
            said = getattr(wanted, name)
            if said:
                update[name] = packages(said, field, problems)
        if wanted.provisioning_parameters is not None:
            update["provisioning_parameters"] = named_limits(
                wanted.provisioning_parameters, problems
            )
        if wanted.packages == ():
            text = _("must not be empty: to take the service away, delete the customer")
            problems.append(InputProblem("packages", text))
        if wanted.packages is not None and (wanted.add_packages or wanted.remove_packages):
            text = _("is the full list: packages to add or remove do not go with it")
            problems.append(InputProblem("packages", text))
        both = set(update.get("add_packages", ())) & set(update.get("remove_packages", ()))
        if both:
            words = _("{package} cannot be added and removed at once")
            text = words.format(package=", ".join(sorted(map(title, both))))
            problems.append(InputProblem("removePackages", text))
        problems += formats.of_change(wanted)
        require(problems)
        return wanted.model_copy(update=update) if update else wanted

    async def plan(self, hub: HubClient, given: ChangeCustomer) -> Plan:
        """What would become another."""
        customer = await customer_of(hub, given)
        users = await package_users(hub, customer)
        change = changes(customer, given, users)
        actor = await owner_actor(hub, customer)
        retry = customer.status in FAILED
        does = bool(change.effects) or retry
        effects = (*change.effects, *(_retried(customer) if retry else ()))
        return Plan(
            operation="customers.update",
            title=_("Change {name}").format(name=in_full(customer)),
            subject=subject_of(customer),
            effects=(*(effects or (_("Nothing changes."),)), *change.notes),
            requests=(_request(customer, change.body, actor),) if does else (),
            blockers=tuple(_blockers(customer, change, actor)) if does else (),
            touches=change.touches,
            danger=Danger.LOSS if change.touches else Danger.CHANGE,
            before=change.before,
            after=change.after,
            work=_Work(customer, change, given),
        )

    async def apply(self, hub: HubClient, plan: Plan, progress: Progress) -> Outcome:
        """Change it."""
        work: _Work = plan.work
        if not plan.requests:
            return Outcome(plan, plan.subject, status=work.customer.status)
        progress(_("Changing {name}").format(name=plan.subject.name))
        await _require_same(hub, plan)
        since = mark(hub)
        accepted = await hub.customers.update(
            plan.subject.id, work.change.body, on_behalf_of=plan.subject.owner or None
        )
        return Outcome(
            plan,
            plan.subject,
            status="updating",
            url=accepted.url,
            tracking_ids=tracking_ids(hub, since),
            found=accepted.found,
        )

    def undo(self, outcome: Outcome) -> Undo | None:
        """Back to what it was, as far as the platform can."""
        work: _Work = outcome.plan.work
        return update_undo(work.given, work.change) if outcome.plan.requests else None


async def _require_same(hub: HubClient, plan: Plan) -> None:
    """See that the customer is still what the plan was made for.

    The request has all packages and the whole address (CMG-1a): what somebody else has added since
    the plan was read, while a person was asked, it would take away again.

    Raises:
        Conflict: it is another one now; nothing was sent.
        HubError: it could not be looked at.
    """
    work: _Work = plan.work
    before = work.customer
    now = await hub.customers.get(plan.subject.id, on_behalf_of=plan.subject.owner or None)
    moved = work.change.body.address is not None and now.address != before.address
    if set(now.packages) != set(before.packages) or now.status != before.status or moved:
        raise Changed(
            _("{name} has changed meanwhile; nothing was done.").format(name=plan.subject.name),
            sent=False,
        )


def _retried(customer: CustomerDetail) -> Iterator[str]:
    """What an update does beside, where something failed before (PRV-9)."""
    failed = [one.name for one in customer.resource_details.packages if one.status == "error"]
    if customer.status == "error":
        yield _("Provisions {name} anew: it failed before.").format(name=name_of(customer))
    else:
        names = ", ".join(title(name) for name in failed) or _("what failed")
        yield _("Provisions anew: {packages}.").format(packages=names)


def _blockers(customer: CustomerDetail, change: Change, actor: Actor) -> Iterator[Blocker]:
    yield from under_way(customer)
    yield from actor.blockers()
    yield from lonely(frozenset(change.packages), name_of(customer))
    if not change.packages:
        yield Blocker(
            _("No package would be left."),
            _("To take the service away, delete the customer."),
        )


def _request(customer: CustomerDetail, body: UpdateCustomer, actor: Actor) -> Request:
    target = path("wholesale", "customers", customer.id, onBehalfOfSubPartnerOrgId=actor.org_id)
    return Request("PUT", target, body.wire())


WORK = Update()
