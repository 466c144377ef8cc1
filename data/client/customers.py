"""Customers: the public list, and the windows, counts and changes that the emulation adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.client import live
from data.client.customer_actions import CustomerActions, behalf
from data.client.errors import NotFound, not_offered
from data.client.pages import Pages, links
from data.client.queries import BEGINNING, CustomerFilter, CustomerQuery, CustomerWindow
from data.client.resources import PAGE, segment
from data.client.waiting import KNOWN_LONGEST, WITHIN, Look, settled
from data.models.base import items_of
from data.models.customers import (
    Customer,
    CustomerChanges,
    CustomerCount,
    CustomerDetail,
    HubCustomer,
)
from data.models.hub import PlatformClock
from data.models.resources import Organization
from data.models.statuses import MOVING
from data.text import _

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from datetime import datetime

    from data.client.calls import Caller
    from data.client.queries import Place
    from data.client.waiting import Progress
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

    async def wait(
        self,
        customer_id: str,
        *,
        within: float = WITHIN,
        progress: Progress | None = None,
        stop_at_review: bool = False,
        on_behalf_of: str | None = None,
    ) -> Customer:
        """Wait until nothing about a customer moves by itself any more.

        The emulation says when its next step is due, so that it is asked then; the live platform is
        asked at growing intervals.

        Args:
            customer_id: which.
            within: seconds to wait at most.
            progress: told each new state of it or of its packages, the last one too.
            stop_at_review: whether a pending review, of up to 72 hours (RPL-3), ends the wait.
            on_behalf_of: the organization of the sub-partner that it belongs to.

        Raises:
            NotSettled: it takes longer; the platform works on.
            NotFound: it is gone.
            HubError: it could not be looked at.
        """
        moving = MOVING - {"pending_rpl_review"} if stop_at_review else MOVING

        async def look() -> Look[Customer]:
            return await self._look(customer_id, on_behalf_of)

        def done(customer: Customer | None) -> bool:
            return customer is not None and customer.status not in moving

        settings = self._caller.settings
        found = await settled(settings, look, done, within=within, progress=progress)
        assert found is not None  # noqa: S101 - what is not there is not done
        return found

    async def wait_removed(
        self,
        customer_id: str,
        *,
        within: float = WITHIN,
        progress: Progress | None = None,
        on_behalf_of: str | None = None,
    ) -> Customer | None:
        """Wait until a customer that is being removed is gone; as `wait`.

        Returns:
            None once it is gone; the customer where its removal ended in something else.
        """
        began = False

        async def look() -> Look[Customer]:
            try:
                return await self._look(customer_id, on_behalf_of)
            except NotFound:
                return Look(None)

        def done(customer: Customer | None) -> bool:
            nonlocal began
            # A platform may take a moment to show what it has accepted.
            deleting = customer is not None and customer.status == "deleting"
            began = began or deleting
            return customer is None or (began and not deleting)

        settings = self._caller.settings
        return await settled(settings, look, done, within=within, progress=progress)

    async def _see(self, customer_id: str, on_behalf_of: str | None, *, details: bool) -> Customer:
        """A customer; its detail where the backend has one and it is wanted."""
        if details and (await self._capabilities()).keyset:
            return await self.detail(customer_id)
        return await self.get(customer_id, on_behalf_of=on_behalf_of)

    async def _name_of(self, row: Customer) -> str:
        """What a customer is called: its organization has the name, once it may be seen."""
        if (await self._capabilities()).keyset:
            return (await self.detail(row.id)).name
        if not row.org_id:
            return ""
        url = self._caller.api(f"/organizations/{segment(row.org_id)}")
        return (await self._caller.fetch("organizations.get", url, Organization)).value.display_name

    async def _look(self, customer_id: str, on_behalf_of: str | None) -> Look[Customer]:
        """A customer now, and in how many seconds it moves on."""
        if not (await self._capabilities()).changes:
            return Look(await self.get(customer_id, on_behalf_of=on_behalf_of))
        customer = await self.detail(customer_id)
        if customer.next_change is None:
            return Look(customer, KNOWN_LONGEST)
        clock = (await self._caller.fetch("clock", self._caller.hub("/clock"), PlatformClock)).value
        if not clock.rate:
            return Look(customer, KNOWN_LONGEST)
        return Look(customer, (customer.next_change - clock.now).total_seconds() / clock.rate)

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
