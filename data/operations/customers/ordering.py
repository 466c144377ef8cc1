"""What making and attaching a customer have in common: template, calling, the request."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.client.errors import NotOffered
from data.client.queries import CustomerFilter
from data.models.customers import Address
from data.models.packages import title
from data.models.requests import CallingInput, CustomerParameters, LocationInput
from data.operations.customers.facts import Actor, actor, in_words, lonely
from data.operations.customers.templates import template_of
from data.operations.inputs.customers import (
    OrderCustomer,
    is_calling,
    named_packages,
    order_problems,
)
from data.operations.inputs.formats import doubts, likely_country
from data.operations.inputs.reading import InputProblem, WrongInput, read, require
from data.operations.plan import Blocker, Request, path
from data.operations.zones import only_zone
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from data.client import HubClient
    from data.models.requests import ProvisionCustomer

CALLING = "provisioningParameters.calling.location"
HEADQUARTERS = "Headquarters"
"""The name of a first location that was given none."""
LANGUAGE = "en_US"
"""The language of a first location that was given none."""


class Order(NamedTuple):
    """An order that is complete.

    Attributes:
        body: the body of the request.
        actor: the provider that is acted for.
        template: the onboarding template's name; empty where it is not known.
    """

    body: ProvisionCustomer
    actor: Actor
    template: str

    def request(self, *, check: bool = False) -> Request:
        """The request that is sent."""
        parts = ("wholesale", "customers", *(["validate"] if check else []))
        target = path(*parts, onBehalfOfSubPartnerOrgId=self.actor.org_id)
        return Request("POST", target, self.body.wire())


def read_order(given: Mapping[str, Any], *, attach: bool) -> OrderCustomer:
    """The order in a JSON object, with its calling location (CAP-1, CAP-3).

    Raises:
        WrongInput: something is unknown, missing or impossible.
    """
    order = read(OrderCustomer, given)
    problems: list[InputProblem] = []
    order = named_packages(order, problems)
    # What no package is has been said; that none is given would be another thing.
    if not problems or order.packages:
        problems += order_problems(order, attach=attach)
    order = with_calling(order, problems)
    if problems:
        problems += doubts(order.address)
    require(problems)
    return order


def with_calling(order: OrderCustomer, problems: list[InputProblem]) -> OrderCustomer:
    """The order with what its calling location was not given: the billing address above all.

    Args:
        order: what was given.
        problems: takes what cannot be filled in.
    """
    parameters = order.provisioning_parameters
    said = parameters is not None and parameters.calling is not None
    if not is_calling(order.packages) and not said:
        return order
    info = order.customer_info
    language = info.language if info is not None else ""
    filled = with_location(parameters, order.address, language, problems)
    return order.model_copy(update={"provisioning_parameters": filled})


def with_location(
    parameters: CustomerParameters | None,
    address: Address | None,
    language: str,
    problems: list[InputProblem],
) -> CustomerParameters:
    """Parameters whose calling location is complete.

    Args:
        parameters: what was given.
        address: the billing address.
        language: the customer's, where it was given one.
        problems: takes what cannot be filled in.
    """
    parameters = parameters or CustomerParameters()
    calling = parameters.calling or CallingInput()
    place = calling.location or LocationInput()
    country = (place.address or address or Address()).country.strip()
    # Of a country that is none, more is said elsewhere.
    country = likely_country(country)
    zone = place.timezone or only_zone(country)
    if not zone and country:
        text = _("is required: the country has several time zones, or none that is known here")
        problems.append(InputProblem(f"{CALLING}.timezone", text))
    place = place.model_copy(
        update={
            "name": place.name or HEADQUARTERS,
            "address": place.address or address,
            "timezone": zone,
            "language": place.language or language or LANGUAGE,
        }
    )
    calling = calling.model_copy(update={"location": place})
    return parameters.model_copy(update={"calling": calling})


async def complete(hub: HubClient, given: OrderCustomer) -> Order:
    """The order with its provider and its template looked up.

    Raises:
        WrongInput: one of the two is not found.
        HubError: a call failed.
    """
    behalf = await actor(hub, given.on_behalf_of)
    if given.provisioning_id.strip():
        return Order(given.body(), behalf, "")
    try:
        template = await template_of(hub, given.template, behalf.behalf)
    except NotOffered as error:
        text = _("is required as an id: the live platform does not list its templates")
        advice = _("Copy the template's provisioning id from Partner Hub.")
        raise WrongInput([InputProblem("provisioningId", text)], advice) from error
    chosen = given.model_copy(update={"provisioning_id": template.provisioning_id})
    return Order(chosen.body(), behalf, template.name)


async def taken(hub: HubClient, order: Order, name: str) -> list[Blocker]:
    """Why there can be no such customer, or none beside those that exist.

    Args:
        hub: the backend.
        order: the order.
        name: what the customer will be called.

    Raises:
        HubError: a call failed.
    """
    blockers = list(order.actor.blockers())
    blockers += lonely(frozenset(order.body.packages), name)
    only = CustomerFilter(external_id=order.body.external_id, on_behalf_of=order.actor.behalf)
    async for one in hub.customers.iterate(only):
        if one.external_id == order.body.external_id:
            blockers.append(
                Blocker(
                    _("A customer with the external id {id} exists.").format(id=one.external_id),
                    _("Choose another external id, or look whether it is the same customer."),
                )
            )
            break
    return blockers


def effects(order: Order) -> Iterator[str]:
    """What an order brings, beside the customer itself."""
    body = order.body
    names = ", ".join(title(name) for name in body.packages)
    yield _("Gives it {packages}.").format(packages=names)
    parameters = body.provisioning_parameters
    calling = parameters.calling if parameters is not None else None
    if calling is not None and calling.location is not None:
        yield location_words(calling.location)
    if parameters is not None and parameters.packages is not None:
        for name, most in parameters.packages.limits.items():
            yield _("Lets at most {n} of {package} be used.").format(n=most, package=title(name))
    if order.template:
        yield _("Takes the onboarding template {name}.").format(name=order.template)
    if order.actor.org_id:
        yield _("It belongs to {provider}.").format(provider=order.actor.name or order.actor.org_id)
    if body.billing_start_date:
        yield _("Its billing begins on {date}.").format(date=body.billing_start_date)
    yield _("The denied-party check runs; on its list, the customer waits up to 72 hours.")


def location_words(place: LocationInput) -> str:
    """What is said of a first calling location."""
    return _("Makes the location {name} at {address}, {zone}, {language}.").format(
        name=place.name,
        address=in_words(place.address or Address()),
        zone=place.timezone,
        language=place.language,
    )
