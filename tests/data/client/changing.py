"""Changes of the emulation's things through a client: how each is made, and whether it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from data.client import errors
from data.models.customers import Address
from data.models.requests import (
    CallingInput,
    CreateLocation,
    CreateWorkspace,
    CustomerInfo,
    CustomerParameters,
    LocationInput,
    NumbersInput,
    ProvisionCustomer,
    ProvisionSubscriber,
    SubscriberParameters,
    UpdateCustomer,
    UpdateSubscriber,
    WorkspaceCallingInput,
)
from data.models.resources import LocationAddress

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from data.client import HubClient
    from data.models.base import Findable
    from tests.data.client.emulated import Emulation

ADDRESS = Address(
    address_line1="12 Harbour Street",
    city="Portland",
    state_or_province="OR",
    zip_or_postal_code="97201",
    country="US",
)
ZONE = "America/Los_Angeles"
PACKAGES = ("webex_calling", "common_area_calling")


@dataclass
class Thing:
    """What a change is about.

    Attributes:
        name: a word that nothing else in the world has.
        template: a provisioning id.
        customer_id, org_id, id: what there is of it, else empty.
    """

    name: str
    template: str
    customer_id: str = ""
    org_id: str = ""
    id: str = ""

    @property
    def email(self) -> str:
        """The user's."""
        return f"ann@{self.name}.example"


@dataclass(frozen=True)
class Change:
    """A change.

    Attributes:
        operation: its name in the emulation's table.
        reads: a pattern of the operations with which its effect is seen.
        prepare: makes what has to be there before.
        call: makes the change.
        times: how often it took effect.
    """

    operation: str
    reads: str
    prepare: Callable[[Emulation, HubClient, str], Awaitable[Thing]]
    call: Callable[[HubClient, Thing], Awaitable[Findable]]
    times: Callable[[HubClient, Thing], Awaitable[int]]


def order(thing: Thing) -> ProvisionCustomer:
    """An order for a customer with calling."""
    place = LocationInput(name="Main", address=ADDRESS, timezone=ZONE, language="en_US")
    return ProvisionCustomer(
        provisioning_id=thing.template,
        packages=PACKAGES,
        external_id=thing.name,
        address=ADDRESS,
        customer_info=CustomerInfo(name=thing.name, primary_email=f"office@{thing.name}.example"),
        provisioning_parameters=CustomerParameters(calling=CallingInput(location=place)),
    )


def user(thing: Thing, package: str = "webex_calling") -> ProvisionSubscriber:
    """An order for a user."""
    parameters = SubscriberParameters(first_name="Ann", last_name="Lee", extension="2001")
    return ProvisionSubscriber(
        customer_id=thing.customer_id,
        email=thing.email,
        package=package,
        provisioning_parameters=parameters,
    )


async def nothing(emulation: Emulation, hub: HubClient, name: str) -> Thing:
    return Thing(name, emulation.template)


async def a_customer(emulation: Emulation, hub: HubClient, name: str) -> Thing:
    thing = Thing(name, emulation.template)
    accepted = await hub.customers.provision(order(thing))
    customer = await hub.customers.wait(accepted.customer_id)
    assert customer.org_id
    thing.customer_id, thing.org_id = customer.id, customer.org_id
    return thing


async def a_user(emulation: Emulation, hub: HubClient, name: str) -> Thing:
    thing = await a_customer(emulation, hub, name)
    thing.id = (await hub.subscribers.provision(user(thing))).id
    return thing


async def a_person(emulation: Emulation, hub: HubClient, name: str) -> Thing:
    thing = await a_user(emulation, hub, name)
    person = (await hub.subscribers.get(thing.id)).person_id
    await hub.subscribers.remove(thing.id)
    thing.id = person or ""
    return thing


async def a_room(emulation: Emulation, hub: HubClient, name: str) -> Thing:
    thing = await a_customer(emulation, hub, name)
    thing.id = (await hub.workspaces.create(thing.org_id, await room(hub, thing))).id
    return thing


async def room(hub: HubClient, thing: Thing) -> CreateWorkspace:
    """An order for a workspace at the only location."""
    (place,) = await hub.locations.list(thing.org_id)
    numbers = NumbersInput(extension="3001", location_id=place.id)
    calling = WorkspaceCallingInput(type="webexCalling", webex_calling=numbers)
    return CreateWorkspace(
        display_name=thing.name, org_id=thing.org_id, location_id=place.id, calling=calling
    )


async def make_room(hub: HubClient, thing: Thing) -> Findable:
    return await hub.workspaces.create(thing.org_id, await room(hub, thing))


def annex(thing: Thing) -> CreateLocation:
    """An order for a second location."""
    address = LocationAddress(
        address1="1 Annex Road", city="Portland", state="OR", postal_code="97201", country="US"
    )
    return CreateLocation(
        name="Annex",
        org_id=thing.org_id,
        time_zone=ZONE,
        preferred_language="en_US",
        address=address,
    )


async def customers_there(hub: HubClient, thing: Thing) -> int:
    """Customers with the external id, by the whole list."""
    return len([row async for row in hub.customers.iterate() if row.external_id == thing.name])


async def users_there(hub: HubClient, thing: Thing) -> int:
    """Users with the email, by the whole list."""
    return len([row async for row in hub.subscribers.iterate() if row.email == thing.email])


async def is_gone(get: Awaitable[Any]) -> int:
    """1 for what is not there any more."""
    try:
        await get
    except errors.NotFound:
        return 1
    return 0


async def packages_are(hub: HubClient, thing: Thing) -> int:
    found = await hub.customers.get(thing.customer_id)
    return int(set(found.packages) == {"webex_suite"})


async def package_is(hub: HubClient, thing: Thing) -> int:
    return int((await hub.subscribers.get(thing.id)).package == "webex_suite")


async def annexes(hub: HubClient, thing: Thing) -> int:
    return len([one for one in await hub.locations.list(thing.org_id) if one.name == "Annex"])


async def rooms(hub: HubClient, thing: Thing) -> int:
    return len(await hub.workspaces.list(thing.org_id))


async def with_suite(emulation: Emulation, hub: HubClient, name: str) -> Thing:
    """A user of a customer that has another package as well."""
    thing = await a_user(emulation, hub, name)
    body = UpdateCustomer(packages=(*PACKAGES, "webex_suite"))
    await hub.customers.update(thing.customer_id, body)
    await hub.customers.wait(thing.customer_id)
    return thing


CHANGES: dict[str, Change] = {
    "create a customer": Change(
        "customers.create",
        "customers.list",
        nothing,
        lambda hub, thing: hub.customers.provision(order(thing)),
        customers_there,
    ),
    "update a customer": Change(
        "customers.update",
        "customers.get",
        a_customer,
        lambda hub, thing: hub.customers.update(
            thing.customer_id, UpdateCustomer(packages=("webex_suite",))
        ),
        packages_are,
    ),
    "remove a customer": Change(
        "customers.remove",
        "customers.get",
        a_customer,
        lambda hub, thing: hub.customers.remove(thing.customer_id),
        lambda hub, thing: is_gone(hub.customers.get(thing.customer_id)),
    ),
    "create a user": Change(
        "subscribers.create",
        "subscribers.list",
        a_customer,
        lambda hub, thing: hub.subscribers.provision(user(thing)),
        users_there,
    ),
    "update a user": Change(
        "subscribers.update",
        "subscribers.get",
        with_suite,
        lambda hub, thing: hub.subscribers.update(
            thing.id, UpdateSubscriber(package="webex_suite")
        ),
        package_is,
    ),
    "remove a user": Change(
        "subscribers.remove",
        "subscribers.get",
        a_user,
        lambda hub, thing: hub.subscribers.remove(thing.id),
        lambda hub, thing: is_gone(hub.subscribers.get(thing.id)),
    ),
    "create a location": Change(
        "locations.create",
        "locations.list",
        a_customer,
        lambda hub, thing: hub.locations.create(thing.org_id, annex(thing)),
        annexes,
    ),
    "create a workspace": Change(
        "workspaces.create", "workspaces.list", a_customer, make_room, rooms
    ),
    "remove a workspace": Change(
        "workspaces.remove",
        "workspaces.get",
        a_room,
        lambda hub, thing: hub.workspaces.remove(thing.id),
        lambda hub, thing: is_gone(hub.workspaces.get(thing.id)),
    ),
    "remove a person": Change(
        "people.remove",
        "people.get",
        a_person,
        lambda hub, thing: hub.people.remove(thing.id),
        lambda hub, thing: is_gone(hub.people.get(thing.id)),
    ),
}
MAIN = tuple(name for name in CHANGES if name.endswith(("customer", "user")))
"""Those that every kind of fault is tried on."""
