"""The directory: a live partner's customers in memory, with their names.

The public list has no names and no totals, so all its pages and one `GET /organizations` are read,
and the console's list is searched, sorted and counted here (architecture, decision 7). It is as old
as `at` says; opening a row reads the platform itself. It answers `window` and `count` as
`HubClient.customers` does. Rows can be taken out and put in, so that they can be kept on disk.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from data.client.errors import Forbidden, NotFound, not_offered
from data.client.live import as_row
from data.client.queries import BEGINNING, CustomerFilter, CustomerQuery, CustomerWindow
from data.models.customers import CustomerCount, HubCustomer, Owner
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from data.client.hub import HubClient
    from data.client.queries import Place
    from data.models.resources import Organization

SORTS = ("name", "externalId", "created")
"""What the directory can be sorted by; the platform says nothing else."""

KEPT = 4
"""Queries whose rows are remembered."""


def search_key(text: str) -> str:
    """Text as it is searched and sorted: NFKC, case-folded, without marks."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", kept)


class Directory:
    """All customers that an account sees.

    Args:
        rows: rows of an earlier reading, in the platform's order, newest first.
        at: when they were read.

    Attributes:
        at: when the rows were read; None before the first reading.
        shifted: whether the list moved while it was read, so that rows may be missing.
    """

    def __init__(self, rows: Iterable[HubCustomer] = (), at: datetime | None = None) -> None:
        self.at = at
        self.shifted = False
        self._take(tuple(rows))

    @property
    def rows(self) -> tuple[HubCustomer, ...]:
        """All rows in the platform's order."""
        return self._rows

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
        rows: list[HubCustomer] = []
        shifted = False
        for owner in await _owners(hub, known):
            pages = hub.customers.pages(
                CustomerFilter(on_behalf_of=None if owner is None else owner.org_id)
            )
            async for page in pages:
                for customer in page:
                    organization = known.get(customer.org_id or "")
                    rows.append(
                        as_row(
                            customer,
                            name=organization.display_name if organization else "",
                            created=organization.created if organization else None,
                            owner=owner,
                        )
                    )
                if progress is not None:
                    progress(len(rows))
            shifted = shifted or pages.shifted
        self.at, self.shifted = at, shifted
        self._take(tuple(rows))

    async def window(
        self, query: CustomerQuery, position: Place = BEGINNING, n: int = 100
    ) -> CustomerWindow:
        """Rows at a place, as `HubClient.customers.window`; async so that it fits in its place."""
        order = self._order(query)
        first, last = order.bounds(position, n)
        return CustomerWindow(
            items=tuple(order.rows(first, last)),
            has_previous=first > 0,
            has_next=last < len(order),
            offset=first,
        )

    async def count(self, query: CustomerQuery, *, exact: bool = True) -> CustomerCount:  # noqa: ARG002 - it always is
        """How many rows a query has, and how many its owner."""
        total = sum(_owned(row, query.owner) for row in self._rows)
        return CustomerCount(matched=len(self._order(query)), total=total)

    def get(self, customer_id: str) -> HubCustomer | None:
        """The row of a customer."""
        return next((row for row in self._rows if row.id == customer_id), None)

    def _take(self, rows: tuple[HubCustomer, ...]) -> None:
        """Put rows in the place of those before."""
        self._rows = rows
        self._texts = [
            "\n".join((search_key(row.name), search_key(row.external_id), search_key(row.email)))
            for row in rows
        ]
        self._orders: dict[CustomerQuery, _Order] = {}

    def _order(self, query: CustomerQuery) -> _Order:
        """The rows of a query in its order; the last few are kept."""
        found = self._orders.get(query)
        if found is None:
            wanted = search_key(query.text.strip()).split()
            keyed = [
                (_key(row, n, query.sort), row)
                for n, (row, text) in enumerate(zip(self._rows, self._texts, strict=True))
                if all(word in text for word in wanted) and _matches(row, query)
            ]
            found = _Order(keyed, falling=query.descending and query.sort is not None)
            if len(self._orders) >= KEPT:
                del self._orders[next(iter(self._orders))]
            self._orders[query] = found
        return found


class _Order:
    """Rows sorted by unique keys, rising or falling."""

    def __init__(self, keyed: list[tuple[str, HubCustomer]], *, falling: bool) -> None:
        keyed.sort(key=lambda pair: pair[0])
        self._keys = [key for key, _row in keyed]
        self._rows = [row for _key, row in keyed]
        self._falling = falling

    def __len__(self) -> int:
        return len(self._keys)

    def rows(self, first: int, last: int) -> list[HubCustomer]:
        """The rows from `first` to before `last`, each with its key."""
        if self._falling:
            first, last = len(self) - last, len(self) - first
        found = [
            row.model_copy(update={"key": key})
            for key, row in zip(self._keys[first:last], self._rows[first:last], strict=True)
        ]
        return found[::-1] if self._falling else found

    def bounds(self, position: Place, n: int) -> tuple[int, int]:
        """The first row of a window, and the one behind its last."""
        if position.end:
            first, last = len(self) - n, len(self)
        elif position.before is not None:
            last = self._ordinal(position.before, behind=False)
            first = last - n
        else:
            if position.after is not None:
                first = self._ordinal(position.after, behind=True)
            elif position.start is not None:
                first = self._ordinal(position.start, behind=False)
            else:
                first = position.offset or 0
            last = first + n
        return min(max(0, first), len(self)), min(max(0, last), len(self))

    def _ordinal(self, key: str, *, behind: bool) -> int:
        """Where a key is, or would be; `behind`: the place after it."""
        if self._falling:
            return len(self) - (bisect_left if behind else bisect_right)(self._keys, key)
        return (bisect_right if behind else bisect_left)(self._keys, key)


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


def _owned(row: HubCustomer, owner: str) -> bool:
    """Whether a row belongs to an owner in the spelling of a query."""
    if owner == "all":
        return True
    return row.own if owner == "own" else row.owner is not None and row.owner.org_id == owner


def _matches(row: HubCustomer, query: CustomerQuery) -> bool:
    """Whether a row passes everything in a query but its text."""
    return (
        _owned(row, query.owner)
        and (not query.statuses or row.status in query.statuses)
        and (not query.packages or not set(query.packages).isdisjoint(row.packages))
    )


def _key(row: HubCustomer, n: int, sort: str | None) -> str:
    """A row's place in an order; the id makes it unique."""
    if sort is None:
        return f"{n:010}"
    if sort == "name":
        value = search_key(row.name)
    elif sort == "externalId":
        value = search_key(row.external_id)
    elif sort == "created":
        value = "" if row.created is None else row.created.astimezone(UTC).isoformat()
    else:
        raise not_offered(_("another order of the customers"))
    return f"{value}\0{row.id}"
