"""The real emulation behind a client: in this process, or over TCP from a server in a thread."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sqlite3
import threading
import time
from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import httpx

from app.transport import InProcessTransport
from data.client import HubClient, Settings
from data.emulation.platform import Platform
from data.emulation.rules import ids
from data.emulation.seed import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Way = Literal["in process", "tcp"]
"""How the client gets to the emulation."""

WAYS: tuple[Way, ...] = ("in process", "tcp")

HERE = "http://localhost/v1"
"""The address in this process, where nothing listens."""


def seeded(path: Path) -> Path:
    """A small world in a file; whatever is ordered from now on takes no time."""
    build(path, size="small")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE settings SET value = 'instant' WHERE key = 'pace'")
        connection.commit()
    return path


class Emulation:
    """An emulation that is open, to be got at both ways.

    Args:
        path: its database, which exists.

    Attributes:
        path: the same.
        platform: what answers.
        token: the token of its partner's first administrator.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.platform = Platform.open(path, synchronous="NORMAL")
        self.token = self.platform.token()
        self._server: _Server | None = None

    @property
    def url(self) -> str:
        """Its address on the network; the server starts when it is first asked for."""
        if self._server is None:
            self._server = _Server(self.platform)
        return self._server.url

    @cached_property
    def template(self) -> str:
        """The provisioning id of one of the partner's templates."""
        query = "SELECT uuid FROM templates WHERE owner_id = 1 AND ended_ms IS NULL ORDER BY id"
        return ids.encode_provisioning_id(self.one(query))

    def one(self, query: str, *values: Any) -> Any:
        """The first value that a query on its database finds."""
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(query, values).fetchone()[0]

    def base(self, way: Way) -> str:
        """Its address for a client that comes this way."""
        return self.url if way == "tcp" else HERE

    def transport(self, way: Way) -> httpx.AsyncBaseTransport:
        """A way to it."""
        if way == "tcp":
            return httpx.AsyncHTTPTransport(trust_env=False)
        return InProcessTransport(self.platform.app)

    def over(
        self,
        way: Way,
        *,
        settings: Settings | None = None,
        token: str | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> HubClient:
        """A client.

        Args:
            way: how it gets there.
            settings: its timeouts and pauses; None for those of the product.
            token: another one than the administrator's.
            transport: `transport(way)` with something before it, such as what loses answers.
        """
        known = self.token if token is None else token
        there = self.transport(way) if transport is None else transport
        return HubClient(self.base(way), known, transport=there, settings=settings)

    def close(self) -> None:
        """Stop the server, if there is one, and close the database."""
        if self._server is not None:
            self._server.close()
        self.platform.close()


@contextlib.contextmanager
def emulation_in(path: Path) -> Iterator[Emulation]:
    """An emulation over a database, closed at the end."""
    made = Emulation(path)
    try:
        yield made
    finally:
        made.close()


class _Server:
    """uvicorn in a thread."""

    def __init__(self, platform: Platform) -> None:
        import uvicorn

        from app.serving.connection import Connection

        # asyncio spares only sockets that say TCP the 40 ms of Nagle's algorithm.
        self._listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._listening.bind(("127.0.0.1", 0))
        self._listening.listen(64)
        config = uvicorn.Config(
            # As `rtm serve` has it: faults close connections.
            platform.app,
            http=Connection,
            log_config=None,
            lifespan="off",
            ws="none",
        )
        self._server = uvicorn.Server(config)
        # Only the main thread may take signals over.
        self._server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign, assignment]
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        end = time.monotonic() + 10
        while not self._server.started and time.monotonic() < end:
            time.sleep(0.005)
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def _run(self) -> None:
        asyncio.run(self._server.serve([self._listening]))

    def close(self) -> None:
        """Stop it."""
        self._server.should_exit = True
        self._thread.join(10)
        self._listening.close()
