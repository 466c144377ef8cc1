"""Which token goes where: a sandbox's never out, a real one never in the clear."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.client import HubClient, errors
from data.client.address import Address
from data.hosts import is_loopback
from tests.data.client.support import LIVE, LOCAL, TOKEN, client, person

SANDBOX = "sbx.eyJhbGciOi.abcdef0123456789"


@pytest.mark.parametrize(
    "text",
    [
        "https://webexapis.com",
        "https://webexapis.com/",
        "https://webexapis.com/v1",
        " https://webexapis.com/v1/ ",
        "https://webexapis.com//v1//",
    ],
)
def test_an_address_is_read_with_and_without_its_version(text: str) -> None:
    address = Address.parse(text)
    assert address.api == "https://webexapis.com/v1"
    assert address.hub == "https://webexapis.com/hub/v1"
    assert address.is_live


def test_an_address_may_have_a_path() -> None:
    assert Address.parse("http://127.0.0.1:8080/x/v1").hub == "http://127.0.0.1:8080/x/hub/v1"


@pytest.mark.parametrize(
    "text",
    ["", "webexapis.com", "ftp://a", "http://", "https://me:pw@webexapis.com", "https://a/?q=1",
     "https://a/#x", "http://[::1", "http://a\x1b[2J", "http://a:99999"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(errors.Unsafe) as caught:
        HubClient(text, TOKEN)
    assert "\x1b" not in str(caught.value)
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["127.0.0.1.evil.example", "localhost.evil.example", "0.0.0.0", "10.0.0.1", "::2",
             "2130706433", "", "webexapis.com"],
)  # fmt: skip
def test_not_loopback(host: str) -> None:
    assert not is_loopback(host)


async def _send(base: str, token: str, asked: list[httpx.Request]) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return person()

    async with client(handler, base=base, token=token) as hub:
        await hub.me()


async def _is_sent(base: str, token: str) -> None:
    asked: list[httpx.Request] = []
    await _send(base, token, asked)
    (request,) = asked
    assert request.headers["authorization"] == f"Bearer {token}"


async def _is_refused(base: str, token: str) -> None:
    asked: list[httpx.Request] = []
    with pytest.raises(errors.Unsafe) as caught:
        await _send(base, token, asked)
    problem = caught.value
    assert asked == []
    assert not problem.sent
    assert token not in f"{problem!s}{problem!r}{problem.advice}"


@pytest.mark.parametrize("base", [LOCAL, "http://127.0.0.1:8080", "https://localhost", LIVE])
async def test_a_real_token_goes_over_https_and_on_this_machine(base: str) -> None:
    await _is_sent(base, TOKEN)


@pytest.mark.parametrize(
    "base", ["http://webexapis.com", "http://10.0.0.1", "http://localhost.x.y"]
)
async def test_no_token_goes_in_the_clear(base: str) -> None:
    await _is_refused(base, TOKEN)
    await _is_refused(base, SANDBOX)


@pytest.mark.parametrize("base", [LIVE, "https://rtm.example", "https://10.0.0.1"])
async def test_a_sandbox_token_goes_to_no_real_host(base: str) -> None:
    await _is_refused(base, SANDBOX)
    await _is_refused(base, "sbx.MDEyMzQ1Njc4.YWJjZGVmZ2g")


async def test_a_sandbox_token_goes_to_the_sandbox() -> None:
    await _is_sent(LOCAL, SANDBOX)


@pytest.mark.parametrize(
    "token", ["", "two words", "line\r\nX-Evil: 1", "ünïcode-token-0123", "Bearer abc", "a\x00b"]
)
async def test_what_is_no_token_is_not_sent(token: str) -> None:
    def handler(_request: httpx.Request) -> httpx.Response:
        raise AssertionError

    async with client(handler, token=token) as hub:
        with pytest.raises(errors.Unauthorized) as caught:
            await hub.me()
    assert not caught.value.sent
    assert not token or token not in str(caught.value)


async def test_a_token_may_come_from_a_function_asked_each_time() -> None:
    tokens = iter(["first-0123456789", "second-0123456789"])
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["authorization"])
        return person()

    async with client(handler, token=lambda: next(tokens)) as hub:
        await hub.me()
        await hub.me()
    assert seen == ["Bearer first-0123456789", "Bearer second-0123456789"]


async def test_a_token_may_have_to_be_waited_for() -> None:
    async def provide() -> str:
        return TOKEN

    async with client(lambda _: person(), token=provide) as hub:
        assert (await hub.me()).id == "P1"


async def test_what_a_token_function_raises_is_its_own() -> None:
    def provide() -> str:
        raise KeyError("nothing")

    async with client(lambda _: person(), token=provide) as hub:
        with pytest.raises(KeyError):
            await hub.me()
        assert len(hub.log) == 0


BASE = Address.parse("https://webexapis.com/v1")
HERE = httpx.URL("https://webexapis.com/v1/wholesale/customers?max=100")


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("https://webexapis.com/v1/x?offset=100", "https://webexapis.com/v1/x?offset=100"),
        ("https://WEBEXAPIS.com:443/v1/x", "https://webexapis.com/v1/x"),
        ("?offset=100", "https://webexapis.com/v1/wholesale/customers?offset=100"),
        ("/v1/x", "https://webexapis.com/v1/x"),
    ],
)
def test_links_within_the_host_are_followed(link: str, target: str) -> None:
    assert BASE.follow(link, HERE) == target


@pytest.mark.parametrize(
    "link",
    ["http://webexapis.com/v1/x", "https://webexapis.com:8443/v1", "https://webexapis.com.evil/",
     "https://evil.example/?token=abc", "//evil.example/x", "javascript:alert(1)", "https://[bad",
     "https://webexapis.com@evil.example/"],
)  # fmt: skip
def test_links_to_elsewhere_are_refused(link: str) -> None:
    with pytest.raises(errors.BadAnswer) as caught:
        BASE.follow(link, HERE)
    assert "abc" not in str(caught.value)


@given(st.text(max_size=60))
def test_no_link_leads_elsewhere(link: str) -> None:
    try:
        target = httpx.URL(BASE.follow(link, HERE))
    except errors.BadAnswer:
        return
    assert (target.scheme, target.host) == ("https", "webexapis.com")
    assert not target.userinfo
