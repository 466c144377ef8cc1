"""Whatever gives customers window by window: the emulation's list, or a directory in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from data.client.queries import Position

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from data.client.queries import CustomerQuery, CustomerWindow, Place
    from data.models.customers import HubCustomer

PAGE = 500
"""Customers asked for at once: as many as a backend with windows gives."""


class CustomerWindows(Protocol):
    """A list of customers."""

    async def window(self, query: CustomerQuery, position: Place, n: int) -> CustomerWindow:
        """Rows at a place."""
        ...


async def pages(
    customers: CustomerWindows, query: CustomerQuery, size: int = PAGE
) -> AsyncIterator[tuple[HubCustomer, ...]]:
    """All customers of a query in its order, each page behind the last row of the one before.

    Args:
        customers: whose list.
        query: which.
        size: customers asked for at once.

    Raises:
        HubError: a call failed.
    """
    position = Position()
    while True:
        window = await customers.window(query, position, size)
        if window.items:
            yield window.items
        if not window.items or not window.has_next:
            return
        position = Position(after=window.items[-1].key)
