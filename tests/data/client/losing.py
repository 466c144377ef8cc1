"""A small platform that forgets nothing, and a network that loses answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from data.client import HubClient
from tests.data.client.support import LOCAL, TOKEN, error, hasty, items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.data.client.support import Pauses


@dataclass
class Platform:
    """Customers and subscribers, made at once, unique as the real ones are.

    Attributes:
        rows: what there is, by collection.
        late: so many reads pass before what is made shows.
    """

    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {"customers": [], "subscribers": []}
    )
    late: int = 0
    posts: int = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        collection = request.url.path.split("/")[3]
        if request.method == "GET":
            return self._list(collection, request.url.params)
        assert request.method == "POST"
        self.posts += 1
        body = json.loads(request.content)
        rows = self.rows[collection]
        if any(_same(collection, row, body) for row in rows):
            return error(409, {"description": "it is there already", "errorCode": 40900})
        row = {"id": f"{collection[0].upper()}{len(rows)}", "status": "provisioning", **body}
        rows.append(row)
        if collection == "subscribers":
            return httpx.Response(200, json=row)
        url = f"http://localhost/v1/wholesale/customers/{row['id']}"
        return httpx.Response(202, json={"url": url}, headers={"location": url})

    def _list(self, collection: str, wanted: httpx.QueryParams) -> httpx.Response:
        if self.posts and self.late:
            self.late -= 1
            return items()
        names = {"externalId", "email", "customerId"} & set(wanted)
        found = [
            row
            for row in self.rows[collection]
            if all(str(row.get(name, "")).lower() == wanted[name].lower() for name in names)
        ]
        return items(*found)


def _same(collection: str, row: dict[str, Any], body: dict[str, Any]) -> bool:
    if collection == "customers":
        return bool(row["externalId"] == body["externalId"])
    return bool(row["email"].lower() == body["email"].lower())


class Losing(httpx.AsyncBaseTransport):
    """A network that loses the answers to the first changes, or the changes themselves.

    Args:
        inner: the way to the platform.
        failure: what the client sees instead, an exception to raise or an answer.
        arrives: whether the request reaches the platform all the same.
        times: how many changes are hit.
    """

    def __init__(
        self,
        inner: httpx.AsyncBaseTransport,
        failure: Callable[[], httpx.Response | Exception],
        *,
        arrives: bool,
        times: int = 1,
    ) -> None:
        self.inner = inner
        self.failure = failure
        self.arrives = arrives
        self.left = times
        self.seen: list[str] = []
        self.before: Callable[[], None] = lambda: None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request.method)
        if request.method == "GET" or not self.left:
            return await self.inner.handle_async_request(request)
        self.left -= 1
        self.before()
        if self.arrives:
            answer = await self.inner.handle_async_request(request)
            await answer.aread()
            await answer.aclose()
        failed = self.failure()
        if isinstance(failed, Exception):
            raise failed
        return failed

    async def aclose(self) -> None:
        await self.inner.aclose()


def over(
    transport: httpx.AsyncBaseTransport, pauses: Pauses | None = None, token: str = TOKEN
) -> HubClient:
    """A client over a transport, whose time passes at once."""
    return HubClient(LOCAL, token, transport=transport, settings=hasty(pauses))


def failures() -> Iterator[tuple[str, Callable[[], httpx.Response | Exception]]]:
    """Every way in which an answer may be lost, by name."""
    yield "no answer in time", lambda: httpx.ReadTimeout("slow")
    yield "cut before the answer", lambda: httpx.RemoteProtocolError("closed")
    yield "cut while sending", lambda: httpx.WriteError("broken pipe")
    yield "500", lambda: error(500)
    yield "503 that says when", lambda: error(503, retry_after="1")
    yield "504 of a gateway", lambda: httpx.Response(504, html="<p>Gateway time-out</p>")
    yield "202 without a body", lambda: httpx.Response(202)
    yield "half a body", lambda: httpx.Response(202, content=b'{"url": "http://loc')
    yield (
        "another place",
        lambda: httpx.Response(202, json={"url": "https://evil.example/v1/customers/C9"}),
    )
