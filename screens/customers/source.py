"""The customer list's rows, from the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.record_table.source import Count, Position, Window

if TYPE_CHECKING:
    from data.client.queries import CustomerQuery
    from data.models.customers import HubCustomer
    from screens.context import CustomerList


class CustomerSource:
    """A list of customers in one filter and order, as the record table asks for it."""

    def __init__(self, customers: CustomerList, query: CustomerQuery) -> None:
        self._customers = customers
        self._query = query

    async def window(self, position: Position, size: int) -> Window[HubCustomer]:
        """Rows at a position."""
        found = await self._customers.window(self._query, position, size)
        return Window(found.items, found.has_previous, found.has_next, found.offset)

    async def count(self) -> Count:
        """How many match, perhaps only "more than so many"."""
        return await self._count(exact=False)

    async def exact_count(self) -> Count:
        """How many match, however long it takes."""
        return await self._count(exact=True)

    async def _count(self, *, exact: bool) -> Count:
        found = await self._customers.count(self._query, exact=exact)
        return Count(found.matched, found.total, found.exact)

    def id_of(self, row: HubCustomer) -> str:
        """A customer's id."""
        return row.id

    def key_of(self, row: HubCustomer) -> str:
        """A row's place in the order."""
        return row.key
