"""Waiting for a customer: until it is settled, no longer and no oftener than needed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from data.client import errors
from data.models.statuses import MOVING, STATUSES
from tests.data.client.losing import over
from tests.data.client.support import Pauses, error

if TYPE_CHECKING:
    from data.client import HubClient
    from data.models.customers import Customer

START = datetime(2026, 11, 24, 9, tzinfo=UTC)


class World:
    """A platform with one customer, whose steps come with the time of the client's pauses.

    Args:
        steps: statuses by the second from which they hold; None is gone.
        hub: whether it says when the next step is due.
        rate: its seconds in one of the client's.
    """

    def __init__(
        self, steps: dict[float, str | None], *, hub: bool = False, rate: float = 1.0
    ) -> None:
        self.pauses = Pauses(now=0.0)
        self.steps = steps
        self.hub = hub
        self.rate = rate
        self.looks: list[float] = []
        self.broken: dict[int, httpx.Response | Exception] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/hub/v1/capabilities":
            can = {"keyset": True, "changes": True, "platform": "sandbox"}
            return httpx.Response(200, json=can) if self.hub else error(404)
        if path == "/hub/v1/clock":
            return httpx.Response(200, json={"now": self._iso(self.now), "rate": self.rate})
        self.looks.append(self.pauses.now)
        broken = self.broken.get(len(self.looks))
        if isinstance(broken, Exception):
            raise broken
        return broken or self._customer()

    @property
    def now(self) -> float:
        """The platform's time."""
        return self.pauses.now * self.rate

    def _iso(self, seconds: float) -> str:
        return (START + timedelta(seconds=seconds)).isoformat()

    def _customer(self) -> httpx.Response:
        status = [status for at, status in self.steps.items() if at <= self.now][-1]
        if status is None:
            return error(404)
        row: dict[str, Any] = {"id": "C1", "status": status}
        coming = [at for at in self.steps if at > self.now]
        if self.hub and coming:
            row["nextChange"] = self._iso(coming[0])
        return httpx.Response(200, json=row)

    def client(self) -> HubClient:
        return over(httpx.MockTransport(self), self.pauses)


@pytest.mark.parametrize("status", [one for one in STATUSES if one not in MOVING])
async def test_what_is_settled_is_not_waited_for(status: str) -> None:
    world = World({0: status})
    async with world.client() as hub:
        assert (await hub.customers.wait("C1")).status == status
    assert (world.looks, world.pauses.slept) == ([0.0], [])


@pytest.mark.rule("PRV-1")
async def test_success_is_read_from_the_status_at_growing_intervals() -> None:
    world = World({0: "provisioning", 20: "updating", 40: "provisioned"})
    told: list[str] = []
    async with world.client() as hub:
        found = await hub.customers.wait("C1", progress=lambda one: told.append(one.status))
    assert found.status == "provisioned"
    assert told == ["provisioning", "updating", "provisioned"]
    assert world.pauses.slept[:4] == [1.0, 1.5, 2.25, 3.375]
    assert max(world.pauses.slept) <= 15
    assert len(world.looks) < 12


@pytest.mark.parametrize("rate", [1.0, 4.0])
async def test_a_platform_that_says_when_is_asked_then(rate: float) -> None:
    world = World({0: "provisioning", 3: "provisioned"}, hub=True, rate=rate)
    async with world.client() as hub:
        assert (await hub.customers.wait("C1")).status == "provisioned"
    assert world.looks == [0.0, 3 / rate]


async def test_a_far_step_is_looked_for_earlier_as_the_clock_may_be_moved() -> None:
    world = World({0: "provisioning", 3600: "provisioned"}, hub=True)
    async with world.client() as hub:
        with pytest.raises(errors.TimedOut):
            await hub.customers.wait("C1", within=12)
    assert world.looks == [0.0, 5.0, 10.0, 12.0]


async def test_a_frozen_clock_is_looked_at_calmly() -> None:
    world = World({0: "provisioning", 3: "provisioned"}, hub=True, rate=0.0)
    async with world.client() as hub:
        with pytest.raises(errors.TimedOut):
            await hub.customers.wait("C1", within=10)
    assert world.looks == [0.0, 5.0, 10.0]


async def test_the_deadline_is_kept_and_said() -> None:
    world = World({0: "provisioning"})
    async with world.client() as hub:
        with pytest.raises(errors.TimedOut, match=r"After 10 s .* \(provisioning\)") as caught:
            await hub.customers.wait("C1", within=10)
    assert world.looks[-1] == 10.0
    assert not caught.value.sent


@pytest.mark.rule("RPL-3")
async def test_a_review_ends_the_wait_if_it_shall() -> None:
    world = World({0: "provisioning", 1: "pending_rpl_review"})
    async with world.client() as hub:
        with pytest.raises(errors.TimedOut):
            await hub.customers.wait("C1", within=100)
        found = await hub.customers.wait("C1", stop_at_review=True)
    assert found.status == "pending_rpl_review"


async def test_a_network_that_is_away_for_a_moment_ends_nothing() -> None:
    world = World({0: "provisioning", 5: "provisioned"})
    world.broken.update((n, httpx.ReadError("gone")) for n in range(2, 6))
    world.broken[6] = error(503)
    async with world.client() as hub:
        assert (await hub.customers.wait("C1")).status == "provisioned"


async def test_one_that_stays_away_is_said_in_the_end() -> None:
    world = World({0: "provisioning"})
    world.broken = {n: httpx.ReadError("gone") for n in range(2, 500)}
    async with world.client() as hub:
        with pytest.raises(errors.Unreachable):
            await hub.customers.wait("C1", within=30)
    assert world.pauses.now >= 30


@pytest.mark.parametrize("status", [401, 403, 404, 400])
async def test_what_does_not_pass_ends_the_wait(status: int) -> None:
    world = World({0: "provisioning"})
    world.broken = {2: error(status)}
    async with world.client() as hub:
        with pytest.raises(errors.HubError) as caught:
            await hub.customers.wait("C1")
    assert caught.value.status == status
    assert len(world.looks) == 2


@pytest.mark.parametrize("hub", [True, False])
async def test_a_removal_ends_when_it_is_gone(hub: bool) -> None:
    world = World({0: "provisioned", 2: "deleting", 9: None}, hub=hub)
    told: list[str] = []

    def tell(customer: Customer) -> None:
        told.append(customer.status)

    async with world.client() as client:
        assert await client.customers.wait_removed("C1", progress=tell) is None
    assert told == ["provisioned", "deleting"]


async def test_a_removal_that_comes_to_nothing_is_shown() -> None:
    world = World({0: "deleting", 4: "error"})
    async with world.client() as hub:
        found = await hub.customers.wait_removed("C1")
    assert found is not None
    assert found.status == "error"


async def test_a_removal_that_never_begins_runs_out_of_time() -> None:
    world = World({0: "provisioned"})
    async with world.client() as hub:
        with pytest.raises(errors.TimedOut):
            await hub.customers.wait_removed("C1", within=20)


async def test_waiting_can_be_cancelled() -> None:
    world, waiting = World({0: "provisioning"}), asyncio.Event()

    async def wait(_seconds: float) -> None:
        waiting.set()
        await asyncio.sleep(30)

    async with world.client() as hub:
        hub._caller.settings.wait = wait
        call = asyncio.create_task(hub.customers.wait("C1"))
        await waiting.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
