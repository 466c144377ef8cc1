"""A line for each request on standard error: what was asked and how it ended, never a secret.

Queries, headers and bodies stay out: they hold names, emails and tokens.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_WAITING: Final = 10_000
"""Lines that wait for a reader who takes none; more are left out, and counted."""
_LONGEST: Final = 200
"""Characters of a path that are shown."""
_TRACKING: Final = b"trackingid"


class Lines:
    """Writes lines from a thread of its own, so that no reader who is slow holds a request up."""

    def __init__(self, descriptor: int | None = None) -> None:
        """Start the thread.

        Args:
            descriptor: an open file to write to; standard error if None. Not a stream: a thread
                that waits with a stream's lock in hand would keep the program from ending.
        """
        self._descriptor = sys.stderr.fileno() if descriptor is None else descriptor
        self._queue: queue.Queue[str | None] = queue.Queue(_WAITING)
        self._lost = 0
        self._thread = threading.Thread(target=self._write, name="rtm-log", daemon=True)
        self._thread.start()

    def put(self, line: str) -> None:
        """Write a line soon."""
        try:
            self._queue.put_nowait(line)
        except queue.Full:
            self._lost += 1

    def close(self, timeout: float = 0.5) -> None:
        """Write what waits, for so many seconds at most."""
        until = time.monotonic() + timeout
        with suppress(queue.Full):
            self._queue.put(None, timeout=timeout)
        self._thread.join(max(0.0, until - time.monotonic()))

    def _write(self) -> None:
        while (line := self._queue.get()) is not None:
            lost, self._lost = self._lost, 0
            text = f"{lost} lines are left out\n{line}\n" if lost else f"{line}\n"
            rest = text.encode("utf-8", "replace")
            try:
                while rest:
                    rest = rest[os.write(self._descriptor, rest) :]
            except OSError:
                # Whoever read them is gone; requests are answered all the same.
                continue


class AccessLog:
    """An application that notes the requests of another one.

    Args:
        app: what answers.
        lines: where it is noted.
    """

    def __init__(self, app: ASGIApp, lines: Lines) -> None:
        self._app = app
        self._lines = lines

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request and note it."""
        began = time.perf_counter()
        status, tracking_id = "-", "-"

        async def note(message: Message) -> None:
            nonlocal status, tracking_id
            if message["type"] == "http.response.start":
                status = str(message["status"])
                headers = dict(message["headers"])
                tracking_id = headers.get(_TRACKING, b"-").decode("latin-1")
            await send(message)

        try:
            await self._app(scope, receive, note)
        finally:
            took = (time.perf_counter() - began) * 1000
            moment = datetime.now(UTC).strftime("%H:%M:%S.%f")[:-3]
            asked = f"{scope['method']} {_path(scope)}"
            self._lines.put(f"{moment}Z {asked} {status} {took:.1f} ms {tracking_id}")


def _path(scope: Scope) -> str:
    """The path as it was sent: percent-encoded, so without anything that acts on a terminal."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
    text = raw.decode("ascii", "replace")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
