"""`rtm customers get`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.backend import with_hub
from app.cli.customer_list import read_directory
from app.cli.customer_rows import columns
from app.cli.failures import ExitCode, Stop, WrongUse
from data.models.customers import CustomerDetail
from data.operations.customer_rows import as_object
from data.operations.find import MOST, find
from data.text import _
from data.words import quoted
from widgets.text import clean

if TYPE_CHECKING:
    from argparse import Namespace

    from app.cli.context import Context
    from data.client import HubClient
    from data.models.customers import HubCustomer
    from data.operations.find import Found
    from data.operations.windows import CustomerWindows

CANDIDATES = 10
"""Customers that are listed where it is not clear which is meant."""


def run(context: Context, options: Namespace) -> int:
    """Show the one customer that the argument means."""

    async def work(hub: HubClient) -> CustomerDetail:
        async def searchable() -> CustomerWindows:
            able = (await hub.capabilities()).search
            return hub.customers if able else await read_directory(context, hub)

        row = one_of(options.which, await find(hub, options.which, searchable))
        return (
            row
            if isinstance(row, CustomerDetail)
            else await hub.customers.detail(row.id, owner=row.owner)
        )

    customer = with_hub(context, work)
    if options.format == "csv":
        records = context.output.records(columns(named=True, owners=True), as_object)
        records.write([customer])
        records.end()
        return 0
    from app.cli.customer_sheet import sheet

    context.output.one(as_object(customer), lambda: sheet(customer))
    return 0


def one_of(which: str, found: Found) -> HubCustomer:
    """The customer that is meant.

    Raises:
        Stop: there is none (exit code 5).
        WrongUse: there may be several.
    """
    if not found.rows:
        raise Stop(
            _("There is no customer with the id, external id or name {which}.").format(
                which=quoted(which)
            ),
            _("Look for a part of it: rtm customers list --owner all --q TEXT"),
            ExitCode.REFUSED,
        )
    if found.total == 1:
        return found.rows[0]
    sentence = (
        _("{n} customers are called {which}:")
        if found.exact
        else _("{n} customers have {which} in their name, external id or email:")
    )
    total = f"{found.total:,}" if found.total < MOST else f"{MOST:,}+"
    said = candidates(sentence.format(n=total, which=quoted(which)), found)
    raise WrongUse(said, _("Name one by its id, or say more."))


def candidates(sentence: str, found: Found) -> str:
    """A sentence, and below it customers that may be meant, each in a line."""
    lines = [sentence]
    for row in found.rows[:CANDIDATES]:
        facts = (row.name, row.external_id, row.owner.name if row.owner else "", row.id)
        lines.append("  ".join(clean(fact) for fact in facts if fact))
    if found.total > CANDIDATES:
        lines.append(_("and {n} more").format(n=f"{found.total - CANDIDATES:,}"))
    return "\n  ".join(lines)
