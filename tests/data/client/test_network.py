"""Over real TCP: connections that break, answers that are cut, servers that are none."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from data.client import HubClient, Retries, Settings, Timeouts, errors
from data.client.address import Address
from data.client.hub import _http
from tests.data.client.support import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

OK = b'{"id":"P1"}'
ONCE = Retries(attempts=1)


@asynccontextmanager
async def server(*answers: bytes, hold: bool = False) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A server that sends one answer per connection, the last again and again; None to hold."""
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            heard.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(answers[min(len(heard), len(answers)) - 1])
            await writer.drain()
            if hold:
                await reader.read()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}/v1", heard
    finally:
        listening.close()
        await asyncio.sleep(0)


def answer(body: bytes = OK, *, length: int | None = None, head: str = "") -> bytes:
    size = len(body) if length is None else length
    text = (
        f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {size}\r\n{head}\r\n"
    )
    return text.encode() + body


async def me(base: str, *, retries: Retries = ONCE, timeouts: Timeouts | None = None) -> str:
    settings = Settings(retries=retries, timeouts=timeouts or Timeouts())
    async with HubClient(base, TOKEN, settings=settings) as hub:
        try:
            return (await hub.me()).id
        finally:
            assert len(hub.log) > 0
            assert TOKEN not in "".join(hub.log.lines())


async def test_a_call_over_tcp() -> None:
    async with server(answer()) as (base, heard):
        assert await me(base) == "P1"
    lines = heard[0].decode().split("\r\n")
    assert lines[0] == "GET /v1/people/me HTTP/1.1"
    assert f"Authorization: Bearer {TOKEN}" in lines


async def test_a_compressed_answer() -> None:
    packed = answer(gzip.compress(OK, mtime=0), head="Content-Encoding: gzip\r\n")
    async with server(packed) as (base, _):
        assert await me(base) == "P1"


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (answer(OK[:5], length=11), errors.BadAnswer),
        (answer(OK, head="Content-Encoding: gzip\r\n"), errors.BadAnswer),
        (
            answer(gzip.compress(OK, mtime=0)[:9], head="Content-Encoding: gzip\r\n"),
            errors.BadAnswer,
        ),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc", errors.BadAnswer),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", errors.BadAnswer),
        (b"", errors.Unreachable),
        (b"HTTP/1.1 20", errors.Unreachable),
        (b"SSH-2.0-OpenSSH_9.9\r\n\r\n", errors.Unreachable),
        (b"\x00\x1b[2J" * 100, errors.Unreachable),
        (b"HTTP/1.1 200 OK\r\nX: \x00\r\n\r\n", errors.Unreachable),
    ],
)
async def test_answers_that_break(sent: bytes, kind: type[errors.HubError]) -> None:
    async with server(sent) as (base, _):
        with pytest.raises(errors.HubError) as caught:
            await me(base)
    assert type(caught.value) is kind
    assert caught.value.sent
    assert "\x1b" not in str(caught.value)


async def test_a_cut_answer_is_asked_for_again() -> None:
    async with server(answer(OK[:5], length=11), b"", answer()) as (base, heard):
        assert await me(base, retries=Retries(first=0.01)) == "P1"
    assert len(heard) == 3


async def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(errors.Unreachable, match="nothing listens there") as caught:
        await me(f"http://127.0.0.1:{port}")
    assert not caught.value.sent


async def test_tls_where_there_is_none() -> None:
    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    with pytest.raises(errors.Unreachable, match="TLS") as caught:
        await me(f"https://127.0.0.1:{port}")
    assert not caught.value.sent
    listening.close()


async def test_an_answer_that_does_not_come() -> None:
    async with server(b"", hold=True) as (base, _):
        with pytest.raises(errors.TimedOut, match=r"within 0\.1 s"):
            await me(base, timeouts=Timeouts(read=0.1))


async def test_an_answer_that_trickles_ends_at_the_deadline() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer(b"", length=1000))
        try:
            while True:
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.02)
        except ConnectionError:
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    with pytest.raises(errors.TimedOut, match=r"within 0\.2 s"):
        await me(f"http://127.0.0.1:{port}", timeouts=Timeouts(read=5, total=0.2))
    listening.close()
    await asyncio.sleep(0.05)


async def test_a_connection_that_went_stale_is_replaced() -> None:
    async with server(answer()) as (base, heard):
        settings = Settings(retries=Retries(first=0.01))
        async with HubClient(base, TOKEN, settings=settings) as hub:
            # The server closes each connection behind its answer without saying so.
            for _ in range(3):
                assert (await hub.me()).id == "P1"
    assert len(heard) == 3


async def test_a_proxy_of_the_environment_is_not_used_on_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    async with server(answer()) as (base, _):
        assert await me(base) == "P1"
    # Nor for https, for which httpx chooses the way itself.
    async with _http(Address.parse("https://localhost/v1"), None) as http:
        assert http._mounts == {}


async def test_a_proxy_of_the_environment_is_used_for_the_platform(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with server(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n") as (base, heard):
        monkeypatch.setenv("https_proxy", f"http://user:pass-of-proxy@{base.split('/')[2]}")
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        with pytest.raises(errors.Unreachable) as caught:
            await me("https://webexapis.com/v1")
    assert heard[0].startswith(b"CONNECT webexapis.com:443 ")
    assert TOKEN.encode() not in heard[0]
    assert "pass-of-proxy" not in str(caught.value)


@pytest.mark.parametrize("value", ["socks5://127.0.0.1:9", "gopher://x"])
def test_a_proxy_that_cannot_be_used_is_said(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("all_proxy", value)
    with pytest.raises(errors.Unreachable, match="proxy"):
        HubClient("https://webexapis.com/v1", TOKEN)


@pytest.mark.parametrize(
    "make", [lambda: "http://127.0.0.1:8080/v1", lambda: "http://localhost/v1"]
)
async def test_no_certificates_are_loaded_for_this_machine(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[], str]
) -> None:
    def load(*_args: object, **_kwargs: object) -> None:
        raise AssertionError

    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", load)
    monkeypatch.setattr(ssl.SSLContext, "load_default_certs", load)
    async with HubClient(make(), TOKEN):
        pass


async def test_certificates_are_checked_for_the_platform() -> None:
    http = _http(Address.parse("https://webexapis.com/v1"), None)
    pool = http._transport._pool  # type: ignore[attr-defined] # httpx shows it nowhere else
    context = pool._ssl_context
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert not http.follow_redirects
    assert isinstance(http, httpx.AsyncClient)
    await http.aclose()


async def test_a_certificate_that_is_not_trusted_is_named_and_not_tried_again() -> None:
    asked: list[httpx.Request] = []

    def refuse(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        broken = ssl.SSLCertVerificationError("self-signed certificate")
        raise httpx.ConnectError("[SSL]", request=request) from broken

    transport = httpx.MockTransport(refuse)
    async with HubClient("https://hub.example.com", TOKEN, transport=transport) as hub:
        with pytest.raises(errors.Untrusted) as caught:
            await hub.me()
    assert "its certificate is not trusted" in str(caught.value)
    assert "network" not in caught.value.advice
    assert "SSL_CERT_FILE" in caught.value.advice
    assert len(asked) == 1
