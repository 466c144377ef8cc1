"""Which customer or subscriber a command means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.cli.change_arguments import dest
from app.cli.change_input import LOOKED_UP
from app.cli.customer_get import candidates, one_of
from app.cli.customer_list import read_directory
from app.cli.failures import ExitCode, Stop, WrongUse
from data.client.queries import SubscriberFilter
from data.operations.customers.facts import actor, customer_with
from data.operations.find import Found, find, kind_of
from data.operations.inputs.reading import WrongInput
from data.operations.inputs.subscribers import SubscriberInput
from data.operations.subscribers.facts import subscriber_of as named_subscriber
from data.text import _
from data.words import quoted
from widgets.text import clean

if TYPE_CHECKING:
    from argparse import Namespace

    from app.cli.context import Context
    from data.client import HubClient
    from data.models.customers import HubCustomer
    from data.models.resources import Subscriber
    from data.operations.operation import Operation
    from data.operations.windows import CustomerWindows

CANDIDATES = 10


async def look_up(
    operation: Operation, context: Context, options: Namespace, hub: HubClient
) -> dict[str, Any]:
    """What of an input the platform has to be asked about: ids of the things that were named.

    Raises:
        Stop: there is none.
        WrongUse: there may be several.
        HubError: a call failed.
    """
    named = [(one, getattr(options, dest(one))) for one in operation.fields]
    named = [(one, said) for one, said in named if said is not None and one.kind in LOOKED_UP]
    # Where it is no field of the operation, the option says whose things are meant.
    bound = getattr(options, "on_behalf_of", None) or ""
    said_behalf = bound or getattr(options, "given on-behalf-of", None) or ""
    behalf = await provider_id(hub, said_behalf) if named or bound else ""
    found: dict[str, Any] = {"ownerOrgId": behalf} if bound and behalf else {}
    for field, said in named:
        if field.kind == "customer":
            customer = await customer_of(context, hub, said, behalf, whole=True)
            found["customerId"] = customer.id
            found |= _owned(customer)
        else:
            found["subscriberId"] = (await subscriber_of(hub, said, behalf)).id
    return found


async def provider_id(hub: HubClient, said: str) -> str:
    """The organization of the provider that was named; empty for one's own business.

    Raises:
        WrongUse: nobody is called so, or several are.
    """
    try:
        return (await actor(hub, said)).org_id
    except WrongInput as error:
        text = error.problems[0].text
        raise WrongUse(f"--on-behalf-of: {text}.", error.advice) from None


async def customer_of(
    context: Context, hub: HubClient, said: str, behalf: str, *, whole: bool = False
) -> HubCustomer:
    """The one customer that is meant.

    Args:
        context: where words go.
        hub: the backend.
        said: its id, its organization's id, its external id, its name or a part of it.
        behalf: only those of this provider; empty for all.
        whole: whether a part of a name is too little, as where something will change.

    Raises:
        Stop: there is none.
        WrongUse: there may be several, or only a part was said.
    """

    async def searchable() -> CustomerWindows:
        able = (await hub.capabilities()).search
        return hub.customers if able else await read_directory(context, hub)

    if behalf and kind_of(said.strip()) == "ENTERPRISE":
        # A live platform tells of a provider's customer only on its behalf.
        return await customer_with(hub, said.strip(), behalf)
    found = await find(hub, said, searchable)
    if behalf:
        rows = [row for row in found.rows if row.owner is not None and row.owner.org_id == behalf]
        found = Found(rows, len(rows), exact=found.exact)
    if whole and found.rows and not found.exact:
        raise WrongUse(
            candidates(_("No customer is called {which}; these have it in their name, external id"
                         " or email:").format(which=quoted(said)), found),
            _("To change something, name it in full: by its id, external id or whole name."),
        )  # fmt: skip
    return one_of(said, found)


async def subscriber_of(hub: HubClient, said: str, behalf: str) -> Subscriber:
    """The one subscriber that is meant.

    Args:
        hub: the backend.
        said: its id, its person's id or its email.
        behalf: only those of this provider; empty for one's own.

    Raises:
        Stop: there is none.
        WrongUse: there are several.
        NotFound: there is none of this id, or of this provider's customers.
    """
    text = said.strip()
    kind = kind_of(text)
    if kind == "SUBSCRIBER":
        return await named_subscriber(hub, SubscriberInput(subscriber_id=text, owner_org_id=behalf))
    only = (
        SubscriberFilter(person_id=text, on_behalf_of=behalf or None)
        if kind == "PEOPLE"
        else SubscriberFilter(email=text, on_behalf_of=behalf or None)
    )
    rows = [one async for one in hub.subscribers.iterate(only)]
    if not rows:
        raise Stop(
            _("There is no user with the id or email {which}.").format(which=quoted(text)),
            _("List a customer's users: rtm subscribers list --customer CUSTOMER"),
            ExitCode.REFUSED,
        )
    if len(rows) > 1:
        lines = [_("{n} users have {which}:").format(n=len(rows), which=quoted(text))]
        lines += [
            "  ".join(clean(fact) for fact in (one.email, one.external_customer_id, one.id))
            for one in rows[:CANDIDATES]
        ]
        raise WrongUse("\n  ".join(lines), _("Name one by its id."))
    return rows[0]


def _owned(customer: HubCustomer) -> dict[str, str]:
    """Whose a customer is, where that is not oneself."""
    if customer.own or customer.owner is None:
        return {}
    return {"ownerOrgId": customer.owner.org_id}
