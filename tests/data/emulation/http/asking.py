"""Asking the application without a network: one request, one answer."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from data.emulation.http.answers import Answer, Call
from data.emulation.http.operations import OPERATIONS
from data.emulation.http.query import Query
from data.emulation.rules import ids
from data.emulation.services import clock
from data.emulation.services.callers import Caller
from data.emulation.store import partners

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message

    from tests.data.emulation.builder import World


class Reply(NamedTuple):
    """An answer: headers by lower-case name, the body as it came."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)

    @property
    def links(self) -> dict[str, str]:
        """Addresses of the `Link` header by their relation."""
        found = re.findall(r'<([^>]*)>; rel="(\w+)"', self.headers.get("link", ""))
        return {name: url for url, name in found}


def ask(
    app: ASGIApp,
    url: str,
    token: str | None = None,
    *,
    method: str = "GET",
    headers: Iterable[tuple[str, str]] = (),
    body: Any = None,
    content: bytes | None = None,
) -> Reply:
    """Send a request to an application.

    Args:
        app: the application.
        url: path and query, or a whole address.
        token: for the `Authorization` header.
        method: the HTTP method.
        headers: more headers.
        body: what is sent as JSON, with its Content-Type; None for no body.
        content: a body as it is, without a Content-Type; None for no body.
    """
    sent, content = _sent(token, headers, body, content)
    return asyncio.run(_exchange(app, url, method, sent, content))


def ask_at_once(
    app: ASGIApp,
    url: str,
    token: str | None = None,
    *,
    method: str = "GET",
    headers: Iterable[tuple[str, str]] = (),
    body: Any = None,
    content: bytes | None = None,
) -> Reply:
    """The same of an application that never waits for anything, without an event loop: quicker."""
    sent, content = _sent(token, headers, body, content)
    try:
        _exchange(app, url, method, sent, content).send(None)
    except StopIteration as done:
        reply: Reply = done.value
        return reply
    raise RuntimeError("the application waits for something")


def _sent(
    token: str | None, headers: Iterable[tuple[str, str]], body: Any, content: bytes | None
) -> tuple[list[tuple[str, str]], bytes]:
    """Headers and body as they go out."""
    sent = list(headers)
    if body is not None:
        content = json.dumps(body).encode()
        sent.insert(0, ("content-type", "application/json"))
    if token is not None:
        sent.append(("authorization", f"Bearer {token}"))
    return sent, content or b""


async def _exchange(
    app: ASGIApp, url: str, method: str, headers: list[tuple[str, str]], content: bytes
) -> Reply:
    parts = urlsplit(url) if "://" in url else urlsplit(f"http://test{url}")
    sent = [("host", parts.netloc), *headers]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": parts.scheme,
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in sent],
        "server": ("test", 80),
        "client": ("127.0.0.1", 1),
    }
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, send)
    start, *rest = messages
    assert start["type"] == "http.response.start"
    return Reply(
        start["status"],
        {name.decode(): value.decode() for name, value in start["headers"]},
        b"".join(message["body"] for message in rest),
    )


class Direct:
    """Handlers over a world's connection, without an application: for many examples.

    Args:
        world: the world.
        partner: whose staff asks.
    """

    def __init__(self, world: World, partner: int = 1) -> None:
        self._connection = world.connection
        (uuid,) = world.connection.execute(
            "SELECT uuid FROM staff WHERE partner_id = ?", (partner,)
        ).fetchone()
        staff = partners.staff_by_uuid(world.connection, uuid)
        assert staff is not None
        self._caller = Caller(staff, partners.partner(world.connection, partner))

    def answer(self, url: str) -> Answer:
        """What an operation's handler gives for a path and query."""
        parts = urlsplit(url)
        for operation in OPERATIONS:
            if operation.method != "GET":
                continue
            pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", operation.path)
            found = re.fullmatch(pattern, parts.path)
            if found:
                now = clock.now(self._connection)
                where = f"http://test{parts.path}"
                call = Call(
                    self._connection,
                    self._caller,
                    now,
                    where,
                    found.groupdict(),
                    Query(parts.query),
                )
                return operation.handler(call)
        raise LookupError(url)

    def body(self, url: str) -> Any:
        """The body of the answer, as a client reads it."""
        return json.loads(json.dumps(self.answer(url).body))


def customer_id(world: World, customer: int) -> str:
    """The platform id of a customer."""
    return ids.encode(ids.CUSTOMER, _uuid(world, "customers", customer))


def org_id(world: World, partner: int) -> str:
    """The organization id of a partner."""
    return ids.encode(ids.ORGANIZATION, _uuid(world, "partners", partner))


def _uuid(world: World, table: str, rowid: int) -> bytes:
    found: tuple[bytes] = world.connection.execute(
        f"SELECT uuid FROM {table} WHERE id = ?", (rowid,)
    ).fetchone()
    return found[0]
