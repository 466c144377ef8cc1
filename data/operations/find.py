"""Find the one customer that somebody means."""

from __future__ import annotations

import base64
import binascii
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from data.client.errors import NotFound
from data.client.live import as_row
from data.client.queries import CustomerFilter, CustomerQuery
from data.operations.windows import pages
from data.search_key import search_key

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from data.client import HubClient
    from data.models.customers import HubCustomer
    from data.operations.windows import CustomerWindows

MOST = 100_000
"""Customers that are looked through for one that is meant exactly."""

LONGEST = 500
"""Characters that an id or a name has at most."""

KEPT = 20
"""Candidates that are told of where nothing is exact."""


class Found(NamedTuple):
    """Customers that may be meant.

    Attributes:
        rows: the one that is; else the first candidates, in the order of their names.
        total: how many there are, at most `MOST`.
        exact: whether what was said is the whole id, external id or name of each of them.
    """

    rows: Sequence[HubCustomer]
    total: int
    exact: bool


async def find(
    hub: HubClient, said: str, searchable: Callable[[], Awaitable[CustomerWindows]]
) -> Found:
    """Customers of all owners that `said` may mean.

    The first of these that finds any decides: a whole id, the id of an organization, a whole
    external id, a whole name, a part of a name, of an external id or of an email. Of external ids
    those in the same case go before the others; for names case and marks do not count.

    Args:
        hub: the backend.
        said: what a person typed.
        searchable: gives a list of all customers that can be searched; asked only where needed.

    Raises:
        HubError: a call failed.
    """
    text = said.strip()
    if not search_key(text) or len(text) > LONGEST:
        return Found((), 0, exact=False)
    kind = kind_of(text)
    if kind == "ENTERPRISE":
        # A live platform tells of a provider's customer only on its behalf; the list knows whose
        # it is.
        with suppress(NotFound):
            return _found([await hub.customers.detail(text)])
    elif not (await hub.capabilities()).search:
        # One request, where the list would have to be read in full first.
        by_org = CustomerFilter(org_id=text)
        only = by_org if kind == "ORGANIZATION" else CustomerFilter(external_id=text)
        if rows := [as_row(row) async for row in hub.customers.iterate(only)]:
            return _found(rows)
    return await _searched(await searchable(), text)


async def _searched(customers: CustomerWindows, text: str) -> Found:
    """The best of all that a list finds."""
    exact: dict[int, list[HubCustomer]] = {}
    first: list[HubCustomer] = []
    total = 0
    async for page in pages(customers, CustomerQuery(text=text, owner="all", sort="name")):
        total += len(page)
        first += page[: KEPT - len(first)]
        for row in page:
            rank = _rank(row, text)
            if rank is not None:
                exact.setdefault(rank, []).append(row)
        if total >= MOST:
            break
    if exact:
        return _found(exact[min(exact)])
    return Found(first, total, exact=False)


def _rank(row: HubCustomer, text: str) -> int | None:
    """How exactly a text names a customer, 0 best; None where it is a part at most."""
    says = (
        row.id == text,
        row.org_id == text,
        row.external_id == text,
        row.external_id.casefold() == text.casefold(),
        bool(row.name) and search_key(row.name.strip()) == search_key(text),
    )
    return says.index(True) if True in says else None


def _found(rows: Iterable[HubCustomer]) -> Found:
    every = list(rows)
    return Found(every, len(every), exact=True)


def kind_of(text: str) -> str:
    """The kind of thing that an id of the platform names, such as ENTERPRISE; empty if it is none.

    An id is base64url, padded or not, of `ciscospark://us/KIND/uuid` (contract, section 1).
    """
    bare = text.rstrip("=")
    try:
        plain = base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return ""
    scheme, _colon, rest = plain.partition("://")
    parts = rest.split("/")
    return parts[1] if scheme == "ciscospark" and len(parts) == 3 else ""
