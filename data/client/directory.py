"""The directory: a live partner's customers in memory, with their names.

The public list has no names and no totals, so all its pages and one `GET /organizations` are read,
and the console's list is searched, sorted and counted here (architecture, decision 7). It is as old
as `at` says; opening a row reads the platform itself. It answers `window` and `count` as
`HubClient.customers` does. Rows can be taken out and put in, so that they can be kept on disk.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from data.client.directory_rows import SORTS, DirectoryRows
from data.client.errors import Forbidden, NotFound
from data.client.live import as_row
from data.client.queries import BEGINNING, CustomerFilter, CustomerQuery, CustomerWindow
from data.models.customers import CustomerCount, HubCustomer, Owner
from data.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from data.client.directory_rows import Order
    from data.client.hub import HubClient
    from data.client.queries import Place
    from data.models.customers import Customer
    from data.models.resources import Organization

__all__ = ["SORTS", "Directory"]

KEPT = 4
"""Queries whose rows are remembered."""

AT_ONCE = 1_000
"""Rows that are filtered and sorted at once; more would hold up the keys, so a thread does it."""


class Directory:
    """All customers that an account sees.

    Args:
        rows: rows of an earlier reading, in the platform's order, newest first.
        at: when they were read.

    Attributes:
        at: when the rows were read; None before the first reading.
        shifted: whether the list moved, or a provider went, while it was read, so that rows may be
            missing.
    """

    def __init__(self, rows: Iterable[HubCustomer] = (), at: datetime | None = None) -> None:
        self.at = at
        self.shifted = False
        self._take(DirectoryRows(rows))

    @property
    def rows(self) -> tuple[HubCustomer, ...]:
        """All rows in the platform's order."""
        return tuple(self._rows)

    async def refresh(
        self,
        hub: HubClient,
        *,
        progress: Callable[[int], None] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Read everything anew; until that is complete, the old rows stand.

        Args:
            hub: whose customers.
            progress: told how many customers were read so far.
            now: the time.

        Raises:
            HubError: a call failed; the old rows stay.
        """
        at = now()
        try:
            known = {one.id: one for one in await hub.organizations.list()}
        except (Forbidden, NotFound):
            # Customers without names are better than none.
            known = {}
        rows = DirectoryRows()
        shifted = False
        for owner in await _owners(hub, known):
            pages = hub.customers.pages(
                CustomerFilter(on_behalf_of=None if owner is None else owner.org_id)
            )
            try:
                async for page in pages:
                    rows.add(_row(customer, known, owner) for customer in page)
                    if progress is not None:
                        progress(len(rows))
            except (Forbidden, NotFound):
                if owner is None:
                    raise
                # It was removed since the owners were read; that is no reason to lose the others.
                shifted = True
            shifted = shifted or pages.shifted
        self.at, self.shifted = at, shifted
        self._take(rows)

    async def window(
        self, query: CustomerQuery, position: Place = BEGINNING, n: int = 100
    ) -> CustomerWindow:
        """Rows at a place, as `HubClient.customers.window`; async so that it fits in its place."""
        rows, order = await self._order(query)
        first, last = order.bounds(position, n)
        return CustomerWindow(
            items=tuple(
                rows[place].model_copy(update={"key": key})
                for place, key in order.places(first, last)
            ),
            has_previous=first > 0,
            has_next=last < len(order),
            offset=first,
        )

    async def count(self, query: CustomerQuery, *, exact: bool = True) -> CustomerCount:  # noqa: ARG002 - it always is
        """How many rows a query has, and how many its owner."""
        rows, order = await self._order(query)
        return CustomerCount(matched=len(order), total=rows.total(query.owner))

    def get(self, customer_id: str) -> HubCustomer | None:
        """The row of a customer."""
        place = self._rows.place_of(customer_id)
        return None if place is None else self._rows[place]

    def update(self, rows: Iterable[HubCustomer], gone: Iterable[str] = ()) -> None:
        """Take over what was learned of single customers since the reading.

        Args:
            rows: rows whose status, packages, organization or errors have become different; those
                that are not known are left out.
            gone: ids of customers that are there no more.
        """
        for row in rows:
            place = self._rows.place_of(row.id)
            if place is not None:
                self._rows.replace(place, row)
        for customer_id in gone:
            place = self._rows.place_of(customer_id)
            if place is not None:
                self._rows.remove(place)
        self._orders.clear()
        self._version += 1

    def _take(self, rows: DirectoryRows) -> None:
        """Put rows in the place of those before."""
        self._rows = rows
        self._orders: dict[CustomerQuery, Order] = {}
        self._version = 0

    async def _order(self, query: CustomerQuery) -> tuple[DirectoryRows, Order]:
        """The rows, and those of a query in its order; the last few orders are kept."""
        rows, version = self._rows, self._version
        found = self._orders.get(query)
        if found is not None:
            return rows, found
        if len(rows) <= AT_ONCE:
            found = rows.order(query)
        else:
            found = await in_thread(lambda: rows.order(query), "rtm-directory")
        if (rows, version) == (self._rows, self._version):
            if len(self._orders) >= KEPT:
                del self._orders[next(iter(self._orders))]
            self._orders[query] = found
        return rows, found


async def _owners(hub: HubClient, known: Mapping[str, Organization]) -> list[Owner | None]:
    """Whose customers there are: one's own, and each provider's as far as they may be seen."""
    owners: list[Owner | None] = [None]
    try:
        async for one in hub.sub_partners.iterate():
            organization = known.get(one.org_id)
            name = organization.display_name if organization else ""
            owners.append(Owner(org_id=one.org_id, name=name))
    except (Forbidden, NotFound):
        # Without the role for it, one's own customers are all.
        pass
    return owners


def _row(customer: Customer, known: Mapping[str, Organization], owner: Owner | None) -> HubCustomer:
    """A customer with what its organization tells of it."""
    organization = known.get(customer.org_id or "")
    return as_row(
        customer,
        name=organization.display_name if organization else "",
        created=organization.created if organization else None,
        owner=owner,
    )
