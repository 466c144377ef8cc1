"""`rtm subscribers list` and `rtm subscribers get`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from app.cli.backend import with_hub
from app.cli.change_lookup import customer_of, provider_id, subscriber_of
from app.cli.failures import WrongUse, unknown
from app.cli.output import Column
from data.client.queries import SubscriberFilter
from data.models.packages import title
from data.models.statuses import label
from data.operations.forms import plain
from data.text import _, _n
from data.words import squashed
from widgets.text import clean, fit, width

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from app.cli.context import Context
    from data.client import HubClient
    from data.models.resources import Subscriber

SORTS = ("created", "lastStatusChange")
STATUSES = ("provisioned", "pending_user_migration")


def run(context: Context, options: Namespace) -> int:
    """List what the options ask for."""
    sort = _known("--sort", options.sort, SORTS)
    status = _known("--status", options.status, STATUSES)
    if options.desc and sort is None:
        raise WrongUse(_("--desc goes only with --sort."))

    async def work(hub: HubClient) -> int:
        only = await _filter(context, hub, options, sort, status)
        records = context.output.records(columns(), as_object)
        n = 0
        async for page in hub.subscribers.pages(only):
            rows = page if options.limit is None else page[: options.limit - n]
            records.write(rows)
            n += len(rows)
            if options.limit is not None and n >= options.limit:
                break
        records.end()
        return n

    n = with_hub(context, work)
    if n == 0:
        context.say(_("No user matches."))
    elif options.format is None and context.terminal.interactive:
        context.say(_n("{n} user", "{n} users", n).format(n=n))
    return 0


def get(context: Context, options: Namespace) -> int:
    """Show the one user that is meant."""

    async def work(hub: HubClient) -> Subscriber:
        return await subscriber_of(
            hub, options.which, await provider_id(hub, options.on_behalf_of or "")
        )

    user = with_hub(context, work)
    if options.format == "csv":
        records = context.output.records(columns(), as_object)
        records.write([user])
        records.end()
        return 0
    context.output.one(as_object(user), lambda: _sheet(user))
    return 0


def as_object(user: Subscriber) -> dict[str, Any]:
    """A user as JSON, without what the platform left out."""
    return user.model_dump(by_alias=True, exclude_unset=True, exclude_none=True, exclude={"found"})


def columns() -> list[Column[Subscriber]]:
    """The columns of a list of users; CSV has all of them."""
    return [
        Column("email", lambda row: row.email, _("Email")),
        Column("externalCustomerId", lambda row: row.external_customer_id, _("Customer")),
        Column("status", lambda row: row.status, _("Status")),
        Column("packages", lambda row: row.packages or (row.package,), _("Packages")),
        Column("created", lambda row: row.created, _("Created")),
        Column("lastStatusChange", lambda row: row.last_status_change),
        Column("id", lambda row: row.id),
        Column("personId", lambda row: row.person_id),
        Column("customerId", lambda row: row.customer_id),
    ]


async def _filter(
    context: Context, hub: HubClient, options: Namespace, sort: str | None, status: str | None
) -> SubscriberFilter:
    """The options as the platform's filter."""
    behalf = await provider_id(hub, options.on_behalf_of or "")
    customer_id = None
    if options.customer is not None:
        customer = await customer_of(context, hub, options.customer, behalf)
        customer_id = customer.id
        if not customer.own and customer.owner is not None:
            behalf = customer.owner.org_id
    return SubscriberFilter(
        customer_id=customer_id,
        person_id=options.person_id,
        email=options.email,
        status=status,
        after=options.after,
        last_status_change=options.changed_after,
        sort_by=cast("Literal['created', 'lastStatusChange'] | None", sort),
        descending=options.desc,
        on_behalf_of=behalf or None,
    )


def _known(option: str, word: str | None, known: tuple[str, ...]) -> str | None:
    """The value that a word means; case, hyphens and underscores do not count."""
    if word is None:
        return None
    found = next((one for one in known if squashed(one) == squashed(word)), None)
    if found is None:
        raise WrongUse(unknown(option, word, list(known)))
    return found


def _sheet(user: Subscriber) -> Iterator[str]:
    yield clean(user.email)
    names = [name for name in (user.packages or (user.package,)) if name]
    facts = [
        (_("Status"), label(user.status)),
        (_("Packages"), ", ".join(f"{title(name)} ({name})" for name in names)),
        (_("Customer"), user.external_customer_id or user.customer_id),
        (_("Created"), plain(user.created)),
        (_("Since"), plain(user.last_status_change)),
        (_("Person"), user.person_id or ""),
        (_("Id"), user.id),
    ]
    shown = [(name, value) for name, value in facts if value]
    room = max(width(name) for name, _value in shown)
    yield from (f"  {fit(name, room)}  {clean(value)}" for name, value in shown)
    for one in user.errors:
        yield f"  {one.number or ''} {clean(one.description)}"
