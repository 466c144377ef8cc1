"""`rtm customers list`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.cli.backend import with_hub
from app.cli.customer_rows import columns
from app.cli.failures import WrongUse, unknown
from data.client.queries import CustomerFilter, CustomerQuery
from data.models.customers import HubCustomer
from data.operations.choices import choose, likeliest, listed, package_words, status_words
from data.operations.customer_rows import as_object
from data.operations.owners import ALL, OWN, NoOwner, owner_of
from data.operations.windows import PAGE
from data.operations.windows import pages as windows_of
from data.text import _, _n

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import AsyncIterator, Iterable, Mapping, Sequence

    from app.cli.context import Context
    from data.client import HubClient
    from data.client.directory import Directory
    from data.models.customers import Customer


def run(context: Context, options: Namespace) -> int:
    """List what the options ask for."""
    asked = _query(options)
    _require_sense(options, asked)

    async def work(hub: HubClient) -> int:
        query = replace(asked, owner=await _owner(hub, asked.owner))
        exact = _exact(options, query)
        windows = (await hub.capabilities()).keyset
        named = windows or _beyond_public(options, query)
        if exact is not None or not named:
            pages = _public(context, hub, exact or _public_filter(query), named=windows)
        elif windows:
            pages = windows_of(hub.customers, query, min(PAGE, options.limit or PAGE))
        else:
            directory = await read_directory(context, hub, query)
            pages = windows_of(directory, query)
        shown = columns(named=named, owners=query.owner != "own")
        records = context.output.records(shown, as_object)
        n = 0
        async for page in _limited(pages, options.limit):
            records.write(page)
            n += len(page)
        records.end()
        return n

    n = with_hub(context, work)
    if n == 0:
        context.say(_("No customer matches."))
    elif options.format is None and context.terminal.interactive:
        context.say(_n("{n} customer", "{n} customers", n).format(n=n))
    return 0


def words(option: str, given: Iterable[str], known: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The values of an option that may be repeated and comma-joined.

    Args:
        option: its name.
        given: what was typed: values, or what the screen calls them.
        known: the words for each value.

    Raises:
        WrongUse: one is not known; says which are.
    """
    found = []
    for word in (part for text in given for part in _parts(text)):
        value = choose(word, known)
        if value is None:
            raise WrongUse(unknown(option, word, listed(known), likeliest(word, known)))
        found.append(value)
    return tuple(dict.fromkeys(found))


def _parts(text: str) -> list[str]:
    """What stands between commas; one empty part where there is nothing else."""
    return [part.strip() for part in text.split(",") if part.strip()] or [""]


def moved() -> str:
    """The warning about a list that was not still."""
    return _("The list moved while it was read: some customers may be missing.")


def _query(options: Namespace) -> CustomerQuery:
    sort = options.sort
    if sort is not None:
        # The backend has the last word; this one is quicker and knows what was meant.
        names = {name.lower(): name for name in ("name", "externalId", "created", "users")}
        sort = names.get(sort.lower().replace("-", "").replace("_", ""))
        if sort is None:
            raise WrongUse(unknown("--sort", options.sort, list(names.values())))
    return CustomerQuery(
        text=options.q,
        statuses=words("--status", options.status, status_words()),
        packages=words("--package", options.package, package_words()),
        owner=_owner_word(options.owner),
        # The order of a window is by name unless said otherwise.
        sort=sort or "name",
        descending=options.desc,
    )


def _owner_word(said: str | None) -> str:
    if said is None:
        return OWN
    return said.strip().lower() if said.strip().lower() in (OWN, ALL) else said.strip()


async def _owner(hub: HubClient, said: str) -> str:
    """Whose customers are meant.

    Raises:
        WrongUse: nobody is called so, or more than one.
    """
    if said in (OWN, ALL):
        return said
    try:
        return await owner_of(hub, said)
    except NoOwner as error:
        raise WrongUse(f"--owner: {error}", error.advice) from None


def _require_sense(options: Namespace, query: CustomerQuery) -> None:
    """Refuse what the public filter for --external-id and --org-id does not go with.

    Raises:
        WrongUse: something does not.
    """
    if options.external_id is None and options.org_id is None:
        return
    if query.text or query.packages or options.sort or options.desc or query.owner == ALL:
        raise WrongUse(
            _("--external-id and --org-id go only with --status, --limit and one --owner."),
            _("Use --q to search in a part of them."),
        )


def _exact(options: Namespace, query: CustomerQuery) -> CustomerFilter | None:
    """The public filter for --external-id and --org-id, which no window has."""
    if options.external_id is None and options.org_id is None:
        return None
    return _public_filter(query, options.external_id, options.org_id)


def _public_filter(
    query: CustomerQuery, external_id: str | None = None, org_id: str | None = None
) -> CustomerFilter:
    """What of a query the public list can be asked."""
    return CustomerFilter(
        external_id=external_id,
        org_id=org_id,
        statuses=query.statuses,
        on_behalf_of=None if query.owner == "own" else query.owner,
    )


def _beyond_public(options: Namespace, query: CustomerQuery) -> bool:
    """Whether more is asked for than the public list can give by itself."""
    asked = query.text or query.packages or options.sort or options.desc or query.owner == "all"
    return bool(asked)


async def read_directory(
    context: Context, hub: HubClient, query: CustomerQuery | None = None
) -> Directory:
    """All customers of a live platform with their names, which it does not search itself.

    Raises:
        WrongUse: not even that can be sorted so.
    """
    from data.client.directory import SORTS, Directory

    if query is not None and query.sort not in SORTS:
        raise WrongUse(unknown("--sort", str(query.sort), list(SORTS)))
    context.say(_("Reading all customers: the live platform does not search by itself."))
    directory = Directory()
    await directory.refresh(hub)
    if directory.shifted:
        context.say(moved())
    return directory


async def _public(
    context: Context, hub: HubClient, only: CustomerFilter, *, named: bool
) -> AsyncIterator[Sequence[Customer]]:
    """Pages of the public list; where the backend knows names, with them."""
    pages = hub.customers.pages(only)
    async for page in pages:
        yield [await _as_row(hub, customer) for customer in page] if named else page
    if pages.shifted:
        context.say(moved())


async def _as_row(hub: HubClient, customer: Customer) -> Customer:
    """A customer of the public list with what the hub's list says about it."""
    detail = await hub.customers.detail(customer.id)
    return HubCustomer(**{name: getattr(detail, name) for name in HubCustomer.model_fields})


async def _limited(
    pages: AsyncIterator[Sequence[Customer]], limit: int | None
) -> AsyncIterator[Sequence[Customer]]:
    """Pages up to so many rows in all."""
    left = limit
    async for page in pages:
        yield page if left is None else page[:left]
        if left is not None:
            left -= len(page)
            if left <= 0:
                return
