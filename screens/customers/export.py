"""Write the customer list, or what is marked of it, to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.client.queries import CustomerQuery
from data.operations.customer_rows import FIELDS, as_object
from data.operations.export import write
from data.operations.files import typed_path
from data.operations.forms import CsvForm, JsonForm
from data.operations.windows import pages

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Iterable, Sequence

    from data.models.customers import HubCustomer
    from data.operations.forms import Form
    from data.operations.windows import CustomerWindows

NAMES = {
    "name": ("name",),
    "external": ("externalId",),
    "status": ("status",),
    "packages": ("packages",),
    "users": ("users",),
    "owner": ("ownerOrgId", "ownerName"),
    "created": ("created",),
    "email": ("email",),
    "address": (
        *("addressLine1", "addressLine2", "city", "stateOrProvince", "zipOrPostalCode", "country"),
    ),
    "org": ("orgId",),
    "id": ("id",),
}
"""The columns of a file for each column of the list."""


def form(typed: str, shown: Iterable[str]) -> Form[HubCustomer]:
    """How a file of this name is written.

    Args:
        typed: its path.
        shown: keys of the list's columns that are shown; a CSV file has these and the id.
    """
    if typed_path(typed).suffix.lower() == ".json":
        return JsonForm(as_object)
    wanted = {"id", *(name for key in shown for name in NAMES[key])}
    return CsvForm({name: value for name, value in FIELDS.items() if name in wanted})


async def export(
    typed: str, shown: Iterable[str], rows: AsyncIterator[Sequence[HubCustomer]]
) -> int:
    """Write customers to a new file and give their number.

    Raises:
        HubError: the rows could not be read.
        OSError, ValueError: the file cannot be written.
    """
    return await write(typed_path(typed), form(typed, shown), rows)


async def marked(
    customers: CustomerWindows,
    query: CustomerQuery,
    ids: Collection[str],
    held: Sequence[HubCustomer],
) -> AsyncIterator[Sequence[HubCustomer]]:
    """The customers with these ids in the list's order, whatever its filter lets through.

    Args:
        customers: the list.
        query: its present question, for the order.
        ids: which; those that are gone meanwhile are left out.
        held: rows that are in memory, in the list's order; nothing is asked if these are enough.
    """
    left = set(ids)
    at_hand = [row for row in held if row.id in left]
    if len(at_hand) == len(left):
        yield at_hand
        return
    everything = CustomerQuery(owner="all", sort=query.sort, descending=query.descending)
    async for page in pages(customers, everything):
        found = [row for row in page if row.id in left]
        left.difference_update(row.id for row in found)
        if found:
            yield found
        if not left:
            return
