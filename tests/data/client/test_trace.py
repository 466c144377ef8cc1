"""The log keeps every attempt, and no secret."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.client import RequestLog, RequestRecord, errors
from data.client.redact import RESPONSE_HEADERS, Redactor, is_secret
from data.hidden import HIDDEN
from data.models.people import Person
from tests.data.client.support import Pauses, client, error, person


def everything(log: RequestLog) -> str:
    """All that a log shows or holds, as text."""
    parts = [repr(log), repr(log.redactor), *log.lines()]
    for record in log:
        parts += [repr(record), record.request_text(), record.response_text()]
        parts += [str(getattr(record, name)) for name in RequestRecord.__slots__]
    return "\n".join(parts)


async def test_a_record_of_a_call() -> None:
    answer = httpx.Response(
        200,
        json={"id": "P1"},
        headers={"trackingid": "ATLAS_7", "set-cookie": "session=abc", "server": "envoy"},
    )
    async with client(lambda _: answer) as hub:
        await hub.me()
        (record,) = hub.log
    assert record.n == 1
    assert record.ok
    assert (record.method, record.target) == ("GET", "/v1/people/me")
    assert (record.operation, record.attempt, record.host) == ("people.me", 1, "localhost")
    assert (record.status, record.error, record.tracking_id) == (200, "", "ATLAS_7")
    assert record.ms >= 0
    assert abs((datetime.now(UTC) - record.at).total_seconds()) < 60
    assert set(record.request_headers) == {"accept", "user-agent"}
    assert set(record.response_headers) <= RESPONSE_HEADERS
    assert record.response_headers["server"] == "envoy"
    assert record.response_size == len(record.response_text()) == 11
    assert record.response_text() == '{"id":"P1"}'


async def test_every_attempt_is_kept() -> None:
    async with client(lambda _: error(503), pauses=Pauses()) as hub:
        with pytest.raises(errors.PlatformError):
            await hub.me()
        assert [(r.n, r.attempt, r.status, r.error) for r in hub.log] == [
            (n, n, 503, "PlatformError") for n in range(1, 5)
        ]
        assert all(r.tracking_id == "ATLAS_1" for r in hub.log)


async def test_the_log_is_a_ring() -> None:
    log = RequestLog(size=3)
    async with client(lambda _: person(), log=log) as hub:
        for _ in range(5):
            await hub.me()
    assert [record.n for record in log] == [3, 4, 5]
    assert len(log) == 3
    log.clear()
    assert (list(log), log.last) == ([], None)


async def test_an_empty_log_that_is_given_is_used() -> None:
    log = RequestLog()
    async with client(lambda _: person(), log=log) as hub:
        assert hub.log is log


async def test_subscribers_hear_of_each_record_and_cannot_break_a_call() -> None:
    loop = asyncio.get_running_loop()
    broken: list[BaseException] = []
    heard: list[RequestRecord] = []
    loop.set_exception_handler(lambda _loop, context: broken.append(context["exception"]))
    log = RequestLog()

    def fail(_record: RequestRecord) -> None:
        raise ValueError("a subscriber's own")

    log.subscribe(fail)
    stop = log.subscribe(heard.append)
    async with client(lambda _: person(), log=log) as hub:
        await hub.me()
        await asyncio.sleep(0)
        assert [record.n for record in heard] == [1]
        assert [type(problem) for problem in broken] == [ValueError]
        stop()
        stop()
        await hub.me()
        await asyncio.sleep(0)
    assert len(heard) == 1


async def test_json_lines_can_be_read_back() -> None:
    async with client(lambda _: error(404, {"description": "\x1b[2J é"})) as hub:
        with pytest.raises(errors.NotFound):
            await hub.me()
        lines = list(hub.log.lines())
    (line,) = lines
    assert line.endswith("\n")
    assert line.isascii()
    record = json.loads(line)
    assert record["status"] == 404
    assert record["error"] == "NotFound"
    assert record["trackingId"] == "ATLAS_1"
    assert datetime.fromisoformat(record["at"]).tzinfo is not None


async def test_a_long_body_is_kept_in_part() -> None:
    log = RequestLog(body=100)
    rows = [{"id": f"C{n}"} for n in range(100)]
    async with client(lambda _: httpx.Response(200, json={"items": rows}), log=log) as hub:
        await hub.organizations.list()
    assert log.last is not None
    assert log.last.response_size > 1000
    assert len(log.last.response_text()) == 100


SECRET = "s3cr3t-Value"


@pytest.mark.parametrize(
    "name",
    ["token", "access_token", "refresh_token", "accessToken", "client_secret", "clientSecret",
     "password", "Password", "Authorization", "secret", "webhookSecret", "x-api-key", "api_key",
     "tempDownloadURL", "Set-Cookie", "credentials", "idToken", "privateKey", "passphrase",
     "Signature", "X-Amz-Credential", "sig", "AWSAccessKeyId", "X-Amz-SignedHeaders"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["json", "spaced", "cut", "escaped", "object", "form", "query"])
def test_values_of_telling_names_are_hidden(name: str, form: str) -> None:
    redactor = Redactor()
    bodies = {
        "json": json.dumps({"a": {"b": [{name: SECRET, "c": 1}]}}),
        "spaced": f'{{"a":1,  "{name}" \n : "x\\"{SECRET}", "z": 2}}',
        "cut": f'{{"a": 1, "{name}": "{SECRET}',
        "escaped": f'{{"\\u{ord(name[0]):04x}{name[1:]}": "{SECRET}"}}',
        "object": json.dumps({name: {"inner": SECRET}}),
        "form": f"grant=x&{name}={SECRET}&b=2",
    }
    if form == "query":
        assert SECRET not in redactor.url(f"/v1/x?a=1&{name}={SECRET}&b=2")
        assert SECRET not in redactor.url(f"/v1/x?%{ord(name[0]):02X}{name[1:]}={SECRET}")
        assert "b=2" in redactor.url(f"/v1/x?a=1&{name}={SECRET}&b=2")
        return
    text = redactor.body(bodies[form].encode(), 4096).decode()
    assert SECRET not in text
    assert HIDDEN in text


@pytest.mark.parametrize("name", ["name", "email", "id", "externalId", "packages", "passage"])
def test_values_of_other_names_stay(name: str) -> None:
    assert not is_secret(name)
    body = json.dumps({name: SECRET, "token": "x"}).encode()
    assert SECRET in Redactor().body(body, 4096).decode()


def test_a_code_is_hidden_where_it_may_be_one_of_oauths_and_kept_where_it_is_an_errors() -> None:
    redactor = Redactor()
    for kept in (b'{"errors": [{"code": 2024}]}', b'{"code": "2024"}', b'{"errorCode": 1}'):
        assert redactor.body(kept, 4096) == kept
    for hidden in (
        b'{"code": "%s"}',
        b'{"co\\u0064e": "%s"}',
        b"grant_type=authorization_code&code=%s",
        b'{"code": {"is": "%s"}}',
    ):
        kept = redactor.body(hidden % SECRET.encode(), 4096)
        assert SECRET.encode() not in kept
        assert HIDDEN.encode() in kept
    assert SECRET not in redactor.url(f"/callback?code={SECRET}&state=1")


@pytest.mark.parametrize("name", ["clientSecret", "client_secret", "refresh_token", "accessToken"])
async def test_secrets_of_a_request_are_not_kept(name: str) -> None:
    async with client(lambda _: person()) as hub:
        caller = hub._caller
        content = json.dumps({"name": "Acme", name: SECRET}).encode()
        await caller.call("test", "POST", caller.api("/x"), Person, content)
        (record,) = hub.log
        assert "Acme" in record.request_text()
        assert SECRET not in everything(hub.log)


def test_tokens_of_others_are_hidden_by_their_form() -> None:
    redactor = Redactor()
    assert redactor.text("got Bearer abcdefghijklmnop0123") == f"got Bearer {HIDDEN}"
    assert redactor.text("got sbx.abcdefgh.0123") == f"got {HIDDEN}"
    assert redactor.text("a bearer of news") == "a bearer of news"


SIGNED = "https://files.example/r.csv?AWSAccessKeyId=A1&Expires=1790001800&Signature=s3%2Fcr3t%3D"


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"url": SIGNED, "n": 1}),
        json.dumps({"url": SIGNED, "n": 1}).replace("&", "\\u0026").replace("=", "\\u003d"),
        json.dumps({"links": [f"see {SIGNED}"], "n": 1}),
        f"<a href='{SIGNED.replace('&', '&amp;')}'>here</a>",
        f"Go to {SIGNED}",
        f'{{"back": "/x?to={SIGNED.replace("&", "%26").replace("=", "%3D")}", "n": 1}}',
    ],
)
def test_a_signed_address_is_no_key_to_anything(body: str) -> None:
    kept = Redactor().body(body.encode(), 4096).decode()
    for part in ("cr3t", "1790001800"):
        assert part not in kept
    assert HIDDEN in kept
    assert "files.example/r.csv" in kept


@pytest.mark.parametrize("path", ["/hub/v1/x/content?%s", "http://localhost/r.csv?%s"])
def test_a_signed_address_that_is_asked_loses_its_signature(path: str) -> None:
    kept = Redactor().url(path % SIGNED.partition("?")[2])
    assert "cr3t" not in kept
    assert kept.endswith(f"Expires={HIDDEN}&Signature={HIDDEN}")


@pytest.mark.parametrize(
    "value",
    ["s3cr3t-Value", 's3"cr3t-Value', "s3\\cr3t-Value", {"a": ["cr3t-Value"]}, "cr3t-Value\\"],
)
@pytest.mark.parametrize("levels", [1, 2, 3])
@pytest.mark.parametrize("cut", [False, True])
def test_a_request_that_is_echoed_as_text_keeps_its_secrets(
    value: object, levels: int, cut: bool
) -> None:
    text = json.dumps({"name": "Acme", "password": value, "city": "Hull"})
    for _ in range(levels):
        text = json.dumps({"echo": f"got {text} here"})
    if cut:
        text = text[: text.index("cr3t") + 6]
    kept = Redactor().body(text.encode(), 4096).decode()
    assert "cr3t" not in kept
    assert "Acme" in kept
    assert HIDDEN in kept
    if not cut and isinstance(value, str):
        assert "Hull" in kept
        assert json.loads(kept), "it is JSON still"
    assert "cr3t" not in Redactor().text(f"got {json.dumps({'token': value})}")


def test_a_form_that_is_echoed_keeps_its_secrets() -> None:
    body = json.dumps({"echo": "got client_secret=s3cr3t&refresh_token=m0re"})
    assert json.loads(Redactor().body(body.encode(), 4096)) == {
        "echo": f"got client_secret={HIDDEN}&refresh_token={HIDDEN}"
    }


def test_a_name_with_its_password_is_hidden() -> None:
    redactor = Redactor()
    kept = redactor.body(b'{"echo": "Basic YWxhZGRpbjpvcGVuc2VzYW1l", "n": 1}', 4096)
    assert json.loads(kept) == {"echo": f"Basic {HIDDEN}", "n": 1}
    for plain in ("a basic package", "the Basic licence", "basic plan"):
        assert redactor.text(plain) == plain


def test_a_policy_is_hidden_where_it_was_signed_and_kept_where_it_is_a_word() -> None:
    redactor, policy = Redactor(), "eyJTdGF0ZW1lbnQiOlt7IlJlc291cmNl"
    for word in (b'{"policy": "WEIGHTED", "n": 1}', b'{"echo": "{\\"policy\\": \\"UNIFORM\\"}"}'):
        assert redactor.body(word, 4096) == word
    assert policy not in redactor.body(b'{"policy": "%s"}' % policy.encode(), 4096).decode()
    for text in (redactor.url(f"/r?Policy={policy}"), redactor.text(f"at /r?n=1&Policy={policy}")):
        assert HIDDEN in text
        assert policy not in text
    assert redactor.url("/design?design=1&signal=2&sign=3") == "/design?design=1&signal=2&sign=3"


def test_text_full_of_escaped_marks_takes_no_time() -> None:
    redactor, began = Redactor(), time.process_time()
    for body in (b'{"a": "' + b'\\"' * 4096, b'{"token": 1, "a": "' + b'\\"x\\\\' * 1500):
        redactor.body(body + b" token", 16_384)
    assert time.process_time() - began < 0.3


def test_a_body_of_one_kind_of_sign_takes_no_time() -> None:
    redactor = Redactor()
    for sign in (b'"', b"\\", b'"\\', b'token":', b"%", b"a", b"a=", b'{"token":', b"&a%3D%26"):
        redactor.body(b"{" + sign * 200_000, 8192)
        redactor.body(sign * 200_000, 8192)


TOKENS = st.text(alphabet="abcXYZ019-._~+/", min_size=8, max_size=40)


@settings(max_examples=60, deadline=None)
@given(token=TOKENS, before=st.text(max_size=50), status=st.sampled_from([200, 400, 401, 500]))
@example(token="a/b/c/d/e", before="", status=200)
async def test_no_token_is_ever_kept_or_shown(token: str, before: str, status: int) -> None:
    shown: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        # A server that repeats everything everywhere.
        given = request.headers["authorization"]
        echo = f"{before}{given} {token}"
        entries = [{"description": echo, "errorCode": 1}]
        body: dict[str, Any] = {"message": echo, "errors": entries, "trackingId": token}
        headers = [
            (b"trackingid", token.encode()),
            (b"Link", f'<http://localhost/v1/x?a={token}&access_token=y>; rel="next"'.encode()),
            (b"Location", f"http://localhost/{token}".encode()),
            (b"Server", given.encode()),
            (b"X-Token", token.encode()),
        ]
        return httpx.Response(status, json=body, headers=headers)

    async with client(handler, token=token, pauses=Pauses()) as hub:
        caller = hub._caller
        url = caller.api(f"/x/{token}", {"q": token, "token": token})
        try:
            await caller.call("test", "POST", url, Person, json.dumps({"a": token}).encode())
        except errors.HubError as problem:
            shown += [str(problem), repr(problem), problem.request, problem.advice]
            shown += [problem.tracking_id, repr(problem.problems)]
        shown += [repr(hub), everything(hub.log)]
    assert token not in "\n".join(shown)


@settings(max_examples=200, deadline=None)
@given(
    token=TOKENS,
    parts=st.lists(st.text(alphabet='ab"\\:{} \n', max_size=12), min_size=1, max_size=30),
    limit=st.integers(0, 120),
    json_like=st.booleans(),
)
def test_no_token_survives_a_cut(token: str, parts: list[str], limit: int, json_like: bool) -> None:
    redactor = Redactor()
    redactor.learn(token)
    body = (('{"token' if json_like else "") + token.join(["", *parts, ""])).encode()
    kept = redactor.body(body, limit).decode("utf-8", "replace")
    assert token not in kept
    if len(body) > limit:
        # Not even the beginning of a token is left at the cut.
        assert not kept.endswith(token[: max(4, len(token) // 2)])


async def test_it_knows_how_many_there_were() -> None:
    log = RequestLog(size=3)
    assert log.made == 0
    async with client(lambda _: person(), log=log) as hub:
        for _ in range(5):
            await hub.me()
        assert (len(log), log.made) == (3, 5)
        log.clear()
        assert log.made == 0
        await hub.me()
    assert [record.n for record in log] == [6]
    assert log.made == 1
