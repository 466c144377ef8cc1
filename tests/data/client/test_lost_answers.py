"""An answer to a provisioning is lost: the client looks what happened, and sends nothing twice."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from data.client import Settings, errors, lost
from data.client.lost import Search
from data.models.answers import Accepted
from data.models.customers import Address
from data.models.requests import CustomerInfo, ProvisionCustomer, ProvisionSubscriber
from tests.data.client.losing import Losing, Platform, failures, over
from tests.data.client.support import Pauses, error

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.client import HubClient
    from data.models.base import Findable
    from data.models.customers import Customer

    Provision = Callable[[HubClient], Any]

ACME = ProvisionCustomer(
    provisioning_id="T1",
    packages=("webex_calling",),
    external_id="ACME-1",
    address=Address(address_line1="1 Main St", city="Springfield", country="US"),
)
ANN = ProvisionSubscriber(customer_id="C0", email="Ann@acme.example", package="webex_calling")
LOST = dict(failures())


async def a_customer(hub: HubClient) -> Findable:
    return await hub.customers.provision(ACME)


async def a_subscriber(hub: HubClient) -> Findable:
    return await hub.subscribers.provision(ANN)


BOTH = pytest.mark.parametrize("provision", [a_customer, a_subscriber])


def network(platform: Platform, failure: str, *, arrives: bool) -> Losing:
    return Losing(httpx.MockTransport(platform), LOST[failure], arrives=arrives)


@BOTH
async def test_an_answer_that_comes_is_no_find(provision: Provision) -> None:
    platform = Platform()
    async with over(httpx.MockTransport(platform)) as hub:
        made = await provision(hub)
        assert [record.method for record in hub.log] == ["GET", "POST"]
    assert not made.found
    assert platform.posts == 1


@BOTH
@pytest.mark.parametrize("failure", LOST)
async def test_what_took_effect_is_found(provision: Provision, failure: str) -> None:
    platform, pauses = Platform(), Pauses()
    lost = network(platform, failure, arrives=True)
    async with over(lost, pauses) as hub:
        made = await provision(hub)
    assert made.found
    if provision is a_customer:
        assert made.customer_id == platform.rows["customers"][0]["id"]
        assert made.url == "http://localhost/v1/wholesale/customers/C0"
    else:
        assert made.id == platform.rows["subscribers"][0]["id"]
    assert platform.posts == 1
    assert lost.seen == ["GET", "POST", "GET"]
    assert pauses.slept == []


@BOTH
@pytest.mark.parametrize("failure", LOST)
async def test_what_did_not_happen_is_said(provision: Provision, failure: str) -> None:
    platform, pauses = Platform(), Pauses()
    lost = network(platform, failure, arrives=False)
    async with over(lost, pauses) as hub:
        with pytest.raises(errors.HubError) as caught:
            await provision(hub)
    problem = caught.value
    assert isinstance(problem, errors.TimedOut | errors.Unreachable | errors.PlatformError)
    assert problem.sent
    assert problem.request.startswith("POST")
    assert "looked for and is not there" in str(problem)
    assert platform.posts == 0
    assert lost.seen.count("POST") == 1
    assert lost.seen.count("GET") == 4
    assert pauses.slept == [2.0, 5.0]


@BOTH
async def test_what_shows_later_is_found_later(provision: Provision) -> None:
    platform, pauses = Platform(late=2), Pauses()
    lost = network(platform, "no answer in time", arrives=True)
    async with over(lost, pauses) as hub:
        made = await provision(hub)
    assert made.found
    assert pauses.slept == [2.0, 5.0]


@BOTH
@pytest.mark.parametrize("arrives", [True, False])
async def test_what_was_there_before_is_not_taken_for_ones_own(
    provision: Provision, arrives: bool
) -> None:
    platform = Platform()
    async with over(httpx.MockTransport(platform)) as hub:
        await provision(hub)
    lost = network(platform, "no answer in time", arrives=arrives)
    async with over(lost) as hub:
        with pytest.raises(errors.TimedOut, match="is not there"):
            await provision(hub)
    assert lost.seen.count("POST") == 1


@BOTH
async def test_a_conflict_that_is_answered_is_a_conflict(provision: Provision) -> None:
    platform = Platform()
    async with over(httpx.MockTransport(platform)) as hub:
        await provision(hub)
        with pytest.raises(errors.Conflict):
            await provision(hub)
        assert [record.method for record in hub.log] == ["GET", "POST"] * 2


OTHERS = [
    ACME.model_copy(update={"packages": ("webex_meetings",)}),
    ACME.model_copy(
        update={"address": Address(address_line1="9 High St", city="Bonn", country="DE")}
    ),
]


@pytest.mark.parametrize("other", OTHERS)
async def test_what_somebody_else_makes_meanwhile_is_not_ones_own(
    other: ProvisionCustomer,
) -> None:
    platform = Platform()
    lost = network(platform, "cut before the answer", arrives=True)
    row = {"id": "C7", "status": "provisioning", **other.wire()}
    lost.before = lambda: platform.rows["customers"].append(row)
    async with over(lost) as hub:
        with pytest.raises(errors.Conflict, match="Somebody else") as caught:
            await a_customer(hub)
    assert isinstance(caught.value.__cause__, errors.Unreachable)


@pytest.mark.parametrize(("name", "own"), [("ACME  Dental", True), ("Acme Freight", False)])
async def test_a_customer_of_another_name_is_somebody_elses(name: str, own: bool) -> None:
    """Alike in all but the name that its organization has."""
    platform = Platform()

    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/hub/"):
            return error(404)
        if request.url.path.startswith("/v1/organizations/"):
            return httpx.Response(200, json={"id": "O7", "displayName": name})
        return platform(request)

    lost = Losing(httpx.MockTransport(handler), LOST["500"], arrives=False)
    order = ACME.model_copy(update={"customer_info": CustomerInfo(name="Acme Dental")})
    row = {"id": "C7", "orgId": "O7", "status": "provisioned", **order.wire()}
    lost.before = lambda: platform.rows["customers"].append(row)
    async with over(lost) as hub:
        if own:
            assert (await hub.customers.provision(order)).customer_id == "C7"
        else:
            with pytest.raises(errors.Conflict, match="Somebody else"):
                await hub.customers.provision(order)


async def test_the_platform_may_tidy_up_what_it_was_sent() -> None:
    platform = Platform()
    lost = network(platform, "no answer in time", arrives=False)
    tidy = Address(address_line1="1 MAIN ST", city="Springfield", country="us")
    row = ACME.model_copy(update={"address": tidy}).wire()
    packages = ["webex_calling", "attendant_console"]
    lost.before = lambda: platform.rows["customers"].append(
        {**row, "id": "C7", "packages": packages}
    )
    async with over(lost) as hub:
        made = await hub.customers.provision(ACME)
    assert (made.customer_id, made.found) == ("C7", True)


async def test_packages_have_two_names() -> None:
    platform = Platform()
    lost = network(platform, "no answer in time", arrives=False)
    row = {**ANN.wire(), "id": "S7", "package": "cx_essentials", "email": "ann@acme.example"}
    lost.before = lambda: platform.rows["subscribers"].append(row)
    async with over(lost) as hub:
        body = ANN.model_copy(update={"package": "customer_assist"})
        assert (await hub.subscribers.provision(body)).id == "S7"


@BOTH
async def test_nothing_is_sent_where_the_platform_cannot_be_asked_before(
    provision: Provision,
) -> None:
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.method)
        raise httpx.ReadTimeout("slow")

    async with over(httpx.MockTransport(handler)) as hub:
        with pytest.raises(errors.TimedOut) as caught:
            await provision(hub)
    assert not caught.value.sent
    assert seen == ["GET"]


@BOTH
async def test_who_may_not_look_is_told_that_nobody_knows(provision: Provision) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return error(403) if request.method == "GET" else error(500)

    async with over(httpx.MockTransport(handler)) as hub:
        with pytest.raises(errors.Unsettled, match="could not be looked up") as caught:
            await provision(hub)
    assert caught.value.sent
    assert caught.value.request.startswith("POST")
    assert isinstance(caught.value.__cause__, errors.PlatformError)


@BOTH
async def test_who_may_not_look_can_provision_all_the_same(provision: Provision) -> None:
    platform = Platform()

    def handler(request: httpx.Request) -> httpx.Response:
        return error(403) if request.method == "GET" else platform(request)

    async with over(httpx.MockTransport(handler)) as hub:
        assert not (await provision(hub)).found


@BOTH
async def test_a_network_that_stays_away_is_said(provision: Provision) -> None:
    platform = Platform()

    def handler(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            platform.posts += 1
        if platform.posts:
            raise httpx.ReadError("gone")
        return platform(request)

    async with over(httpx.MockTransport(handler)) as hub:
        with pytest.raises(errors.Unsettled, match="could not be looked up either") as caught:
            await provision(hub)
    assert caught.value.sent
    assert platform.posts == 1


async def test_looking_lasts_about_as_long_as_a_call_may() -> None:
    platform, pauses = Platform(), Pauses()

    def handler(request: httpx.Request) -> httpx.Response:
        platform.posts += request.method == "POST"
        if platform.posts:
            pauses.now += 58
            return error(500)
        return platform(request)

    async with over(httpx.MockTransport(handler), pauses) as hub:
        with pytest.raises(errors.Unsettled):
            await a_customer(hub)
        assert [record.method for record in hub.log] == ["GET", "POST", "GET"]


async def test_a_look_has_the_rest_of_that_time() -> None:
    pauses = Pauses()
    settings = Settings(wait=pauses.wait, timer=pauses.timer, looks=(0.0, 59.95))
    looks: list[float] = []

    async def look() -> tuple[Customer, ...]:
        looks.append(pauses.now)
        if len(looks) == 3:
            await asyncio.sleep(5)
        return ()

    async def send() -> Accepted:
        raise errors.PlatformError("no")

    async def ordered(_row: Customer) -> bool:
        return True

    search = Search(look, lambda row: row.id, ordered, lambda _row: Accepted(url=""))
    began = time.monotonic()
    with pytest.raises(errors.PlatformError):
        await lost.provision(settings, send, search)
    assert len(looks) == 3
    assert time.monotonic() - began < 2


async def test_a_request_without_a_name_to_look_for_is_just_sent() -> None:
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.method)
        return error(504)

    async with over(httpx.MockTransport(handler)) as hub:
        for call in (
            hub.customers.provision(ACME.model_copy(update={"external_id": " "})),
            hub.subscribers.provision(ANN.model_copy(update={"customer_id": ""})),
        ):
            with pytest.raises(errors.Unsettled, match="could not be looked up"):
                await call
    assert seen == ["POST", "POST"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 415, 423, 429])
@BOTH
async def test_a_refusal_is_no_lost_answer(provision: Provision, status: int) -> None:
    platform = Platform()
    lost = Losing(httpx.MockTransport(platform), lambda: error(status), arrives=False)
    async with over(lost) as hub:
        with pytest.raises(errors.HubError) as caught:
            await provision(hub)
    assert caught.value.status == status
    assert "looked" not in str(caught.value)
    assert lost.seen == ["GET", "POST"]


@BOTH
async def test_what_surely_did_not_arrive_is_sent_again(provision: Provision) -> None:
    for failure in (lambda: httpx.ConnectError("x"), lambda: error(429, retry_after="3")):
        platform = Platform()
        lost = Losing(httpx.MockTransport(platform), failure, arrives=False, times=2)
        async with over(lost) as hub:
            assert not (await provision(hub)).found
            assert [record.attempt for record in hub.log] == [1, 1, 2, 3]
        assert platform.posts == 1


@BOTH
async def test_cancelling_ends_the_looking(provision: Provision) -> None:
    waiting = asyncio.Event()

    async def wait(_seconds: float) -> None:
        waiting.set()
        await asyncio.sleep(30)

    lost = network(Platform(), "500", arrives=False)
    async with over(lost) as hub:
        hub._caller.settings.wait = wait
        call = asyncio.create_task(provision(hub))
        await waiting.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
    assert lost.seen.count("POST") == 1
