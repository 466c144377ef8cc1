"""Safe calls are made again where that is promising; others never."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.client import Retries, Timeouts, errors
from data.client.retry import retry_after
from data.models.people import Person
from tests.data.client.support import Pauses, client, error, person

if TYPE_CHECKING:
    from collections.abc import Callable


class Script:
    """Answers one thing after the other, the last one again and again."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, _request: httpx.Request) -> httpx.Response:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.mark.parametrize(
    "first",
    [
        lambda: error(429),
        lambda: error(502),
        lambda: error(503),
        lambda: error(504),
        lambda: error(423, retry_after="1"),
        lambda: httpx.ConnectError("refused"),
        lambda: httpx.ConnectTimeout("slow"),
        lambda: httpx.RemoteProtocolError("closed"),
    ],
)
async def test_a_passing_failure_is_tried_again(
    first: Callable[[], httpx.Response | Exception],
) -> None:
    script, pauses = Script(first(), person()), Pauses()
    async with client(script, pauses=pauses) as hub:
        assert (await hub.me()).id == "P1"
        assert [(r.attempt, r.ok) for r in hub.log] == [(1, False), (2, True)]
    assert len(pauses.slept) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 423, 428, 500, 501])
async def test_a_lasting_failure_is_not(status: int) -> None:
    script = Script(error(status), person())
    async with client(script, pauses=Pauses()) as hub:
        with pytest.raises(errors.HubError):
            await hub.me()
    assert script.asked == 1


async def test_a_read_timeout_is_not_waited_for_twice() -> None:
    script = Script(httpx.ReadTimeout("slow"), person())
    async with client(script, pauses=Pauses()) as hub:
        with pytest.raises(errors.TimedOut):
            await hub.me()
    assert script.asked == 1


CHANGING = ["POST", "PUT", "PATCH", "DELETE"]


@pytest.mark.parametrize("method", CHANGING)
@pytest.mark.parametrize(
    "answer",
    [
        error(429),
        error(502),
        error(503, retry_after="1"),
        error(504),
        error(423, retry_after="1"),
        httpx.ReadTimeout("x"),
        httpx.ReadError("x"),
        httpx.WriteError("x"),
        httpx.RemoteProtocolError("x"),
    ],
)
async def test_a_change_that_may_have_happened_is_never_sent_again(
    method: str, answer: httpx.Response | Exception
) -> None:
    script = Script(answer, person())
    async with client(script, pauses=Pauses()) as hub:
        caller = hub._caller
        with pytest.raises(errors.HubError) as caught:
            await caller.call("test", method, caller.api("/people/me"), Person, b"{}")
    assert script.asked == 1
    assert caught.value.sent


@pytest.mark.parametrize("method", CHANGING)
@pytest.mark.parametrize(
    "answer",
    [error(429, retry_after="1"), httpx.ConnectError("x"), httpx.ConnectTimeout("x")],
)
async def test_a_change_that_did_not_happen_is_sent_again(
    method: str, answer: httpx.Response | Exception
) -> None:
    script = Script(answer, person())
    async with client(script, pauses=Pauses()) as hub:
        caller = hub._caller
        answered = await caller.call("test", method, caller.api("/people/me"), Person, b"{}")
    assert answered.value.id == "P1"
    assert script.asked == 2


async def test_a_check_that_changes_nothing_is_made_again_though_it_is_a_post() -> None:
    script = Script(error(503), person())
    async with client(script, pauses=Pauses()) as hub:
        caller = hub._caller
        url = caller.api("/people/me")
        answered = await caller.call("test", "POST", url, Person, b"{}", safe=True)
    assert answered.value.id == "P1"


async def test_pauses_double_up_to_a_limit_and_end() -> None:
    script, pauses = Script(error(503)), Pauses()
    retries = Retries(attempts=6, first=1.0, longest=5.0)
    async with client(script, pauses=pauses, retries=retries) as hub:
        with pytest.raises(errors.PlatformError):
            await hub.me()
    # The jitter of the tests is 0, which halves each pause.
    assert pauses.slept == [0.5, 1.0, 2.0, 2.5, 2.5]
    assert script.asked == 6


async def test_retry_after_is_kept_to() -> None:
    script, pauses = Script(error(429, retry_after="7"), person()), Pauses()
    async with client(script, pauses=pauses) as hub:
        await hub.me()
    assert pauses.slept == [7.0]


async def test_a_longer_wait_than_patience_is_said_at_once() -> None:
    script, pauses = Script(error(429, retry_after="3600"), person()), Pauses()
    async with client(script, pauses=pauses) as hub:
        with pytest.raises(errors.Throttled) as caught:
            await hub.me()
    assert pauses.slept == []
    assert caught.value.retry_after == 3600
    assert "3600" in caught.value.advice


async def test_no_pause_goes_beyond_the_deadline() -> None:
    script, pauses = Script(error(429, retry_after="20")), Pauses()
    timeouts = Timeouts(total=50)
    async with client(script, pauses=pauses, timeouts=timeouts) as hub:
        with pytest.raises(errors.Throttled):
            await hub.me()
    assert pauses.slept == [20.0, 20.0]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        (" 12 ", 12.0),
        ("9" * 400, 1e9),
        ("Tue, 24 Nov 2026 10:00:30 GMT", 30.0),
        ("Tue, 24 Nov 2026 09:00:00 GMT", 0.0),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("²", None),
        ("Tue, 99 Nov 2026 09:00:00 GMT", None),
        ("", None),
    ],
)
def test_retry_after_in_all_its_forms(value: str, seconds: float | None) -> None:
    date = "Tue, 24 Nov 2026 10:00:00 GMT"
    headers = [(b"Retry-After", value.encode()), (b"Date", date.encode())]
    assert retry_after(httpx.Response(429, headers=headers)) == seconds


def test_a_date_without_the_servers_clock_counts_from_here() -> None:
    soon = datetime.now(UTC).timestamp() + 100
    text = datetime.fromtimestamp(soon, UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    seconds = retry_after(httpx.Response(429, headers={"retry-after": text}))
    assert seconds is not None
    assert 95 < seconds <= 100


@given(
    attempt=st.integers(1, 50),
    after=st.none() | st.floats(0, 1e9),
    jitter=st.floats(0, 1, exclude_max=True),
)
def test_a_pause_is_bounded(attempt: int, after: float | None, jitter: float) -> None:
    retries = Retries()
    pause = retries.pause(attempt, after, jitter)
    if attempt >= retries.attempts or (after is not None and after > retries.patience):
        assert pause is None
        return
    assert pause is not None
    if after is not None:
        assert after <= pause <= after + retries.first
    else:
        assert 0 < pause <= retries.longest


async def test_a_call_ends_at_its_deadline() -> None:
    async def handler(_request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(30)
        return person()

    began = time.perf_counter()
    async with client(handler, timeouts=Timeouts(total=0.05)) as hub:
        with pytest.raises(errors.TimedOut, match=r"within 0\.05 s"):
            await hub.me()
    assert time.perf_counter() - began < 1
    assert hub.log.last is not None
    assert hub.log.last.error == "TimedOut"


class Slow(httpx.AsyncByteStream):
    """A body that never ends, and knows whether it was closed."""

    def __init__(self) -> None:
        self.closed = False
        self.began = asyncio.Event()

    async def __aiter__(self):  # type: ignore[no-untyped-def] # a generator of bytes
        yield b'{"id": '
        self.began.set()
        await asyncio.sleep(30)

    async def aclose(self) -> None:
        self.closed = True


async def test_a_cancelled_call_closes_its_response() -> None:
    body = Slow()
    async with client(lambda _: httpx.Response(200, stream=body)) as hub:
        call = asyncio.create_task(hub.me())
        await body.began.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert body.closed
        record = hub.log.last
        assert record is not None
        assert (record.status, record.error) == (200, "Cancelled")
        assert record.response_text() == '{"id": '


async def test_a_deadline_within_a_body_closes_the_response() -> None:
    body = Slow()
    timeouts = Timeouts(total=0.05)
    async with client(lambda _: httpx.Response(200, stream=body), timeouts=timeouts) as hub:
        with pytest.raises(errors.TimedOut):
            await hub.me()
    assert body.closed


async def test_cancelling_while_waiting_ends_the_wait() -> None:
    waiting = asyncio.Event()

    async def wait(_seconds: float) -> None:
        waiting.set()
        await asyncio.sleep(30)

    async with client(Script(error(503))) as hub:
        hub._caller.settings.wait = wait
        call = asyncio.create_task(hub.me())
        await waiting.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
