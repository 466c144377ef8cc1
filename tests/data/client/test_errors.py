"""Every way to fail ends in a typed error that says what to do."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import httpx
import pytest

from data.client import errors
from tests.data.client.support import LIVE, TOKEN, Pauses, client, error

if TYPE_CHECKING:
    from collections.abc import Callable

BY_STATUS: list[tuple[int, type[errors.HubError]]] = [
    (400, errors.Invalid),
    (401, errors.Unauthorized),
    (403, errors.Forbidden),
    (404, errors.NotFound),
    (405, errors.Invalid),
    (408, errors.TimedOut),
    (409, errors.Conflict),
    (410, errors.NotFound),
    (415, errors.Invalid),
    (418, errors.Invalid),
    (422, errors.Invalid),
    (423, errors.Conflict),
    (428, errors.Conflict),
    (429, errors.Throttled),
    (500, errors.PlatformError),
    (501, errors.PlatformError),
    (502, errors.PlatformError),
    (503, errors.PlatformError),
    (504, errors.PlatformError),
    (599, errors.PlatformError),
]


@pytest.mark.parametrize(("status", "kind"), BY_STATUS)
async def test_each_status_has_its_error(status: int, kind: type[errors.HubError]) -> None:
    entry = {"description": "Email is taken", "errorCode": 10022}
    async with client(lambda _: error(status, entry), pauses=Pauses()) as hub:
        with pytest.raises(errors.HubError) as caught:
            await hub.customers.get("C1")
    problem = caught.value
    assert type(problem) is kind
    assert problem.status == status
    assert problem.codes == (10022,)
    assert problem.problems == ((10022, "Email is taken"),)
    assert problem.tracking_id == "ATLAS_1"
    assert problem.request == "GET /v1/wholesale/customers/C1"
    assert "Email is taken" in str(problem)
    assert str(status) in str(problem)
    assert problem.advice
    assert problem.sent


async def test_report_errors_spell_the_code_differently() -> None:
    found, other = {"description": "Not found", "code": 2024}, {"description": "x", "code": "7"}
    async with client(lambda _: error(404, found, other)) as hub:
        with pytest.raises(errors.NotFound) as caught:
            await hub.me()
    assert caught.value.codes == (2024, 7)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Bad gateway</html>",
        b"[]",
        b"null",
        b'{"errors": 3}',
        b'{"message": 5, "errors": [7, null, {"errorCode": true}, {"description": []}]}',
        b'{"errors": [{"errorCode": ' + b"9" * 5000 + b"}]}",
        b"[" * 60_000,
        b'{"message": "\xff\xfe"}',
        b'{"message": "\\ud800"}',
    ],
)
async def test_an_error_body_may_be_anything(body: bytes) -> None:
    async with client(lambda _: httpx.Response(500, content=body)) as hub:
        with pytest.raises(errors.PlatformError) as caught:
            await hub.me()
    assert caught.value.codes == ()
    assert str(caught.value).encode()


HOSTILE = "\x1b]52;c;aGk=\x07\x1b[2J\u202eevil\u2066\r\nnext\x9b31m" + "x" * 100_000


async def test_hostile_words_are_harmless_in_a_message() -> None:
    answer = error(400, {"description": HOSTILE, "errorCode": 1})
    async with client(lambda _: answer) as hub:
        with pytest.raises(errors.Invalid) as caught:
            await hub.me()
    for text in (str(caught.value), repr(caught.value), caught.value.problems[0].description):
        assert len(text) < 600
        assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in text)
        assert not set(text) & set("\u202e\u2066")
    assert "evil" in str(caught.value)


async def test_a_long_error_body_is_read_only_in_part() -> None:
    read = 0

    async def endless() -> object:
        nonlocal read
        while True:
            read += 1
            yield b"x" * 10_000

    answer = httpx.Response(400, content=endless())  # type: ignore[arg-type] # it yields bytes
    async with client(lambda _: answer) as hub:
        with pytest.raises(errors.Invalid):
            await hub.me()
    assert read < 20


def _refused() -> Exception:
    problem = httpx.ConnectError("All connection attempts failed")
    problem.__cause__ = ConnectionRefusedError(111, "Connection refused")
    return problem


def _unknown_name() -> Exception:
    problem = httpx.ConnectError("")
    problem.__cause__ = OSError("several")
    problem.__cause__.__context__ = socket.gaierror(-2, "Name or service not known")
    return problem


@pytest.mark.parametrize(
    ("make", "kind", "words", "sent"),
    [
        (_refused, errors.Unreachable, "nothing listens there", False),
        (_unknown_name, errors.Unreachable, "its name is not known", False),
        (lambda: httpx.ReadError(""), errors.Unreachable, "the connection failed", True),
        (lambda: httpx.RemoteProtocolError("odd\x1b"), errors.Unreachable, "odd", True),
        (lambda: httpx.ConnectTimeout(""), errors.TimedOut, "within 5 s", False),
        (lambda: httpx.ReadTimeout(""), errors.TimedOut, "within 30 s", True),
        (lambda: httpx.PoolTimeout(""), errors.TimedOut, "within 30 s", False),
    ],
)
async def test_each_broken_connection_has_its_error(
    make: Callable[[], Exception], kind: type[errors.HubError], words: str, sent: bool
) -> None:
    def handler(_request: httpx.Request) -> httpx.Response:
        raise make()

    async with client(handler, pauses=Pauses()) as hub:
        with pytest.raises(errors.HubError) as caught:
            await hub.me()
    assert type(caught.value) is kind
    assert words in str(caught.value)
    assert caught.value.sent is sent
    assert caught.value.status is None
    assert hub.log.last is not None
    assert hub.log.last.error == kind.__name__


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (httpx.Response(200, content=b'{"id": "P1"', headers={}), "not JSON"),
        (httpx.Response(200, content=b""), "not JSON"),
        (httpx.Response(200, content=b"[" * 90_000), "not JSON"),
        (httpx.Response(200, html="<p>Sign in</p>"), "text/html"),
        (httpx.Response(200, json={"name": "no id"}), "at id"),
        (httpx.Response(200, json=[1]), "unknown shape"),
        (httpx.Response(200, json={"id": {"secret": "s3cr3t"}}), "at id"),
        (httpx.Response(304), "304"),
    ],
)
async def test_an_answer_that_is_none(answer: httpx.Response, words: str) -> None:
    async with client(lambda _: answer) as hub:
        with pytest.raises(errors.BadAnswer) as caught:
            await hub.me()
    assert words in str(caught.value)
    assert "s3cr3t" not in str(caught.value)
    assert hub.log.last is not None
    assert (hub.log.last.status, hub.log.last.error) == (answer.status_code, "BadAnswer")


async def test_a_redirect_is_not_followed() -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"location": "https://evil.example/?access_token=abc"})

    async with client(handler, base=LIVE) as hub:
        with pytest.raises(errors.BadAnswer) as caught:
            await hub.me()
    assert asked == ["https://webexapis.com/v1/people/me"]
    assert "evil.example" in str(caught.value)
    assert "abc" not in str(caught.value)


async def test_calls_after_closing_are_refused() -> None:
    hub = client(lambda _: httpx.Response(200, json={"id": "P1"}))
    await hub.aclose()
    with pytest.raises(errors.Unreachable):
        await hub.me()


async def test_unknown_fields_nulls_and_values_are_tolerated() -> None:
    row = {
        "id": "C1",
        "externalId": None,
        "status": "a_status_of_tomorrow",
        "packages": None,
        "address": None,
        "resourceDetails": {"packages": [{"name": "webex_calling", "warnings": None}]},
        "news": {"deep": [1]},
    }
    async with client(lambda _: httpx.Response(200, json=row)) as hub:
        customer = await hub.customers.get("C1")
    assert customer.status == "a_status_of_tomorrow"
    assert customer.packages == ()
    assert customer.external_id == ""
    assert customer.resource_details.packages[0].warnings == ()


async def test_half_characters_do_not_hide_a_row() -> None:
    body = b'{"id": "C1", "externalId": "a\\ud800b"}'
    json = {"content-type": "application/json"}
    async with client(lambda _: httpx.Response(200, content=body, headers=json)) as hub:
        customer = await hub.customers.get("C1")
    assert customer.external_id == "a?b"


def test_the_tree_is_the_one_that_is_drawn() -> None:
    assert errors.__doc__ is not None
    for name in vars(errors):
        kind = getattr(errors, name)
        if isinstance(kind, type) and issubclass(kind, errors.HubError):
            assert name in errors.__doc__
            assert kind("x").advice.endswith(".")
    assert TOKEN not in errors.__doc__
