"""Call queues and virtual lines through the client (QUE)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.client import CustomerFilter, SubscriberFilter, errors
from data.models.queues import (
    AgentInput,
    CallPolicies,
    CreateQueue,
    CreateVirtualLine,
    UpdateQueue,
)
from tests.data.client.support import LIVE, client

if TYPE_CHECKING:
    import httpx

    from data.client import HubClient
    from data.models.resources import Location

EXTERNAL = "NC-002450"
"""The external id of Voyageur Insurance Group, which has Webex Suite and Customer Assist."""


async def place(hub: HubClient) -> tuple[str, Location]:
    """The customer's organization and its location."""
    (found,) = [row async for row in hub.customers.iterate(CustomerFilter(external_id=EXTERNAL))]
    assert found.org_id
    (location,) = await hub.locations.list(found.org_id)
    return found.org_id, location


async def people(hub: HubClient, package: str, many: int) -> list[str]:
    """Persons of the customer with a package."""
    only = SubscriberFilter(external_customer_id=EXTERNAL)
    rows = [row async for row in hub.subscribers.iterate(only)]
    return [row.person_id or "" for row in rows if row.package == package][:many]


async def test_a_queue_is_made_upgraded_and_removed(hub: HubClient) -> None:
    org, location = await place(hub)
    (agent,) = await people(hub, "cx_essentials", 1)
    other, chief = await people(hub, "webex_suite", 2)
    body = CreateQueue(
        name="Orders",
        extension="7701",
        call_policies=CallPolicies(policy="WEIGHTED"),
        agents=(AgentInput(id=agent, weight="60"), AgentInput(id=other, weight="40")),
    )
    queue = await hub.queues.create(location.id, body)
    found = await hub.queues.get(location.id, queue)
    assert [one.id for one in found.agents] == [agent, other]
    assert [one.weight for one in found.agents] == ["60", "40"]
    assert (found.call_policies.policy, found.has_cx_essentials) == ("WEIGHTED", False)
    await hub.queues.update(location.id, queue, UpdateQueue(name="Orders and returns"))
    supervised = await hub.queues.set_supervisors(queue, chief)
    assert [one.id for one in supervised.supervisors] == [chief]
    with pytest.raises(errors.Conflict) as caught:
        await hub.queues.upgrade(queue)
    assert [problem.code for problem in caught.value.problems] == [48004]
    upgraded = await hub.queues.upgrade(queue, without_agents=True)
    assert [one.id for one in upgraded.agents] == [agent]
    assert (upgraded.name, upgraded.call_policies.policy) == ("Orders and returns", "REGULAR")
    assert upgraded == await hub.queues.whole(queue)
    with pytest.raises(errors.NotFound):
        await hub.queues.get(location.id, queue)
    assert (await hub.queues.get(location.id, queue, assist=True)).has_cx_essentials
    assert queue in {row.id for row in await hub.queues.list(org) if row.has_cx_essentials}
    with pytest.raises(errors.Conflict):
        await hub.queues.update(location.id, queue, UpdateQueue(has_cx_essentials=False))
    await hub.queues.delete(location.id, queue)
    assert queue not in {row.id for row in await hub.queues.list(org)}


async def test_lists_follow_pages(hub: HubClient) -> None:
    org, location = await place(hub)
    made = [
        await hub.queues.create(location.id, CreateQueue(name=f"Page {n}", extension=f"771{n}"))
        for n in range(3)
    ]
    pages = hub.queues.pages(org, name="Page", size=1)
    assert [row.id async for row in pages.each()] == made[::-1]
    assert pages.fetched == 3
    assist = await hub.queues.create(
        location.id, CreateQueue(name="Page 9", extension="7719"), assist=True
    )
    listed = await hub.queues.list(org, location_id=location.id, name="Page")
    assert [row.id for row in listed] == [*made[::-1], assist]
    for queue in (*made, assist):
        await hub.queues.delete(location.id, queue)


async def test_a_virtual_line_comes_and_goes(hub: HubClient) -> None:
    org, location = await place(hub)
    body = CreateVirtualLine(
        first_name="Front", last_name="Desk", extension="7720", location_id=location.id
    )
    line = await hub.virtual_lines.create(org, body)
    (found,) = [one for one in await hub.virtual_lines.list(org) if one.id == line]
    assert (found.first_name, found.number.extension) == ("Front", "7720")
    with pytest.raises(errors.Conflict):
        await hub.virtual_lines.create(org, body)
    await hub.virtual_lines.delete(line)
    assert line not in {one.id for one in await hub.virtual_lines.list(org)}


async def test_the_live_platform_upgrades_nothing() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise AssertionError(request.url)

    async with client(answer, base=LIVE) as hub:
        for call in (
            hub.queues.upgrade("q"),
            hub.queues.whole("q"),
            hub.queues.set_supervisors("q", "p"),
        ):
            with pytest.raises(errors.NotOffered):
                await call
