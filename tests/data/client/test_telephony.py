"""PSTN connections, numbers and extensions through the client, over both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.client import CustomerFilter, errors
from data.models.requests import CreateLocation
from data.models.resources import LocationAddress
from data.models.telephony import PstnInput

if TYPE_CHECKING:
    from data.client import HubClient
    from data.models.resources import Location

EXTERNAL = "NC-003901"
"""The external id of Moose Lake Motors."""


async def customer(hub: HubClient, external: str = EXTERNAL) -> tuple[str, str]:
    """The ids of a customer and its organization."""
    (found,) = [row async for row in hub.customers.iterate(CustomerFilter(external_id=external))]
    assert found.org_id
    return found.id, found.org_id


async def branch(hub: HubClient, name: str) -> tuple[str, Location]:
    """A new location of the customer, and the organization's id."""
    _, org = await customer(hub)
    address = LocationAddress(
        address1="1 Pine St", city="Salem", state="OR", postal_code="97301", country="US"
    )
    body = CreateLocation(name=name, time_zone="America/New_York", address=address)
    return org, await hub.locations.create(org, body)


@pytest.mark.rule("PST-1")
async def test_a_location_is_connected_and_gets_numbers(hub: HubClient, way: str) -> None:
    org, place = await branch(hub, f"Branch {way}")
    first, second = [f"+1503555{n}{len(way)}" for n in ("010", "011")]
    assert await hub.pstn.get(place.id) is None
    with pytest.raises(errors.Conflict) as caught:
        await hub.numbers.add(place.id, [first])
    assert [problem.code for problem in caught.value.problems] == [46003]
    option = (await hub.pstn.options(place.id))[-1]
    await hub.pstn.put(place.id, PstnInput(id=option.id))
    found = await hub.pstn.get(place.id)
    assert found is not None
    assert (found.id, found.display_name) == (option.id, option.display_name)
    await hub.numbers.add(place.id, [second, first])
    await hub.numbers.set_main(place.id, second)
    rows = await hub.numbers.list(org, location_id=place.id, available=True)
    assert [(row.phone_number, row.main_number) for row in rows] == [(first, False), (second, True)]
    assert (await hub.numbers.settings(place.id)).calling_line_id.phone_number == second
    assert await hub.numbers.list(org, phone=first[1:], available=False) == []
    with pytest.raises(errors.Conflict):
        await hub.numbers.remove(place.id, [second])
    await hub.numbers.remove(place.id, [first])
    rows = await hub.numbers.list(org, location_id=place.id)
    assert [row.phone_number for row in rows] == [second]


@pytest.mark.rule("PST-2")
async def test_an_option_of_another_country_is_refused(hub: HubClient, way: str) -> None:
    _, place = await branch(hub, f"Abroad {way}")
    (lakehead,) = (await hub.locations.list((await customer(hub, "NC-001803"))[1]))[:1]
    here = {option.id for option in await hub.pstn.options(place.id)}
    there = {option.id for option in await hub.pstn.options(lakehead.id)}
    with pytest.raises(errors.Invalid):
        await hub.pstn.put(place.id, PstnInput(id="nothing"))
    assert here & there
    with pytest.raises(errors.NotFound):
        await hub.pstn.get("nothing")


async def test_pages_of_numbers(hub: HubClient) -> None:
    _, org = await customer(hub)
    everything = await hub.numbers.list(org)
    pages = hub.numbers.pages(org, size=2)
    assert await pages.all() == everything
    assert pages.fetched == max(1, -(-len(everything) // 2))
    assert {row.owner.type for row in everything if row.owner is not None} <= {"PEOPLE", "PLACE"}


@pytest.mark.rule("SBR-1")
async def test_extensions_are_asked_about(hub: HubClient) -> None:
    _, org = await customer(hub)
    (place,) = [row for row in await hub.locations.list(org) if row.name != "Salem"][:1]
    taken = [row.extension for row in await hub.numbers.list(org) if row.extension][:1]
    found = await hub.numbers.validate_extensions(place.id, ["8999", "x", *taken])
    states = [row.state for row in found.extension_status]
    assert states == ["VALID", "INVALID", *["DUPLICATE" for _ in taken]]
    assert found.status == "ERRORS"
