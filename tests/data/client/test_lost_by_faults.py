"""Answers of the emulation are lost, in every way that it knows, before and after the effect.

Whatever was done is told as done, once; whatever was not, is told as not done.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from data.client import Settings, Timeouts, errors
from data.models.faults import FaultInput
from tests.data.client.changing import CHANGES, MAIN
from tests.data.client.support import hasty

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable

    from data.client import HubClient
    from data.models.base import Findable
    from tests.data.client.changing import Change
    from tests.data.client.emulated import Emulation, Way

KINDS: dict[str, dict[str, Any]] = {
    "drop": {"kind": "drop"},
    "cut": {"kind": "cut"},
    "garble": {"kind": "garble"},
    "500": {"kind": "status", "status": 500},
    "503": {"kind": "status", "status": 503},
    "504": {"kind": "status", "status": 504},
}
MOMENTS = ("before", "after")
CASES = [
    pytest.param(change, kind, moment, id=f"{name}-{kind}-{moment}")
    for name, change in CHANGES.items()
    for kind in KINDS
    for moment in MOMENTS
    if kind in ("drop", "503") or (name in MAIN and (kind != "504" or "create" in name))
]
NUMBERS = count(1)


@pytest.fixture
async def calm(emulation: Emulation, way: Way) -> AsyncIterator[HubClient]:
    """A client whose pauses take no time; faults end with the test."""
    async with emulation.over(way, settings=hasty()) as made:
        yield made
        await made.faults.reset()


def lose(change: Change, moment: str, **fault: Any) -> FaultInput:
    """Hit the next request of a change."""
    given = {"operations": change.operation, "moment": moment, "most": 1, **fault}
    return FaultInput.model_validate(given)


@pytest.mark.parametrize(("change", "kind", "moment"), CASES)
async def test_a_lost_answer(
    emulation: Emulation, calm: HubClient, change: Change, kind: str, moment: str
) -> None:
    thing = await change.prepare(emulation, calm, f"lost{next(NUMBERS)}")
    await calm.faults.add(lose(change, moment, **KINDS[kind]))
    if moment == "after":
        made = await change.call(calm, thing)
        assert made.found
    else:
        with pytest.raises(errors.HubError, match=r"is not (there|done)") as caught:
            await change.call(calm, thing)
        assert caught.value.sent
        # One advice, and none that contradicts it.
        assert caught.value.advice == "Look again before it is sent again."
        assert not isinstance(caught.value, errors.Unsettled)
    assert [one.fired for one in await calm.faults.list()] == [1]
    await calm.faults.reset()
    assert await change.times(calm, thing) == (moment == "after")


@pytest.mark.parametrize("name", MAIN)
@pytest.mark.parametrize("moment", MOMENTS)
async def test_an_answer_that_comes_too_late(
    emulation: Emulation, calm: HubClient, way: Way, name: str, moment: str
) -> None:
    """A server may or may not go on with a request whose client is gone; what is told is so."""
    change = CHANGES[name]
    thing = await change.prepare(emulation, calm, f"late{next(NUMBERS)}")
    await calm.faults.add(lose(change, moment, kind="delay", delay_ms=300))
    slow = Settings(looks=(0.0, 0.3, 0.2), timeouts=Timeouts(read=0.2, total=9))
    async with emulation.over(way, settings=slow) as hub:
        told = await _told(change.call(hub, thing))
    await calm.faults.reset()
    assert told is True or moment == "before"
    assert await change.times(calm, thing) == told


@pytest.mark.parametrize("name", MAIN)
async def test_what_is_turned_away_is_sent_again(
    emulation: Emulation, calm: HubClient, name: str
) -> None:
    """429 says that nothing was done, so that repeating does no harm; the client does it itself."""
    change = CHANGES[name]
    thing = await change.prepare(emulation, calm, f"busy{next(NUMBERS)}")
    await calm.faults.add(lose(change, "before", kind="status", status=429, most=2))
    assert not (await change.call(calm, thing)).found
    assert await change.times(calm, thing) == 1
    methods = [one.attempt for one in calm.log if one.method != "GET"][-1]
    assert methods == 3


@pytest.mark.parametrize("luck", [1, 2])
@pytest.mark.parametrize("name", MAIN)
async def test_looking_fails_as_well(
    emulation: Emulation, calm: HubClient, name: str, luck: int
) -> None:
    """Half of the reads are hit, too, so that some are hit for good; what is told stays true."""
    change = CHANGES[name]
    thing = await change.prepare(emulation, calm, f"worse{next(NUMBERS)}")
    await calm.faults.add(lose(change, "after", kind="cut"))
    given = {"operations": change.reads, "kind": "status", "status": 500, "share": 0.5}
    await calm.faults.add(FaultInput.model_validate({**given, "seed": luck}))
    told = await _told(change.call(calm, thing))
    sent = (await calm.faults.list())[0].fired
    await calm.faults.reset()
    assert told in (True, None) if sent else told is False
    assert await change.times(calm, thing) == sent


async def _told(call: Awaitable[Findable]) -> bool | None:
    """Whether a change is told to have happened; None for what cannot be told."""
    try:
        found = (await call).found
    except errors.Unsettled:
        return None
    except errors.HubError:
        return False
    assert found
    return True
