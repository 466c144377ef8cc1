"""What plans about a subscriber have to know first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.models.packages import NEEDS, title
from data.operations.customers.facts import (
    customer_with,
    known_actor,
    lonely,
    name_of,
    package_users,
    under_review,
)
from data.operations.inputs import formats
from data.operations.inputs.reading import (
    InputProblem,
    WrongInput,
    missing,
    packages,
    require,
)
from data.operations.plan import Blocker, Subject, path
from data.search_key import search_key
from data.text import _
from data.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from data.client import HubClient
    from data.models.customers import CustomerDetail
    from data.models.requests import SubscriberParameters
    from data.models.resources import Location, Subscriber
    from data.operations.inputs.subscribers import SubscriberInput

PARAMETERS = "provisioningParameters"


def one_package(
    package: str, several: Sequence[str], problems: list[InputProblem], *, required: bool = True
) -> str:
    """The one package that is wanted, by its name (PKG-3a).

    Args:
        package: as it was said alone.
        several: as it was said in a list.
        problems: takes what is wrong.
        required: whether there has to be one.
    """
    said = [name for name in (package, *several) if name.strip()]
    if not said:
        if required:
            problems.append(missing("package"))
        return ""
    names = packages(said, "package", problems)
    if len(names) > 1:
        problems.append(InputProblem("package", _("must be one package")))
    elif names and names[0] == "common_area_calling":
        problems.append(
            InputProblem("package", _("Common Area Calling is for workspaces, not for users"))
        )
    return names[0] if names else ""


def numbers(parameters: SubscriberParameters) -> Iterator[InputProblem]:
    """What is no extension or no phone number."""
    yield from formats.extension(parameters.extension, f"{PARAMETERS}.extension")
    yield from formats.phone(parameters.primary_phone_number, f"{PARAMETERS}.primaryPhoneNumber")


def base_of(subscriber: Subscriber) -> str:
    """The base package of a user (PKG-3)."""
    names = (subscriber.package, *subscriber.packages)
    return next((name for name in names if name and name not in NEEDS), "")


async def subscriber_of(hub: HubClient, given: SubscriberInput) -> Subscriber:
    """The subscriber that an input names, of one provider's customer where that is said.

    Raises:
        WrongInput: it names none.
        NotFound: it is a user of somebody else's customer.
        HubError: there is none, or the call failed.
    """
    require([] if given.subscriber_id.strip() else [missing("subscriberId")])
    owner = given.owner_org_id
    user = await hub.subscribers.get(given.subscriber_id.strip(), on_behalf_of=owner or None)
    if owner:
        await customer_with(hub, user.customer_id, owner)
    return user


def target_of(subscriber: Subscriber, owner: str, *, email: str = "") -> str:
    """The path of a request about a subscriber.

    Args:
        subscriber: whom it is about.
        owner: the provider's organization that the customer belongs to; empty for one's own.
        email: the email that it is to be sent, by the platform's word; empty for none.
    """
    parts = ("subscribers", subscriber.id, *(("emails", email) if email else ()))
    above = () if email else ("wholesale",)
    return path(*above, *parts, onBehalfOfSubPartnerOrgId=owner)


def subject_of(subscriber: Subscriber, owner: str = "") -> Subject:
    """A subscriber as what a plan is about."""
    return Subject("subscriber", subscriber.id, subscriber.email, owner)


async def refusals(
    hub: HubClient, customer: CustomerDetail, package: str, *, more: int
) -> list[Blocker]:
    """Why a user of a customer cannot have a package now.

    Args:
        hub: the backend.
        customer: the customer.
        package: what the user shall have.
        more: how many more will use it, 0 or 1.

    Raises:
        HubError: a call failed.
    """
    blockers = list(under_review(customer))
    name = name_of(customer)
    if customer.status in ("deleting", "error"):
        blockers.append(Blocker(_("{name} is in no state for users.").format(name=name)))
    if not customer.own and customer.owner is not None:
        actor = await known_actor(hub, customer.owner.org_id, customer.owner.name)
        blockers += actor.blockers()
    if package not in customer.packages:
        blockers.append(
            Blocker(
                _("{name} does not have {package}.").format(name=name, package=title(package)),
                _("Give the package to the customer first."),
            )
        )
    limit = customer.package_limits.get(package)
    if more and limit is not None:
        used = (await package_users(hub, customer)).get(package, 0)
        if used + more > limit:
            blockers.append(
                Blocker(
                    _("{name} may use {n} of {package}, and all are in use.").format(
                        name=name, n=limit, package=title(package)
                    ),
                    _("Raise the customer's limit, or take it from another user."),
                )
            )
    return blockers


def add_on_alone(package: str, base: str, name: str) -> Iterator[Blocker]:
    """Why an add-on does not fit a user's base package (PKG-3, PKG-5).

    Args:
        package: what the user shall have.
        base: the base package there is; empty where there is none.
        name: whose.
    """
    if package in NEEDS:
        yield from lonely(frozenset({package, base}), name)


async def only_location(hub: HubClient, customer: CustomerDetail, *, required: bool) -> str:
    """The id of a customer's only location, where none was named.

    Args:
        hub: the backend.
        customer: the customer.
        required: whether there has to be one.

    Returns:
        Its id; empty where there is none and none is required.

    Raises:
        WrongInput: it is not clear which.
        HubError: the call failed.
    """
    every = await hub.locations.list(customer.org_id) if customer.org_id else []
    if len(every) == 1:
        return every[0].id
    if not every and not required:
        return ""
    raise WrongInput([missing("location")], _known(every))


def _known(every: Sequence[Location]) -> str:
    names = ", ".join(one.name for one in every[:10])
    return _("There are: {known}.").format(known=names) if names else ""


async def location_id(hub: HubClient, customer: CustomerDetail, said: str) -> str:
    """The id of the customer's location of a name.

    Raises:
        WrongInput: none is called so, or several are.
        HubError: the call failed.
    """
    every = await hub.locations.list(customer.org_id) if customer.org_id else []
    meant = [one for one in every if one.id == said]
    meant = meant or [one for one in every if search_key(one.name) == search_key(said)]
    if len(meant) == 1:
        return meant[0].id
    text = _("there is no location {name}") if not meant else _("there are several {name}")
    raise WrongInput([InputProblem("location", text.format(name=quoted(said)))], _known(every))
