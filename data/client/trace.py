"""The log of requests: every attempt of every call, without secrets (decision 12).

A record never holds a secret, not even in memory: headers come from an allow list, bodies lose the
values whose names announce one, and the tokens in use are taken out wherever they turn up.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

from data.client.plain import plain, plain_lines
from data.client.redact import REQUEST_HEADERS, RESPONSE_HEADERS, Redactor
from data.hidden import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx

SIZE = 500
"""Records kept."""

BODY = 4096
"""Bytes of a body kept; a page of a hundred customers is 25 times as long."""

_TRACKING = 100
_ADDRESSES = frozenset({"link", "location"})


@dataclass(slots=True)
class Attempt:
    """What the client knows of an attempt while it goes on, secrets and all; never kept.

    Attributes:
        operation: what the client is doing.
        number: 1, or more for a repetition.
        at: when it began.
        request: what is sent.
        response: the answer's head, once it is there.
        body: the answer's body, as far as it was read.
        streamed: bytes of it that were handed on instead of being kept.
        ms: milliseconds until the answer was complete.
        error: the name of the error class that came of it.
        secret_address: whether its address is a secret: its path is kept only, and no text that
            may repeat the rest.
    """

    operation: str
    number: int
    at: datetime
    request: httpx.Request = field(repr=False)
    response: httpx.Response | None = field(default=None, repr=False)
    body: bytes = field(default=b"", repr=False)
    streamed: int = 0
    ms: float = 0.0
    error: str = ""
    secret_address: bool = False


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """One attempt.

    Attributes:
        n: its number, from 1 on; never used twice in a log.
        at: when it began, UTC.
        operation: what the client was doing, as `customers.window`.
        attempt: 1, or more for a repetition.
        method: GET, POST, ...
        target: path and query.
        host: whom it went to, with the port if it is not the scheme's own.
        status: the HTTP status; None without an answer.
        error: the name of the error class that came of it; empty if none did.
        ms: milliseconds until the answer was complete.
        tracking_id: the platform's name for the call.
        request_headers: those of the allow list.
        request_size: bytes of the request's body.
        response_headers: those of the allow list.
        response_size: bytes of the answer's body, as far as it was read.
    """

    n: int
    at: datetime
    operation: str
    attempt: int
    method: str
    target: str
    host: str
    status: int | None
    error: str
    ms: float
    tracking_id: str
    request_headers: dict[str, str]
    request_size: int
    response_headers: dict[str, str]
    response_size: int
    _request: bytes = field(default=b"", repr=False)
    _response: bytes = field(default=b"", repr=False)

    @property
    def ok(self) -> bool:
        """Whether the attempt gave what was asked."""
        return not self.error

    def request_text(self) -> str:
        """The beginning of the request's body, without secrets and control characters."""
        return _text(self._request)

    def response_text(self) -> str:
        """The beginning of the answer's body, without secrets and control characters."""
        return _text(self._response)

    def as_dict(self) -> dict[str, object]:
        """The record as JSON's types, for an export."""
        return {
            "n": self.n,
            "at": self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "operation": self.operation,
            "attempt": self.attempt,
            "method": self.method,
            "host": self.host,
            "target": self.target,
            "status": self.status,
            "error": self.error or None,
            "ms": round(self.ms, 2),
            "trackingId": self.tracking_id or None,
            "requestHeaders": self.request_headers,
            "requestSize": self.request_size,
            "requestBody": self.request_text(),
            "responseHeaders": self.response_headers,
            "responseSize": self.response_size,
            "responseBody": self.response_text(),
        }


class RequestLog:
    """The newest records, and whoever wants to hear of new ones.

    Args:
        size: records kept.
        body: bytes of each body kept.

    Attributes:
        redactor: takes secrets out, and knows the tokens in use.
        keeper: given each new record at once, to keep it for longer; it neither waits nor raises.
    """

    def __init__(self, size: int = SIZE, body: int = BODY) -> None:
        self.redactor = Redactor()
        self.keeper: Callable[[RequestRecord], None] | None = None
        self._records: deque[RequestRecord] = deque(maxlen=size)
        self._numbers = count(1)
        self._made = 0
        self._body = body
        self._subscribers: list[Callable[[RequestRecord], None]] = []

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[RequestRecord]:
        return iter(tuple(self._records))

    @property
    def last(self) -> RequestRecord | None:
        """The newest record."""
        return self._records[-1] if self._records else None

    @property
    def made(self) -> int:
        """Records that there ever were; more than are kept where the oldest are gone."""
        return self._made

    def clear(self) -> None:
        """Forget all records, and that there were any."""
        self._records.clear()
        self._made = 0

    def subscribe(self, callback: Callable[[RequestRecord], None]) -> Callable[[], None]:
        """Hear of each new record, on the event loop, after the call that made it has moved on.

        What a callback raises goes to the event loop's exception handler, never to the call.

        Returns:
            A function that ends it; calling it twice does no harm.
        """
        self._subscribers.append(callback)

        def unsubscribe() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return unsubscribe

    def lines(self) -> Iterator[str]:
        """The records as JSON Lines, oldest first, each line with its line break."""
        for record in self:
            yield json.dumps(record.as_dict()) + "\n"

    def add(self, attempt: Attempt) -> RequestRecord:
        """Keep what may be kept of an attempt."""
        redactor, request, response = self.redactor, attempt.request, attempt.response
        sent = request.content
        record = RequestRecord(
            n=next(self._numbers),
            at=attempt.at.astimezone(UTC),
            operation=attempt.operation,
            attempt=attempt.number,
            method=request.method,
            target=_target(attempt, redactor),
            host=request.url.netloc.decode("ascii", "replace"),
            status=None if response is None else response.status_code,
            error=attempt.error,
            ms=attempt.ms,
            tracking_id="" if response is None else tracking_id(response, redactor),
            request_headers=redactor.headers(request.headers.raw, REQUEST_HEADERS),
            request_size=len(sent),
            response_headers={}
            if response is None
            else redactor.headers(
                response.headers.raw,
                RESPONSE_HEADERS - _ADDRESSES if attempt.secret_address else RESPONSE_HEADERS,
            ),
            response_size=len(attempt.body) + attempt.streamed,
            _request=redactor.body(sent, self._body),
            _response=b"" if attempt.secret_address else redactor.body(attempt.body, self._body),
        )
        self._records.append(record)
        self._made += 1
        if self.keeper is not None:
            self.keeper(record)
        if self._subscribers:
            loop = asyncio.get_running_loop()
            for callback in tuple(self._subscribers):
                loop.call_soon(callback, record)
        return record


def _target(attempt: Attempt, redactor: Redactor) -> str:
    """Path and query, without secrets; of an address that is one, whatever its query says goes."""
    target = attempt.request.url.raw_path.decode("ascii", "replace")
    path, mark, _query = target.partition("?")
    if attempt.secret_address and mark:
        return f"{redactor.url(path)}?{HIDDEN}"
    return redactor.url(target)


def tracking_id(response: httpx.Response, redactor: Redactor) -> str:
    """The tracking id in the answer's header; empty if there is none."""
    text = response.headers.get("trackingid", "")
    return plain(redactor.text(text), _TRACKING) if text else ""


def _text(body: bytes) -> str:
    """A body for reading; what is no text is only named."""
    if not body:
        return ""
    return plain_lines(body.decode("utf-8", "replace"))
