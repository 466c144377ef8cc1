"""The socket, and the address that is told."""

from __future__ import annotations

import errno
import socket
from contextlib import closing

import pytest

from app.serving.listening import bound, host_of, url_of


def test_a_free_port_of_this_machine() -> None:
    with closing(bound("127.0.0.1", 0)) as one:
        port = one.getsockname()[1]
        assert port > 0
        assert url_of(one) == f"http://127.0.0.1:{port}"
        assert host_of(one) == "127.0.0.1"
        # Else answers wait for 40 ms (asyncio looks at this).
        assert one.proto == socket.IPPROTO_TCP
        # Nobody gets through before it listens.
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))


def test_a_port_is_taken_once() -> None:
    with closing(bound("127.0.0.1", 0)) as one:
        one.listen()
        with pytest.raises(OSError, match="in use") as found:
            bound("127.0.0.1", one.getsockname()[1])
        assert found.value.errno == errno.EADDRINUSE


def test_everywhere_is_reached_from_here() -> None:
    with closing(bound("0.0.0.0", 0)) as one:
        assert url_of(one).startswith("http://127.0.0.1:")
        assert host_of(one) == "0.0.0.0"


@pytest.mark.skipif(not socket.has_ipv6, reason="this Python has no IPv6")
def test_the_other_kind_of_address() -> None:
    try:
        one = bound("::1", 0)
    except OSError as error:
        pytest.skip(f"this machine has no IPv6: {error}")
    with closing(one):
        assert url_of(one) == f"http://[::1]:{one.getsockname()[1]}"
