"""Devices and names of organizations through the client, over both ways to the emulation."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING

import httpx
import pytest

from data.client import errors
from data.client.resources import bare_uuid
from data.emulation.rules import ids
from data.models.devices import CreateDevice
from data.models.settings import CustomerSettingsInput
from tests.data.client.support import LIVE, client

if TYPE_CHECKING:
    from data.client import HubClient
    from tests.data.client.emulated import Emulation

PASSWORD = "Hush-4711-hush"
# A person with a calling package whose customer is provisioned and can be changed.
_SEATED = (
    "SELECT {0} FROM subscribers AS u JOIN people AS p ON p.id = u.person_id"
    " JOIN customers AS c ON c.id = u.customer_id JOIN organizations AS o"
    " ON o.id = c.organization_id WHERE u.status = 'provisioned' AND u.next_at IS NULL"
    " AND u.package = 4 AND c.status = 'provisioned' AND c.next_at IS NULL AND c.owner_id = 1"
    " AND c.attached = 0 AND o.sip_domain <> '' ORDER BY u.id LIMIT 1"
)


@pytest.fixture
def seat(emulation: Emulation) -> tuple[str, str, str]:
    """The ids of a person with calling, of its organization, and of its customer."""
    found = zip(("PEOPLE", "ORGANIZATION", "ENTERPRISE"), ("p", "o", "c"), strict=True)
    person, organization, customer = (
        ids.encode(kind, emulation.one(_SEATED.format(f"{table}.uuid"))) for kind, table in found
    )
    return person, organization, customer


async def test_the_life_of_a_device(hub: HubClient, seat: tuple[str, str, str]) -> None:
    person, organization, _ = seat
    before = await hub.devices.list(organization)
    body = CreateDevice(
        mac="02:00:00:00:47:11",
        model="Customer Managed IP Phone",
        person_id=person,
        password=PASSWORD,
    )
    made = await hub.devices.create(organization, body)
    assert (made.mac, made.person_id, made.managed_by) == ("020000004711", person, "CUSTOMER")
    assert await hub.devices.get(made.id) == made
    assert await hub.devices.list(organization) == [made, *before]
    assert made in await hub.devices.list(organization, person_id=person)
    told = await hub.devices.credentials(made.id)
    assert told.user_name
    assert told.domain
    # Neither the record of requests nor an answer has the password.
    assert not any(PASSWORD in line for line in hub.log.lines())
    with pytest.raises(errors.Conflict):
        await hub.devices.create(organization, body)
    await hub.devices.remove(made.id)
    with pytest.raises(errors.NotFound):
        await hub.devices.get(made.id)


async def test_what_is_offered(hub: HubClient, seat: tuple[str, str, str]) -> None:
    _, organization, customer = seat

    async def both() -> tuple[set[str], set[str]]:
        models = await hub.devices.models(organization)
        supported = await hub.devices.supported(organization)
        return {one.model for one in models if one.offered}, {one.model for one in supported}

    for on in (True, False):
        body = CustomerSettingsInput(third_party_devices=on)
        assert (await hub.settings.update(customer, body)).third_party_devices is on
        offered, supported = await both()
        assert offered == supported
        assert ("DMS Yealink T46U" in offered) is on


async def test_what_is_wrong_with_a_request_is_told(
    hub: HubClient, seat: tuple[str, str, str]
) -> None:
    with pytest.raises(errors.Invalid) as found:
        await hub.devices.create(seat[1], CreateDevice(mac="1", model="Telex"))
    assert len(found.value.problems) == 3


async def test_an_organization_gets_another_name(
    hub: HubClient, seat: tuple[str, str, str]
) -> None:
    organization = seat[1]
    before = (await hub.organizations.get(organization)).display_name
    named = await hub.organizations.rename(organization, "Renamed & Sons")
    assert (named.id, named.display_name) == (bare_uuid(organization), "Renamed & Sons")
    assert (await hub.organizations.get(organization)).display_name == "Renamed & Sons"
    with pytest.raises(errors.Invalid):
        await hub.organizations.rename(organization, "100%")
    await hub.organizations.rename(organization, before)


async def test_the_live_platform_is_asked_beside_its_version() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"id": "x", "displayName": "New"})

    uuid = "82adacf4-453f-4e2b-a406-2939fddcaad2"
    org_id = b64encode(f"ciscospark://us/ORGANIZATION/{uuid}".encode()).decode().rstrip("=")
    async with client(answer, base=LIVE) as hub:
        await hub.organizations.rename(org_id, "New")
        with pytest.raises(errors.NotOffered):
            await hub.devices.models(org_id)
        with pytest.raises(errors.NotOffered):
            await hub.devices.credentials("D1")
    (one,) = asked
    assert one.method == "PATCH"
    assert str(one.url) == f"https://webexapis.com/identity/organizations/{uuid}"
    assert json.loads(one.content)["displayName"] == "New"


@pytest.mark.parametrize("text", ["", "x", "82adacf4-453f-4e2b-a406-2939fddcaad2", "é"])
def test_what_is_no_id_stays(text: str) -> None:
    assert bare_uuid(text) == text
