"""Bodies, hosts and clients of every kind: the wire itself."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.http import bodies
from data.emulation.http.answers import Answer
from data.emulation.http.application import application
from data.emulation.http.operations import OPERATIONS
from data.emulation.services.problems import require_valid
from data.models.requests import ProvisionCustomer
from tests.data.emulation.http.asking import Reply, ask
from tests.data.emulation.http.probing import CHANGES, names
from tests.data.emulation.http.test_operations import assert_dialect

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message

    from data.emulation.http.answers import Call
    from data.emulation.http.operations import Operation
    from tests.data.emulation.http.conftest import Site

URL = "/hub/v1/integrations"
WITH_BODY = [operation for operation in CHANGES if operation.body and not operation.form]


def echo(call: Call) -> Answer:
    """A handler that only reads the body."""
    value, faults = bodies.read(ProvisionCustomer, call.content)
    require_valid(faults)
    return Answer(value.wire())


@pytest.fixture(scope="module")
def app(site: Site) -> ASGIApp:
    (table,) = [o for o in OPERATIONS if o.path == URL]
    return application(site.platform.database, [table._replace(handler=echo)])


def post(app: ASGIApp, site: Site, content: bytes, media: str = "application/json") -> Reply:
    headers = [("content-type", media)] if media else []
    token = site.tokens[1]
    return ask(app, URL, token, method="POST", headers=headers, content=content)


@pytest.mark.parametrize("operation", WITH_BODY, ids=names(WITH_BODY))
@pytest.mark.parametrize("media", ["", "text/plain", "application/x-www-form-urlencoded", "json"])
def test_other_media_are_told_415(site: Site, operation: Operation, media: str) -> None:
    url = operation.path.replace("{", "").replace("}", "")
    headers = [("content-type", media)]
    reply = ask(
        site.platform.app,
        url,
        site.tokens[1],
        method=operation.method,
        headers=headers,
        content=b"{}",
    )
    assert_dialect(reply, 415, operation.code)
    assert reply.json["errors"][0][operation.code] == 41500


@pytest.mark.parametrize(
    "media", ["application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json"]
)
def test_json_by_any_of_its_names(site: Site, app: ASGIApp, media: str) -> None:
    assert post(app, site, b"{}", media).status == 200


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" ",
        b"null",
        b"[]",
        b'"x"',
        b"1",
        b"{",
        b'{"a": 1',
        b"{'a': 1}",
        b'{"a": 1}{}',
        b'\xef\xbb\xbf{"a": 1}',
        b'{"a": "\xff"}',
        b'{"a": "\xed\xa0\x80"}',
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": ' + b"9" * 10_000 + b"}",
        b'{"a": 1, "a": 2}',
        b'{"b": [{"a": 1, "a": null}]}',
        b'{"a": ' * 60_000,
        b"[" * 500_000,
        b'{"a": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
        b'{"a": "\x01"}',
    ],
    ids=range(23),
)
def test_what_is_no_json_object_is_a_400(site: Site, app: ASGIApp, content: bytes) -> None:
    reply = post(app, site, content)
    assert_dialect(reply, 400)
    assert reply.json["errors"][0]["errorCode"] == 40002


def test_a_member_that_stands_twice_is_named(site: Site, app: ASGIApp) -> None:
    reply = post(app, site, b'{"packages": [], "packages": ["webex_calling"]}')
    assert "'packages'" in reply.json["errors"][0]["description"]


def test_every_wrong_type_is_named_at_any_depth(site: Site, app: ASGIApp) -> None:
    body: dict[str, Any] = {
        "packages": ["webex_calling", 5, {}],
        "externalId": 7,
        "address": {"addressLine1": [], "city": True, "country": "US"},
        "customerInfo": "Acme",
        "provisioningParameters": {
            "calling": {"location": {"address": {"city": 1}, "timezone": []}},
            "packages": {"limits": {"webex_calling": "many", "webex_suite": True}},
        },
    }
    reply = ask(app, URL, site.tokens[1], method="POST", body=body)
    assert_dialect(reply, 400)
    errors = reply.json["errors"]
    assert {error["errorCode"] for error in errors} == {40003}
    assert {error["description"].partition(":")[0] for error in errors} == {
        "packages[1]",
        "packages[2]",
        "externalId",
        "address.addressLine1",
        "address.city",
        "customerInfo",
        "provisioningParameters.calling.location.address.city",
        "provisioningParameters.calling.location.timezone",
        "provisioningParameters.packages.limits.webex_calling",
        "provisioningParameters.packages.limits.webex_suite",
    }


def test_what_is_right_is_kept_beside_what_is_wrong() -> None:
    content = json.dumps({"packages": [1], "externalId": "A-1", "address": {"city": 5}})
    value, faults = bodies.read(ProvisionCustomer, content.encode())
    assert (value.external_id, value.packages) == ("A-1", ())
    assert {fault.field for fault in faults} == {"packages[0]", "address.city"}


@pytest.mark.parametrize(("entries", "told"), [(1_000, 100), (300_000, 1)])
def test_thousands_of_faults_are_cut(site: Site, app: ASGIApp, entries: int, told: int) -> None:
    reply = ask(app, URL, site.tokens[1], method="POST", body={"packages": [1] * entries})
    assert_dialect(reply, 400)
    assert len(reply.json["errors"]) == told


def test_unknown_members_null_and_other_spellings_are_tolerated(site: Site, app: ASGIApp) -> None:
    body = {"externalId": "A-1", "orgId": None, "zzz": {"a": [1]}, "external_id": 5, "": 1}
    reply = ask(app, URL, site.tokens[1], method="POST", body=body)
    assert (reply.status, reply.json) == (200, {"externalId": "A-1"})


def test_halves_of_signs_become_question_marks(site: Site, app: ASGIApp) -> None:
    reply = post(app, site, b'{"externalId": "a\\ud800b", "\\udfff": 1}')
    assert reply.json == {"externalId": "a?b"}


def test_a_body_of_a_mebibyte_is_taken_and_a_longer_one_is_not(site: Site, app: ASGIApp) -> None:
    start, end = b'{"externalId": "A-1", "x": "', b'"}'
    fill = bodies.LONGEST - len(start) - len(end)
    assert post(app, site, start + b"x" * fill + end).status == 200
    reply = post(app, site, start + b"x" * (fill + 1) + end)
    assert_dialect(reply, 400)
    assert reply.json["errors"][0]["errorCode"] == 41300


def test_what_is_kept_of_a_body() -> None:
    content = b'{"name": "x", "clientSecret": "s", "a": [{"Password": 1}], "b": null}'
    assert bodies.decode(content).kept == '{"name":"x","a":[{}]}'
    assert bodies.decode(b'{"x": "' + b"x" * 70_000 + b'"}').kept is None


class Stream:
    """A client that sends its body in parts, and may go away."""

    def __init__(self, site: Site, method: str, parts: list[bytes], *, complete: bool) -> None:
        self.scope: dict[str, Any] = {
            "type": "http",
            "method": method,
            "scheme": "http",
            "path": URL if method == "POST" else "/v1/people/me",
            "query_string": b"",
            "headers": [
                (b"host", b"test"),
                (b"authorization", f"Bearer {site.tokens[1]}".encode()),
                (b"content-type", b"application/json"),
            ],
        }
        self.incoming: list[Message] = [
            {"type": "http.request", "body": part, "more_body": True} for part in parts
        ]
        if complete:
            self.incoming[-1]["more_body"] = False
        self.read = 0
        self.sent: list[Message] = []

    async def receive(self) -> Message:
        self.read += 1
        return self.incoming.pop(0) if self.incoming else {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    def run(self, app: ASGIApp) -> list[Message]:
        """All that the application sends."""

        async def one() -> None:
            await app(self.scope, self.receive, self.send)

        asyncio.run(one())
        return self.sent


def test_a_body_may_come_in_chunks(site: Site, app: ASGIApp) -> None:
    parts = [b"", b'{"extern', b'alId": "', "é".encode()[:1], "é".encode()[1:], b'"}', b""]
    start, body = Stream(site, "POST", parts, complete=True).run(app)
    assert (start["status"], json.loads(body["body"])) == (200, {"externalId": "é"})


def test_a_body_without_end_is_refused_when_it_is_too_long(site: Site, app: ASGIApp) -> None:
    stream = Stream(site, "POST", [b"x" * 100_000] * 100, complete=False)
    assert stream.run(app)[0]["status"] == 400
    assert stream.read == 11


@pytest.mark.parametrize("parts", [[], [b"{"]])
def test_a_client_that_goes_away_is_answered_nothing(
    site: Site, app: ASGIApp, parts: list[bytes]
) -> None:
    assert Stream(site, "POST", parts, complete=False).run(app) == []


def test_bodies_where_none_belongs_are_not_even_read(site: Site) -> None:
    stream = Stream(site, "GET", [b"x" * 5_000_000], complete=False)
    assert stream.run(site.platform.app)[0]["status"] == 200
    assert stream.read == 0


def test_who_may_not_send_it_is_told_before_the_body_comes(site: Site, app: ASGIApp) -> None:
    stream = Stream(site, "POST", [b"{}"], complete=True)
    stream.scope["headers"][1] = (b"authorization", b"Bearer x")
    assert stream.run(app)[0]["status"] == 401
    assert stream.read == 0


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("platform.example:8443", "http://platform.example:8443/"),
        ("[::1]:80", "http://[::1]:80/"),
        ("evil\r\nx: y", "http://test:80/"),
        ("a b", "http://test:80/"),
    ],
)
def test_links_are_on_the_host_that_was_asked(site: Site, host: str, expected: str) -> None:
    url = "/v1/wholesale/customers?max=1"
    headers = [("host", host)]
    reply = ask(site.platform.app, url, site.tokens[1], headers=headers)
    assert reply.links["next"].startswith(expected)
    again = ask(site.platform.app, f"http://test/{url}", site.tokens[1], headers=headers)
    assert again.links == reply.links


def test_ids_with_padding_are_taken(site: Site) -> None:
    (item, *_) = site.get("/v1/wholesale/customers").json["items"]
    padded = item["id"] + "=" * (-len(item["id"]) % 4)
    for text in {padded, padded.replace("=", "%3D"), item["id"] + "=="}:
        assert site.get(f"/v1/wholesale/customers/{text}").json == item
