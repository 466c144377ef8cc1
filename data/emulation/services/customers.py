"""Reading customers: the platform's list and what the hub adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import hybrid
from data.emulation.services.problems import no_customer
from data.emulation.store import changes as change_store
from data.emulation.store import clock as clock_row
from data.emulation.store import customer_detail, customer_rows, decisions, organizations
from data.emulation.store.customer_counts import Count, count
from data.emulation.store.customer_text import match_exactly, match_text
from data.emulation.store.customer_window import SORTS, Query, window

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.store.customer_detail import GivenRow, PastStep, SeatRow
    from data.emulation.store.customer_filter import CustomerFilter, Scope
    from data.emulation.store.customer_rows import Customer, CustomerRow
    from data.emulation.store.customer_text import Match
    from data.emulation.store.decisions import DecisionRow
    from data.emulation.store.organizations import LocationRow, OrganizationRow
    from data.emulation.store.positions import Key, Place

HISTORY_MOST = 50
"""Steps that a detail shows."""
CHANGES_MOST = 1_000
"""Customers that one answer about changes names."""
LOOK_BACK: Final = 1_000
"""The most that a change takes to be committed, in milliseconds of the wall."""


class Page(NamedTuple):
    """Customers that stand together in a list, their keys, and whether there are more around."""

    customers: Sequence[Customer]
    keys: Sequence[Key]
    has_previous: bool
    has_next: bool


class Detail(NamedTuple):
    """A customer and what is counted and told about it.

    Attributes:
        given: what its organization was given, and the owner's right in it, once it is there.
        waiting: what waits for somebody's decision about it.
    """

    customer: Customer
    organization: OrganizationRow | None
    locations: Sequence[LocationRow]
    seats: Sequence[SeatRow]
    rooms: Sequence[SeatRow]
    template: tuple[str, bytes] | None
    history: Sequence[PastStep]
    given: GivenRow | None
    waiting: DecisionRow | None


class Changes(NamedTuple):
    """uuids of customers that changed, whether there are more, and when the next change is due."""

    uuids: Sequence[bytes]
    more: bool
    next_ms: int | None


class HubList(NamedTuple):
    """The console's list of customers.

    Attributes:
        only: the filter.
        text: what to find; empty for all.
        sort: a name of `SORTS`.
        descending: whether the order is turned around.
    """

    only: CustomerFilter
    text: str = ""
    sort: str = "name"
    descending: bool = False


def hub_page(
    connection: sqlite3.Connection, wanted: HubList, place: Place, size: int, now: int
) -> Page:
    """A window of the console's list at `now`."""
    text = match_text(connection, wanted.text)
    query = Query(wanted.only, text, SORTS[wanted.sort], wanted.descending, now)
    return _page(connection, query, place, size)


def hub_count(
    connection: sqlite3.Connection, wanted: HubList, now: int, *, exact: bool = False
) -> Count:
    """How many customers the console's list has at `now`; see `store.customer_counts.count`."""
    text = match_text(connection, wanted.text)
    return count(connection, wanted.only, text, now, exact=exact)


def public_page(
    connection: sqlite3.Connection,
    only: CustomerFilter,
    match: Match | None,
    place: Place,
    size: int,
    now: int,
) -> Page:
    """A page of the platform's list, newest first.

    Args:
        connection: where to read.
        only: whose and in which status.
        match: from `public_match`.
        place: by offset, or behind or before a key.
        size: how many at most.
        now: the moment, in milliseconds.
    """
    query = Query(only, match, SORTS["created"], descending=True, now=now)
    return _page(connection, query, place, size)


def public_match(external_id: str | None, organization: bytes | None) -> Match | None:
    """What the platform's list finds exactly: an external id, an organization's uuid, or both."""
    return match_exactly(external_id, organization)


def one(connection: sqlite3.Connection, scope: Scope, uuid: bytes | None, now: int) -> Customer:
    """The customer with a uuid, as it is at `now`.

    Raises:
        Refusal: 404, the scope has none.
    """
    found = uuid and customer_rows.by_uuid(connection, scope, uuid, now)
    if not found:
        raise no_customer()
    return found


def detail(connection: sqlite3.Connection, scope: Scope, uuid: bytes | None, now: int) -> Detail:
    """Everything about one customer at `now`.

    Raises:
        Refusal: 404, the scope has none.
    """
    customer = one(connection, scope, uuid, now)
    row = customer.row
    made_with = row.template_id
    exists = row.is_open(now)
    organization = _organization(connection, row) if exists else None
    return Detail(
        customer,
        organization,
        organizations.locations(connection, row.organization_id, now) if exists else [],
        customer_detail.seats(connection, row.id, now),
        customer_detail.rooms(connection, row.id, now),
        None if made_with is None else customer_detail.template(connection, made_with),
        customer_detail.history(connection, row.id, now, HISTORY_MOST),
        customer_detail.given(connection, row.organization_id, row.owner_id, now)
        if exists
        else None,
        decisions.waiting(connection, row.id, decisions.REVIEW, now)
        or decisions.waiting(connection, row.id, decisions.APPROVAL, now),
    )


def changes(connection: sqlite3.Connection, scope: Scope, since: int, now: int) -> Changes:
    """Customers whose answer changed in (since, now], the latest first, and the next change.

    A change counts from the moment when it began, and is seen when it is committed: whoever looked
    in between would never hear of it. So this looks back a little; some are named twice.
    """
    begun = since - round(LOOK_BACK * clock_row.read(connection).rate)
    found = change_store.changed(connection, scope, begun, now, CHANGES_MOST + 1)
    upcoming = change_store.next_change(connection, scope, now)
    return Changes(found[:CHANGES_MOST], len(found) > CHANGES_MOST, upcoming)


def _organization(connection: sqlite3.Connection, row: CustomerRow) -> OrganizationRow:
    """The organization that a customer has: with wholesale, until the customer is gone (UHB-2)."""
    found = organizations.by_id(connection, row.organization_id)
    return found._replace(kind=hybrid.kind_now(found.kind, served=True))


def _page(connection: sqlite3.Connection, query: Query, place: Place, size: int) -> Page:
    keys, before, after = window(connection, query, place, size)
    customers = customer_rows.by_ids(connection, [key[1] for key in keys], query.now)
    return Page(customers, keys, before, after)
