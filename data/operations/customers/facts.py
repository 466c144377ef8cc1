"""What plans about a customer have to know first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.client.errors import Forbidden, NotFound
from data.client.queries import SubscriberFilter
from data.models.customers import Owner
from data.models.packages import NEEDS, title
from data.operations.inputs.reading import InputProblem, WrongInput, missing, require
from data.operations.owners import OWN, NoOwner, owner_of
from data.operations.plan import Blocker, Subject
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from data.client import HubClient
    from data.models.customers import Address, CustomerDetail, HubCustomer
    from data.operations.inputs.customers import CustomerInput

SUSPENDED = "suspended"


class Actor(NamedTuple):
    """An indirect provider that is acted for; empty for one's own business.

    Attributes:
        org_id: its organization.
        name: what it is called.
        state: its provisioning state; empty where it is not known.
    """

    org_id: str = ""
    name: str = ""
    state: str = ""

    @property
    def behalf(self) -> str | None:
        """For a call's `on_behalf_of`."""
        return self.org_id or None

    def blockers(self) -> Iterator[Blocker]:
        """Nothing can be made for a suspended provider (SUB-11)."""
        if self.state == SUSPENDED:
            yield Blocker(
                _("{name} is suspended.").format(name=self.name or self.org_id),
                _("Its customers can only be deleted until it is active again."),
            )


async def actor(hub: HubClient, said: str, field: str = "onBehalfOf") -> Actor:
    """The provider that somebody names.

    Args:
        hub: the backend.
        said: its organization id or its name; empty, or `own`, for one's own business.
        field: where it was said.

    Raises:
        WrongInput: nobody is called so, or several are.
        HubError: a call failed.
    """
    if not said.strip():
        return Actor()
    try:
        org_id = await owner_of(hub, said, one=True)
    except NoOwner as error:
        raise WrongInput([InputProblem(field, str(error).rstrip("."))], error.advice) from None
    if org_id == OWN:
        return Actor()
    if org_id == "all":
        raise WrongInput([InputProblem(field, _("must be one provider"))])
    return await known_actor(hub, org_id)


async def known_actor(hub: HubClient, org_id: str, name: str = "") -> Actor:
    """The provider of an organization id, with its name and state as far as they may be seen."""
    if not org_id:
        return Actor()
    state = ""
    try:
        async for one in hub.sub_partners.iterate():
            if one.org_id == org_id:
                state = one.provisioning_state
        name = name or (await hub.organizations.get(org_id)).display_name
    except (Forbidden, NotFound):
        # Who may not see more knows no more of it beforehand.
        pass
    return Actor(org_id, name, state)


async def customer_of(hub: HubClient, given: CustomerInput) -> CustomerDetail:
    """The customer that an input names.

    Raises:
        WrongInput: it names none.
        HubError: there is none, or the call failed.
    """
    require([] if given.customer_id.strip() else [missing("customerId")])
    return await customer_with(hub, given.customer_id.strip(), given.owner_org_id)


async def customer_with(hub: HubClient, customer_id: str, owner_org_id: str) -> CustomerDetail:
    """A customer, of one provider only where that is said (SUB-9).

    Args:
        hub: the backend.
        customer_id: which.
        owner_org_id: the provider's organization; empty for any customer that may be seen.

    Raises:
        NotFound: it is somebody else's.
        HubError: there is none, or the call failed.
    """
    owner = Owner(org_id=owner_org_id) if owner_org_id else None
    customer = await hub.customers.detail(customer_id, owner=owner)
    if owner_org_id and subject_of(customer).owner.rstrip("=") != owner_org_id.rstrip("="):
        raise NotFound(
            _("{name} is not a customer of this provider.").format(name=name_of(customer)),
            sent=False,
        )
    return customer


async def owner_actor(hub: HubClient, customer: HubCustomer) -> Actor:
    """The provider that a customer belongs to."""
    if customer.own or customer.owner is None:
        return Actor()
    return await known_actor(hub, customer.owner.org_id, customer.owner.name)


def name_of(customer: HubCustomer) -> str:
    """What a customer is called: by its name, or where that is not known its external id."""
    return customer.name or customer.external_id or customer.id


def in_words(address: Address) -> str:
    """An address in one line."""
    parts = (
        address.address_line1,
        address.address_line2,
        address.city,
        address.state_or_province,
        address.zip_or_postal_code,
        address.country,
    )
    return ", ".join(part for part in parts if part)


def in_full(customer: HubCustomer) -> str:
    """A customer as a question names it, so that nobody takes it for another one.

    Its external id stands behind its name, and whose it is where that is a provider's.
    """
    name = name_of(customer)
    owner = None if customer.own else customer.owner
    facts = (customer.external_id, (owner.name or owner.org_id) if owner is not None else "")
    shown = ", ".join(fact for fact in facts if fact and fact != name)
    return f"{name} ({shown})" if shown else name


def subject_of(customer: HubCustomer) -> Subject:
    """A customer as what a plan is about."""
    owner = "" if customer.own or customer.owner is None else customer.owner.org_id
    return Subject("customer", customer.id, name_of(customer), owner)


async def package_users(hub: HubClient, customer: CustomerDetail) -> Mapping[str, int]:
    """Users of each package.

    Where the backend does not tell the numbers, as the live platform, the subscribers are counted.

    Raises:
        HubError: a call failed.
    """
    if "packageUsers" not in customer.unknown:
        return customer.package_users
    counts: dict[str, int] = {}
    only = SubscriberFilter(
        customer_id=customer.id, on_behalf_of=subject_of(customer).owner or None
    )
    async for one in hub.subscribers.iterate(only):
        for name in one.packages or (one.package,):
            counts[name] = counts.get(name, 0) + 1
    return counts


async def user_count(hub: HubClient, customer: CustomerDetail) -> int:
    """Users of a customer, counted where the backend does not say."""
    if customer.users is not None:
        return customer.users
    counts = await package_users(hub, customer)
    return sum(n for name, n in counts.items() if name not in NEEDS)


def under_way(customer: HubCustomer) -> Iterator[Blocker]:
    """Why a customer cannot be changed in the state that it is in (RPL-6)."""
    name = name_of(customer)
    wait = _("Wait until that has ended, then do it again.")
    words = {
        "provisioning": _("{name} is being provisioned."),
        "updating": _("{name} is being changed already."),
        "deleting": _("{name} is being deleted."),
    }
    if customer.status in words:
        gone = customer.status == "deleting"
        yield Blocker(words[customer.status].format(name=name), "" if gone else wait)
    yield from under_review(customer)


def under_review(customer: HubCustomer) -> Iterator[Blocker]:
    """Why nothing can be done while a customer is checked (RPL-6)."""
    if customer.status == "pending_rpl_review":
        yield Blocker(
            _("The denied-party review of {name} is pending.").format(name=name_of(customer)),
            _("Wait for its end; it lasts 72 hours at most."),
        )


def lonely(wanted: frozenset[str], name: str) -> Iterator[Blocker]:
    """Add-ons without a base package that they need (PKG-4, PKG-5).

    Args:
        wanted: all packages there would be.
        name: whose.
    """
    for add_on, bases in NEEDS.items():
        if add_on in wanted and not wanted & bases:
            yield Blocker(
                _("{add_on} needs one of these at {name}: {bases}.").format(
                    add_on=title(add_on),
                    name=name,
                    bases=", ".join(sorted(title(base) for base in bases)),
                ),
                _("Add one of them, or take the add-on away too."),
            )
