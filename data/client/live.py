"""The console's list and detail of customers from what the public API alone can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.client.errors import Forbidden, NotFound, NotOffered, not_offered
from data.client.pages import links
from data.client.queries import CustomerFilter, CustomerQuery, CustomerWindow
from data.client.resources import Locations, Organizations, segment
from data.models.base import items_of
from data.models.customers import (
    Address,
    Customer,
    CustomerDetail,
    HubCustomer,
    HubLocation,
    HubOrganization,
    Owner,
)
from data.text import _

if TYPE_CHECKING:
    from datetime import datetime

    from data.client.calls import Caller
    from data.client.queries import Place
    from data.models.resources import Location, Organization

PAGE = 100
"""Rows that the public API gives at once."""

UNKNOWN = (
    "users",
    "email",
    "created",
    "statusSince",
    "nextChange",
    "reviewDeadline",
    "attached",
    "userCounts",
    "packageUsers",
    "packageLimits",
    "workspaces",
    "template",
    "history",
    "language",
    "billingStartDate",
    "restricted",
)
"""What no public call says about a customer."""


def list_url(caller: Caller, only: CustomerFilter, offset: int, size: int) -> str:
    """The URL of a page of the public list."""
    return caller.api(
        "/wholesale/customers",
        {
            "externalId": only.external_id,
            "orgId": only.org_id,
            "status": only.statuses,
            "onBehalfOfSubPartnerOrgId": only.on_behalf_of,
            "offset": offset or None,
            "max": size,
        },
    )


async def window(caller: Caller, query: CustomerQuery, place: Place, n: int) -> CustomerWindow:
    """Rows at a place of the public list.

    A row's key is its ordinal, so it holds only as long as the list does not move.

    Raises:
        NotOffered: the public list cannot be searched, sorted or read from its end.
    """
    only, size = _only(query), min(n, PAGE)
    offset, size = _offset(place, size)
    url = list_url(caller, only, offset, size)
    answer = await caller.fetch("customers.window", url, items_of(Customer))
    items = tuple(
        as_row(customer, key=str(offset + n)) for n, customer in enumerate(answer.value.items)
    )
    return CustomerWindow(
        items=items,
        has_previous=offset > 0,
        has_next="next" in links(answer.link),
        offset=offset,
    )


async def detail(caller: Caller, customer_id: str, owner: Owner | None = None) -> CustomerDetail:
    """A customer with its organization and locations, which are calls of their own.

    Where the account may see the customer but not those, they are empty and named in `unknown`.

    Args:
        caller: the way to the platform.
        customer_id: which.
        owner: the sub-partner that it belongs to, on whose behalf it is asked for (SUB-9); None
            for one's own.
    """
    behalf = {"onBehalfOfSubPartnerOrgId": owner.org_id if owner is not None else None}
    url = caller.api(f"/wholesale/customers/{segment(customer_id)}", behalf)
    customer = (await caller.fetch("customers.detail", url, Customer)).value
    unknown = list(UNKNOWN)
    organization: HubOrganization | None = None
    locations: list[HubLocation] = []
    if customer.org_id is not None:
        try:
            organization = _organization(await Organizations(caller).get(customer.org_id))
        except (Forbidden, NotFound):
            unknown += ["name", "organization"]
        try:
            places = await Locations(caller).list(customer.org_id)
            locations = [_location(place) for place in places]
        except (Forbidden, NotFound):
            unknown.append("locations")
    name = organization.display_name if organization else ""
    row = as_row(customer, name=name, owner=owner)
    return CustomerDetail(
        **dict(row),
        organization=organization,
        locations=tuple(locations),
        unknown=tuple(unknown),
    )


def as_row(
    customer: Customer,
    *,
    name: str = "",
    key: str = "",
    owner: Owner | None = None,
    created: datetime | None = None,
) -> HubCustomer:
    """A customer as a row of the console's list, with what else is known about it."""
    return HubCustomer(
        **dict(customer), name=name, key=key, owner=owner, own=owner is None, created=created
    )


def _only(query: CustomerQuery) -> CustomerFilter:
    """The part of a query that the public list can answer, which must be all of it."""
    if query.text:
        raise not_offered(_("a search in the list of customers"))
    if query.packages:
        raise not_offered(_("a filter by package"))
    if query.sort is not None:
        raise not_offered(_("another order of the customers"))
    if query.owner == "all":
        raise not_offered(_("the customers of all providers in one list"))
    return CustomerFilter(
        statuses=query.statuses, on_behalf_of=None if query.owner == "own" else query.owner
    )


def _offset(place: Place, size: int) -> tuple[int, int]:
    """Where a window begins, and how many rows it has."""
    if place.end:
        raise not_offered(_("the end of the list of customers"))
    if place.offset is not None:
        return place.offset, size
    try:
        if place.after is not None:
            return int(place.after) + 1, size
        if place.before is not None:
            begin = max(0, int(place.before) - size)
            return begin, min(size, int(place.before) - begin)
        return int(place.start or 0), size
    except ValueError:
        raise NotOffered(_("This place belongs to another list."), sent=False) from None


def _organization(organization: Organization) -> HubOrganization:
    """An organization in the hub's spelling."""
    return HubOrganization(
        org_id=organization.id,
        display_name=organization.display_name,
        created=organization.created,
    )


def _location(place: Location) -> HubLocation:
    """A location in the hub's spelling, without the counts that the public API lacks."""
    return HubLocation(
        id=place.id,
        name=place.name,
        address=Address(
            address_line1=place.address.address1,
            address_line2=place.address.address2,
            city=place.address.city,
            state_or_province=place.address.state,
            zip_or_postal_code=place.address.postal_code,
            country=place.address.country,
        ),
        time_zone=place.time_zone,
        preferred_language=place.preferred_language,
    )
