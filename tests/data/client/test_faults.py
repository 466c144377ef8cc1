"""Faults and the client: told, taken back, seen, and met by what it repeats (decision 11)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from data.client import Settings, Timeouts, errors
from data.models.faults import FaultInput
from tests.data.client.support import LIVE, Pauses, client, error, person

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

    from data.client import HubClient
    from tests.data.client.emulated import Emulation, Way


@pytest.fixture
async def patient(emulation: Emulation, way: Way) -> AsyncIterator[HubClient]:
    """A client whose pauses take no time, of an emulation without faults."""
    time = Pauses()
    settings = Settings(wait=time.wait, timer=time.timer, jitter=lambda: 0.0)
    async with emulation.over(way, settings=settings) as made:
        await made.faults.reset()
        yield made
        await made.faults.reset()


def fault(operations: str, kind: str, **more: object) -> FaultInput:
    return FaultInput.model_validate({"operations": operations, "kind": kind, **more})


async def test_faults_are_added_listed_and_taken_back(patient: HubClient) -> None:
    one = await patient.faults.add(fault("customers.*", "status", status=503, share=0.5, most=3))
    two = await patient.faults.add(fault("*", "delay", delay_ms=1))
    assert await patient.faults.list() == (one, two)
    assert (one.kind, one.status, one.share, one.most, one.seen) == ("status", 503, 0.5, 3, 0)
    assert one.created is not None
    await patient.faults.remove(one.id)
    assert [found.id for found in await patient.faults.list()] == [two.id]
    with pytest.raises(errors.NotFound):
        await patient.faults.remove(one.id)
    await patient.faults.reset()
    assert await patient.faults.list() == ()
    with pytest.raises(errors.Invalid, match="names no operation") as found:
        await patient.faults.add(fault("customer.create", "drop"))
    assert "as the message says" in found.value.advice


async def test_they_can_be_taken_back_whatever_fails(patient: HubClient) -> None:
    await patient.faults.add(fault("*", "drop"))
    with pytest.raises(errors.Unreachable):
        await patient.me()
    assert patient.faults_on.on == 1
    await patient.faults.reset()
    assert (await patient.me()).emails


async def test_a_platform_that_is_none_of_ours_has_no_faults_to_give() -> None:
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.path)
        return error(404) if "faults" in request.url.path else person()

    async with client(handler, base=LIVE) as hub:
        for call in (hub.faults.list(), hub.faults.reset(), hub.faults.add(FaultInput())):
            with pytest.raises(errors.NotOffered):
                await call
        assert seen == []
    async with client(handler) as hub:
        with pytest.raises(errors.NotOffered):
            await hub.faults.list()


async def test_the_client_knows_whether_faults_are_on(patient: HubClient) -> None:
    heard: list[int] = []
    stop = patient.faults_on.subscribe(heard.append)
    await patient.me()
    assert patient.faults_on.on == 0
    await patient.faults.add(fault("people.me", "status", status=500, most=1))
    await patient.faults.add(fault("people.me", "delay", delay_ms=1))
    assert patient.faults_on.on == 2
    with pytest.raises(errors.PlatformError):
        await patient.me()
    await patient.faults.reset()
    assert patient.faults_on.on == 0
    await asyncio.sleep(0)
    assert heard == [1, 2, 0]
    stop()
    stop()
    await patient.faults.add(fault("people.me", "delay", delay_ms=1))
    await asyncio.sleep(0)
    assert heard == [1, 2, 0]


@pytest.mark.parametrize(
    ("text", "on"),
    [("2", 2), ("0", 0), ("", 0), ("-1", 0), ("1.5", 0), ("1" * 7, 0), (" 3", 0)],
)
async def test_only_a_number_counts(text: str, on: int) -> None:
    def handler(_request: httpx.Request) -> httpx.Response:
        answer = person()
        answer.headers["rtm-faults"] = text
        return answer

    async with client(handler) as hub:
        await hub.me()
        assert hub.faults_on.on == on


async def test_a_live_platforms_word_for_it_is_not_taken() -> None:
    def handler(_request: httpx.Request) -> httpx.Response:
        answer = person()
        answer.headers["rtm-faults"] = "3"
        return answer

    async with client(handler, base=LIVE) as hub:
        await hub.me()
        assert hub.faults_on.on == 0


@pytest.mark.parametrize("luck", [1, 2, 3])
async def test_a_list_is_whole_however_often_it_fails(patient: HubClient, luck: int) -> None:
    whole = [row.id async for row in patient.customers.iterate()]
    for kind, share, status in (
        ("status", 0.1, 502),
        ("status", 0.06, 429),
        ("cut", 0.06, None),
        ("drop", 0.03, None),
    ):
        await patient.faults.add(
            fault("customers.list", kind, share=share, status=status, seed=luck)
        )
    found: list[str] = []
    for _ in range(4):
        found = [row.id for row in await patient.customers.pages(size=5).all()]
        assert found == whole
    hit = [one.fired for one in await patient.faults.list()]
    assert sum(hit) >= 5


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("cut", errors.BadAnswer), ("garble", errors.BadAnswer), ("drop", errors.Unreachable)],
)
async def test_what_each_kind_is_to_a_client(
    patient: HubClient, kind: str, expected: type[errors.HubError]
) -> None:
    await patient.faults.add(fault("people.me", kind))
    with pytest.raises(expected):
        await patient.me()
    assert patient.faults_on.on == 1


async def test_a_late_answer_ends_at_the_deadline(emulation: Emulation, way: Way) -> None:
    settings = Settings(timeouts=Timeouts(read=0.2, total=0.5))
    async with emulation.over(way, settings=settings) as hub:
        await hub.faults.add(fault("people.me", "delay", delay_ms=3_000))
        with pytest.raises(errors.TimedOut):
            await hub.me()
        await hub.faults.reset()
