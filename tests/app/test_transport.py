"""The way to the emulation in this process behaves as a network does."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.responses import JSONResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route

from app.transport import PARTS, InProcessTransport

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response

    from app.transport import ASGIApp, Message, Receive, Send

URL = "http://localhost/v1/x"


def asgi(*messages: dict[str, Any]) -> ASGIApp:
    """An application that sends just these."""

    async def app(_scope: Message, _receive: Receive, send: Send) -> None:
        for message in messages:
            await send(message)

    return app


def start(status: int = 200, *headers: tuple[bytes, bytes]) -> dict[str, Any]:
    return {"type": "http.response.start", "status": status, "headers": list(headers)}


def body(data: bytes = b"", *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.response.body", "body": data, "more_body": more}


async def ask(app: ASGIApp, method: str = "GET", url: str = URL, **more: Any) -> httpx.Response:
    """One request through a transport that is closed afterwards."""
    async with httpx.AsyncClient(transport=InProcessTransport(app)) as http:
        return await http.request(method, url, **more)


async def test_a_request_reaches_the_application_as_over_a_network() -> None:
    async def echo(request: Request) -> Response:
        return JSONResponse(
            {
                "method": request.method,
                "path": request.url.path,
                "raw": request.scope["raw_path"].decode(),
                "query": request.query_params.multi_items(),
                "body": (await request.body()).decode(),
                "auth": request.headers["authorization"],
                "base": str(request.base_url),
                "client": request.client is not None,
            },
            headers={"TrackingId": "T1"},
        )

    app = Starlette(routes=[Route("/v1/{rest:path}", echo, methods=["POST"])])
    answer = await ask(
        app,
        "POST",
        "http://localhost/v1/a%2Fb?x=1&x=%C3%A9",
        content=b"hello",
        headers={"Authorization": "Bearer t"},
    )
    assert answer.status_code == 200
    assert answer.headers["trackingid"] == "T1"
    assert answer.json() == {
        "method": "POST",
        "path": "/v1/a/b",
        "raw": "/v1/a%2Fb",
        "query": [["x", "1"], ["x", "é"]],
        "body": "hello",
        "auth": "Bearer t",
        "base": "http://localhost/",
        "client": True,
    }


async def test_a_head_has_no_body() -> None:
    answer = await ask(asgi(start(), body(b"hello")), "HEAD")
    assert answer.content == b""


async def test_the_read_timeout_counts() -> None:
    stopped = asyncio.Event()

    async def app(_scope: Message, _receive: Receive, _send: Send) -> None:
        try:
            await asyncio.sleep(30)
        finally:
            stopped.set()

    began = time.perf_counter()
    with pytest.raises(httpx.ReadTimeout):
        await ask(app, timeout=0.05)
    assert time.perf_counter() - began < 2
    assert stopped.is_set()


async def test_an_exception_is_a_500_with_a_tracking_id_and_a_kept_traceback() -> None:
    async def app(_scope: Message, _receive: Receive, _send: Send) -> None:
        secret = "value-of-a-local"  # noqa: F841 - what must not be shown
        raise RuntimeError("a defect")

    transport = InProcessTransport(app)
    async with httpx.AsyncClient(transport=transport) as http:
        answer = await http.get(URL)
    assert answer.status_code == 500
    tracking_id = answer.headers["trackingid"]
    assert answer.json() == {"message": "Internal error", "errors": [], "trackingId": tracking_id}
    (failure,) = transport.failures
    assert failure.tracking_id == tracking_id
    assert "RuntimeError: a defect" in failure.traceback


async def test_an_application_that_answers_and_then_fails() -> None:
    async def app(_scope: Message, _receive: Receive, send: Send) -> None:
        await send(start(503, (b"trackingid", b"T5")))
        await send(body(b"busy"))
        raise RuntimeError("later")

    transport = InProcessTransport(app)
    async with httpx.AsyncClient(transport=transport) as http:
        answer = await http.get(URL)
        await asyncio.sleep(0)
    assert (answer.status_code, answer.text) == (503, "busy")
    assert transport.failures[0].tracking_id == "T5"


@pytest.mark.parametrize("messages", [(), (start(),)])
async def test_an_application_that_does_not_answer(messages: tuple[dict[str, Any], ...]) -> None:
    assert (await ask(asgi(*messages))).status_code == 500


async def test_a_body_in_parts_comes_in_parts_and_waits_for_its_reader() -> None:
    made = 0

    async def parts() -> AsyncIterator[bytes]:
        nonlocal made
        for _ in range(100):
            made += 1
            yield b"x" * 10

    async def endpoint(_request: Request) -> Response:
        return StreamingResponse(parts())

    transport = InProcessTransport(Starlette(routes=[Route("/v1/x", endpoint)]))
    async with httpx.AsyncClient(transport=transport) as http, http.stream("GET", URL) as answer:
        chunks = answer.aiter_bytes()
        first = await anext(chunks)
        await asyncio.sleep(0.01)
        assert made <= PARTS + 3
        rest = [chunk async for chunk in chunks]
    assert len(first) + sum(map(len, rest)) == 1000


async def test_a_body_that_is_cut_off_breaks_the_connection() -> None:
    async def app(_scope: Message, _receive: Receive, send: Send) -> None:
        await send(start())
        for _ in range(PARTS):
            await send(body(b"x", more=True))
        raise RuntimeError("cut")

    with pytest.raises(httpx.RemoteProtocolError):
        await ask(app)


async def test_a_body_that_stops_is_a_timeout() -> None:
    async def app(_scope: Message, _receive: Receive, send: Send) -> None:
        await send(start())
        await send(body(b"x", more=True))
        await asyncio.sleep(30)

    with pytest.raises(httpx.ReadTimeout):
        await ask(app, timeout=0.05)


async def test_a_reader_who_leaves_stops_the_application() -> None:
    stopped = asyncio.Event()

    async def app(_scope: Message, _receive: Receive, send: Send) -> None:
        try:
            await send(start())
            while True:
                await send(body(b"x", more=True))
        finally:
            stopped.set()

    async with httpx.AsyncClient(transport=InProcessTransport(app)) as http:
        async with http.stream("GET", URL) as answer:
            await anext(answer.aiter_bytes())
        await asyncio.wait_for(stopped.wait(), 1)


async def test_an_answer_does_not_wait_for_what_is_behind_it() -> None:
    goes_on, done = asyncio.Event(), asyncio.Event()

    async def later() -> None:
        await goes_on.wait()
        done.set()

    async def endpoint(_request: Request) -> Response:
        return PlainTextResponse("ok", background=BackgroundTask(later))

    transport = InProcessTransport(Starlette(routes=[Route("/v1/x", endpoint)]))
    async with httpx.AsyncClient(transport=transport) as http:
        answer = await http.get(URL)
        assert answer.text == "ok"
        assert not done.is_set()
        goes_on.set()
        await asyncio.wait_for(done.wait(), 1)


async def test_a_cancelled_request_stops_the_application() -> None:
    began, stopped = asyncio.Event(), asyncio.Event()

    async def app(_scope: Message, _receive: Receive, _send: Send) -> None:
        began.set()
        try:
            await asyncio.sleep(30)
        finally:
            stopped.set()

    async with httpx.AsyncClient(transport=InProcessTransport(app)) as http:
        call = asyncio.create_task(http.get(URL))
        await began.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await asyncio.wait_for(stopped.wait(), 1)


async def test_closing_breaks_what_is_under_way() -> None:
    began = asyncio.Event()

    async def app(_scope: Message, _receive: Receive, _send: Send) -> None:
        began.set()
        await asyncio.sleep(30)

    transport = InProcessTransport(app)
    call = asyncio.create_task(httpx.AsyncClient(transport=transport).get(URL))
    await began.wait()
    await transport.aclose()
    with pytest.raises(httpx.RemoteProtocolError):
        await call


async def test_an_application_that_waits_for_the_client_to_leave_hears_of_it() -> None:
    heard: list[str] = []

    async def app(_scope: Message, receive: Receive, send: Send) -> None:
        heard.append((await receive())["type"])
        await send(start())
        await send(body(b"ok"))
        heard.append((await receive())["type"])

    await ask(app)
    assert heard == ["http.request", "http.disconnect"]


async def test_the_lifespan_is_not_run() -> None:
    scopes: list[str] = []

    async def app(scope: Message, _receive: Receive, send: Send) -> None:
        scopes.append(scope["type"])
        await send(start())
        await send(body())

    await ask(app)
    assert scopes == ["http"]


async def test_many_requests_at_once() -> None:
    async def endpoint(request: Request) -> Response:
        await asyncio.sleep(0)
        return PlainTextResponse(request.query_params["n"])

    transport = InProcessTransport(Starlette(routes=[Route("/v1/x", endpoint)]))
    async with httpx.AsyncClient(transport=transport) as http:
        answers = await asyncio.gather(*(http.get(f"{URL}?n={n}") for n in range(50)))
    assert [answer.text for answer in answers] == [str(n) for n in range(50)]
    assert not transport._running
