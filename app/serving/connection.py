"""One client's connection, with limits that keep a slow or wrong one from harming others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from data.emulation.http.answers import new_tracking_id, refuse
from data.emulation.http.fault_playing import CLOSE
from data.emulation.rules import codes
from data.emulation.services.problems import Refusal

if TYPE_CHECKING:
    import asyncio

    from uvicorn._types import ASGI3Application

HEAD_BYTES: Final = 16_384
"""A request's line and headers, at most."""
SENDING_SECONDS: Final = 30.0
"""So long a client may take to send a request, from the first byte on or from its connecting."""
IDLE_SECONDS: Final = 60
"""So long a connection is kept open for another request."""
MOST: Final = 400
"""Connections at once; each is an open file, and a process has about a thousand."""


class Connection(H11Protocol):
    """A connection that is given up where a request does not come to its end."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as there
        """Begin to wait for a request."""
        super().connection_made(transport)
        self.app = _closing(self.app, transport)
        if len(self.connections) > MOST:
            transport.abort()
            return
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        super().connection_lost(exc)
        self._relax()

    def data_received(self, data: bytes) -> None:
        """Take some of a request; the time runs until it is there as a whole."""
        super().data_received(data)
        if self.conn.their_state in {h11.IDLE, h11.SEND_BODY}:
            self._expect()
        else:
            self._relax()

    def on_response_complete(self) -> None:
        """Go on to the next request, which may take its time to begin."""
        self._relax()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, in the platform's form as far as it can still be answered."""
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            answer = refuse(Refusal(400, msg, codes.BAD_BODY), new_tracking_id())
            headers = [*answer.headers, (b"connection", b"close")]
            for event in (
                h11.Response(status_code=answer.status, headers=headers, reason=b"Bad Request"),
                h11.Data(data=answer.body),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _expect(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(SENDING_SECONDS, self.transport.abort)

    def _relax(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def _closing(app: ASGI3Application, transport: asyncio.Transport) -> ASGI3Application:
    """An application that can close its client's connection, once what it has sent is out."""

    async def closing(scope: Any, receive: Any, send: Any) -> None:
        extensions = {**(scope.get("extensions") or {}), CLOSE: transport.close}
        extended: Any = {**scope, "extensions": extensions}
        await app(extended, receive, send)

    return closing
