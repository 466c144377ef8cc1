"""Find the one customer that somebody means."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.models.customers import HubCustomer
    from screens.context import CustomerList

MOST = 20
"""Rows looked at; more matches are no one customer."""


async def find(customers: CustomerList, said: str) -> Sequence[HubCustomer]:
    """Customers that `said` may mean, of all owners; the exact ones alone where there are any.

    Exact is a whole id, external id or name, whatever the case.
    """
    from data.client.queries import CustomerQuery, Position

    query = CustomerQuery(text=said, owner="all")
    rows = (await customers.window(query, Position(), MOST)).items
    word = said.casefold()
    for key in ("id", "org_id", "external_id", "name"):
        exact = [row for row in rows if str(getattr(row, key) or "").casefold() == word]
        if exact:
            return exact
    return rows
