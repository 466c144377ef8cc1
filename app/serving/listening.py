"""The socket that a server listens at, and its address in a URL."""

from __future__ import annotations

import socket
from typing import Final

_EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- how to reach one of these
"""Addresses that mean all of a machine's, and the one by which the machine itself reaches them."""


def bound(host: str, port: int) -> socket.socket:
    """A socket at an address, not yet listening: nobody gets through, and nobody else gets it.

    Args:
        host: a name or an address; the first address of a name is taken.
        port: 0 for a free one.

    Raises:
        OSError: the address is none of this machine's, or taken, or not to be had.
    """
    # With the protocol named: asyncio switches off the waiting for more to send (Nagle) only where
    # a socket says that it is TCP, and every answer would come 40 ms late.
    found = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE
    )
    family, kind, protocol, _name, address = found[0]
    listener = socket.socket(family, kind, protocol)
    try:
        # A port that a server has just left can be had at once.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except BaseException:
        listener.close()
        raise
    return listener


def host_of(listener: socket.socket) -> str:
    """The address that a socket is bound to."""
    return str(listener.getsockname()[0])


def url_of(listener: socket.socket) -> str:
    """How this machine reaches a socket: `http://127.0.0.1:8765`."""
    host, port = listener.getsockname()[:2]
    host = _EVERYWHERE.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
