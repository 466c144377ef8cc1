"""The emulation's own routes: what the console needs and the public API cannot give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.http import hub_rendering, rendering
from data.emulation.http.answers import Answer
from data.emulation.http.paging import hub_links, key_parameter
from data.emulation.http.query import OFFSET_MOST
from data.emulation.rules import ids, packages
from data.emulation.rules.timeline import CUSTOMER_STATUSES
from data.emulation.rules.times import iso
from data.emulation.services import callers, clock, customers
from data.emulation.services.problems import Refusal, bad_parameter
from data.emulation.store import clock as clock_row
from data.emulation.store.customer_filter import CustomerFilter
from data.emulation.store.customer_window import SORTS
from data.emulation.store.positions import Place

if TYPE_CHECKING:
    from data.emulation.http.answers import Call
    from data.emulation.store.customer_filter import Scope

MOST = 500
"""Rows of a window at most."""
_PLACES = ("offset", "after", "before", "from", "end")
_PACKAGE_NAMES = (*packages.CODES, *packages.ALIASES)


def capabilities(_: Call) -> Answer:
    """GET /hub/v1/capabilities: what a client can rely on beyond the public API."""
    body = {
        "search": True,
        "keyset": True,
        "counts": True,
        "changes": True,
        "sorts": list(SORTS),
        "platform": "sandbox",
    }
    return Answer(body)


def list_customers(call: Call) -> Answer:
    """GET /hub/v1/customers: a window at any place of any order."""
    query = call.query
    sort = query.choice("sort", tuple(SORTS)) or "name"
    descending = query.choice("order", ("asc", "desc")) == "desc"
    wanted = _wanted(call)._replace(sort=sort, descending=descending)
    size = query.integer("max", 100, 1, MOST)
    place = _place(call, numeric=SORTS[sort].numeric)
    page = customers.hub_page(call.connection, wanted, place, size, call.now)
    items = [
        hub_rendering.hub_customer(found, call.now, call.caller.partner.id, key)
        for found, key in zip(page.customers, page.keys, strict=True)
    ]
    links = hub_links(call, items, has_previous=page.has_previous, has_next=page.has_next)
    return Answer({"items": items}, headers=links)


def count_customers(call: Call) -> Answer:
    """GET /hub/v1/customers/count: the same filters; matched, total, and whether that is all."""
    exact = call.query.flag("exact")
    found = customers.hub_count(call.connection, _wanted(call), call.now, exact=exact)
    return Answer(found._asdict())


def get_customer(call: Call) -> Answer:
    """GET /hub/v1/customers/{customerId}: everything about one customer."""
    uuid = ids.decode(ids.CUSTOMER, call.path["customerId"])
    found = customers.detail(call.connection, call.caller.world, uuid, call.now)
    return Answer(hub_rendering.customer_detail(found, call.now, call.caller.partner.id))


def list_changes(call: Call) -> Answer:
    """GET /hub/v1/changes: customers whose answer changed in (since, now], or just before."""
    since = call.query.moment("since")
    if since is None:
        raise bad_parameter("since", "", "epoch milliseconds or an ISO 8601 date and time")
    found = customers.changes(call.connection, owner_scope(call), since, call.now)
    body = {
        "now": iso(call.now),
        "next": None if found.next_ms is None else iso(found.next_ms),
        "items": [ids.encode(ids.CUSTOMER, uuid) for uuid in found.uuids],
        "more": found.more,
        "world": clock_row.world(call.connection),
    }
    return Answer(body)


def get_clock(call: Call) -> Answer:
    """GET /hub/v1/clock: the platform's time and how it runs."""
    state = clock.get(call.connection)
    pace = clock_row.pace(call.connection)
    return Answer({"now": iso(call.now), "mode": state.mode, "rate": state.rate, "pace": pace})


def get_partner(call: Call) -> Answer:
    """GET /hub/v1/partner: whose business is run, and who runs it.

    A sub-partner is not told who its parent is: it sees none of the parent's data (SUB-3), and
    the parent's id and name are that. Managing it is the parent's relation, and the parent's view.
    """
    mine = call.caller.partner
    body = {
        "orgId": ids.encode(ids.ORGANIZATION, mine.uuid),
        "name": mine.name,
        "region": mine.region,
        "staff": rendering.person(call.caller.staff, mine),
    }
    return Answer(body)


def _wanted(call: Call) -> customers.HubList:
    query = call.query
    only = CustomerFilter(
        owner_scope(call),
        query.choices("status", CUSTOMER_STATUSES),
        packages.mask(query.choices("package", _PACKAGE_NAMES)),
    )
    return customers.HubList(only, query.text("q") or "")


def owner_scope(call: Call) -> Scope:
    """Whose things `owner` asks for: the caller's own, all in its world, or a provider's.

    Raises:
        Refusal: 400, the parameter is none of these; 404 or 403, as `callers.provider`.
    """
    owner = call.query.text("owner") or "own"
    if owner == "own":
        return call.caller.own
    if owner == "all":
        return call.caller.world
    if ids.decode(ids.ORGANIZATION, owner) is None:
        raise bad_parameter("owner", owner, "own, all, or the organization id of a provider")
    return callers.provider(call.connection, call.caller, "owner", owner)


def _place(call: Call, *, numeric: bool) -> Place:
    query = call.query
    given = [name for name in _PLACES if query.text(name, 16_384)]
    if len(given) > 1:
        raise Refusal(
            400,
            "The request names more than one place in the list.",
            bad_parameter(given[1], query.text(given[1]) or "", "").code,
            f"Only one of {', '.join(_PLACES)} is allowed; {' and '.join(given)} were given.",
        )
    return Place(
        offset=query.integer("offset", 0, 0, OFFSET_MOST),
        after=key_parameter(query, "after", numeric=numeric),
        before=key_parameter(query, "before", numeric=numeric),
        start=key_parameter(query, "from", numeric=numeric),
        end=query.flag("end"),
    )
