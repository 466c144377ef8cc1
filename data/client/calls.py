"""Makes calls: token, attempts, deadlines, the log; everything that all operations share."""

from __future__ import annotations

import asyncio
import json
import random
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from inspect import isawaitable
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import urlencode

import httpx

from data.client.answers import failure, read_value
from data.client.errors import BadAnswer, HubError, TimedOut, Unreachable, Untrusted
from data.client.fault_notice import HEADER, FaultNotice
from data.client.reasons import is_untrusted, reason
from data.client.retry import SAFE, Retries, Timeouts, repeatable
from data.client.trace import Attempt, RequestLog, tracking_id
from data.models.base import WireModel
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from data.client.address import Address, Token
    from data.models.requests import RequestBody

    Query = Mapping[str, str | int | bool | Iterable[str] | None]
    """Parameters by name; None is left out, several values are joined by commas."""

ModelT = TypeVar("ModelT", bound=WireModel)

ERROR_BODY = 64 * 1024
"""Bytes read of an error's body."""

BODY = 256 * 1024 * 1024
"""Bytes of an answer that are read into memory at most; `GET /organizations` is not paged."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[ModelT]):
    """A good answer: the value, and what the head said about the way on.

    Attributes:
        value: what was in it.
        url: what was asked.
        link: the Link header.
        request: the method and the path, without secrets.
        tracking_id: the platform's name for the call.
    """

    value: ModelT
    url: httpx.URL
    link: str
    request: str = ""
    tracking_id: str = ""

    def blame(self, error: HubError) -> HubError:
        """Say in an error which call it belongs to, where only a later look shows it."""
        error.request, error.tracking_id = self.request, self.tracking_id
        return error


@dataclass(slots=True)
class Settings:
    """What a test or a profile may change about how calls are made.

    Attributes:
        timeouts: how long to wait for what.
        retries: when to call again.
        wait: sleeps for so many seconds.
        timer: seconds that only grow.
        looks: seconds before each look for what a change made whose answer was lost.
        jitter: a random number in [0, 1).
        now: the time for the log.
        user_agent: how the client calls itself.
    """

    timeouts: Timeouts = field(default_factory=Timeouts)
    retries: Retries = field(default_factory=Retries)
    looks: tuple[float, ...] = (0.0, 2.0, 5.0)
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep
    timer: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = random.random
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    user_agent: str = "rtm-console"


class Caller:
    """One backend, one token, one log."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        address: Address,
        token: Token,
        log: RequestLog,
        settings: Settings,
    ) -> None:
        self.http = http
        self.address = address
        self.log = log
        self.settings = settings
        self.faults = FaultNotice()
        self._token = token
        self._timeout = settings.timeouts.as_extension()

    async def fetch(self, operation: str, url: str, model: type[ModelT]) -> Answer[ModelT]:
        """GET something.

        Args:
            operation: its name in the log.
            url: where; made with `api`, `hub`, or taken from a link that was checked.
            model: what is expected.

        Raises:
            HubError: the answer is no such thing, or there is none.
        """
        return await self.call(operation, "GET", url, model)

    def api(self, path: str, query: Query | None = None) -> str:
        """The URL of a path of the public API."""
        return self.address.api + path + _query(query)

    def identity(self, path: str) -> str:
        """The URL of a path of the identity API, which stands beside `/v1`."""
        return f"{self.address.api.removesuffix('/v1')}/identity{path}"

    def hub(self, path: str, query: Query | None = None) -> str:
        """The URL of a path of the emulation's own routes."""
        return self.address.hub + path + _query(query)

    async def send(
        self,
        operation: str,
        method: str,
        url: str,
        model: type[ModelT],
        body: RequestBody | None = None,
        *,
        safe: bool = False,
    ) -> Answer[ModelT]:
        """Call with a body, or without one where nothing is to be said.

        Args:
            operation: its name in the log.
            method: POST, PUT, ...
            url: where; made with `api` or `hub`.
            model: what is expected; `Nothing` where the answer has no body.
            body: what is sent.
            safe: whether it changes nothing all the same, as a precheck.

        Raises:
            HubError: the answer is no such thing, or there is none.
        """
        content = b"" if body is None else _json(body)
        return await self.call(operation, method, url, model, content, safe=safe)

    async def call(
        self,
        operation: str,
        method: str,
        url: str,
        model: type[ModelT],
        content: bytes = b"",
        *,
        safe: bool = False,
    ) -> Answer[ModelT]:
        """Make a call, and make it again where that is safe and promising."""
        settings, safe = self.settings, safe or method in SAFE
        end = settings.timer() + settings.timeouts.total
        number = 0
        while True:
            number += 1
            try:
                request = await self._request(method, url, content)
                attempt = Attempt(operation, number, settings.now(), request)
                return await self._attempt(attempt, model, end)
            except HubError as error:
                if not repeatable(error, safe=safe):
                    raise
                pause = settings.retries.pause(number, error.retry_after, settings.jitter())
                if pause is None or settings.timer() + pause >= end:
                    raise
            await settings.wait(pause)

    async def _request(self, method: str, url: str, content: bytes) -> httpx.Request:
        """A request with the token, if the token may go there."""
        given = self._token if isinstance(self._token, str) else self._token()
        token = await given if isawaitable(given) else given
        self.address.check(token)
        self.log.redactor.learn(token)
        headers = [
            ("Accept", "application/json"),
            ("Accept-Encoding", "gzip"),
            ("Authorization", f"Bearer {token}"),
            ("User-Agent", self.settings.user_agent),
        ]
        if content:
            headers.append(("Content-Type", "application/json"))
        extensions = {"timeout": self._timeout}
        return httpx.Request(method, url, headers=headers, content=content, extensions=extensions)

    async def _attempt(self, attempt: Attempt, model: type[ModelT], end: float) -> Answer[ModelT]:
        """Send a request once, judge the answer, and keep a record of both."""
        timer = self.settings.timer
        began = timer()
        try:
            async with asyncio.timeout(max(0.0, end - began)):
                await self._exchange(attempt)
            return self._judge(attempt, model)
        except (httpx.HTTPError, TimeoutError) as error:
            problem = self._broken(error, attempt)
            attempt.error = type(problem).__name__
            raise problem from error
        except HubError as error:
            self._complete(error, attempt)
            attempt.error = type(error).__name__
            raise
        except BaseException as error:
            attempt.error = "Cancelled" if isinstance(error, asyncio.CancelledError) else "Fault"
            raise
        finally:
            attempt.ms = (timer() - began) * 1000
            self.log.add(attempt)

    async def _exchange(self, attempt: Attempt) -> None:
        """Send a request and read the answer; a cancelled call closes its response."""
        if self.http.is_closed:
            raise Unreachable(_("The connection to the platform was closed."), sent=False)
        response = await self.http.send(attempt.request, stream=True)
        attempt.response = response
        if not self.address.is_live:
            self.faults.hear(response.headers.get(HEADER))
        try:
            await self._receive(attempt, response)
        finally:
            await response.aclose()

    async def _receive(self, attempt: Attempt, response: httpx.Response) -> None:
        """Read the body of an answer into the attempt."""
        limit = BODY if response.is_success else ERROR_BODY
        chunks: list[bytes] = []
        size = 0
        try:
            async for chunk in response.aiter_bytes():
                chunks.append(chunk)
                size += len(chunk)
                if size > limit:
                    break
        finally:
            attempt.body = b"".join(chunks)
        if size > limit and response.is_success:
            raise BadAnswer(_("The answer is too long."), status=response.status_code)

    def _judge(self, attempt: Attempt, model: type[ModelT]) -> Answer[ModelT]:
        """The value in the answer."""
        response = attempt.response
        assert response is not None  # noqa: S101 - _exchange has set it or raised
        if not response.is_success:
            raise failure(response, attempt.body, self.log.redactor)
        return Answer(
            read_value(model, response, attempt.body),
            attempt.request.url,
            response.headers.get("link", ""),
            self._named(attempt.request),
            tracking_id(response, self.log.redactor),
        )

    def _broken(self, error: httpx.HTTPError | TimeoutError, attempt: Attempt) -> HubError:
        """The error that a failure of the connection means."""
        host = self.address.url.host
        problem: HubError
        if isinstance(error, httpx.TimeoutException | TimeoutError):
            limits = self.settings.timeouts
            seconds = limits.total if isinstance(error, TimeoutError) else limits.read
            early = isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout)
            if isinstance(error, httpx.ConnectTimeout):
                seconds = limits.connect
            problem = TimedOut(
                _("{host} did not answer within {n} s.").format(host=host, n=f"{seconds:g}"),
                sent=not early,
                passing=isinstance(error, httpx.ConnectTimeout),
            )
        elif isinstance(error, httpx.DecodingError) or attempt.response is not None:
            problem = BadAnswer(
                _("The answer of {host} was cut off.").format(host=host), passing=True
            )
        else:
            untrusted = is_untrusted(error)
            problem = (Untrusted if untrusted else Unreachable)(
                _("{host} cannot be reached: {reason}.").format(
                    host=host, reason=self.log.redactor.text(reason(error))
                ),
                sent=not isinstance(error, httpx.ConnectError | httpx.UnsupportedProtocol),
                # A certificate does not become another one in a moment.
                passing=not untrusted,
            )
        self._complete(problem, attempt)
        return problem

    def _complete(self, error: HubError, attempt: Attempt) -> None:
        """Say in an error which call it belongs to."""
        redactor, response = self.log.redactor, attempt.response
        error.request = self._named(attempt.request)
        if response is not None:
            error.status = response.status_code
            error.tracking_id = tracking_id(response, redactor) or error.tracking_id

    def _named(self, request: httpx.Request) -> str:
        """The method and the path of a request, without secrets."""
        target = self.log.redactor.url(request.url.raw_path.decode("ascii", "replace"))
        return f"{request.method} {target}"


def _json(body: RequestBody) -> bytes:
    """A body as it is sent; halves of characters become question marks."""
    text = json.dumps(body.wire(), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def _query(query: Query | None) -> str:
    """A query string with its question mark; empty without parameters."""
    if not query:
        return ""
    pairs: list[tuple[str, str]] = []
    for name, value in query.items():
        if isinstance(value, bool):
            pairs.append((name, "true" if value else "false"))
        elif isinstance(value, str | int):
            pairs.append((name, str(value)))
        elif value is not None and (joined := ",".join(value)):
            pairs.append((name, joined))
    return f"?{urlencode(pairs)}" if pairs else ""
