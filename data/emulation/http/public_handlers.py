"""The platform's public routes: parse, call a service, render."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.http import rendering
from data.emulation.http.answers import Answer
from data.emulation.http.paging import public_links, public_place
from data.emulation.rules import emails, ids
from data.emulation.rules.timeline import CUSTOMER_STATUSES
from data.emulation.services import callers, customers, organizations, subscribers
from data.emulation.store.customer_filter import CustomerFilter

if TYPE_CHECKING:
    from data.emulation.http.answers import Call
    from data.emulation.store.customer_filter import Scope

BEHALF = "onBehalfOfSubPartnerOrgId"
"""The parameter that names a sub-partner to act for (SUB-6)."""
MOST = 100
"""Rows of a page at most."""


def list_customers(call: Call) -> Answer:
    """GET /v1/wholesale/customers: one's own customers, or a sub-partner's (SUB-9).

    An organization that is named is looked for below sub-partners too; an external id is one's own,
    as others may have the same.
    """
    query = call.query
    organization = query.uuid("orgId", ids.ORGANIZATION)
    scope = _named_or_own(call, organization)
    only = CustomerFilter(scope, query.choices("status", CUSTOMER_STATUSES))
    match = customers.public_match(query.text("externalId") or None, organization)
    size = query.integer("max", MOST, 1, MOST)
    place = public_place(query)
    page = customers.public_page(call.connection, only, match, place, size, call.now)
    items = [rendering.customer(found, call.now) for found in page.customers]
    links = public_links(
        call, size, page.keys, has_previous=page.has_previous, has_next=page.has_next
    )
    return Answer({"items": items}, headers=links)


def get_customer(call: Call) -> Answer:
    """GET /v1/wholesale/customers/{customerId}: one customer (CMG-2)."""
    uuid = ids.decode(ids.CUSTOMER, call.path["customerId"])
    found = customers.one(call.connection, _world_or_behalf(call), uuid, call.now)
    licenses = call.query.flag("includePackageLicenseInfo")
    return Answer(rendering.customer(found, call.now, licenses=licenses))


def list_subscribers(call: Call) -> Answer:
    """GET /v1/wholesale/subscribers: of all one's own customers, or of a sub-partner's (SUB-9).

    A customer, a person or an email that is named is looked for below sub-partners too.
    """
    query = call.query
    customer, person = query.uuid("customerId", ids.CUSTOMER), query.uuid("personId", ids.PERSON)
    email = emails.normal(query.text("email") or "") or None
    only = subscribers.SubscriberFilter(
        _named_or_own(call, customer, person, email),
        customer=customer,
        external=query.text("externalCustomerId") or None,
        person=person,
        email=email,
        status=query.choice("status", subscribers.STATUSES),
        after=query.moment("after"),
        changed=query.moment("lastStatusChange"),
    )
    by_change = query.choice("sortBy", ("created", "lastStatusChange")) == "lastStatusChange"
    descending = query.choice("sortOrder", ("ASC", "DESC")) != "ASC"
    wanted = subscribers.SubscriberQuery(only, by_change, descending, call.now)
    size = query.integer("max", 50, 1, MOST)
    page = subscribers.page(call.connection, wanted, public_place(query), size)
    links = public_links(
        call, size, page.keys, has_previous=page.has_previous, has_next=page.has_next
    )
    return Answer({"items": list(map(rendering.subscriber, page.subscribers))}, headers=links)


def get_subscriber(call: Call) -> Answer:
    """GET /v1/wholesale/subscribers/{subscriberId}: one subscriber."""
    uuid = ids.decode(ids.SUBSCRIBER, call.path["subscriberId"])
    found = subscribers.one(call.connection, _world_or_behalf(call), uuid, call.now)
    return Answer(rendering.subscriber(found))


def list_sub_partners(call: Call) -> Answer:
    """GET /v1/wholesale/subPartners: the caller's own, newest first (SUB-12)."""
    state = call.query.choice("provisioningState", organizations.STATES)
    size = call.query.integer("max", MOST, 1, MOST)
    page = organizations.sub_partners(
        call.connection, call.caller, state, public_place(call.query), size
    )
    links = public_links(
        call, size, page.keys, has_previous=page.has_previous, has_next=page.has_next
    )
    return Answer({"items": list(map(rendering.sub_partner, page.partners))}, headers=links)


def list_organizations(call: Call) -> Answer:
    """GET /v1/organizations: all, not paged."""
    found = organizations.everything(call.connection, call.caller, call.now)
    return Answer({"items": list(map(rendering.organization, found))})


def get_organization(call: Call) -> Answer:
    """GET /v1/organizations/{orgId}: one organization."""
    uuid = ids.decode(ids.ORGANIZATION, call.path["orgId"])
    found = organizations.one(call.connection, call.caller, uuid, call.now)
    return Answer(rendering.organization(found))


def list_locations(call: Call) -> Answer:
    """GET /v1/locations of one organization, one's own where none is named; oldest first."""
    uuid = call.query.uuid("orgId", ids.ORGANIZATION) or call.caller.partner.uuid
    organization = organizations.one(call.connection, call.caller, uuid, call.now)
    name, size = call.query.text("name") or "", call.query.integer("max", MOST, 1, 1000)
    page = organizations.locations(
        call.connection, organization, name, public_place(call.query), size, call.now
    )
    links = public_links(
        call, size, page.keys, has_previous=page.has_previous, has_next=page.has_next
    )
    items = [rendering.location(row, organization.uuid) for row in page.locations]
    return Answer({"items": items}, headers=links)


def me(call: Call) -> Answer:
    """GET /v1/people/me: the account whose token it is."""
    return Answer(rendering.person(call.caller.staff, call.caller.partner))


def _named_or_own(call: Call, *named: object) -> Scope:
    """Where a list looks: below sub-partners too where something is named (SUB-9)."""
    wide = any(one is not None for one in named)
    return _behalf(call) or (call.caller.world if wide else call.caller.own)


def _world_or_behalf(call: Call) -> Scope:
    return _behalf(call) or call.caller.world


def _behalf(call: Call) -> Scope | None:
    org_id = call.query.text(BEHALF)
    if not org_id:
        return None
    return callers.provider(call.connection, call.caller, BEHALF, org_id)
