"""Customers: the public list, and the windows, counts and changes that the emulation adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.client import live
from data.client.customer_actions import CustomerActions, behalf
from data.client.errors import not_offered
from data.client.pages import Pages, links
from data.client.queries import BEGINNING, CustomerFilter, CustomerQuery, CustomerWindow
from data.client.resources import PAGE, segment
from data.models.base import items_of
from data.models.customers import (
    Customer,
    CustomerChanges,
    CustomerCount,
    CustomerDetail,
    HubCustomer,
)
from data.text import _

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from datetime import datetime

    from data.client.calls import Caller
    from data.client.queries import Place
    from data.models.customers import Owner
    from data.models.hub import Capabilities

WINDOW = 500
"""Rows of a window at most."""


class Customers(CustomerActions):
    """The customers of a partner and of its providers."""

    def __init__(self, caller: Caller, capabilities: Callable[[], Awaitable[Capabilities]]) -> None:
        super().__init__(caller)
        self._capabilities = capabilities

    def pages(
        self, only: CustomerFilter | None = None, *, size: int = PAGE, offset: int = 0
    ) -> Pages[Customer]:
        """The public list page by page, newest first.

        Args:
            only: which; None for all of one's own.
            size: rows of a page, 1 to 100.
            offset: rows to leave out at the beginning.
        """
        url = live.list_url(self._caller, only or CustomerFilter(), offset, size)
        return Pages(self._caller, "customers.list", url, Customer, lambda row: row.id)

    def iterate(self, only: CustomerFilter | None = None) -> AsyncIterator[Customer]:
        """The public list row by row."""
        return self.pages(only).each()

    async def get(
        self, customer_id: str, *, licenses: bool = False, on_behalf_of: str | None = None
    ) -> Customer:
        """One customer, as the public API shows it.

        Args:
            customer_id: which.
            licenses: whether its packages name their licenses.
            on_behalf_of: the organization of the sub-partner that it belongs to.
        """
        query = {
            "includePackageLicenseInfo": True if licenses else None,
            **behalf(on_behalf_of),
        }
        url = self._caller.api(f"/wholesale/customers/{segment(customer_id)}", query)
        return (await self._caller.fetch("customers.get", url, Customer)).value

    async def window(
        self, query: CustomerQuery, position: Place = BEGINNING, n: int = PAGE
    ) -> CustomerWindow:
        """Rows at a place of the console's list, in its order.

        Without the emulation this is a page of the public list, which can only be filtered by
        status and owner, in the platform's order; see `data.client.directory` for more.

        Args:
            query: which rows in which order.
            position: where.
            n: how many rows at most; 100 without the emulation, else 500.

        Raises:
            NotOffered: the backend cannot do what is asked.
            HubError: the call failed.
        """
        if not (await self._capabilities()).keyset:
            return await live.window(self._caller, query, position, n)
        where = {
            "offset": position.offset,
            "after": position.after,
            "before": position.before,
            "from": position.start,
            "end": True if position.end else None,
        }
        params = {**_params(query), "max": min(n, WINDOW), **where}
        url = self._caller.hub("/customers", params)
        answer = await self._caller.fetch("customers.window", url, items_of(HubCustomer))
        ways = links(answer.link)
        first = where["offset"] is not None or all(value is None for value in where.values())
        return CustomerWindow(
            items=answer.value.items,
            has_previous="prev" in ways,
            has_next="next" in ways,
            offset=(position.offset or 0) if first else None,
        )

    async def count(self, query: CustomerQuery, *, exact: bool = False) -> CustomerCount:
        """How many rows a query has.

        Args:
            query: which; its sort does not matter.
            exact: count to the end, also where that takes its time.

        Raises:
            NotOffered: the public API counts nothing.
        """
        if not (await self._capabilities()).counts:
            raise not_offered(_("the number of customers"))
        params = {**_params(query), "sort": None, "order": None, "exact": True if exact else None}
        url = self._caller.hub("/customers/count", params)
        return (await self._caller.fetch("customers.count", url, CustomerCount)).value

    async def detail(self, customer_id: str, *, owner: Owner | None = None) -> CustomerDetail:
        """Everything about one customer that can be read.

        Without the emulation it is put together from the public API; `unknown` names what that
        does not say.

        Args:
            customer_id: which.
            owner: the sub-partner that it belongs to, as its row says; None for one's own. The
                emulation knows it without being told.
        """
        if not (await self._capabilities()).keyset:
            return await live.detail(self._caller, customer_id, owner)
        url = self._caller.hub(f"/customers/{segment(customer_id)}")
        return (await self._caller.fetch("customers.detail", url, CustomerDetail)).value

    async def changes(self, since: datetime, *, owner: str = "own") -> CustomerChanges:
        """Which customers' answers changed after a moment of the platform's clock.

        Raises:
            NotOffered: the public API does not say.
        """
        if not (await self._capabilities()).changes:
            raise not_offered(_("what changed since a moment"))
        query = {"since": since.isoformat(), "owner": owner}
        url = self._caller.hub("/changes", query)
        return (await self._caller.fetch("customers.changes", url, CustomerChanges)).value


def _params(query: CustomerQuery) -> dict[str, str | int | bool | tuple[str, ...] | None]:
    """A query as parameters of the emulation's list."""
    return {
        "q": query.text or None,
        "status": query.statuses,
        "package": query.packages,
        "owner": query.owner,
        "sort": query.sort,
        "order": ("desc" if query.descending else "asc") if query.sort else None,
    }
