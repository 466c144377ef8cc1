"""Puts an ASGI application behind httpx, in this process (architecture, decision 1).

`httpx.ASGITransport` does as much, but differs from a network in five ways, which are evened out
here so that one client behaves alike over both:

- a request ends at its read timeout, as `httpx.ReadTimeout`;
- an exception in the application is a 500 with a tracking id, and its traceback is kept;
- the lifespan is not run, and nothing depends on it: whoever opens the store closes it;
- an answer is there when its body is complete, whatever the application still does behind it;
- a body that comes in parts is handed on in parts, and the application waits for the reader.

A cancelled request cancels the application's work on it, so that a read of the database ends.
"""

from __future__ import annotations

import asyncio
import json
import traceback
import uuid
from collections import deque
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    ASGIApp = Callable[[Message, Receive, Send], Awaitable[None]]

PARTS = 8
"""Parts of a body that may wait for their reader."""

FAILURES = 20
"""Tracebacks kept."""


class End(Enum):
    """How a body that comes in parts ends."""

    COMPLETE = "complete"
    CUT = "cut"


class Failure(NamedTuple):
    """An exception in the application: the tracking id that the client saw, and the traceback."""

    tracking_id: str
    traceback: str


class InProcessTransport(httpx.AsyncBaseTransport):
    """A way to an application in the same process and on the same event loop.

    Args:
        app: the application.

    Attributes:
        failures: the newest exceptions in the application, tracebacks without values.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._running: set[asyncio.Task[None]] = set()
        self.failures: deque[Failure] = deque(maxlen=FAILURES)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Hand a request to the application and wait for its answer.

        Raises:
            ReadTimeout: there is none in time.
            RemoteProtocolError: the transport was closed meanwhile.
        """
        exchange = _Exchange(await request.aread(), wanted=request.method != "HEAD")
        task = asyncio.get_running_loop().create_task(self._run(exchange, _scope(request)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        seconds = request.extensions.get("timeout", {}).get("read")
        try:
            async with asyncio.timeout(seconds):
                await exchange.answered
        except TimeoutError:
            task.cancel()
            raise httpx.ReadTimeout(f"no answer within {seconds} s", request=request) from None
        except asyncio.CancelledError:
            task.cancel()
            raise
        if exchange.parts is None:
            return httpx.Response(exchange.status, headers=exchange.headers, content=exchange.body)
        stream = _Parts(exchange, exchange.parts, task, seconds)
        return httpx.Response(exchange.status, headers=exchange.headers, stream=stream)

    async def aclose(self) -> None:
        """Stop whatever the application still does."""
        running = tuple(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _run(self, exchange: _Exchange, scope: Message) -> None:
        """Run the application on a request, and answer for it where it does not."""
        # As a server would let it (data.emulation.http.fault_playing).
        scope["extensions"] = {"rtm.close": exchange.drop}
        try:
            await self._app(scope, exchange.receive, exchange.send)
        except Exception as error:  # noqa: BLE001 - a server answers 500, whatever it is
            text = "".join(traceback.format_exception(error))
            self.failures.append(Failure(exchange.tracking_id, text))
        except asyncio.CancelledError:
            exchange.drop()
            raise
        exchange.end()


class _Exchange:
    """One request and what the application has answered so far."""

    __slots__ = (
        "_request",
        "_wanted",
        "answered",
        "body",
        "complete",
        "headers",
        "parts",
        "status",
    )

    def __init__(self, request: bytes, *, wanted: bool) -> None:
        loop = asyncio.get_running_loop()
        self._request: bytes | None = request
        self._wanted = wanted
        self.answered: asyncio.Future[None] = loop.create_future()
        self.complete: asyncio.Future[None] = loop.create_future()
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = b""
        self.parts: asyncio.Queue[bytes | End] | None = None

    @property
    def tracking_id(self) -> str:
        """The tracking id that the client sees; made up if the application named none."""
        for name, value in self.headers:
            if name.lower() == b"trackingid":
                return value.decode("latin-1")
        made = f"RTM_{uuid.uuid4()}"
        self.headers = [*self.headers, (b"trackingid", made.encode())]
        return made

    async def receive(self) -> Message:
        """The request's body, then nothing until the answer is complete."""
        if self._request is None:
            await asyncio.shield(self.complete)
            return {"type": "http.disconnect"}
        body, self._request = self._request, None
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(self, message: Message) -> None:
        """Take what the application answers; what comes behind the end goes nowhere."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = list(message.get("headers", ()))
            return
        if message["type"] != "http.response.body" or self.complete.done():
            return
        body = message.get("body", b"") if self._wanted else b""
        more = message.get("more_body", False)
        if not more:
            self.complete.set_result(None)
        if self.parts is None and not more:
            self.body = body
        else:
            self.parts = self.parts or asyncio.Queue(PARTS)
            self._answer()
            await self.parts.put(body)
            if not more:
                await self.parts.put(End.COMPLETE)
        self._answer()

    def _answer(self) -> None:
        """Let the client have the head of the answer."""
        if not self.answered.done():
            self.answered.set_result(None)

    def end(self) -> None:
        """Answer 500 if the application did not answer, and cut what it left incomplete."""
        if not self.complete.done() and self.parts is None:
            tracking_id = self.tracking_id
            self.status = 500
            self.headers = [
                (b"content-type", b"application/json"),
                (b"trackingid", tracking_id.encode("latin-1")),
            ]
            body = {"message": "Internal error", "errors": [], "trackingId": tracking_id}
            self.body = json.dumps(body).encode()
            self._answer()
        self.drop()

    def drop(self) -> None:
        """Break the connection, if the answer is not complete."""
        if self.complete.done():
            return
        self.complete.set_result(None)
        if self.parts is not None:
            while self.parts.full():
                self.parts.get_nowait()
            self.parts.put_nowait(End.CUT)
        elif not self.answered.done():
            self.answered.set_exception(httpx.RemoteProtocolError("the connection was closed"))


class _Parts(httpx.AsyncByteStream):
    """A body that the application is still making."""

    def __init__(
        self,
        exchange: _Exchange,
        parts: asyncio.Queue[bytes | End],
        task: asyncio.Task[None],
        seconds: float | None,
    ) -> None:
        self._exchange = exchange
        self._parts = parts
        self._task = task
        self._seconds = seconds

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            try:
                async with asyncio.timeout(self._seconds):
                    part = await self._parts.get()
            except TimeoutError:
                raise httpx.ReadTimeout(f"nothing more within {self._seconds} s") from None
            if part is End.CUT:
                raise httpx.RemoteProtocolError("the answer was cut off")
            if part is End.COMPLETE:
                return
            yield part

    async def aclose(self) -> None:
        if not self._exchange.complete.done():
            self._task.cancel()


def _scope(request: httpx.Request) -> Message:
    """A request as ASGI describes it."""
    url = request.url
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": url.scheme,
        "path": url.path,
        "raw_path": url.raw_path.partition(b"?")[0],
        "query_string": url.query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("127.0.0.1", 0),
        "server": (url.host, url.port or (443 if url.scheme == "https" else 80)),
    }
