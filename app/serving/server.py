"""Serves an open platform until a signal ends it."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from uvicorn import Config, Server

from app.serving.access_log import AccessLog, Lines
from app.serving.connection import HEAD_BYTES, IDLE_SECONDS, Connection

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator
    from types import FrameType

    from data.emulation.platform import Platform

PATIENCE: Final = 3
"""Seconds that requests have which run when the server is told to stop."""
FOLD_EVERY: Final = 5.0
"""Seconds between two looks for what fell due; it makes answers quicker, never different."""
_BACKLOG: Final = 512
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(platform: Platform, listener: socket.socket, ready: Callable[[], None]) -> int | None:
    """Answer requests until SIGINT, SIGTERM or SIGHUP; those that run are answered first.

    Args:
        platform: the emulation; it stays open.
        listener: a bound socket; closed at the end.
        ready: called when the socket listens.

    Returns:
        The signal that ended it.
    """
    lines = Lines()
    log = logging.getLogger("uvicorn.error")
    handlers = [(logger, _Words(lines)) for logger in (log, logging.getLogger("data.emulation"))]
    for logger, handler in handlers:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        server = _Server(_config(platform, lines), ready)
        asyncio.run(_serve(server, platform, listener))
        return server.signal
    finally:
        for logger, handler in handlers:
            logger.removeHandler(handler)
            logger.propagate = True
        lines.close()


def _config(platform: Platform, lines: Lines) -> Config:
    return Config(
        AccessLog(platform.app, lines),
        http=Connection,
        ws="none",
        lifespan="off",
        interface="asgi3",
        # Our own lines instead of its.
        log_config=None,
        access_log=False,
        log_level=logging.WARNING,
        # Nobody stands in front of it whose word about a client could be taken.
        proxy_headers=False,
        server_header=False,
        backlog=_BACKLOG,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=PATIENCE,
        h11_max_incomplete_event_size=HEAD_BYTES,
    )


async def _serve(server: Server, platform: Platform, listener: socket.socket) -> None:
    folding = asyncio.create_task(_fold(platform))
    try:
        await server.serve([listener])
    finally:
        folding.cancel()
        with suppress(asyncio.CancelledError):
            await folding


async def _fold(platform: Platform) -> None:
    """Write down what fell due, again and again."""
    while True:
        await asyncio.sleep(FOLD_EVERY)
        await platform.fold_due()


class _Server(Server):
    """A server that says when it listens, and that ends by itself when a signal asks for it."""

    def __init__(self, config: Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.signal: int | None = None
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let signals end it and nothing else; those that are ignored, as under nohup, stay so."""
        before = {number: signal.getsignal(number) for number in _SIGNALS}
        ours = [number for number, handler in before.items() if handler != signal.SIG_IGN]
        for number in ours:
            signal.signal(number, self.handle_exit)
        try:
            yield
        finally:
            for number in ours:
                signal.signal(number, before[number])

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop; ctrl+c once more does not wait for requests any longer."""
        self.signal = self.signal or sig
        super().handle_exit(sig, frame)


class _Words(logging.Handler):
    """Puts the words of a log's records among the lines, without traces, which may show values."""

    def __init__(self, lines: Lines) -> None:
        super().__init__(logging.WARNING)
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        kind = record.exc_info[0] if record.exc_info else None
        words = record.getMessage().strip()
        self._lines.put(f"{words}: {kind.__name__}" if kind else words)
