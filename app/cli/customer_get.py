"""`rtm customers get`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.backend import with_hub
from app.cli.customer_list import read_directory
from app.cli.customer_rows import columns
from app.cli.failures import ExitCode, Stop, WrongUse
from data.client.queries import CustomerFilter, CustomerQuery, Position
from data.operations.customer_rows import as_object
from data.text import _

if TYPE_CHECKING:
    from argparse import Namespace

    from app.cli.context import Context
    from data.client import HubClient
    from data.models.customers import Customer, CustomerDetail, HubCustomer
    from data.operations.windows import CustomerWindows

WINDOWS = 20
"""Windows of 500 that are looked through for a name."""

SHOWN = 10
"""Candidates that are listed when a name is not enough."""


def run(context: Context, options: Namespace) -> int:
    """Show the one customer that the argument means."""

    async def work(hub: HubClient) -> CustomerDetail:
        return await hub.customers.detail(await find(context, hub, options.which))

    customer = with_hub(context, work)
    if options.format == "csv":
        records = context.output.records(columns(named=True, owners=True), as_object)
        records.write([customer])
        records.end()
        return 0
    from app.cli.customer_sheet import sheet

    context.output.one(as_object(customer), lambda: sheet(customer))
    return 0


async def find(context: Context, hub: HubClient, which: str) -> str:
    """The id of the customer with this id, organization id, external id or name.

    Raises:
        Stop: there is none (exit code 5).
        WrongUse: there are several.
    """
    from data.emulation.rules.ids import decode_any

    known = decode_any(which)
    if known is not None and known[0] == "ENTERPRISE":
        return which
    if known is not None and known[0] == "ORGANIZATION":
        return _one(which, await _public(hub, CustomerFilter(org_id=which)))
    if (await hub.capabilities()).search:
        return _one(which, await _search(hub.customers, which))
    numbered = await _public(hub, CustomerFilter(external_id=which))
    if numbered:
        return _one(which, numbered)
    return _one(which, await _search(await read_directory(context, hub), which))


async def _public(hub: HubClient, only: CustomerFilter) -> list[Customer]:
    return [row async for row in hub.customers.iterate(only)]


async def _search(source: CustomerWindows, which: str) -> list[HubCustomer]:
    """Customers of all owners with exactly this external id, else those of exactly this name."""
    query = CustomerQuery(text=which, owner="all", sort="name")
    named: list[HubCustomer] = []
    numbered: list[HubCustomer] = []
    position = Position()
    for _window in range(WINDOWS):
        window = await source.window(query, position, 500)
        numbered += [row for row in window.items if row.external_id == which]
        named += [row for row in window.items if row.name.casefold() == which.casefold()]
        if not window.has_next or not window.items:
            break
        position = Position(after=window.items[-1].key)
    return numbered or named


def _one(which: str, found: list[HubCustomer] | list[Customer]) -> str:
    if not found:
        raise Stop(
            _("There is no customer with the id, external id or name {which}.").format(
                which=repr(which)
            ),
            _("Look for a part of it: rtm customers list --owner all --q TEXT"),
            ExitCode.REFUSED,
        )
    if len(found) > 1:
        lines = [_("{n} customers are called {which}:").format(n=len(found), which=repr(which))]
        for row in found[:SHOWN]:
            facts = (getattr(row, "name", ""), row.external_id, row.id)
            lines.append("  ".join(fact for fact in facts if fact))
        if len(found) > SHOWN:
            lines.append(_("and {n} more").format(n=len(found) - SHOWN))
        raise WrongUse("\n  ".join(lines), _("Name one by its id."))
    return found[0].id
