"""Operations on locations and workspaces."""

from __future__ import annotations

import httpx
import pytest

from data.operations.catalogue import operation
from data.operations.inputs.reading import WrongInput
from data.operations.operation import Danger
from tests.app.cli.changing_hub import ChangingHub
from tests.app.cli.fake_hub import customer, customer_id

HILL = {"address1": "2 Hill", "city": "Leeds", "country": "GB"}


@pytest.fixture
def fake() -> ChangingHub:
    return ChangingHub([customer(1, "Acme Dental", "NC-1", orgId="org-1")])


async def test_a_location(fake: ChangingHub) -> None:
    create = operation("locations.create")
    given = {"customerId": customer_id(1), "name": "Hill", "address": HILL}
    async with fake.client() as hub:
        plan = await create.plan(hub, given)
        outcome = await create.apply(hub, plan)
        assert create.undo(outcome) is None
    assert plan.effects == ("Makes the location Hill of Acme Dental: Europe/London, en_US.",)
    assert (outcome.subject.kind, outcome.subject.id) == ("location", "made")
    assert outcome.tracking_ids == ("T-1",)


async def test_what_a_location_lacks(fake: ChangingHub) -> None:
    with pytest.raises(WrongInput) as caught:
        async with fake.client() as hub:
            await operation("locations.create").plan(hub, {"customerId": customer_id(1)})
    assert [one.field for one in caught.value.problems] == [
        *("name", "address.address1", "address.city", "address.country")
    ]


async def test_no_place_without_an_organization(fake: ChangingHub) -> None:
    del fake.rows[0]["orgId"]
    fake.rows[0]["status"] = "pending_rpl_review"
    given = {"customerId": customer_id(1), "name": "Hill", "address": HILL}
    async with fake.client() as hub:
        plan = await operation("locations.create").plan(hub, given)
    assert [one.reason for one in plan.blockers] == [
        "The denied-party review of Acme Dental is pending.",
        "Acme Dental has no organization yet.",
    ]


@pytest.mark.rule("PKG-7")
async def test_a_workspace_and_back(fake: ChangingHub) -> None:
    fake.rows[0]["packages"] = ["common_area_calling"]
    fake.locations = [{"id": "loc-1", "name": "Pier"}]
    create = operation("workspaces.create")
    given = {"customerId": customer_id(1), "displayName": "Lobby", "phoneNumber": "+442079460000"}
    async with fake.client() as hub:
        plan = await create.plan(hub, given)
        undo = create.undo(await create.apply(hub, plan))
    assert plan.effects == ("Makes the workspace Lobby of Acme Dental with Common Area Calling.",)
    assert plan.blockers == ()
    assert undo is not None
    assert (undo.operation, undo.given) == ("workspaces.delete", {"workspaceId": "made"})
    room = {"id": "made", "displayName": "Lobby"}
    fake.fail = lambda request: (
        httpx.Response(200, json=room) if request.url.path.endswith("/workspaces/made") else None
    )
    async with fake.client() as hub:
        plan = await operation(undo.operation).plan(hub, undo.given)
    assert plan.danger is Danger.LOSS
    assert plan.effects == ("Lobby can make no calls any more; its number is free.",)


async def test_a_workspace_needs_a_number(fake: ChangingHub) -> None:
    given = {"customerId": customer_id(1), "displayName": "Lobby"}
    with pytest.raises(WrongInput, match="extension: is required, or a phone number"):
        async with fake.client() as hub:
            await operation("workspaces.create").plan(hub, given)
