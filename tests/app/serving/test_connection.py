"""A server over real sockets, in this process: what is no proper request, and how it ends."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
from typing import TYPE_CHECKING, Any

import pytest

from app.serving import connection, server
from app.serving.access_log import Lines
from app.serving.listening import bound
from app.serving.opening import opened

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from uvicorn import Config

    from data.emulation.platform import Platform

    Ask = Callable[[int], Awaitable[Any]]


class Site:
    """A served platform, for a talk over its port."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.listener = bound("127.0.0.1", 0)
        self.port: int = self.listener.getsockname()[1]
        self.token = platform.token()

    def talk(self, ask: Ask) -> Any:
        """Serve for as long as a talk lasts."""
        lines = Lines()
        config: Config = server._config(self.platform, lines)

        async def both() -> Any:
            listening = asyncio.Event()
            served = server._Server(config, listening.set)
            serving = asyncio.create_task(served.serve([self.listener]))
            await listening.wait()
            try:
                async with asyncio.timeout(20):
                    return await ask(self.port)
            finally:
                served.should_exit = True
                await serving

        try:
            return asyncio.run(both())
        finally:
            lines.close()


@pytest.fixture
def site(seeded: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Any:
    path = tmp_path / "world.db"
    shutil.copy(seeded, path)
    with opened(path) as platform:
        yield Site(platform)


async def sent(port: int, *parts: bytes, pause: float = 0.0) -> bytes:
    """All that comes back for some bytes, until the other side closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


def request(token: str, *headers: str, method: str = "GET") -> bytes:
    lines = [f"{method} /v1/people/me HTTP/1.1", "Host: x", f"Authorization: Bearer {token}"]
    return "\r\n".join([*lines, *headers, "", ""]).encode()


def parts_of(answer: bytes) -> tuple[int, dict[str, str], Any]:
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return int(first.split()[1]), headers, json.loads(body)


def test_an_answer_says_what_it_has_to(site: Site) -> None:
    asked = request(site.token, "Connection: close")
    status, headers, body = parts_of(site.talk(lambda port: sent(port, asked)))
    assert (status, body["emails"]) == (200, ["rosa.lindqvist@northcoast.example"])
    assert {"trackingid", "date", "content-length"} <= set(headers)
    assert "server" not in headers


@pytest.mark.parametrize(
    "wrong",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"HELLO\r\n\r\n",
        b"GET /v1/people/me HTTP/1.1\r\n\r\n",
        b"GET /v1/people/me HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 20_000,
        b"POST /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    ],
    ids=["tls", "no HTTP", "no host", "long header", "two lengths"],
)
def test_what_is_no_request(site: Site, wrong: bytes) -> None:
    status, headers, body = parts_of(site.talk(lambda port: sent(port, wrong)))
    assert status == 400
    assert headers["connection"] == "close"
    assert body["trackingId"] == headers["trackingid"].upper()


def test_a_body_in_broken_pieces(site: Site) -> None:
    asked = request(site.token, "Transfer-Encoding: chunked", method="POST") + b"zz\r\nx\r\n"
    answer = site.talk(lambda port: sent(port, asked))
    assert not answer or parts_of(answer)[0] in {400, 405}


@pytest.mark.parametrize("begun", [b"", b"GET /v1/peo", b"POST"], ids=["nothing", "head", "body"])
def test_who_does_not_come_to_an_end(
    site: Site, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(connection, "SENDING_SECONDS", 0.5)
    if begun == b"POST":
        begun = (
            b"POST /v1/wholesale/customers/validate HTTP/1.1\r\nHost: x\r\n"
            b"Content-Type: application/json\r\nContent-Length: 100\r\n"
            b"Authorization: Bearer " + site.token.encode() + b"\r\n\r\n{"
        )
    drip = [b" "] * 30 if begun else []
    assert site.talk(lambda port: sent(port, begun, *drip, pause=0.1)) == b""


def test_one_connection_for_many(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two requests there may be more time than within one."""
    monkeypatch.setattr(connection, "SENDING_SECONDS", 0.3)

    async def ask(port: int) -> list[bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        found = []
        for _ in range(3):
            writer.write(request(site.token))
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].split()[0])
            await reader.readexactly(length)
            found.append(head.split()[1])
            await asyncio.sleep(0.5)
        writer.close()
        return found

    assert site.talk(ask) == [b"200"] * 3


def test_a_later_request_has_to_come_to_its_end_too(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SENDING_SECONDS", 0.5)
    asked = request(site.token)
    answer = site.talk(lambda port: sent(port, asked, *[b"G"] * 40, pause=0.1))
    assert answer.count(b"HTTP/1.1 ") <= 1


def test_no_more_than_so_many_at_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "MOST", 3)

    async def ask(port: int) -> tuple[bytes, bytes]:
        idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
        await asyncio.sleep(0.1)
        refused = await sent(port, request(site.token, "Connection: close"))
        for _reader, writer in idle:
            writer.close()
        await asyncio.sleep(0.1)
        return refused, await sent(port, request(site.token, "Connection: close"))

    refused, answered = site.talk(ask)
    assert refused == b""
    assert parts_of(answered)[0] == 200


def test_answers_do_not_wait_for_more(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each takes 40 ms, the time after which a client's system acknowledges what it has."""
    found = []
    made = connection.Connection.connection_made

    def look(self: connection.Connection, transport: asyncio.Transport) -> None:
        made(self, transport)
        one = transport.get_extra_info("socket")
        found.append(one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    monkeypatch.setattr(connection.Connection, "connection_made", look)
    site.talk(lambda port: sent(port, request(site.token, "Connection: close")))
    assert found
    assert all(found)
